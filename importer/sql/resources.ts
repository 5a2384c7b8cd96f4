import { checkResource } from "../../provider/lifecycle/check";
import { role } from "../../provider/kinds/role";
import { roleGrant } from "../../provider/kinds/roleGrant";
import type { Run } from "../../provider/run/run";
import { namesIn } from "../../provider/sql/renames";
import { UNKNOWN } from "../../provider/sql/sql";
import { isResource } from "../../provider/values/reference";
import { type Fields, isFields, type Namespace } from "../../provider/values/value";
import { identifier, resourceNames } from "../names";
import { afterNeeds, placeOf } from "../order";
import { keyOf } from "../catalogObjects";
import { configuredValues } from "../programArguments";
import type { Resource } from "../resource";
import type { Draft, Drafts, ObjectDraft } from "./drafts";
import { qualifiedNameOf } from "./session";

/** A resource with the statement that it comes from. */
export interface Declared extends Resource {
    readonly place: string;
}

/** Returns the resources of drafts, with names, in the order of their dependencies. */
export function resourcesOf({ objects, others }: Drafts, home: Namespace): readonly Declared[] {
    const names = resourceNames(objects, home);
    const taken = new Map<string, number>();
    const nameOf = (draft: Draft): string => {
        if (isObject(draft)) return names.get(keyOf(draft.row)) ?? "";
        const base = subjectName(draft, home);
        const count = (taken.get(`${draft.kind.name} ${base}`) ?? 0) + 1;
        taken.set(`${draft.kind.name} ${base}`, count);
        return count === 1 ? base : `${base}_${String(count)}`;
    };
    const [members, rest] = [true, false].map(is => others.filter(({ kind }) => (kind === roleGrant) === is));
    const [roles, inRoles] = [true, false].map(is => inOrder(objects).filter(({ kind }) => (kind === role) === is));
    const byDraft = new Map<Draft, Declared>();
    // Only a member of a role makes it the owner of an object, so that memberships come before what has an owner.
    for (const draft of [...(roles ?? []), ...(members ?? []), ...(inRoles ?? []), ...(rest ?? [])]) {
        const ownership =
            draft.args.owner === undefined ? [] : (members ?? []).filter(({ args }) => args.role === draft.args.owner);
        byDraft.set(draft, declared({ ...draft, dependsOn: [...draft.dependsOn, ...ownership] }, nameOf(draft), byDraft));
    }
    return [...byDraft.values()];
}

const isObject = (draft: Draft): draft is ObjectDraft => draft.row !== undefined;

function declared(
    { kind, qualifiedName, place, args, dependsOn }: Draft,
    name: string,
    known: ReadonlyMap<Draft, Declared>,
): Declared {
    return { kind, name, qualifiedName, place, args, dependsOn: dependsOn.flatMap(one => known.get(one) ?? []) };
}

/** Returns objects so that each follows what it lies in and those that it refers to. */
function inOrder(objects: readonly ObjectDraft[]): readonly ObjectDraft[] {
    const byName = new Map(objects.flatMap(one => (one.row.schema === null ? [] : [[one.qualifiedName, one] as const])));
    const sorted = objects.toSorted((one, other) => placeOf(one) - placeOf(other));
    return afterNeeds(sorted, ({ args }) => referencedNames(args).flatMap(name => byName.get(name) ?? []));
}

/** Returns the qualified names of objects in schemas that arguments refer to. */
function referencedNames(value: unknown): string[] {
    if (typeof value === "string") return namesIn(value);
    if (isResource(value)) return [value.qualifiedName];
    if (Array.isArray(value)) return value.flatMap(referencedNames);
    if (!isFields(value)) return [];
    const { name, schema, database } = value;
    const path = [database, schema, name].filter(step => typeof step === "string");
    return path.length === 3 ? [qualifiedNameOf(path)] : Object.values(value).flatMap(referencedNames);
}

/** Returns a name for a grant or a parameter, from what identifies it. The role that gets something comes last. */
function subjectName({ args }: Draft, home: Namespace): string {
    const { privileges, value, ...subject } = args;
    const receiver = privileges === undefined && value !== undefined ? undefined : RECEIVERS.find(key => key in subject);
    const words = Object.entries(subject).flatMap(([key, one]) => (key === receiver ? [] : wordsOf(one, home)));
    return identifier(receiver === undefined ? words : [...words, "to", ...wordsOf(subject[receiver], home)]).toLowerCase();
}

/** The arguments that name the role that gets something. */
const RECEIVERS = ["member", "grantee", "role"];

/** Returns the names in a value, without those of the default namespace. */
function wordsOf(value: unknown, home: Namespace): string[] {
    if (typeof value === "string") return [value];
    if (!isFields(value)) return [];
    if (typeof value.name === "string") {
        const isHome = value.database === home.database;
        const schema = isHome && value.schema === home.schema ? undefined : value.schema;
        return [isHome ? undefined : value.database, schema, value.name].filter(one => typeof one === "string");
    }
    return Object.entries(value).flatMap(([key, one]) =>
        one === true ? [key.replaceAll(/[A-Z]/gu, letter => `_${letter.toLowerCase()}`)] : wordsOf(one, home),
    );
}

/** Returns what the provider would refuse of a resource; undefined if it would create it. */
export function refusalOf(run: Run, resource: Resource): string | undefined {
    const { failures } = check(run, resource);
    const texts = failures.map(({ property, reason }) => (reason.startsWith(property) ? reason : `${property} ${reason}`));
    return texts.length === 0 ? undefined : texts.join("; ");
}

/** Checks a resource as a preview does. */
export function check(run: Run, resource: Resource): ReturnType<typeof checkResource> {
    const { kind, name, args } = resource;
    const secrets = configuredValues(resource).map(({ path }) => [path, UNKNOWN] as const);
    const hidden: Fields = { __kind: kind.name, __resource: name, __parent: "", __secretInputs: secrets.map(([path]) => path) };
    return checkResource(run, {}, { ...hidden, ...args, ...Object.fromEntries(secrets) }, run.settings(undefined));
}
