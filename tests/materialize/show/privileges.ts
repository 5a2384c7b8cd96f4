import { internalRelation, type SystemRelation } from "../catalog/systemRelation";
import type { Scope } from "../session/plan";
import { text } from "../sql/names";
import type { Listing } from "./listing";

const roleName = (id: string): string =>
    `CASE ${id} WHEN 'p' THEN 'PUBLIC' WHEN '' THEN 'PUBLIC' ELSE (SELECT r.name FROM mz_catalog.mz_roles r WHERE r.id = ${id}) END`;

/** The name of a privilege by its letter. */
const PRIVILEGE = `CASE letter WHEN 'a' THEN 'INSERT' WHEN 'r' THEN 'SELECT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' WHEN 'U' THEN 'USAGE'
    WHEN 'C' THEN 'CREATE' WHEN 'R' THEN 'CREATEROLE' WHEN 'B' THEN 'CREATEDB' WHEN 'N' THEN 'CREATECLUSTER' WHEN 'P' THEN 'CREATENETWORKPOLICY' END`;

/** Every object with privileges, and the system. An item is in a schema, and a schema in a database. */
const TARGETS = `
    SELECT e.privileges, d.name AS database, s.name AS schema, e.name, e.kind AS object_type FROM store.entry e
        LEFT JOIN mz_catalog.mz_schemas s ON s.id = e.schema_id LEFT JOIN mz_catalog.mz_databases d ON d.id = COALESCE(e.database_id, s.database_id)
        WHERE e.id LIKE 'u%' AND e.privileges IS NOT NULL AND e.kind <> 'network-policy'
    UNION ALL SELECT array_agg(privileges), NULL, NULL, NULL, 'system' FROM mz_catalog.mz_system_privileges`;

/** One row for each letter of each grant to a role of a user, or to PUBLIC. */
const GRANTS = `
    SELECT split_part(item, '=', 1) AS grantee, split_part(item, '/', 2) AS grantor, letter, database, schema, name, object_type
        FROM (${TARGETS}) AS targets, unnest(privileges::text[]) AS item,
        unnest(string_to_array(split_part(split_part(item, '=', 2), '/', 1), NULL)) AS letter
        WHERE item NOT LIKE 's%'`;

/** The relations behind SHOW ROLE MEMBERSHIP, SHOW PRIVILEGES and SHOW DEFAULT PRIVILEGES. */
export const PRIVILEGE_RELATIONS: readonly SystemRelation[] = [
    internalRelation(
        "mz_show_role_members",
        `${roleName("m.role_id")} AS role, ${roleName("m.member")} AS member, ${roleName("m.grantor")} AS grantor FROM mz_catalog.mz_role_members m`,
    ),
    internalRelation(
        "mz_show_all_privileges",
        `${roleName("grantor")} AS grantor, ${roleName("grantee")} AS grantee, database, schema, name, object_type, ${PRIVILEGE} AS privilege_type
         FROM (${GRANTS}) AS grants`,
    ),
    internalRelation(
        "mz_show_default_privileges",
        `${roleName("role_id")} AS object_owner, (SELECT d.name FROM mz_catalog.mz_databases d WHERE d.id = database_id) AS database,
         (SELECT s.name FROM mz_catalog.mz_schemas s WHERE s.id = schema_id) AS schema, object_type, ${roleName("grantee")} AS grantee,
         ${PRIVILEGE} AS privilege_type
         FROM mz_catalog.mz_default_privileges, unnest(string_to_array(privileges, NULL)) AS letter WHERE grantee NOT LIKE 's%'`,
    ),
];

/** Reads FOR a role: the rows of the role, of those that it is a member of, and of PUBLIC. */
function readFor({ cursor, catalog, resolver }: Scope, column: string, inherited: boolean): string[] {
    if (!cursor.take("FOR")) return [];
    const role = resolver.container("role", [cursor.identifier()]);
    const names = [role.name, ...(inherited ? ["PUBLIC", ...parentsOf(catalog, role.id)] : [])];
    return [`o.${column} IN (${names.map(text).join(", ")})`];
}

function parentsOf(catalog: Scope["catalog"], id: string): string[] {
    const { memberOf = [] } = (catalog.container("role", id)?.body ?? {}) as { memberOf?: readonly { roleId: string }[] };
    return memberOf.flatMap(({ roleId }) => [catalog.container("role", roleId)?.name ?? "", ...parentsOf(catalog, roleId)]);
}

/** Reads ON and an object type in the plural. */
function readOn({ cursor, catalog }: Scope): string[] {
    if (!cursor.take("ON")) return [];
    if (cursor.take("SYSTEM")) return ["o.object_type = 'system'"];
    const kind = catalog.registry.takeKinds(cursor) ?? cursor.refuse();
    return [`o.object_type = ${text(kind.name)}`];
}

export const PRIVILEGE_LISTINGS: readonly Listing[] = [
    {
        words: ["ROLE MEMBERSHIP"],
        columns: "o.*",
        relation: "mz_internal.mz_show_role_members",
        conditions: scope => readFor(scope, "member", false),
    },
    {
        words: ["DEFAULT PRIVILEGES"],
        columns: "o.*",
        relation: "mz_internal.mz_show_default_privileges",
        conditions: scope => [...readOn(scope), ...readFor(scope, "grantee", true)],
    },
    {
        words: ["PRIVILEGES"],
        columns: "o.*",
        relation: "mz_internal.mz_show_all_privileges",
        conditions: scope => [...readOn(scope), ...readFor(scope, "grantee", true)],
    },
];
