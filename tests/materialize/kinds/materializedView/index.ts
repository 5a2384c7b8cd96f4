import { ofKind } from "../../catalog/object";
import { catalogRelation, DEFINITIONS, internalRelation, sessionText } from "../../catalog/systemRelation";
import { CLUSTER_NAME, commentOn, listInSchema } from "../../show/listing";
import { isNewReplica } from "../cluster/relations";
import type { Kind } from "../kind";
import type { Limit } from "../support/limits";
import { printedQuery, renamedQuery, type QueryBody } from "../support/queries";
import { applyReplacement } from "./apply";
import { createMaterializedView } from "./create";
import { REPLACEMENT_FLAG } from "./replacement";

const LIMIT: Limit = {
    label: "materialized view",
    setting: "max_materialized_views",
    value: 500,
    counts: ofKind("materialized-view"),
};

/** SQL that is true once a materialized view is hydrated. Tests set how long that takes. */
const HYDRATED = `e.kind <> 'materialized-view' OR (extract(epoch FROM clock_timestamp()) * 1000 + (${sessionText("skew")})::numeric
    >= (e.body ->> 'createdAt')::numeric + (${sessionText("hydrationAfter")})::numeric)`;

export const materializedView: Kind<QueryBody> = {
    name: "materialized-view",
    namespace: "schema",
    privileges: "r",
    grantedAs: "table",
    rows: "VIEW",
    statements: {
        create_materialized_view: { plan: scope => createMaterializedView(scope, LIMIT) },
        alter_materialized_view_apply_replacement: { plan: applyReplacement, transaction: "never" },
    },
    relations: [
        catalogRelation(
            "mz_materialized_views",
            `id, oid, schema_id, name, cluster_id, definition, owner_id, privileges, ${DEFINITIONS} FROM store.entry WHERE kind = 'materialized-view'`,
        ),
        internalRelation("mz_replacements", "id, replaces AS target_id FROM store.entry WHERE replaces IS NOT NULL"),
        internalRelation(
            "mz_hydration_statuses",
            `e.id AS object_id, r.id AS replica_id, r.id IS NOT NULL AND (${HYDRATED}) AS hydrated FROM store.entry e
             LEFT JOIN mz_catalog.mz_cluster_replicas r ON r.cluster_id = e.cluster_id AND NOT (${isNewReplica("r.id")})
             WHERE e.cluster_id IS NOT NULL AND e.kind IN ('index', 'materialized-view', 'source')`,
        ),
    ],
    listings: [
        listInSchema(
            "MATERIALIZED VIEWS",
            `o.name, ${CLUSTER_NAME}, ${commentOn("'materialized-view'")}`,
            "mz_materialized_views",
        ),
    ],
    limits: [LIMIT],
    flags: { [REPLACEMENT_FLAG]: "off" },
    confusedWith: {
        kind: "view",
        hints: {
            DROP: "Use DROP MATERIALIZED VIEW to remove a materialized view.",
            RENAME: "Use ALTER MATERIALIZED VIEW to rename a materialized view.",
            "SHOW CREATE": "Use SHOW CREATE MATERIALIZED VIEW to show a materialized view.",
        },
    },
    relation: ({ body }) => body,
    showCreate: () => "pretty",
    printed: printedQuery,
    renames: renamedQuery,
    setCluster: ({ cursor }) => cursor.refuse(),
};
