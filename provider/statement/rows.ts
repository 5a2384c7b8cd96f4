import type { Capability } from "../../common/versions";
import { join, keyword, name, type Sql, sql } from "../sql/sql";
import { checkName, nameSchema, type Reference, reference } from "../values/reference";
import { columnComments, comment } from "../values/comments";
import { choice, flag, text } from "../values/scalars";
import { isUnknown, type ValueType } from "../values/value";
import { ANY_VALUE, type Arguments, type ObjectKind, type Row, row, type Rule } from "./kind";

const nowhere = { in: "nowhere" } as const;

const nameValue: ValueType<string> = {
    type: nameSchema("a name"),
    check: checkName,
    write: value => name(value),
};

/** The profile whose environment the object or grant is created in. */
export const profileRow = row({
    path: "profile",
    value: text(),
    position: nowhere,
    change: { by: "replacement", why: "the profile determines the environment" },
});

/** True if dropping the object also drops its dependants. */
export const cascadeRow = row({
    path: "cascade",
    value: flag,
    position: nowhere,
    change: { by: "nothing", when: "the object is dropped" },
});

/** True if an object that already exists is adopted. */
export const adoptRow = row({
    path: "adopt",
    value: flag,
    position: nowhere,
    change: { by: "nothing", when: "the object is created" },
});

/** Whether the id or the name identifies an object, if another object has its name. */
export const identifyByRow = row({
    path: "identifyBy",
    value: choice("id", "name"),
    position: nowhere,
    change: { by: "nothing", when: "another object has the name" },
});

/** The arguments of every kind of object. */
export const commonRows = [
    row({ path: "name", value: nameValue, required: true, position: nowhere, change: { by: "rename" } }),
    row({ path: "comment", value: comment, position: nowhere, change: { by: "comment" } }),
    row({ path: "owner", value: reference("Role", "none"), position: nowhere, change: { by: "owner" } }),
    profileRow,
    cascadeRow,
    adoptRow,
    identifyByRow,
];

/** Returns the rows of a kind whose objects cannot be renamed. */
export const withoutRename = <R extends Row>(rows: readonly R[], why: string): R[] =>
    rows.map(one => (one.change.by === "rename" ? { ...one, change: { by: "replacement", why } } : one));

/** Returns the rows without those of some paths. */
export const omitRows = <R extends Row, const P extends R["path"]>(
    rows: readonly R[],
    ...paths: readonly P[]
): Exclude<R, { readonly path: P }>[] =>
    rows.filter((one): one is Exclude<R, { readonly path: P }> => !paths.some(path => path === one.path));

const NO_SET_SCHEMA = "Materialize cannot move an object to another schema or database";

const inPath = { position: { in: "path" }, change: { by: "replacement", why: NO_SET_SCHEMA } } as const;

/** The schema of an object. A schema that is a resource, or is given with its database, also determines the database. */
export const schemaRow = row({ path: "schema", value: reference("Schema", "database"), ...inPath });

/** The database of an object. */
export const databaseRow = row({ path: "database", value: reference("Database", "none"), ...inPath });

/** The arguments of every kind whose objects lie in a schema. */
export const schemaObjectRows = [...commonRows, databaseRow, schemaRow];

/** The comments on columns of users' objects as JSON. */
const COLUMN_COMMENTS = `SELECT c.id, pg_catalog.jsonb_object_agg(l.name, c.comment)::pg_catalog.text AS value FROM mz_internal.mz_comments c
JOIN mz_catalog.mz_columns l ON l.id = c.id AND l.position::pg_catalog.text = c.object_sub_id::pg_catalog.text
WHERE c.id LIKE 'u%' GROUP BY c.id`;

/** The arguments of every kind whose objects lie in a schema and have columns. */
export const relationRows = [
    ...schemaObjectRows,
    row({
        path: "comments",
        value: columnComments,
        position: nowhere,
        change: { by: "columnComments" },
        column: { query: COLUMN_COMMENTS, read: json => JSON.parse(json) as unknown },
    }),
];

/** `WITH (VALIDATE = …)`. Materialize does not store it. A new value validates the connection again. */
export const validateRow = row({
    path: "validate",
    value: flag,
    position: { in: "with", option: "VALIDATE" },
    change: { by: "validate", statement: target => sql`VALIDATE CONNECTION ${target}` },
});

/** The argument `validate` of kinds that Materialize does not validate in CREATE. `VALIDATE CONNECTION` runs after it. */
export const validateAfterCreateRow = row({ ...validateRow, position: nowhere });

/** Declares an option that ALTER can set and drop. */
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

/** Declares an option that no ALTER can change. */
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

/** Declares an option in the `WITH (…)` at the end that no ALTER can change. */
export const fixedWithOption = <const P extends string, V>(
    path: P,
    name: string,
    value: ValueType<V>,
    why: string,
): Row<P, V> => ({
    path,
    value,
    position: { in: "with", option: name },
    change: { by: "replacement", why },
});

/** Declares a clause that no ALTER can change. It begins with the keywords `after`. */
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

/** Declares that a successor changes the arguments, from the version with a capability on. */
export const changedBySuccessor = <R extends Row>(rows: readonly R[], since: Capability, ...paths: readonly R["path"][]): R[] =>
    rows.map(one =>
        paths.includes(one.path) && one.change.by === "replacement"
            ? { ...one, change: { by: "successor", since, before: one.change.why } }
            : one,
    );

/** Declares the cluster that an object runs on. The server chooses one if the program gives none. */
export const clusterRow = (why: string): Row<"cluster", Reference<"Cluster">> => ({
    ...fixedClause("cluster", "IN CLUSTER", reference("Cluster", "none"), why),
    serverDefault: ANY_VALUE,
    defaultFrom: "cluster",
});

/** Refuses two arguments that are given together. */
export const forbidBoth = (path: string, other: string, refusal?: string): Rule => ({
    path,
    isBroken: args => args.has(path) && args.has(other),
    reason: `cannot be given together with ${other}: leave one of them out`,
    ...(refusal === undefined ? {} : { serverMessage: refusal }),
});

/** Requires one of several arguments. */
export const requireOneOf = (paths: readonly [string, ...string[]], refusal?: string): Rule => ({
    path: paths[0],
    isBroken: args => !paths.some(path => args.has(path)),
    reason: `is missing: give ${paths.join(" or ")}`,
    ...(refusal === undefined ? {} : { serverMessage: refusal }),
});

/** Refuses privileges that do not exist for the type of the object. The error message lists `known`, the privileges of all types. */
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
    reason: `contains a privilege that does not exist for the object type: ${known.map(([on, privileges]) => `${on}: ${privileges.join(", ")}`).join("; ")}`,
    serverMessage: "invalid privilege types",
});

const SYSTEM_PREFIX = /^(?:mz_|pg_|external_)/u;

/** Refuses names with a prefix that Materialize reserves. */
export const forbidReservedName = (refusal: string): Rule => ({
    path: "name",
    isBroken: args => SYSTEM_PREFIX.test(String(args.get("name"))),
    reason: 'begins with "mz_", "pg_" or "external_", which Materialize reserves',
    serverMessage: refusal,
});

/** Returns a list in parentheses, with one item per line. */
export const parenthesizedList = (items: readonly Sql[], indent = "    "): Sql =>
    items.length === 0
        ? keyword("()")
        : [
              ...keyword("("),
              ...items.flatMap((item, at) => [...keyword(`${at === 0 ? "" : ","}\n${indent}    `), ...item]),
              ...sql`
${keyword(indent)})`,
          ];

const alterOptions = (object: string, target: Sql, action: "SET" | "RESET", options: readonly Sql[]): Sql[] =>
    options.length === 0 ? [] : [sql`ALTER ${keyword(object)} ${target} ${keyword(action)} (${join(options, ", ")})`];

/** Writes `SET (…)` and `RESET (…)` of an object's options as separate statements. */
export const setAndReset =
    (object: string): NonNullable<ObjectKind["alter"]> =>
    ({ target, set, drop }) => [...alterOptions(object, target, "SET", set), ...alterOptions(object, target, "RESET", drop)];

/** Writes `RESET (…)` and `SET (…)` as separate statements, for objects on which other options have to be reset before some can be set. */
export const resetThenSet =
    (object: string): NonNullable<ObjectKind["alter"]> =>
    ({ target, set, drop, with: last }) => [
        ...alterOptions(object, target, "RESET", drop),
        ...alterOptions(object, target, "SET", set).map(statement => sql`${statement}${last}`),
    ];

/** Writes a statement for each option, for objects that Materialize does not let change several options in one. */
export const setAndResetEach =
    (object: string): NonNullable<ObjectKind["alter"]> =>
    ({ target, set, drop }) => [
        ...set.flatMap(option => alterOptions(object, target, "SET", [option])),
        ...drop.flatMap(option => alterOptions(object, target, "RESET", [option])),
    ];
