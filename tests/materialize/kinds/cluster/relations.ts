import { catalogRelation, internalRelation } from "../../catalog/systemRelation";
import { DEFAULT_VERSION, VERSIONS } from "../../versions";

const sizeRows = VERSIONS[DEFAULT_VERSION].clusterSizes.map(size => `('${size}')`).join(", ");

/** SQL for the seconds of an interval as the catalog's JSON shows them. */
const seconds = (interval: string): string =>
    `CASE WHEN ${interval} IS NULL THEN 'null'::jsonb
     ELSE jsonb_build_object('secs', floor(extract(epoch FROM (${interval})::interval))::bigint,
     'nanos', (extract(epoch FROM (${interval})::interval) % 1 * 1000000000)::bigint) END`;

const logging = (shape: string): string =>
    `jsonb_build_object('interval', ${seconds(`${shape} ->> 'introspectionInterval'`)}, 'log_logging', ${shape} -> 'introspectionDebugging')`;

const TARGET = "body -> 'reconfiguration' -> 'target'";
const FACTOR = "body -> 'reconfiguration' -> 'targetFactor'";
const STATUS = "body -> 'reconfiguration' ->> 'status'";

/** SQL for the zones and the compression of a shape, which a body may not have. */
const zones = (shape: string): string => `COALESCE(${shape} -> 'availabilityZones', '[]')`;
const compression = (shape: string): string => `COALESCE(${shape} -> 'arrangementCompression', 'false')`;

/** The parts of a target: the key in the catalog's JSON, its words in SHOW CLUSTERS, and SQL for it in the target and in the cluster. */
const PARTS: readonly (readonly [key: string, words: string, target: string, current: string])[] = [
    ["size", `'size to ' || (${TARGET} ->> 'size')`, `${TARGET} -> 'size'`, "body -> 'size'"],
    [
        "replication_factor",
        `'replication factor to ' || (body -> 'reconfiguration' ->> 'targetFactor')`,
        FACTOR,
        "body -> 'replicationFactor'",
    ],
    ["availability_zones", "'availability zones'", zones(TARGET), zones("body")],
    ["logging", "'introspection settings'", logging(TARGET), logging("body")],
    ["arrangement_compression", "'arrangement compression'", compression(TARGET), compression("body")],
];

/** SQL for the parts of a target that differ from the cluster, unless it was reached or cancelled. */
const CHANGES = `CASE WHEN ${STATUS} IN ('finalized', 'cancelled') THEN '{}'::jsonb ELSE ${PARTS.map(
    ([key, , target, current]) => `CASE WHEN ${target} <> ${current} THEN jsonb_build_object('${key}', ${target}) ELSE '{}' END`,
).join(" || ")} END`;

/** Selects what SHOW CLUSTERS says of a change in progress of the cluster `o`. */
export const ACTIVITY = `SELECT 'reconfiguring ' || concat_ws(', ', ${PARTS.map(
    ([, words, target, current]) => `CASE WHEN ${target} <> ${current} THEN ${words} END`,
).join(", ")}) FROM store.entry e WHERE e.kind = 'cluster' AND e.id = o.id AND ${STATUS} = 'in-progress'`;

/** SQL that is true for a replica that is to replace an old one, and has not hydrated yet. */
export const isNewReplica = (id: string): string =>
    `EXISTS (SELECT FROM store.entry c, jsonb_array_elements(COALESCE(c.body -> 'reconfiguration' -> 'replicas', '[]')) AS n
     WHERE c.kind = 'cluster' AND n ->> 'id' = ${id})`;

export const CLUSTER_RELATIONS = [
    catalogRelation(
        "mz_clusters",
        `id, name, owner_id, privileges, (body ->> 'managed')::boolean AS managed, body ->> 'size' AS size,
         (body ->> 'replicationFactor')::store.uint4 AS replication_factor, NULLIF((body ->> 'managed')::boolean, false) AS disk,
         (SELECT '{' || string_agg(zone, ',') || '}' FROM jsonb_array_elements_text(body -> 'availabilityZones') AS zone)::store.list AS availability_zones,
         CASE WHEN (body ->> 'managed')::boolean THEN (body ->> 'introspectionDebugging')::boolean END AS introspection_debugging, (body ->> 'introspectionInterval')::interval AS introspection_interval
         FROM store.entry WHERE kind = 'cluster'`,
    ),
    catalogRelation(
        "mz_cluster_replicas",
        `replica ->> 'id' AS id, replica ->> 'name' AS name, id AS cluster_id, replica ->> 'size' AS size, replica ->> 'availabilityZone' AS availability_zone, owner_id, true AS disk
         FROM store.entry, jsonb_array_elements(COALESCE(body -> 'replicas', '[]') || COALESCE(body -> 'reconfiguration' -> 'replicas', '[]')) AS replica
         WHERE kind = 'cluster'`,
    ),
    catalogRelation(
        "mz_cluster_replica_sizes",
        `size, 1::bigint::store.uint8 AS processes, 1::bigint::store.uint8 AS workers, NULL::store.uint8 AS cpu_nano_cores,
         NULL::store.uint8 AS memory_bytes, NULL::store.uint8 AS disk_bytes, NULL::numeric AS credits_per_hour FROM (VALUES ${sizeRows}) AS sizes (size)`,
    ),
    internalRelation(
        "mz_cluster_schedules",
        `id AS cluster_id, CASE WHEN body ? 'onRefresh' THEN 'on-refresh' ELSE 'manual' END AS type,
         (body -> 'onRefresh' ->> 'estimate')::interval AS refresh_hydration_time_estimate FROM store.entry WHERE kind = 'cluster'`,
    ),
    internalRelation(
        "mz_cluster_workload_classes",
        "id, body ->> 'workloadClass' AS workload_class FROM store.entry WHERE kind = 'cluster'",
    ),
    internalRelation(
        "mz_cluster_auto_scaling_strategies",
        `id AS cluster_id, jsonb_build_object('on_hydration', jsonb_build_object('hydration_size', body -> 'strategy' -> 'size',
         'linger_duration', ${seconds("body -> 'strategy' ->> 'linger'")})) AS strategy, NULL::jsonb AS state
         FROM store.entry WHERE kind = 'cluster' AND body ? 'strategy'`,
    ),
    internalRelation(
        "mz_cluster_reconfigurations",
        `id AS cluster_id, ${STATUS} AS status,
         (body -> 'reconfiguration' ->> 'deadline')::numeric::bigint::store.mz_timestamp AS deadline, body -> 'reconfiguration' ->> 'onTimeout' AS on_timeout,
         jsonb_build_object('arrangement_compression', ${TARGET} -> 'arrangementCompression', 'availability_zones', ${TARGET} -> 'availabilityZones',
         'logging', ${logging(TARGET)}, 'replication_factor', ${FACTOR}, 'size', ${TARGET} -> 'size') AS target,
         ${CHANGES} AS changes FROM store.entry WHERE kind = 'cluster' AND body ? 'reconfiguration'`,
    ),
];
