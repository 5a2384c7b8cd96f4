import { PUBLIC } from "../values/acl";
import { join, keyword, literal, type Sql, sql } from "../sql/sql";
import { flag, text } from "../values/scalars";
import type { ValueType } from "../values/value";
import { ANY_VALUE, objectKind, row, type Row } from "../statement/kind";
import { OPERATIONS } from "../statement/right";
import { commonRows, forbidReservedName, omitRows, withoutRename } from "../statement/rows";

/** Returns the value type of an attribute: `LOGIN` or `NOLOGIN`. */
const attribute = (word: string): ValueType<boolean> => ({ ...flag, write: value => keyword(value ? word : `NO${word}`) });

const password: ValueType<string> = {
    ...text(),
    acceptsSecret: true,
    isSecret: true,
    write: value => sql`PASSWORD ${literal(value, true)}`,
};

const alone = { in: "options", option: "" } as const;

const stated = <const P extends string>(path: P, word: string): Row<P, boolean> => ({
    path,
    value: attribute(word),
    position: alone,
    change: { by: "option" },
    // An identity provider or another administrator may have set what the program does not give.
    serverDefault: ANY_VALUE,
});

const isTrue = (text: string): boolean => text.startsWith("t");

const attributes = [
    { ...stated("login", "LOGIN"), column: { expression: "o.rolcanlogin::pg_catalog.text", read: isTrue } },
    { ...stated("superuser", "SUPERUSER"), column: { expression: "o.rolsuper::pg_catalog.text", read: isTrue } },
    row({ path: "password", value: password, position: alone, change: { by: "option" }, serverDefault: ANY_VALUE }),
];

/** Names that statements use for roles. Older servers accept them, and keep such roles in an upgrade. */
const RESERVED = ["current_user", "current_role", "session_user", "user", "none"];

/** Selects the objects that a role owns. */
const OWNED = [
    ["o.type", "mz_objects"],
    ["'schema'", "mz_schemas"],
    ["'database'", "mz_databases"],
    ["'cluster'", "mz_clusters"],
]
    .map(([type, relation]) => `SELECT ${type} AS type, o.name FROM mz_catalog.${relation} o WHERE o.owner_id = $1`)
    .join("\nUNION ALL\n");

export const role = objectKind({
    name: "Role",
    object: "ROLE",
    scope: "none",
    rows: [
        // The objects of the old role get the new one as owner before the old one is dropped.
        ...withoutRename(omitRows(commonRows, "owner", "cascade"), "Materialize cannot rename a role").map(one =>
            one.path === "name" ? { ...one, createBeforeDelete: true as const } : one,
        ),
        ...attributes,
    ],
    // A role has no owner.
    rights: [
        { operations: OPERATIONS, needs: "CREATEROLE", on: "SYSTEM" },
        { operations: ["create", "update"], needs: "superuser", on: "SYSTEM", argument: "superuser", value: true },
        { operations: ["update"], needs: "superuser", on: "SYSTEM", argument: "password" },
    ],
    rules: [
        forbidReservedName("role name"),
        {
            path: "name",
            isBroken: args => String(args.get("name")).toUpperCase() === PUBLIC,
            reason: "must not be PUBLIC, which means all roles: choose another name",
            serverMessage: "is reserved",
        },
        {
            path: "name",
            isBroken: args => RESERVED.includes(String(args.get("name"))),
            reason: `must not be one of ${RESERVED.join(", ")}, which Materialize reserves from v26.39 on`,
            newOnly: true,
        },
    ],
    create: parts => sql`CREATE ROLE ${parts.target}${withAttributes(parts.options)}`,
    alter: ({ target, set, drop }) => [sql`ALTER ROLE ${target}${withAttributes([...set, ...drop])}`],
    catalog: { relation: "mz_catalog.mz_roles", type: "role", withoutOwner: true, dependants: OWNED },
});

const withAttributes = (attributes: readonly Sql[]): Sql => (attributes.length === 0 ? [] : sql` WITH ${join(attributes, " ")}`);
