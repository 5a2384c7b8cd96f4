import { catalogRelation, empty, internalRelation, type SystemRelation } from "./systemRelation";

const HISTORY = String.raw`(regexp_match(create_sql, 'RETAIN HISTORY = FOR ''([^'']*)'''))[1]`;

/** Relations about objects of several kinds, and those of kinds that this server does not have, which are empty. */
export const FURTHER_RELATIONS: readonly SystemRelation[] = [
    internalRelation(
        "mz_object_transitive_dependencies",
        `object_id, referenced_object_id FROM (WITH RECURSIVE reachable (object_id, referenced_object_id) AS (
            SELECT object_id, referenced_object_id FROM mz_internal.mz_object_dependencies
            UNION SELECT r.object_id, d.referenced_object_id FROM reachable r
            JOIN mz_internal.mz_object_dependencies d ON d.object_id = r.referenced_object_id) SELECT * FROM reachable) AS transitive`,
    ),
    internalRelation(
        "mz_history_retention_strategies",
        `id, 'FOR' AS strategy, to_jsonb(COALESCE(extract(epoch FROM ${HISTORY}::interval) * 1000, 1000)::bigint) AS value
         FROM store.entry WHERE kind IN ('table', 'source', 'index', 'materialized-view')`,
    ),
    internalRelation(
        "mz_materialized_view_refresh_strategies",
        `id AS materialized_view_id, 'on-commit' AS type, NULL::interval AS interval, NULL::timestamptz AS aligned_to, NULL::timestamptz AS at
         FROM store.entry WHERE kind = 'materialized-view' AND jsonb_array_length(COALESCE(body -> 'refreshes', '[]')) = 0
         UNION ALL SELECT id, refresh ->> 'type', make_interval(secs => (refresh ->> 'seconds')::float8),
         (refresh ->> 'alignedTo')::timestamptz, (refresh ->> 'at')::timestamptz
         FROM store.entry, jsonb_array_elements(body -> 'refreshes') AS refresh WHERE kind = 'materialized-view'`,
    ),
    internalRelation(
        "mz_source_references",
        `id AS source_id, NULL::text AS namespace, body ->> 'topic' AS name, clock_timestamp() AS updated_at, NULL::text[] AS columns
         FROM store.entry WHERE kind = 'source' AND body ->> 'type' = 'kafka'
         UNION ALL SELECT id, reference ->> 'namespace', reference ->> 'name', clock_timestamp(),
         ARRAY(SELECT jsonb_array_elements_text(reference -> 'columns'))
         FROM store.entry, jsonb_array_elements(body -> 'references') AS reference WHERE kind = 'source' AND body ? 'references'`,
    ),
    internalRelation(
        "mz_overridden_system_parameters",
        "key AS name, s.value FROM store.fact f, jsonb_each_text(f.value -> 'settings') AS s WHERE f.name = 'facts'",
    ),
    {
        ...catalogRelation("mz_role_auth", empty("role_id text, role_oid oid, password_hash text, updated_at timestamptz")),
        restricted: true,
    },
];
