import { empty, sessionText, type SystemRelation } from "./systemRelation";

const relation = (name: string, query: string): SystemRelation => ({ schema: "information_schema", name, query });

const DATABASE = sessionText("database");
/** Joins objects `o` with their schemas, and keeps those of the session's database and of the system. */
const SCHEMA = "JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id";
const VISIBLE = `(s.database_id IS NULL OR d.name = ${DATABASE})`;

const MINE = `(grantor IN (SELECT role_name FROM information_schema.enabled_roles) OR grantee IN (SELECT role_name FROM information_schema.enabled_roles)`;
const GRANT_COLUMNS = "grantor, grantee, table_catalog, table_schema, table_name, privilege_type, is_grantable, with_hierarchy";
const RELATION_KINDS = "'table', 'source', 'view', 'materialized-view'";

const GRANTS = `(SELECT (SELECT r.name FROM mz_catalog.mz_roles r WHERE r.id = a.grantor) AS grantor,
    CASE a.grantee WHEN 'p' THEN 'PUBLIC' ELSE (SELECT r.name FROM mz_catalog.mz_roles r WHERE r.id = a.grantee) END AS grantee,
    COALESCE(d.name, ${DATABASE}) AS table_catalog, s.name AS table_schema, o.name AS table_name, a.privilege_type, 'NO' AS is_grantable,
    CASE a.privilege_type WHEN 'SELECT' THEN 'YES' ELSE 'NO' END AS with_hierarchy
    FROM mz_catalog.mz_objects o ${SCHEMA} CROSS JOIN LATERAL session.mz_aclexplode(o.privileges) AS a
    WHERE o.type IN (${RELATION_KINDS}) AND ${VISIBLE}) AS grants`;

/** The relations of `information_schema`. */
export const INFORMATION_SCHEMA: readonly SystemRelation[] = [
    relation(
        "schemata",
        `${DATABASE} AS catalog_name, s.name AS schema_name FROM mz_catalog.mz_schemas s
         LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id WHERE ${VISIBLE}`,
    ),
    relation(
        "tables",
        `${DATABASE} AS table_catalog, s.name AS table_schema, o.name AS table_name,
         CASE o.type WHEN 'materialized-view' THEN 'MATERIALIZED VIEW' WHEN 'table' THEN 'BASE TABLE' ELSE upper(o.type) END AS table_type
         FROM mz_catalog.mz_objects o ${SCHEMA} WHERE o.type IN (${RELATION_KINDS}) AND ${VISIBLE}`,
    ),
    relation(
        "columns",
        `${DATABASE} AS table_catalog, s.name AS table_schema, o.name AS table_name, c.name AS column_name, c.position::bigint AS ordinal_position,
         c."default" AS column_default, CASE WHEN c.nullable THEN 'YES' ELSE 'NO' END AS is_nullable, c.type AS data_type,
         NULL::integer AS character_maximum_length, NULL::integer AS numeric_precision, NULL::integer AS numeric_scale
         FROM mz_catalog.mz_columns c JOIN mz_catalog.mz_objects o ON o.id = c.id ${SCHEMA} WHERE ${VISIBLE}`,
    ),
    relation(
        "views",
        `${DATABASE} AS table_catalog, s.name AS table_schema, o.name AS table_name, o.definition AS view_definition
         FROM mz_catalog.mz_views o ${SCHEMA} WHERE ${VISIBLE}`,
    ),
    relation(
        "enabled_roles",
        `r.name AS role_name FROM mz_catalog.mz_roles r
         WHERE (${sessionText("superuser")})::boolean OR r.id IN (SELECT store.memberships(${sessionText("user")}))`,
    ),
    relation(
        "applicable_roles",
        `member.name AS grantee, role.name AS role_name, 'NO' AS is_grantable FROM mz_catalog.mz_role_members m
         JOIN mz_catalog.mz_roles role ON role.id = m.role_id JOIN mz_catalog.mz_roles member ON member.id = m.member
         WHERE (${sessionText("superuser")})::boolean OR member.id IN (SELECT store.memberships(${sessionText("user")}))`,
    ),
    relation("table_privileges", `${GRANT_COLUMNS} FROM ${GRANTS} WHERE ${MINE} OR grantee = 'PUBLIC')`),
    relation("role_table_grants", `${GRANT_COLUMNS} FROM information_schema.table_privileges WHERE ${MINE})`),
    relation(
        "key_column_usage",
        empty(
            "constraint_catalog text, constraint_schema text, constraint_name text, table_catalog text, table_schema text, table_name text, " +
                "column_name text, ordinal_position integer, position_in_unique_constraint integer",
        ),
    ),
    relation(
        "referential_constraints",
        empty(
            "constraint_catalog text, constraint_schema text, constraint_name text, unique_constraint_catalog text, unique_constraint_schema text, " +
                "unique_constraint_name text, match_option text, update_rule text, delete_rule text",
        ),
    ),
    relation(
        "table_constraints",
        empty(
            "constraint_catalog text, constraint_schema text, constraint_name text, table_catalog text, table_schema text, table_name text, " +
                "constraint_type text, is_deferrable text, initially_deferred text, enforced text, nulls_distinct text",
        ),
    ),
];
