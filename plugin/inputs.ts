import { topArgument } from "../provider/lifecycle/state";
import { type HelperKind, isHelper } from "../provider/helpers/helperKind";
import { type AnyKind, hasSubject } from "../provider/statement/kind";
import type { Fields } from "../provider/values/value";
import type { Names } from "./names";
import { servedKind, type Subject } from "./token";
import { decode, type Properties } from "./wire";

/** The inputs of a resource as the handlers take them. */
export interface Given extends Properties {
    /** Why resources in the arguments cannot be written as SQL. */
    readonly problems: readonly string[];
}

/**
 * The hidden inputs that the resource classes of this package add: what they found, their version, resource options, and the other grants of the
 * program. The plugin adds all others.
 */
const OF_CLASSES = ["__problems", "__sdk", "__retained", "__deletedFirst", "__others"];

/** The hidden inputs that the plugin adds itself. */
const OF_PLUGIN = ["__kind", "__resource", "__parent", "__secretInputs"];

/** Returns true if a program may give an input. Components give their helper resources further hidden ones. */
const isGiven = (key: string, kind: AnyKind | HelperKind): boolean =>
    !key.startsWith("__") || OF_CLASSES.includes(key) || (isHelper(kind) && !OF_PLUGIN.includes(key));

/** Returns the arguments of a kind that are secret even if the program does not mark them. */
export const secretArguments = (kind: AnyKind): string[] =>
    kind.rows.filter(row => row.value.isSecret === true).map(row => topArgument(row.path));

/** Returns the inputs of a check: the arguments that the program gives, and what a resource class of the dynamic provider adds to them. */
export function givenInputs(subject: Subject, message: Fields, olds: Fields, names: Names): Given {
    const kind = servedKind(subject.token);
    const problems: string[] = [];
    const { fields, secrets: marked } = decode(message, resource => {
        const reference = names.reference(resource, olds);
        if ("problem" in reference) problems.push(reference.problem);
        return reference;
    });
    const args = Object.fromEntries(Object.entries(fields).filter(([key]) => isGiven(key, kind)));
    const always = isHelper(kind) ? [] : secretArguments(kind).filter(key => key in args);
    const plain = always.filter(key => !marked.includes(key));
    const secrets = [...new Set([...marked, ...always])].sort();
    return {
        fields: {
            ...(isHelper(kind) || hasSubject(kind) ? {} : { name: subject.name }),
            ...args,
            ...hiddenInputs(subject, kind.name),
            __secretInputs: secrets,
            ...(plain.length === 0 ? {} : { plainSecrets: plain }),
        },
        secrets,
        problems,
    };
}

/** Returns the hidden inputs that follow from what a resource is in the program. */
export const hiddenInputs = ({ name, parents }: Subject, kindName: string): Fields => ({
    __kind: kindName,
    __resource: name,
    __parent: parents,
});
