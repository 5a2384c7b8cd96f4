import { lex } from "../sql/lexer";
import { keyword, literal, name, type Sql, verbatim } from "../sql/sql";
import { described, checkText } from "./scalars";
import { checkKeys } from "./keys";
import { type Fields, type Home, isAbsent, isFields, isUnknown, type Problem, type Site, type Value } from "./value";

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
export function checkName(value: unknown, site: Site): Problem[] {
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return site.refuse(`takes a name, not ${described(value)}`);
    if (value === "." || value === "..") return site.refuse(`"${value}" is not a name that Materialize takes`);
    return checkText(value, site, { maxBytes: MAX_NAME_BYTES });
}

/** An object of one kind, by resource or by name. */
export const reference = (kind: string, scope: Scope = "schema"): Value<Reference> => ({
    takes: `a ${kind} or its name`,
    check(value, site) {
        if (typeof value === "string") return checkName(value, site);
        if (isResource(value)) return checkFullName(value.qualifiedName, site);
        if (isFields(value) && "name" in value) return checkElsewhere(value, scope, site);
        return site.refuse(`takes a ${kind}, its name, or { ${keys(scope).join(", ")} }, not ${described(value)}`);
    },
    write: (value, site) => referenceName(value, scope, site.home),
    read: from => from.reference(),
});

const keys = (scope: Scope): string[] => [
    "name",
    ...(scope === "schema" ? ["schema", "database"] : scope === "database" ? ["database"] : []),
];

function checkElsewhere(value: Fields, scope: Scope, site: Site): Problem[] {
    const given = Object.entries(value).filter(([key, part]) => keys(scope).includes(key) && !isAbsent(part));
    const missing = isAbsent(value.name) ? site.part("name").refuse("is missing") : [];
    return [
        ...missing,
        ...checkKeys(value, keys(scope), site),
        ...given.flatMap(([key, part]) => checkName(part, site.part(key))),
    ];
}

/** Whether a value is what a resource, or a look-up, became on its way to the provider. */
export const isResource = (value: unknown): value is { id: string; qualifiedName: string } =>
    isFields(value) && typeof value.qualifiedName === "string" && typeof value.id === "string";

/** Quoted names with dots between them. */
const FULL_NAME = /^"(?:[^"]|"")+"(?:\."(?:[^"]|"")+")*$/u;

/** A resource's full name is written as it stands: it must be one that this package made. */
const checkFullName = (qualifiedName: string, site: Site): Problem[] =>
    isUnknown(qualifiedName) || FULL_NAME.test(qualifiedName)
        ? []
        : site.refuse("has a qualifiedName that is no full name: give the resource itself, or a name");

/** The full name of what is referred to. */
export function referenceName(value: Reference, scope: Scope, home: Home): Sql {
    if (typeof value === "object" && "qualifiedName" in value) return verbatim(value.qualifiedName);
    const given: Elsewhere = typeof value === "string" ? { name: value } : value;
    if (scope === "none") return name(given.name);
    const database = given.database ?? home.database;
    return scope === "database" ? name(database, given.name) : name(database, given.schema ?? home.schema, given.name);
}

/** The last identifier of a reference: of `"d"."s"` it is `s`. */
export function referencePath(value: unknown): string[] {
    if (typeof value === "string") return [value];
    if (isResource(value)) return lex(value.qualifiedName).flatMap(token => (token.kind === "quoted" ? [token.text] : []));
    if (!isFields(value)) return [];
    return [value.database, value.name].filter(part => typeof part === "string");
}

/** Whether two references mean one object: the same id, whatever it is called now, or else the same name. */
export function sameReference(old: unknown, wanted: unknown): boolean {
    return isResource(old) && isResource(wanted) && !isUnknown(wanted.id) && old.id === wanted.id;
}

const SECRET = keyword("SECRET ");

/** A secret; a bare string would be a password taken for a name, and printed. */
export const secretOnly: Value<Reference> = {
    takes: "a Secret",
    confidential: true,
    check(value, site) {
        if (isUnknown(value)) return [];
        if (isResource(value)) return checkFullName(value.qualifiedName, site);
        return site.refuse(
            `takes a Secret or what getSecretOutput returned, not ${described(value)}: a password belongs into a Secret`,
        );
    },
    write: (value, site) => [...SECRET, ...referenceName(value, "schema", site.home)],
    read: from => {
        from.expect("SECRET");
        return from.reference();
    },
};

/** Text, or a secret that holds the text. */
export const textOrSecret: Value<Reference> = {
    takes: "a string or a Secret",
    confidential: true,
    check(value, site) {
        if (isUnknown(value)) return [];
        if (isResource(value)) return checkFullName(value.qualifiedName, site);
        return typeof value === "string"
            ? checkText(value, site, {})
            : site.refuse(`takes a string or a Secret, not ${described(value)}`);
    },
    write: (value, site) => (typeof value === "string" ? literal(value, site.secret) : secretOnly.write(value, site)),
    read: from => (from.takes("SECRET") ? from.reference() : from.text()),
};
