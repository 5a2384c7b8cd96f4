import { OBJECT_PRIVILEGES, PLURAL_OBJECT_TYPES } from "../../common/privileges";
import { isGrantee, privilegeNames, PUBLIC } from "../values/acl";
import { keyword, type Sql, sql } from "../sql/sql";
import { properties } from "../values/oneOf";
import { grantee } from "../values/privileges";
import { isResource, type Reference, reference } from "../values/reference";
import { choice, flag } from "../values/scalars";
import { type Fields, isAbsent, isFields, valueSql, type ValueType } from "../values/value";
import { type CatalogReader, grantKind, type Rule, type StatementParts } from "../statement/kind";
import { OPERATIONS } from "../statement/right";
import { privilegesRow, roleClause, roleId } from "./shared/grantee";
import { namespaceOf } from "../statement/qualifiedName";
import { databaseRow, validPrivileges, fixedClause, profileRow, schemaRow } from "../statement/rows";

const PAIR = "the argument identifies the default privileges";

type ObjectType = keyof typeof PLURAL_OBJECT_TYPES;

/** Returns the privileges of an object type. */
const privilegesOn = (on: unknown): readonly string[] | undefined =>
    isObjectType(on) ? OBJECT_PRIVILEGES[PLURAL_OBJECT_TYPES[on]] : undefined;

const isObjectType = (on: unknown): on is ObjectType => typeof on === "string" && Object.hasOwn(PLURAL_OBJECT_TYPES, on);

const role = reference("Role", "none");
const allRoles = properties({ allRoles: flag }, ["allRoles"]);

const isAllRoles = (value: unknown): boolean => isFields(value) && value.allRoles === true;

/** The role that will own the objects on which the privileges are granted. */
const forRole: ValueType<Reference<"Role"> | { readonly allRoles: true }> = {
    type: { type: "one of", alternatives: [role.type, allRoles.type], description: "a Role, its name, or { allRoles: true }" },
    check: (value, context) =>
        isFields(value) && "allRoles" in value ? allRoles.check(value, context) : role.check(value, context),
    write: (value, context) =>
        typeof value === "object" && "allRoles" in value
            ? keyword("FOR ALL ROLES")
            : sql`FOR ROLE ${valueSql(role, value, context)}`,
};

const objectTypes = Object.keys(PLURAL_OBJECT_TYPES) as ObjectType[];
const known = objectTypes.map(on => [on, privilegesOn(on) ?? []] as const);

const word: ValueType<ObjectType> = { ...choice(...objectTypes), write: keyword };

/** Returns ` IN SCHEMA …`, ` IN DATABASE …`, or nothing. */
function within(parts: StatementParts): Sql {
    const [inSchema] = parts.namespaceArgument("schema");
    if (inSchema !== undefined) return sql` IN SCHEMA ${inSchema}`;
    return parts.namespaceArgument("database").flatMap(name => sql` IN DATABASE ${name}`);
}

// The statement has three lines, so that a preview shows changed privileges as one changed line.
const statement = (parts: StatementParts, action: Sql, preposition: string): Sql =>
    sql`ALTER DEFAULT PRIVILEGES ${parts.clause("forRole").flat()}${within(parts)}\n    ${action}\n    ON ${parts.clause("on").flat()} ${keyword(preposition)} ${parts.clause("grantee").flat()}`;

/** Refuses a container for objects that do not lie in one. */
const liesOutside = (path: "schema" | "database", types: readonly ObjectType[]): Rule => ({
    path,
    isBroken: args => args.has(path) && types.some(type => type === args.get("on")),
    reason: `cannot be given for ${types.join(", ")}, which do not lie in a ${path}: leave it out`,
    serverMessage: "cannot specify",
});

export const defaultPrivilege = grantKind({
    name: "DefaultPrivilege",
    rows: [
        roleClause("forRole", forRole, PAIR),
        fixedClause("on", "", word, PAIR, { required: true }),
        roleClause("grantee", grantee, PAIR),
        privilegesRow,
        { ...databaseRow, change: { by: "replacement", why: PAIR } },
        { ...schemaRow, change: { by: "replacement", why: PAIR } },
        profileRow,
    ],
    affectsNewObjects: true,
    rights: [
        { operations: OPERATIONS, needs: "membership", on: { argument: "forRole", of: "object" } },
        { operations: OPERATIONS, needs: "USAGE", on: { argument: "schema", of: "container" } },
        { operations: OPERATIONS, needs: "superuser", on: "SYSTEM", argument: "forRole", value: { allRoles: true } },
    ],
    rules: [
        validPrivileges(args => privilegesOn(args.get("on")), known),
        liesOutside("schema", ["SCHEMAS", "DATABASES", "CLUSTERS"]),
        liesOutside("database", ["DATABASES", "CLUSTERS"]),
    ],
    create: parts => statement(parts, sql`GRANT ${parts.clause("privileges").flat()}`, "TO"),
    subject: parts =>
        sql`DEFAULT ${parts.clause("forRole").flat()}${within(parts)} ON ${parts.clause("on").flat()} TO ${parts.clause("grantee").flat()}`,
    grant: (parts, names) => statement(parts, sql`GRANT ${names}`, "TO"),
    revoke: (parts, names) => statement(parts, sql`REVOKE ${names}`, "FROM"),
    currentPrivileges,
});

const DEFAULTS = "SELECT role_id, database_id, schema_id, object_type, grantee, privileges FROM mz_catalog.mz_default_privileges";

/** Returns the id of the schema or database; null if none is given, undefined if it does not exist. */
async function containerId(look: CatalogReader, type: "schema" | "database", args: Fields): Promise<string | null | undefined> {
    if (isAbsent(args[type])) return null;
    const given = args[type];
    if (isResource(given)) return (await look.findResource(type, given))?.id;
    const namespace = namespaceOf(defaultPrivilege, args);
    return (await look.findByName(type, namespace, namespace[type]))?.id;
}

async function currentPrivileges(args: Fields, look: CatalogReader): Promise<readonly string[] | undefined> {
    const [owner, receiver, databaseId, schemaId, rows] = await Promise.all([
        isAllRoles(args.forRole) ? PUBLIC : roleId(look, args.forRole),
        roleId(look, args.grantee),
        containerId(look, "database", args),
        containerId(look, "schema", args),
        look.rows(DEFAULTS),
    ]);
    if (owner === undefined || receiver === undefined || databaseId === undefined || schemaId === undefined) return undefined;
    const objectType = isObjectType(args.on) ? PLURAL_OBJECT_TYPES[args.on] : undefined;
    const matching = rows.filter(
        row =>
            isGrantee(row.role_id ?? "", owner) &&
            isGrantee(row.grantee ?? "", receiver) &&
            row.object_type === objectType &&
            row.schema_id === schemaId &&
            (schemaId !== null || row.database_id === databaseId),
    );
    return privilegeNames(matching.map(row => row.privileges ?? "").join(""));
}
