import { sql } from "../sql/sql";
import { list } from "../values/list";
import { duration, formatDuration } from "../values/duration";
import { flag, integer, text } from "../values/scalars";
import { objectKind } from "../statement/kind";
import { commonRows, parenthesizedList, forbidReservedName, option, setAndReset } from "../statement/rows";

/** Returns the items of a list that the catalog prints: `{use1-az1,use1-az2}`. */
const itemsOf = (printed: string): string[] => printed.slice(1, -1).split(",").filter(Boolean);

export const cluster = objectKind({
    name: "Cluster",
    object: "CLUSTER",
    scope: "none",
    identifyBy: "name",
    rows: [
        ...commonRows,
        {
            ...option("size", "SIZE", text(), { required: true }),
            column: { expression: "o.size", read: String },
            known: "SELECT s.size AS value FROM mz_catalog.mz_cluster_replica_sizes s ORDER BY s.size",
        },
        {
            ...option("replicationFactor", "REPLICATION FACTOR", integer(0)),
            serverDefault: 1,
            column: { expression: "o.replication_factor::pg_catalog.text", read: Number },
        },
        {
            ...option("availabilityZones", "AVAILABILITY ZONES", list(text())),
            serverDefault: [],
            column: { expression: "o.availability_zones::pg_catalog.text", read: itemsOf },
        },
        {
            ...option("introspectionInterval", "INTROSPECTION INTERVAL", duration()),
            serverDefault: "1s",
            // The interval is null if introspection is disabled.
            column: { expression: "coalesce(o.introspection_interval::pg_catalog.text, '00:00:00')", read: formatDuration },
        },
        {
            ...option("introspectionDebugging", "INTROSPECTION DEBUGGING", flag),
            serverDefault: false,
            column: { expression: "o.introspection_debugging::pg_catalog.text", read: text => text.startsWith("t") },
        },
    ],
    rights: [{ operations: ["create"], needs: "CREATECLUSTER", on: "SYSTEM" }],
    rules: [forbidReservedName("cluster name")],
    create: parts => sql`CREATE CLUSTER ${parts.target} ${parenthesizedList(parts.options, "")}`,
    alter: setAndReset("CLUSTER"),
    catalog: {
        relation: "mz_catalog.mz_clusters",
        type: "cluster",
        // Each cluster also has indexes of the system, which are dropped with it.
        dependants: "SELECT o.type, o.name FROM mz_catalog.mz_objects o WHERE o.cluster_id = $1 AND o.id LIKE 'u%'",
    },
});
