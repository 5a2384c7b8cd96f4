import { lex } from "../sql/lexer";
import { keyword, literal, name, type Sql, verbatim } from "../sql/sql";
import { describeType, checkText } from "./scalars";
import { checkKeys } from "./keys";
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

/** What holds an object's name: a schema of a database, a database, or nothing. */
export type Scope = "schema" | "database" | "none";

/** A reference as it reaches the provider: a resource, a bare name, or a name elsewhere. */
export type Reference = string | { readonly id: string; readonly qualifiedName: string } | Elsewhere;

interface Elsewhere {
    readonly name: string;
    readonly schema?: string;
    readonly database?: string;
}

const MAX_NAME_BYTES = 255;

/** An identifier: exact, case-sensitive, at most 255 bytes. */
export function checkName(value: unknown, context: ArgumentContext): Problem[] {
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return context.problem(`takes a name, not ${describeType(value)}`);
    if (value === "." || value === "..") return context.problem(`"${value}" is not a name that Materialize takes`);
    return checkText(value, context, { maxBytes: MAX_NAME_BYTES });
}

/** An object of one kind, by resource or by name. */
export const reference = (kind: string, scope: Scope = "schema"): ValueType<Reference> => ({
    expects: `a ${kind} or its name`,
    check(value, context) {
        if (typeof value === "string") return checkName(value, context);
        if (isResource(value)) return checkFullName(value.qualifiedName, context);
        if (isFields(value) && "name" in value) return checkElsewhere(value, scope, context);
        return context.problem(`takes a ${kind}, its name, or { ${keys(scope).join(", ")} }, not ${describeType(value)}`);
    },
    write: (value, context) => referenceName(value, scope, context.namespace),
    read: from => from.reference(),
});

const keys = (scope: Scope): string[] => [
    "name",
    ...(scope === "schema" ? ["schema", "database"] : scope === "database" ? ["database"] : []),
];

function checkElsewhere(value: Fields, scope: Scope, context: ArgumentContext): Problem[] {
    const given = Object.entries(value).filter(([key, part]) => keys(scope).includes(key) && !isAbsent(part));
    const missing = isAbsent(value.name) ? context.child("name").problem("is missing") : [];
    return [
        ...missing,
        ...checkKeys(value, keys(scope), context),
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
export const secretOnly: ValueType<Reference> = {
    expects: "a Secret",
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
export const textOrSecret: ValueType<Reference> = {
    expects: "a string or a Secret",
    acceptsSecret: true,
    check(value, context) {
        if (isUnknown(value)) return [];
        if (isResource(value)) return checkFullName(value.qualifiedName, context);
        return typeof value === "string"
            ? checkText(value, context, {})
            : context.problem(`takes a string or a Secret, not ${describeType(value)}`);
    },
    write: (value, context) => (typeof value === "string" ? literal(value, context.secret) : secretOnly.write(value, context)),
    read: from => (from.takes("SECRET") ? from.reference() : from.text()),
};
