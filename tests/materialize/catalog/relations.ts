import { EGRESS_IPS } from "../environment";
import { PRIVILEGE_RELATIONS } from "../show/privileges";
import { FURTHER_RELATIONS } from "./furtherRelations";
import { INFORMATION_SCHEMA } from "./informationSchema";
import { PG_RELATIONS } from "./pgCatalog";
import { catalogRelation, empty, internalRelation, type SystemRelation } from "./systemRelation";

/** Built-in functions that dependencies name, with the number of their signatures: each has a row among the objects. */
const FUNCTIONS =
    "count:2 sum:10 min:18 max:18 avg:9 upper:2 lower:2 length:3 now:1 date_trunc:3 to_char:2 to_timestamp:1 jsonb_array_elements:1 " +
    "jsonb_build_object:2 jsonb_agg:1 array_agg:2 string_agg:2 concat:1 concat_ws:1 replace:1 split_part:1 substring:2 round:4 abs:6 ceil:3 " +
    "floor:3 row_number:1 rank:1 lag:3 lead:3 generate_series:6 extract:5 date_part:4 timezone:6 left:1 right:1 btrim:2 ltrim:2 rtrim:2 " +
    "position:1 md5:2 bool_and:1 bool_or:1 stddev:8 mod:7 power:2 sqrt:2 jsonb_typeof:1 jsonb_object_keys:1 array_length:1 age:2 encode:1 decode:1";
export const BUILTIN_FUNCTIONS: readonly (readonly [id: string, schema: string, name: string])[] = FUNCTIONS.split(" ").flatMap(
    (entry, index) => {
        const [name = "", signatures] = entry.split(":");
        return Array.from({ length: Number(signatures) }, () => [`s${900 + index}`, "pg_catalog", name] as const);
    },
);

const egressRows = EGRESS_IPS.map(([ip, prefix]) => `('${ip}', ${prefix}, '${ip}/${prefix}')`).join(", ");

/** The relations that describe objects of every kind, and the environment as a whole. */
const SHARED: readonly SystemRelation[] = [
    catalogRelation(
        "mz_objects",
        `id, oid, schema_id, name, kind AS type, owner_id, cluster_id, privileges FROM store.entry WHERE schema_id IS NOT NULL
         UNION ALL SELECT id, 0::oid, schema_id, name, type, 's1', NULL, '{s1=U/s1,=U/s1}'::store.mz_aclitem[] FROM store.builtin`,
    ),
    catalogRelation(
        "mz_columns",
        `c.relname::text AS id, a.attname::text AS name, a.attnum::bigint::store.uint8 AS position, COALESCE((e.body -> 'nullable' ->> (a.attnum - 1))::boolean, NOT a.attnotnull) AS nullable,
         regexp_replace(regexp_replace(format_type(a.atttypid, NULL), '^store\\.', ''), '^time without time zone$', 'time') AS type,
         CASE WHEN e.body ? 'definitions' THEN COALESCE(e.body -> 'defaults' ->> a.attname, 'NULL') END AS "default",
         COALESCE((SELECT m.oid::oid FROM pg_type t JOIN store.type_oid m ON m.name = t.typname WHERE t.oid = a.atttypid), a.atttypid) AS type_oid,
         CASE WHEN a.atttypid <> 1700 OR a.atttypmod < 0 THEN a.atttypmod WHEN (a.atttypmod - 4) & 65535 = 0 THEN -1
         ELSE ${39 << 16} + (a.atttypmod - 4 & 65535) + 4 END AS type_mod
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'data' JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
         LEFT JOIN store.entry e ON e.id = c.relname AND e.schema_id IS NOT NULL
         WHERE c.relkind IN ('r', 'v') ORDER BY c.relname, a.attnum`,
    ),
    catalogRelation(
        "mz_system_privileges",
        "item::store.mz_aclitem AS privileges FROM store.fact, jsonb_array_elements_text(grants) AS item WHERE fact.name = 'facts'",
    ),
    catalogRelation(
        "mz_default_privileges",
        `row ->> 'roleId' AS role_id, row ->> 'databaseId' AS database_id, row ->> 'schemaId' AS schema_id, row ->> 'objectType' AS object_type,
         row ->> 'grantee' AS grantee, row ->> 'privileges' AS privileges FROM store.fact, jsonb_array_elements(value -> 'defaultPrivileges') AS row`,
    ),
    catalogRelation("mz_egress_ips", `* FROM (VALUES ${egressRows}) AS ips (egress_ip, prefix_length, cidr)`),
    catalogRelation("mz_audit_events", 'id::store.uint8, event_type, object_type, details, "user", occurred_at FROM store.audit'),
    internalRelation(
        "mz_comments",
        "id, kind AS object_type, NULLIF(key, '')::integer AS object_sub_id, value AS comment FROM store.entry, jsonb_each_text(comments)\n         UNION ALL SELECT replica ->> 'id', 'cluster-replica', NULL, replica ->> 'comment'\n         FROM store.entry, jsonb_array_elements(body -> 'replicas') AS replica WHERE kind = 'cluster' AND replica ? 'comment'",
    ),
    internalRelation(
        "mz_object_dependencies",
        "id AS object_id, used AS referenced_object_id FROM store.entry, jsonb_array_elements_text(uses) AS used",
    ),
    internalRelation(
        "mz_object_fully_qualified_names",
        `o.id, o.name, o.type AS object_type, o.schema_id, s.name AS schema_name, s.database_id, d.name AS database_name, o.cluster_id
         FROM (SELECT id, name, type, schema_id, NULL AS cluster_id, 0 AS rank FROM store.builtin
               UNION ALL SELECT id, name, kind, schema_id, cluster_id, 1 FROM store.entry WHERE schema_id IS NOT NULL) AS o
         JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id ORDER BY o.rank, o.type = 'view'`,
    ),
    {
        ...internalRelation(
            "mz_recent_activity_log",
            empty(
                "execution_id uuid, session_id uuid, cluster_name text, application_name text, sql text, finished_status text, error_message text",
            ),
        ),
        restricted: true,
    },
];

/** Returns the relations that belong to no kind. `queried` are the names of the kinds that queries can read. */
export const sharedRelations = (queried: readonly string[]): readonly SystemRelation[] => [
    ...SHARED,
    ...PRIVILEGE_RELATIONS,
    ...FURTHER_RELATIONS,
    ...PG_RELATIONS,
    ...INFORMATION_SCHEMA,
    catalogRelation(
        "mz_relations",
        `id, oid, schema_id, name, type, owner_id, cluster_id, privileges FROM mz_catalog.mz_objects
         WHERE type IN (${queried.map(kind => `'${kind}'`).join(", ")})`,
    ),
];
