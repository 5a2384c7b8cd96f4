import { empty, sessionText, type SystemRelation } from "./systemRelation";

const pgRelation = (name: string, query: string): SystemRelation => ({ schema: "pg_catalog", name, query });

/** SQL for the OID of the role that owns an object. */
const ownerOf = (alias: string): string => `(SELECT r.oid FROM mz_catalog.mz_roles r WHERE r.id = ${alias}.owner_id)`;
/** SQL for the OID of a schema. */
const schemaOid = (alias: string): string => `(SELECT s.oid FROM mz_catalog.mz_schemas s WHERE s.id = ${alias}.schema_id)`;
/** A condition on schemas: those of the session's database and those of the system. */
const VISIBLE = `(s.database_id IS NULL OR s.database_id = (SELECT d.id FROM mz_catalog.mz_databases d WHERE d.name = ${sessionText("database")}))`;
const inVisibleSchema = (alias: string): string =>
    `EXISTS (SELECT FROM mz_catalog.mz_schemas s WHERE s.id = ${alias}.schema_id AND ${VISIBLE})`;

const RELATION_KINDS = "'table', 'source', 'view', 'materialized-view', 'index'";
const KIND_LETTER = "CASE o.type WHEN 'view' THEN 'v' WHEN 'materialized-view' THEN 'm' WHEN 'index' THEN 'i' ELSE 'r' END";

const CONFIGURATION =
    "(SELECT array_agg(p.parameter_name || '=' || p.parameter_value) FROM mz_catalog.mz_role_parameters p WHERE p.role_id = r.id)";
const systemPrivilege = (letter: string): string =>
    `EXISTS (SELECT FROM mz_catalog.mz_system_privileges p WHERE split_part(p.privileges::text, '=', 1) = r.id AND split_part(split_part(p.privileges::text, '=', 2), '/', 1) LIKE '%${letter}%')`;
const ROLE = `r.name AS rolname, r.rolsuper, r.inherit AS rolinherit, ${systemPrivilege("R")} AS rolcreaterole, ${systemPrivilege("B")} AS rolcreatedb`;

/** The relations of `pg_catalog`, which describe the session's database to clients of PostgreSQL. */
export const PG_RELATIONS: readonly SystemRelation[] = [
    pgRelation(
        "pg_namespace",
        `s.oid, s.name AS nspname, ${ownerOf("s")} AS nspowner, NULL::text[] AS nspacl FROM mz_catalog.mz_schemas s WHERE ${VISIBLE}`,
    ),
    pgRelation(
        "pg_class",
        `o.oid, o.name AS relname, ${schemaOid("o")} AS relnamespace, 0::oid AS reloftype, ${ownerOf("o")} AS relowner, 0::oid AS relam,
         0::oid AS reltablespace, (-1)::real AS reltuples, 0::oid AS reltoastrelid,
         EXISTS (SELECT FROM mz_catalog.mz_indexes i WHERE i.on_id = o.id) AS relhasindex, 'p'::"char" AS relpersistence, ${KIND_LETTER} AS relkind,
         (SELECT count(*) FROM mz_catalog.mz_columns c WHERE c.id = o.id)::int2 AS relnatts, 0::int2 AS relchecks, false AS relhasrules,
         false AS relhastriggers, false AS relhassubclass, false AS relrowsecurity, false AS relforcerowsecurity, 'f'::"char" AS relreplident,
         false AS relispartition, false AS relhasoids, NULL::text[] AS reloptions
         FROM mz_catalog.mz_objects o WHERE o.type IN (${RELATION_KINDS}) AND ${inVisibleSchema("o")}`,
    ),
    pgRelation(
        "pg_attribute",
        `o.oid AS attrelid, c.name AS attname, c.type_oid AS atttypid, COALESCE(t.typlen, -1)::int2 AS attlen, c.position::bigint::int2 AS attnum,
         c.type_mod AS atttypmod, 0::int2 AS attndims, NOT c.nullable AS attnotnull, COALESCE(c."default", 'NULL') <> 'NULL' AS atthasdef,
         ''::"char" AS attidentity, ''::"char" AS attgenerated, false AS attisdropped, 0::oid AS attcollation
         FROM mz_catalog.mz_columns c JOIN mz_catalog.mz_objects o ON o.id = c.id LEFT JOIN pg_type t ON t.oid = c.type_oid WHERE ${inVisibleSchema("o")}`,
    ),
    pgRelation(
        "pg_database",
        `d.oid, d.name AS datname, ${ownerOf("d")} AS datdba, 6 AS encoding, false AS datistemplate, true AS datallowconn, 'C' AS datcollate,
         'C' AS datctype, NULL::text[] AS datacl FROM mz_catalog.mz_databases d`,
    ),
    pgRelation(
        "pg_roles",
        `${ROLE}, COALESCE(r.rolcanlogin, false) AS rolcanlogin, false AS rolreplication, -1 AS rolconnlimit, '********' AS rolpassword,
         NULL::timestamptz AS rolvaliduntil, false AS rolbypassrls, ${CONFIGURATION} AS rolconfig, r.oid FROM mz_catalog.mz_roles r`,
    ),
    {
        ...pgRelation(
            "pg_authid",
            `r.oid, ${ROLE}, COALESCE(r.rolcanlogin, false) AS rolcanlogin, false AS rolreplication, false AS rolbypassrls, -1 AS rolconnlimit,
             NULL::text AS rolpassword, NULL::timestamptz AS rolvaliduntil FROM mz_catalog.mz_roles r`,
        ),
        restricted: true,
    },
    pgRelation(
        "pg_user",
        `r.name AS usename, r.oid AS usesysid, ${systemPrivilege("B")} AS usecreatedb, r.rolsuper AS usesuper, false AS userepl, false AS usebypassrls,
         '********' AS passwd, NULL::timestamptz AS valuntil, ${CONFIGURATION} AS useconfig FROM mz_catalog.mz_roles r WHERE r.rolcanlogin`,
    ),
    pgRelation(
        "pg_auth_members",
        `role.oid AS roleid, member.oid AS member, grantor.oid AS grantor, false AS admin_option FROM mz_catalog.mz_role_members m
         JOIN mz_catalog.mz_roles role ON role.id = m.role_id JOIN mz_catalog.mz_roles member ON member.id = m.member
         JOIN mz_catalog.mz_roles grantor ON grantor.id = m.grantor`,
    ),
    pgRelation(
        "pg_tables",
        `s.name AS schemaname, o.name AS tablename, r.name AS tableowner FROM mz_catalog.mz_objects o
         JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id JOIN mz_catalog.mz_roles r ON r.id = o.owner_id
         WHERE o.type IN ('table', 'source') AND ${VISIBLE}`,
    ),
    ...(["view", "materialized_view"] as const).map(kind => {
        const short = kind === "view" ? "view" : "matview";
        return pgRelation(
            `pg_${short}s`,
            `s.name AS schemaname, v.name AS ${short}name, ${ownerOf("v")} AS ${short}owner, v.definition FROM mz_catalog.mz_${kind}s v
             JOIN mz_catalog.mz_schemas s ON s.id = v.schema_id WHERE ${VISIBLE}`,
        );
    }),
    pgRelation(
        "pg_indexes",
        `${sessionText("database")} AS table_catalog, s.name AS schemaname, o.name AS tablename, i.name AS indexname, NULL::text AS tablespace,
         NULL::text AS indexdef FROM mz_catalog.mz_indexes i JOIN mz_catalog.mz_objects o ON o.id = i.on_id
         JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id WHERE ${VISIBLE}`,
    ),
    pgRelation(
        "pg_description",
        `o.oid AS objoid, NULL::oid AS classoid, COALESCE(c.object_sub_id, 0) AS objsubid, c.comment AS description
         FROM mz_internal.mz_comments c JOIN mz_catalog.mz_objects o ON o.id = c.id AND o.type = c.object_type
         WHERE o.type IN (${RELATION_KINDS}) AND ${inVisibleSchema("o")}`,
    ),
    pgRelation("pg_settings", "'max_index_keys'::text AS name, '1000'::text AS setting"),
    pgRelation(
        "pg_tablespace",
        "0::oid AS oid, 'pg_default'::text AS spcname, NULL::oid AS spcowner, NULL::text[] AS spcacl, NULL::text[] AS spcoptions",
    ),
    pgRelation("pg_inherits", empty("inhrelid oid, inhparent oid, inhseqno integer, inhdetachpending boolean")),
    pgRelation("pg_range", empty("rngtypid oid, rngsubtype oid")),
    pgRelation("pg_enum", empty("oid oid, enumtypid oid, enumsortorder real, enumlabel text")),
    pgRelation("pg_shdescription", empty("objoid oid, classoid oid, description text")),
    pgRelation(
        "pg_policy",
        empty(
            'oid oid, polname text, polrelid oid, polcmd "char", polpermissive boolean, polroles oid[], polqual text, polwithcheck text',
        ),
    ),
    pgRelation(
        "pg_constraint",
        empty(
            'oid oid, conname text, connamespace oid, contype "char", condeferrable boolean, condeferred boolean, convalidated boolean, conrelid oid, ' +
                'contypid oid, conindid oid, conparentid oid, confrelid oid, confupdtype "char", confdeltype "char", confmatchtype "char", ' +
                "conislocal boolean, coninhcount integer, connoinherit boolean, conkey int2[], confkey int2[], conpfeqop oid[], conppeqop oid[], " +
                "conffeqop oid[], conexclop oid[], conbin text",
        ),
    ),
];
