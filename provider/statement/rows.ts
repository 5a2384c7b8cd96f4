import { join, keyword, name, type Sql, sql } from "../sql/sql";
import { checkName, nameSchema, type Reference, reference } from "../values/reference";
import { flag, text } from "../values/scalars";
import { isUnknown, type ValueType } from "../values/value";
import { ANY_VALUE, type Arguments, type ObjectKind, type Row, row, type Rule } from "./kind";

const MAX_COMMENT_BYTES = 1024;

const nowhere = { in: "nowhere" } as const;

const nameValue: ValueType<string> = {
    type: nameSchema("a name"),
    check: checkName,
    write: value => name(value),
};

/** Which Materialize it is made in. */
export const profileRow = row({
    path: "profile",
    value: text(),
    position: nowhere,
    change: { by: "replacement", why: "it is made in another Materialize" },
});

/** Whether what depends on the object may go with it. */
export const cascadeRow = row({
    path: "cascade",
    value: flag,
    position: nowhere,
    change: { by: "nothing", when: "the object is dropped" },
});

/** Whether an object that exists already is taken over. */
export const adoptRow = row({
    path: "adopt",
    value: flag,
    position: nowhere,
    change: { by: "nothing", when: "the object is made" },
});

/** The arguments of every kind. */
export const commonRows = [
    row({ path: "name", value: nameValue, required: true, position: nowhere, change: { by: "rename" } }),
    row({ path: "comment", value: text({ maxBytes: MAX_COMMENT_BYTES }), position: nowhere, change: { by: "comment" } }),
    row({ path: "owner", value: reference("Role", "none"), position: nowhere, change: { by: "owner" } }),
    profileRow,
    cascadeRow,
    adoptRow,
];

/** The rows of a kind that no ALTER renames. */
export const withoutRename = <R extends Row>(rows: readonly R[], why: string): R[] =>
    rows.map(one => (one.change.by === "rename" ? { ...one, change: { by: "replacement", why } } : one));

/** The rows except those of some paths. */
export const omitRows = <R extends Row, const P extends R["path"]>(
    rows: readonly R[],
    ...paths: readonly P[]
): Exclude<R, { readonly path: P }>[] =>
    rows.filter((one): one is Exclude<R, { readonly path: P }> => !paths.some(path => path === one.path));

const NO_SET_SCHEMA = "Materialize has no statement that moves an object";

const inPath = { position: { in: "path" }, change: { by: "replacement", why: NO_SET_SCHEMA } } as const;

/** The schema of an object; where it is named with its database, or is a resource, it brings the database. */
export const schemaRow = row({ path: "schema", value: reference("Schema", "database"), ...inPath });

/** The database of an object. */
export const databaseRow = row({ path: "database", value: reference("Database", "none"), ...inPath });

/** The arguments of every kind whose objects lie in a schema. */
export const schemaObjectRows = [...commonRows, databaseRow, schemaRow];

/** `WITH (VALIDATE = …)`: it is not stored; given anew, it validates. */
export const validateRow = row({
    path: "validate",
    value: flag,
    position: { in: "with", option: "VALIDATE" },
    change: { by: "validate", statement: target => sql`VALIDATE CONNECTION ${target}` },
});

/** The same, of kinds that Materialize does not try when it makes them: it is asked to afterwards. */
export const validateAfterCreateRow = row({ ...validateRow, position: nowhere });

/** An option that an ALTER can set and drop. */
export const option = <const P extends string, V>(
    path: P,
    name: string,
    value: ValueType<V>,
    more: { required?: boolean } = {},
): Row<P, V> => ({
    path,
    value,
    position: { in: "options", option: name },
    change: { by: "option" },
    ...more,
});

/** An option that no ALTER can change. */
export const fixedOption = <const P extends string, V>(
    path: P,
    name: string,
    value: ValueType<V>,
    why: string,
    more: { required?: boolean } = {},
): Row<P, V> => ({
    ...option(path, name, value, more),
    change: { by: "replacement", why },
});

/** A clause that no ALTER can change; `after` are the keywords that it begins with. */
export const fixedClause = <const P extends string, V>(
    path: P,
    after: string,
    value: ValueType<V>,
    why: string,
    more: { required?: boolean } = {},
): Row<P, V> => ({
    path,
    value,
    position: { in: "clause", after },
    change: { by: "replacement", why },
    ...more,
});

/** The cluster that an object runs on, which the server fills in where the program names none. */
export const clusterRow = (why: string): Row<"cluster", Reference<"Cluster">> => ({
    ...fixedClause("cluster", "IN CLUSTER", reference("Cluster", "none"), why),
    serverDefault: ANY_VALUE,
    defaultFrom: "cluster",
});

/** Refuses two arguments together. */
export const forbidBoth = (path: string, other: string, refusal?: string): Rule => ({
    path,
    isBroken: args => args.has(path) && args.has(other),
    reason: `cannot be given together with ${other}: leave one of them out`,
    ...(refusal === undefined ? {} : { serverMessage: refusal }),
});

/** Asks for one of several arguments. */
export const requireOneOf = (paths: readonly [string, ...string[]], refusal?: string): Rule => ({
    path: paths[0],
    isBroken: args => !paths.some(path => args.has(path)),
    reason: `is missing: give ${paths.join(" or ")}`,
    ...(refusal === undefined ? {} : { serverMessage: refusal }),
});

/** Refuses privileges that do not exist on what they are on; `known` are all, for the sentence. */
export const validPrivileges = (
    existing: (args: Arguments) => readonly string[] | undefined,
    known: readonly (readonly [on: string, privileges: readonly string[]])[],
): Rule => ({
    path: "privileges",
    isBroken: args => {
        const allowed = existing(args);
        const given = args.get("privileges");
        return (
            allowed !== undefined && Array.isArray(given) && given.some(one => !isUnknown(one) && !allowed.includes(String(one)))
        );
    },
    reason: `has one that does not exist there: ${known.map(([on, own]) => `${on}: ${own.join(", ")}`).join("; ")}`,
    serverMessage: "invalid privilege types",
});

const SYSTEM_PREFIX = /^(?:mz_|pg_|external_)/u;

/** Refuses names that begin as Materialize's own do. */
export const forbidReservedName = (refusal: string): Rule => ({
    path: "name",
    isBroken: args => SYSTEM_PREFIX.test(String(args.get("name"))),
    reason: 'begins with "mz_", "pg_" or "external_", which Materialize keeps for its own',
    serverMessage: refusal,
});

/** Lines of a list in parentheses. */
export const parenthesizedList = (items: readonly Sql[], indent = "    "): Sql =>
    items.length === 0
        ? keyword("()")
        : [
              ...keyword("("),
              ...items.flatMap((item, at) => [...keyword(`${at === 0 ? "" : ","}\n${indent}    `), ...item]),
              ...sql`
${keyword(indent)})`,
          ];

/** `SET (…)` and `RESET (…)` of an object's options, each a statement of its own. */
export const setAndReset = (object: string): NonNullable<ObjectKind["alter"]> => {
    const alter = (target: Sql, action: string, options: readonly Sql[]): Sql[] =>
        options.length === 0 ? [] : [sql`ALTER ${keyword(object)} ${target} ${keyword(action)} (${join(options, ", ")})`];
    return ({ target, set, drop }) => [...alter(target, "SET", set), ...alter(target, "RESET", drop)];
};
