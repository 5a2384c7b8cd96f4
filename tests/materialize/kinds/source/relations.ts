import { catalogRelation, DEFINITIONS, internalRelation, sessionField, sessionText } from "../../catalog/systemRelation";
import { ENVIRONMENT } from "../../environment";
import { PRODUCTS } from "./databases/products";

/** SQL for the seconds since a moment, which is stored as seconds since 1970. Tests can move the clock. */
const age = (moment: string): string =>
    `extract(epoch FROM clock_timestamp()) + (${sessionText("skew")})::numeric / 1000 - COALESCE((${moment})::numeric, 0)`;
const ofCluster = (field: string): string =>
    `SELECT c.body ->> '${field}' FROM store.entry c WHERE c.kind = 'cluster' AND c.id = s.cluster_id`;

const PAUSED = `'{"hints":["There is currently no replica running this source"]}'::jsonb`;
const DELETED = "source must be dropped and recreated due to failure: topic was deleted";
const DELETED_DETAILS = `'{"namespaced":{"kafka":"${DELETED}"}}'::jsonb`;

/** The facts that the status of a source, or of a table that reads from one, follows from: its topic, the replicas of its cluster, and their ages. */
const FACTS = `
    SELECT reader.id, reader.name, COALESCE(reader.body ->> 'type', reader.kind) AS type, reader.body ->> 'topic' AS topic,
        ${sessionField("readings")} -> reader.name AS reading,
        reader.body ->> 'topic' IN (SELECT jsonb_array_elements_text(${sessionField("deletedTopics")})) AS is_deleted,
        (${ofCluster("replicationFactor")})::integer AS replicas, ${age("reader.body ->> 'createdAt'")} AS age, ${age(ofCluster("changedAt"))} AS changed
        FROM store.entry reader JOIN store.entry s ON s.id = COALESCE(reader.body ->> 'sourceId', reader.id) AND s.kind = 'source'`;
const STATUS = `CASE WHEN reading ? 'status' THEN reading ->> 'status' WHEN type = 'progress' THEN 'running' WHEN is_deleted THEN 'stalled'
    WHEN age < 1 THEN 'created' WHEN replicas = 0 OR changed < 1.5 THEN 'paused'
    WHEN age < 2 OR changed < 2.5 THEN 'starting' ELSE 'running' END`;
/** The end of a topic: the reading of a test, or the number of its messages once statistics are reported. */
const KNOWN = `CASE WHEN reading ? 'known' THEN (reading ->> 'known')::bigint
    WHEN topic IS NOT NULL AND age * 1000 >= (${sessionText("statisticsAfter")})::numeric
    THEN COALESCE((${sessionField("messages")} ->> topic)::bigint, 0) END`;

export const SOURCE_RELATIONS = [
    catalogRelation(
        "mz_sources",
        `id, oid, schema_id, name, body ->> 'type' AS type, body ->> 'connectionId' AS connection_id, NULL::text AS size,
         body ->> 'envelope' AS envelope_type, body ->> 'keyFormat' AS key_format, body ->> 'valueFormat' AS value_format,
         cluster_id, owner_id, privileges, ${DEFINITIONS} FROM store.entry WHERE kind = 'source'`,
    ),
    catalogRelation(
        "mz_kafka_sources",
        `id, COALESCE(body ->> 'groupIdPrefix', '') || 'materialize-${ENVIRONMENT}-' || (body ->> 'connectionId') || '-' || id AS group_id_prefix,
         body ->> 'topic' AS topic FROM store.entry WHERE kind = 'source' AND body ->> 'type' = 'kafka'`,
    ),
    internalRelation(
        "mz_source_statuses",
        `id, name, type, NULL::timestamptz AS last_status_change_at, status,
         CASE WHEN reading ? 'error' THEN reading ->> 'error' WHEN status = 'stalled' THEN 'kafka: ${DELETED}' END AS error,
         CASE WHEN status = 'stalled' AND is_deleted THEN ${DELETED_DETAILS} WHEN status = 'paused' THEN ${PAUSED} END AS details
         FROM (SELECT *, ${STATUS} AS status FROM (${FACTS}) AS source) AS statuses`,
    ),
    internalRelation(
        "mz_source_statistics",
        `id, NULL::store.uint8 AS messages_received, NULL::store.uint8 AS bytes_received, NULL::store.uint8 AS updates_staged,
         NULL::store.uint8 AS updates_committed, NULL::store.uint8 AS records_indexed, NULL::store.uint8 AS bytes_indexed,
         NULL::interval AS rehydration_latency, NULL::store.uint8 AS snapshot_records_known, NULL::store.uint8 AS snapshot_records_staged,
         COALESCE((reading ->> 'committed')::bigint, known) >= known AS snapshot_committed, known::store.uint8 AS offset_known,
         COALESCE((reading ->> 'committed')::bigint, known)::store.uint8 AS offset_committed
         FROM (SELECT *, ${STATUS} AS status, ${KNOWN} AS known FROM (${FACTS}) AS source) AS statuses WHERE status = 'running' AND known IS NOT NULL`,
    ),
    internalRelation(
        "mz_postgres_sources",
        `id, 'materialize_' || md5(id) AS replication_slot, 1::bigint::store.uint8 AS timeline_id
         FROM store.entry WHERE kind = 'source' AND body ->> 'type' = 'postgres'`,
    ),
    ...PRODUCTS.map(({ type, relation }) =>
        internalRelation(
            relation,
            `reader.id, reader.body -> 'upstream' ->> -2 AS schema_name, reader.body -> 'upstream' ->> -1 AS table_name
             FROM store.entry reader JOIN store.entry s ON s.kind = 'source' AND s.body ->> 'type' = '${type}'
             AND s.id = COALESCE(reader.body ->> 'sourceId', reader.uses ->> 0) WHERE reader.body ? 'upstream'`,
        ),
    ),
    internalRelation(
        "mz_webhook_sources",
        "id, name, body ->> 'url' AS url FROM store.entry WHERE kind = 'source' AND body ->> 'type' = 'webhook'",
    ),
];
