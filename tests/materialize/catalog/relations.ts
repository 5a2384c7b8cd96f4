import { AWS_ACCOUNT, AWS_PRINCIPAL, CLUSTER_SIZES, EGRESS_IPS, ENVIRONMENT, ORGANISATION } from "../region";

/** A relation of Materialize's catalog: what follows SELECT in the view that plays it. */
export interface SystemRelation {
    readonly schema: "mz_catalog" | "mz_internal";
    readonly name: string;
    readonly query: string;
}

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

const option = (name: string, part = "text"): string => `body #>> '{connection,options,${name},${part}}'`;
const source = (field: string): string => `body #>> '{source,${field}}'`;
const table = (field: string): string => `body #>> '{table,${field}}'`;
const cluster = (field: string): string => `body #>> '{cluster,${field}}'`;
const role = (field: string): string => `body #>> '{role,${field}}'`;
/** Whether roles log in with passwords: then their attributes mean something. */
const PASSWORDS = "(SELECT value #>> '{settings,enable_password_auth}' = 'on' FROM store.fact WHERE name = 'facts') IS TRUE";
const created = "create_sql, redacted_create_sql";

/** A relation that holds nothing here, with Materialize's columns. */
const empty = (columns: string): string =>
    `${columns
        .split(", ")
        .map(column => column.replace(/^(\S+) (.*)$/u, "NULL::$2 AS $1"))
        .join(", ")} WHERE false`;

const INTERNAL_AWS = `'s796', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL`;
const INTERNAL_SQL = [`"mz_internal"."mz_analytics"`, "mz_internal.mz_analytics"]
    .map(name => `'CREATE CONNECTION ${name} TO AWS (ASSUME ROLE ARN = '''')'`)
    .join(", ");
const trust = (id: string): string =>
    `jsonb_build_object('Version', '2012-10-17', 'Statement', jsonb_build_array(jsonb_build_object('Effect', 'Allow', 'Action', 'sts:AssumeRole',
        'Principal', jsonb_build_object('AWS', '${AWS_PRINCIPAL}'),
        'Condition', jsonb_build_object('StringEquals', jsonb_build_object('sts:ExternalId', 'mz_${ORGANISATION}_' || ${id})))))`;
const assumes = `${option("ASSUME ROLE ARN")} IS NOT NULL`;
const ofRole = (value: string): string => `CASE WHEN ${assumes} THEN ${value} END`;

type Row = readonly [name: string, query: string];

const ITEMS: readonly Row[] = [
    ["mz_secrets", "id, oid, schema_id, name, owner_id, privileges FROM store.entry WHERE kind = 'secret'"],
    [
        "mz_connections",
        `id, oid, schema_id, name, body #>> '{connection,type}' AS type, owner_id, privileges, ${created} FROM store.entry WHERE kind = 'connection'
         UNION ALL SELECT 's796', 0, 's3', 'mz_analytics', 'aws', 's1', '{s1=U/s1,s2=U/s1}', ${INTERNAL_SQL}`,
    ],
    [
        "mz_kafka_connections",
        `id, ARRAY(SELECT broker ->> 'address' FROM jsonb_array_elements(
            COALESCE(body #> '{connection,options,BROKER,brokers}', body #> '{connection,options,BROKERS,brokers}')) AS broker) AS brokers,
         COALESCE(${option("PROGRESS TOPIC")}, '_materialize-progress-${ENVIRONMENT}-' || id) AS sink_progress_topic
         FROM store.entry WHERE body #>> '{connection,type}' = 'kafka'`,
    ],
    [
        "mz_ssh_tunnel_connections",
        `id, ${option("PUBLIC KEY 1")} AS public_key_1, ${option("PUBLIC KEY 2")} AS public_key_2
         FROM store.entry WHERE body #>> '{connection,type}' = 'ssh-tunnel'`,
    ],
    [
        "mz_aws_privatelink_connections",
        `id, 'arn:aws:iam::${AWS_ACCOUNT}:role/mz_${ORGANISATION}_' || id AS principal FROM store.entry WHERE body #>> '{connection,type}' = 'aws-privatelink'`,
    ],
    [
        "mz_sources",
        `id, oid, schema_id, name, ${source("type")} AS type, ${source("connectionId")} AS connection_id, NULL::text AS size,
         ${source("envelope")} AS envelope_type, ${source("keyFormat")} AS key_format, ${source("valueFormat")} AS value_format,
         cluster_id, owner_id, privileges, ${created} FROM store.entry WHERE kind = 'source'`,
    ],
    [
        "mz_kafka_sources",
        `id, COALESCE(${source("groupIdPrefix")}, '') || 'materialize-${ENVIRONMENT}-' || (${source("connectionId")}) || '-' || id AS group_id_prefix,
         ${source("topic")} AS topic FROM store.entry WHERE ${source("type")} = 'kafka'`,
    ],
    [
        "mz_tables",
        `id, oid, schema_id, name, owner_id, privileges, ${created}, ${table("sourceId")} AS source_id FROM store.entry WHERE kind = 'table'
         UNION ALL SELECT id, 0, schema_id, name, 's1', '{s1=arwd/s1,=r/s1}', NULL, NULL, NULL FROM store.builtin WHERE type = 'table'`,
    ],
    ["mz_views", `id, oid, schema_id, name, definition, owner_id, privileges, ${created} FROM store.entry WHERE kind = 'view'`],
    [
        "mz_materialized_views",
        `id, oid, schema_id, name, cluster_id, definition, owner_id, privileges, ${created} FROM store.entry WHERE kind = 'materialized-view'`,
    ],
    [
        "mz_indexes",
        `id, oid, name, body #>> '{index,onId}' AS on_id, cluster_id, owner_id, ${created} FROM store.entry WHERE kind = 'index'`,
    ],
    [
        "mz_index_columns",
        `i.id AS index_id, keys.position::bigint::store.uint8 AS index_position, c.position AS on_position, keys.key ->> 'expression' AS on_expression,
         COALESCE(c.nullable, true) AS nullable
         FROM store.entry i CROSS JOIN jsonb_array_elements(i.body #> '{index,keys}') WITH ORDINALITY AS keys (key, position)
         LEFT JOIN mz_catalog.mz_columns c ON c.id = i.body #>> '{index,onId}' AND c.name = keys.key ->> 'column' WHERE i.kind = 'index'`,
    ],
    [
        "mz_objects",
        `id, oid, schema_id, name, kind AS type, owner_id, cluster_id, privileges FROM store.entry WHERE kind NOT IN ('cluster', 'database', 'schema', 'role')
         UNION ALL SELECT id, 0::oid, schema_id, name, type, 's1', NULL, '{s1=U/s1,=U/s1}'::store.mz_aclitem[] FROM store.builtin`,
    ],
    [
        "mz_relations",
        "id, oid, schema_id, name, type, owner_id, cluster_id, privileges FROM mz_catalog.mz_objects WHERE type IN ('table', 'source', 'view', 'materialized-view')",
    ],
    [
        "mz_types",
        "id, 0::oid AS oid, schema_id, name, 'pseudo' AS category, 's1' AS owner_id FROM store.builtin WHERE type = 'type'",
    ],
    [
        "mz_columns",
        `c.relname::text AS id, a.attname::text AS name, a.attnum::bigint::store.uint8 AS position, NOT a.attnotnull AS nullable,
         regexp_replace(format_type(a.atttypid, NULL), '^store\\.', '') AS type, NULL::text AS "default", a.atttypid AS type_oid, a.atttypmod AS type_mod
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'data' JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
         WHERE c.relkind IN ('r', 'v') ORDER BY c.relname, a.attnum`,
    ],
];

const CONTAINERS: readonly Row[] = [
    [
        "mz_clusters",
        `id, name, owner_id, privileges, (${cluster("managed")})::boolean AS managed, ${cluster("size")} AS size,
         (${cluster("replicationFactor")})::store.uint4 AS replication_factor, true AS disk,
         (SELECT '{' || string_agg(zone, ',') || '}' FROM jsonb_array_elements_text(body #> '{cluster,availabilityZones}') AS zone)::store.list AS availability_zones,
         (${cluster("introspectionDebugging")})::boolean AS introspection_debugging, (${cluster("introspectionInterval")})::interval AS introspection_interval
         FROM store.entry WHERE kind = 'cluster'`,
    ],
    [
        "mz_cluster_replicas",
        `id || '-r' || n AS id, 'r' || n AS name, id AS cluster_id, ${cluster("size")} AS size, NULL::text AS availability_zone, owner_id, true AS disk
         FROM store.entry, generate_series(1, (${cluster("replicationFactor")})::integer) AS n WHERE kind = 'cluster'`,
    ],
    [
        "mz_cluster_replica_sizes",
        `size, 1::bigint::store.uint8 AS processes, 1::bigint::store.uint8 AS workers FROM (VALUES ${CLUSTER_SIZES.map(size => `('${size}')`).join(", ")}) AS sizes (size)`,
    ],
    ["mz_databases", "id, oid, name, owner_id, privileges FROM store.entry WHERE kind = 'database'"],
    ["mz_schemas", "id, oid, database_id, name, owner_id, privileges FROM store.entry WHERE kind = 'schema' ORDER BY seq DESC"],
    [
        "mz_roles",
        `id, oid, name, (body #>> '{role,inherit}')::boolean AS inherit,
         CASE WHEN ${PASSWORDS} THEN COALESCE((${role("login")})::boolean, false) ELSE id IN ('s1', 's2') OR name ~ '^[^@]+@[^@]+\\.[^@]+$' END AS rolcanlogin,
         CASE WHEN ${PASSWORDS} THEN COALESCE((${role("superuser")})::boolean, false) WHEN id IN ('s1', 's2') THEN true END AS rolsuper
         FROM store.entry WHERE kind = 'role'`,
    ],
    [
        "mz_role_members",
        `member ->> 'roleId' AS role_id, id AS member, member ->> 'grantor' AS grantor
         FROM store.entry, jsonb_array_elements(body #> '{role,memberOf}') AS member WHERE kind = 'role'`,
    ],
    [
        "mz_system_privileges",
        "item::store.mz_aclitem AS privileges FROM store.fact, jsonb_array_elements_text(grants) AS item WHERE fact.name = 'facts'",
    ],
    [
        "mz_default_privileges",
        `row ->> 'roleId' AS role_id, row ->> 'databaseId' AS database_id, row ->> 'schemaId' AS schema_id, row ->> 'objectType' AS object_type,
         row ->> 'grantee' AS grantee, row ->> 'privileges' AS privileges FROM store.fact, jsonb_array_elements(value -> 'defaultPrivileges') AS row`,
    ],
    [
        "mz_egress_ips",
        `* FROM (VALUES ${EGRESS_IPS.map(([ip, prefix]) => `('${ip}', ${prefix}, '${ip}/${prefix}')`).join(", ")}) AS ips (egress_ip, prefix_length, cidr)`,
    ],
];

/** Seconds since a moment that is kept as seconds since 1970; tests may move the clock. */
const age = (moment: string): string =>
    `extract(epoch FROM clock_timestamp()) + (current_setting('mz.asker')::jsonb ->> 'skew')::numeric / 1000 - COALESCE((${moment})::numeric, 0)`;
const PAUSED = `'{"hints":["There is currently no replica running this source"]}'::jsonb`;
const GONE = "kafka: source must be dropped and recreated due to failure: topic was deleted";
const GONE_DETAILS = `'{"namespaced":{"kafka":"${GONE.replace("kafka: ", "")}"}}'::jsonb`;

/** How a source is: what became of its topic, whether its cluster has replicas, and for how long. */
const STATUSES = `
    SELECT id, name, ${source("type")} AS type, ${source("topic")} AS topic, current_setting('mz.asker')::jsonb #> ARRAY['readings', name] AS reading,
        ${source("topic")} IN (SELECT jsonb_array_elements_text(current_setting('mz.asker')::jsonb -> 'gone')) AS gone,
        (SELECT (c.body #>> '{cluster,replicationFactor}')::integer FROM store.entry c WHERE c.kind = 'cluster' AND c.id = s.cluster_id) AS replicas,
        ${age(source("createdAt"))} AS age,
        ${age("SELECT c.body #>> '{cluster,changedAt}' FROM store.entry c WHERE c.kind = 'cluster' AND c.id = s.cluster_id")} AS changed
        FROM store.entry s WHERE kind = 'source'`;
const STATUS = `CASE WHEN reading ? 'status' THEN reading ->> 'status' WHEN type = 'progress' THEN 'running' WHEN gone THEN 'stalled' WHEN age < 1 THEN 'created' WHEN replicas = 0 OR changed < 1.5 THEN 'paused'
    WHEN age < 2 OR changed < 2.5 THEN 'starting' ELSE 'running' END`;
/** Where a topic ends: what a test says, else, once statistics are reported, how many messages it has. */
const KNOWN = `CASE WHEN reading ? 'known' THEN (reading ->> 'known')::bigint
    WHEN type = 'kafka' AND age * 1000 >= (current_setting('mz.asker')::jsonb ->> 'statisticsAfter')::numeric
    THEN COALESCE((current_setting('mz.asker')::jsonb #>> ARRAY['messages', topic])::bigint, 0) END`;

const INTERNAL: readonly Row[] = [
    [
        "mz_comments",
        `id, kind AS object_type, NULLIF(key, '')::integer AS object_sub_id, value AS comment FROM store.entry, jsonb_each_text(body -> 'comments')`,
    ],
    [
        "mz_object_dependencies",
        "id AS object_id, used AS referenced_object_id FROM store.entry, jsonb_array_elements_text(body -> 'uses') AS used",
    ],
    [
        "mz_object_fully_qualified_names",
        `o.id, o.name, o.type AS object_type, o.schema_id, s.name AS schema_name, s.database_id, d.name AS database_name, o.cluster_id
         FROM (SELECT id, name, type, schema_id, NULL AS cluster_id, 0 AS rank FROM store.builtin
               UNION ALL SELECT id, name, kind, schema_id, cluster_id, 1 FROM store.entry WHERE schema_id IS NOT NULL) AS o
         JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id ORDER BY o.rank, o.type = 'view'`,
    ],
    [
        "mz_source_statuses",
        `id, name, type, NULL::timestamptz AS last_status_change_at, status,
         CASE WHEN reading ? 'error' THEN reading ->> 'error' WHEN status = 'stalled' THEN '${GONE}' END AS error,
         CASE WHEN status = 'stalled' AND gone THEN ${GONE_DETAILS} WHEN status = 'paused' THEN ${PAUSED} END AS details
         FROM (SELECT *, ${STATUS} AS status FROM (${STATUSES}) AS source) AS statuses`,
    ],
    [
        "mz_source_statistics",
        `id, NULL::store.uint8 AS messages_received, NULL::store.uint8 AS bytes_received, NULL::store.uint8 AS updates_staged,
         NULL::store.uint8 AS updates_committed, NULL::store.uint8 AS records_indexed, NULL::store.uint8 AS bytes_indexed,
         NULL::interval AS rehydration_latency, NULL::store.uint8 AS snapshot_records_known, NULL::store.uint8 AS snapshot_records_staged,
         COALESCE((reading ->> 'committed')::bigint, known) >= known AS snapshot_committed, known::store.uint8 AS offset_known,
         COALESCE((reading ->> 'committed')::bigint, known)::store.uint8 AS offset_committed
         FROM (SELECT *, ${STATUS} AS status, ${KNOWN} AS known FROM (${STATUSES}) AS source) AS statuses WHERE status = 'running' AND known IS NOT NULL`,
    ],
    ["mz_webhook_sources", `id, name, ${source("url")} AS url FROM store.entry WHERE ${source("type")} = 'webhook'`],
    [
        "mz_kafka_source_tables",
        `id, ${table("topic")} AS topic, ${table("envelope")} AS envelope_type, ${table("keyFormat")} AS key_format, ${table("valueFormat")} AS value_format
         FROM store.entry WHERE kind = 'table' AND ${table("sourceId")} IS NOT NULL`,
    ],
    [
        "mz_recent_activity_log",
        empty(
            "execution_id uuid, session_id uuid, cluster_name text, application_name text, sql text, finished_status text, error_message text",
        ),
    ],
    [
        "mz_aws_privatelink_connection_statuses",
        `e.id, e.name, to_timestamp((link ->> 'since')::numeric / 1000) AS last_status_change_at, link ->> 'status' AS status
         FROM jsonb_array_elements(current_setting('mz.asker')::jsonb -> 'links') AS link JOIN store.entry e ON e.id = link ->> 'id'`,
    ],
    [
        "mz_aws_connections",
        `id, ${option("ENDPOINT")} AS endpoint, ${option("REGION")} AS region, ${option("ACCESS KEY ID")} AS access_key_id,
         ${option("ACCESS KEY ID", "secret")} AS access_key_id_secret_id, ${option("SECRET ACCESS KEY", "secret")} AS secret_access_key_secret_id,
         ${option("SESSION TOKEN")} AS session_token, ${option("SESSION TOKEN", "secret")} AS session_token_secret_id,
         ${option("ASSUME ROLE ARN")} AS assume_role_arn, ${option("ASSUME ROLE SESSION NAME")} AS assume_role_session_name,
         ${ofRole(`'${AWS_PRINCIPAL}'`)} AS principal, ${ofRole(`'mz_${ORGANISATION}_' || id`)} AS external_id, ${ofRole(trust("id"))} AS example_trust_policy
         FROM store.entry WHERE body #>> '{connection,type}' = 'aws'
         UNION ALL SELECT ${INTERNAL_AWS}, '${AWS_PRINCIPAL}', 'mz_${ORGANISATION}_s796', ${trust("'s796'")}`,
    ],
];

const of = (schema: SystemRelation["schema"], rows: readonly Row[]): SystemRelation[] =>
    rows.map(([name, query]) => ({ schema, name, query }));

/** Views of other views. */
const LAST = new Set(["mz_relations", "mz_index_columns"]);

/** Relations that only superusers read. */
export const RESTRICTED: ReadonlySet<string> = new Set(["mz_recent_activity_log"]);

export const RELATIONS: readonly SystemRelation[] = [
    ...of(
        "mz_catalog",
        [...CONTAINERS, ...ITEMS].sort((left, right) => Number(LAST.has(left[0])) - Number(LAST.has(right[0]))),
    ),
    ...of("mz_internal", INTERNAL),
];

/** The id of a relation of the catalog. */
export function relationId(index: number): string {
    return `s${400 + index}`;
}
