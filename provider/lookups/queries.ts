import type { ObjectKind } from "../statement/kind";
import type { ObjectScope } from "../values/schema";

/** The namespace and the owner's id of the objects of a scope. */
const SCOPES: Readonly<Record<ObjectScope, { columns: string; owner: string; joins: string }>> = {
    schema: {
        columns: "s.name AS schema, d.name AS database",
        owner: "p.owner_id",
        joins: `JOIN mz_catalog.mz_objects p ON p.id = o.id
JOIN mz_catalog.mz_schemas s ON s.id = p.schema_id
JOIN mz_catalog.mz_databases d ON d.id = s.database_id`,
    },
    database: {
        columns: "NULL::pg_catalog.text AS schema, d.name AS database",
        owner: "o.owner_id",
        joins: "JOIN mz_catalog.mz_databases d ON d.id = o.database_id",
    },
    cluster: {
        columns: "NULL::pg_catalog.text AS schema, NULL::pg_catalog.text AS database, d.name AS cluster",
        owner: "o.owner_id",
        joins: "JOIN mz_catalog.mz_clusters d ON d.id = o.cluster_id",
    },
    none: { columns: "NULL::pg_catalog.text AS schema, NULL::pg_catalog.text AS database", owner: "o.owner_id", joins: "" },
};

/** Selects all objects of a kind that users created, with namespace, owner, comment and outputs. */
export function objectsOf(kind: ObjectKind): string {
    const { relation, type, where = "true", joins = "", outputs = {} } = kind.catalog;
    const scope = SCOPES[kind.scope];
    const outputColumns = Object.entries(outputs).map(([output, expression]) => `, ${expression} AS "${output}"`);
    const owned = kind.catalog.withoutOwner !== true;
    return `SELECT o.id, o.name, ${scope.columns}, ${owned ? "r.name" : "NULL::pg_catalog.text"} AS owner, c.comment${outputColumns.join("")}
FROM ${relation} o
${scope.joins}
${owned ? `LEFT JOIN mz_catalog.mz_roles r ON r.id = ${scope.owner}` : ""}
LEFT JOIN mz_internal.mz_comments c ON c.id = o.id AND c.object_type = '${type}' AND c.object_sub_id IS NULL
${joins}
WHERE o.id LIKE 'u%' AND ${where}`;
}

/** Selects Materialize's egress blocks. */
export const EGRESS_IPS = `SELECT egress_ip AS "egressIp", prefix_length AS "prefixLength", cidr FROM mz_catalog.mz_egress_ips ORDER BY cidr`;

/** Selects the sources of users with the tables that each can read. A source without any has one row. */
export const SOURCE_REFERENCES = `SELECT o.name AS source, s.name AS schema, d.name AS database, r.namespace, r.name AS "table", r.columns
FROM mz_catalog.mz_sources o
JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
JOIN mz_catalog.mz_databases d ON d.id = s.database_id
LEFT JOIN mz_internal.mz_source_references r ON r.source_id = o.id
WHERE o.id LIKE 'u%' ORDER BY r.namespace, r.name`;
