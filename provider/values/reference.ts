import { lex } from "../sql/lexer";
import { keyword, literal, name, type Sql, verbatim } from "../sql/sql";
import { describeType, checkText } from "./scalars";
import { checkKeys } from "./keys";
import { describeSchema, elsewhereKeys, type Scope, type ValueSchema } from "./schema";
import {
    type Fields,
    type Namespace,
    isAbsent,
    isFields,
    isUnknown,
    type Problem,
    type ArgumentContext,
    type ValueType,
} from "./value";

/** A reference as it reaches the provider: a resource of one of the kinds `K`, a bare name, or a name elsewhere. */
export type Reference<K extends string = string> = string | ResourceReference<K> | Elsewhere;

/** A resource as it reaches the provider. */
export interface ResourceReference<K extends string = string> {
    readonly id: string;
    readonly qualifiedName: string;
    /** Does not exist at run time: it keeps references to different kinds apart in types. */
    readonly kind?: K;
}

/** An object by its name in another schema or database. */
export interface Elsewhere {
    readonly name: string;
    readonly schema?: string;
    readonly database?: string;
}

const MAX_NAME_BYTES = 255;

/** The type of an identifier. */
export const nameSchema = (description: string): ValueSchema => ({ type: "string", maxBytes: MAX_NAME_BYTES, description });

/** An identifier: exact, case-sensitive, at most 255 bytes. */
export function checkName(value: unknown, context: ArgumentContext): Problem[] {
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return context.problem(`takes a name, not ${describeType(value)}`);
    if (value === "." || value === "..") return context.problem(`"${value}" is not a name that Materialize takes`);
    return checkText(value, context, { maxBytes: MAX_NAME_BYTES });
}

/** An object of one of some kinds, by resource or by name; `shown` is what error messages call it. */
export const reference = <const K extends string>(
    kinds: K | readonly K[],
    scope: Scope = "schema",
    shown?: string,
): ValueType<Reference<K>> => ({
    type: {
        type: "reference",
        kinds: typeof kinds === "string" ? [kinds] : kinds,
        scope,
        ...(shown === undefined ? {} : { description: `a ${shown}, its name, or { ${elsewhereKeys(scope).join(", ")} }` }),
    },
    check(value, context) {
        if (typeof value === "string") return checkName(value, context);
        if (isResource(value)) return checkFullName(value.qualifiedName, context);
        if (isFields(value) && "name" in value) return checkElsewhere(value, scope, context);
        return context.problem(`takes ${describeSchema(this.type)}, not ${describeType(value)}`);
    },
    write: (value, context) => referenceName(value, scope, context.namespace),
    read: from => from.reference(),
});

function checkElsewhere(value: Fields, scope: Scope, context: ArgumentContext): Problem[] {
    const keys: readonly string[] = elsewhereKeys(scope);
    const given = Object.entries(value).filter(([key, part]) => keys.includes(key) && !isAbsent(part));
    const missing = isAbsent(value.name) ? context.child("name").problem("is missing") : [];
    return [
        ...missing,
        ...checkKeys(value, keys, context),
        ...given.flatMap(([key, part]) => checkName(part, context.child(key))),
    ];
}

/** Whether a value is what a resource, or a look-up, became on its way to the provider. */
export const isResource = (value: unknown): value is { id: string; qualifiedName: string } =>
    isFields(value) && typeof value.qualifiedName === "string" && typeof value.id === "string";

/** Quoted names with dots between them. */
const FULL_NAME = /^"(?:[^"]|"")+"(?:\."(?:[^"]|"")+")*$/u;

/** A resource's full name is written as it stands: it must be one that this package made. */
const checkFullName = (qualifiedName: string, context: ArgumentContext): Problem[] =>
    isUnknown(qualifiedName) || FULL_NAME.test(qualifiedName)
        ? []
        : context.problem("has a qualifiedName that is no full name: give the resource itself, or a name");

/** The full name of what is referred to. */
export function referenceName(value: Reference, scope: Scope, namespace: Namespace): Sql {
    if (typeof value === "object" && "qualifiedName" in value) return verbatim(value.qualifiedName);
    const given: Elsewhere = typeof value === "string" ? { name: value } : value;
    if (scope === "none") return name(given.name);
    const database = given.database ?? namespace.database;
    return scope === "database" ? name(database, given.name) : name(database, given.schema ?? namespace.schema, given.name);
}

/** The last identifier of a reference: of `"d"."s"` it is `s`. */
export function referencePath(value: unknown): string[] {
    if (typeof value === "string") return [value];
    if (isResource(value)) return lex(value.qualifiedName).flatMap(token => (token.kind === "quoted" ? [token.text] : []));
    if (!isFields(value)) return [];
    return [value.database, value.name].filter(part => typeof part === "string");
}

/** Whether two references mean one object: the same id, whatever it is called now, or else the same name. */
export function isSameObject(old: unknown, wanted: unknown): boolean {
    return isResource(old) && isResource(wanted) && !isUnknown(wanted.id) && old.id === wanted.id;
}

const SECRET = keyword("SECRET ");

/** A secret; a bare string would be a password taken for a name, and printed. */
export const secretOnly: ValueType<ResourceReference<"Secret">> = {
    type: { type: "secret", text: false },
    acceptsSecret: true,
    check(value, context) {
        if (isUnknown(value)) return [];
        if (isResource(value)) return checkFullName(value.qualifiedName, context);
        return context.problem(
            `takes a Secret or what getSecretOutput returned, not ${describeType(value)}: a password belongs into a Secret`,
        );
    },
    write: (value, context) => [...SECRET, ...referenceName(value, "schema", context.namespace)],
    read: from => {
        from.expect("SECRET");
        return from.reference();
    },
};

/** Text, or a secret that holds the text. */
export const textOrSecret: ValueType<string | ResourceReference<"Secret">> = {
    type: { type: "secret", text: true },
    acceptsSecret: true,
    check(value, context) {
        if (isUnknown(value)) return [];
        if (isResource(value)) return checkFullName(value.qualifiedName, context);
        return typeof value === "string"
            ? checkText(value, context, {})
            : context.problem(`takes ${describeSchema(this.type)}, not ${describeType(value)}`);
    },
    write: (value, context) => (typeof value === "string" ? literal(value, context.secret) : secretOnly.write(value, context)),
    read: from => (from.takes("SECRET") ? from.reference() : from.text()),
};
