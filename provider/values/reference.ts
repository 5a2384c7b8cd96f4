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

/** A reference in the inputs of the provider: a resource of one of the kinds `K`, a bare name, or a name in another namespace. */
export type Reference<K extends string = string> = string | ResourceReference<K> | Elsewhere;

/** A resource in the inputs of the provider. */
export interface ResourceReference<K extends string = string> {
    readonly id: string;
    readonly qualifiedName: string;
    /** Distinguishes references to different kinds in TypeScript. It does not exist at run time. */
    readonly kind?: K;
}

/** The name of an object in another schema or database. */
export interface Elsewhere {
    readonly name: string;
    readonly schema?: string;
    readonly database?: string;
}

const MAX_NAME_BYTES = 255;

/** Returns the type of an identifier. */
export const nameSchema = (description: string): ValueSchema => ({ type: "string", maxBytes: MAX_NAME_BYTES, description });

/** Checks an identifier, which is case-sensitive and has at most 255 bytes. */
export function checkName(value: unknown, context: ArgumentContext): Problem[] {
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return context.problem(`takes a name, not ${describeType(value)}`);
    if (value === "." || value === "..") return context.problem(`"${value}" is not a name that Materialize accepts`);
    if (FULL_NAME.test(value))
        return context.problem(`is a quoted name: give the resource itself, or the bare name ${bareName(value, context)}`);
    return checkText(value, context, { maxBytes: MAX_NAME_BYTES });
}

/** Matches quoted names separated by dots. */
const FULL_NAME = /^"(?:[^"]|"")+"(?:\."(?:[^"]|"")+")*$/u;

/** Returns the last part of a qualified name as a message shows it. */
const bareName = (qualifiedName: string, context: ArgumentContext): string =>
    context.secret ? "without quotes" : JSON.stringify(lex(qualifiedName).at(-1)?.text);

/** Returns the value type of a reference to an object of one of some kinds. Error messages call the object `shown`. */
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

/** Returns true if a value is a resource, or the result of a lookup function, in the inputs of the provider. */
export const isResource = (value: unknown): value is { id: string; qualifiedName: string } =>
    isFields(value) && typeof value.qualifiedName === "string" && typeof value.id === "string";

/** Checks the qualified name of a resource. It is written verbatim, so it must be one that this package quoted. */
const checkFullName = (qualifiedName: string, context: ArgumentContext): Problem[] =>
    isUnknown(qualifiedName) || FULL_NAME.test(qualifiedName)
        ? []
        : context.problem("has an invalid qualifiedName: give the resource itself, or a name");

/** Returns the qualified name of the object that is referred to. */
export function referenceName(value: Reference, scope: Scope, namespace: Namespace): Sql {
    if (typeof value === "object" && "qualifiedName" in value) return verbatim(value.qualifiedName);
    const given: Elsewhere = typeof value === "string" ? { name: value } : value;
    if (scope === "none") return name(given.name);
    const database = given.database ?? namespace.database;
    return scope === "database" ? name(database, given.name) : name(database, given.schema ?? namespace.schema, given.name);
}

/** Returns the identifiers of a reference: `d` and `s` for `"d"."s"`. */
export function referencePath(value: unknown): string[] {
    if (typeof value === "string") return [value];
    if (isResource(value)) return lex(value.qualifiedName).flatMap(token => (token.kind === "quoted" ? [token.text] : []));
    if (!isFields(value)) return [];
    return [value.database, value.name].filter(part => typeof part === "string");
}

/** Returns true if two references are resources with the same id: they are the same object, even if it was renamed. */
export function isSameObject(old: unknown, wanted: unknown): boolean {
    return isResource(old) && isResource(wanted) && !isUnknown(wanted.id) && old.id === wanted.id;
}

const SECRET = keyword("SECRET ");

/** A secret, never by its name: a string is likely a password, and as a name it would be printed. */
export const secretOnly: ValueType<ResourceReference<"Secret">> = {
    type: { type: "secret", text: false },
    acceptsSecret: true,
    check(value, context) {
        if (isUnknown(value)) return [];
        if (isResource(value)) return checkFullName(value.qualifiedName, context);
        return context.problem(
            `takes a Secret or what getSecretOutput returned, not ${describeType(value)}: store a password in a Secret`,
        );
    },
    // A state can hold a text, which another version of this package accepted.
    write: (value: unknown, context) =>
        typeof value === "string"
            ? literal(value, true)
            : [...SECRET, ...referenceName(value as ResourceReference, "schema", context.namespace)],
    read: from => {
        from.expect("SECRET");
        return from.reference();
    },
};

/** Returns the value type of a secret that Materialize would also take as text, in clear. `steps` says what to do instead. */
export const secretNotText = (steps: string): typeof secretOnly => ({
    ...secretOnly,
    check: (value, context) =>
        typeof value === "string" && !isUnknown(value)
            ? context.problem(`takes a Secret, not a string, which Materialize would store in clear text: ${steps}`)
            : secretOnly.check(value, context),
});

/** A text, or a secret that contains the text. */
export const textOrSecret: ValueType<string | ResourceReference<"Secret">> = {
    type: { type: "secret", text: true },
    acceptsSecret: true,
    storedInClear: true,
    check(value, context) {
        if (isUnknown(value)) return [];
        if (isResource(value)) return checkFullName(value.qualifiedName, context);
        return typeof value === "string"
            ? checkText(value, context, {})
            : context.problem(`takes ${describeSchema(this.type)}, not ${describeType(value)}`);
    },
    write: (value, context) => (typeof value === "string" ? literal(value, context.secret) : secretOnly.write(value, context)),
    read: from => (from.accept("SECRET") ? from.reference() : from.text()),
};

/** Certificates in PEM form, or a secret that contains them. */
export const certificateOrSecret: typeof textOrSecret = {
    ...textOrSecret,
    storedInClear: false,
    check(value, context) {
        return typeof value === "string" && value.includes("PRIVATE KEY-----")
            ? context.problem(
                  "contains a private key, which Materialize would store in clear text: give the key as ssl.key, and only certificates here",
              )
            : textOrSecret.check(value, context);
    },
};
