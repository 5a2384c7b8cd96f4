import { sql } from "../sql/sql";
import { objectKind, row, type Row, type Rule } from "../statement/kind";
import { commonRows, fixedOption, forbidReservedName, omitRows, parenthesizedList } from "../statement/rows";
import { interval, milliseconds } from "../values/duration";
import { reference } from "../values/reference";
import { flag, text } from "../values/scalars";
import { clusterSizes } from "./shared/clusterSizes";

const NO_ALTER = "Materialize cannot change the options of a replica";

/** Declares an option of which the catalog shows nothing. */
const notShown = <const P extends string, V>(shown: Row<P, V>): Row<P, V> => ({ ...shown, notReadBack: () => true });

const rules: readonly Rule[] = [
    forbidReservedName("replica name"),
    {
        path: "introspectionDebugging",
        isBroken: args =>
            args.get("introspectionDebugging") === true && milliseconds(String(args.get("introspectionInterval"))) === 0,
        reason: 'cannot be true with introspectionInterval: "0", which turns introspection off',
        serverMessage: "INTROSPECTION DEBUGGING cannot be specified without INTROSPECTION INTERVAL",
    },
];

export const clusterReplica = objectKind({
    name: "ClusterReplica",
    object: "CLUSTER REPLICA",
    scope: "cluster",
    // The replicas of clusters that are swapped are other ones under the same names.
    identifyBy: "name",
    rows: [
        // A replica has the owner of its cluster.
        ...omitRows(commonRows, "owner", "cascade"),
        row({
            path: "cluster",
            value: reference("Cluster", "none"),
            required: true,
            position: { in: "path" },
            change: { by: "replacement", why: "Materialize cannot move a replica to another cluster" },
        }),
        {
            ...fixedOption("size", "SIZE", text(), NO_ALTER, { required: true }),
            known: clusterSizes,
            column: { expression: "o.size", read: text => text },
        },
        {
            ...fixedOption("availabilityZone", "AVAILABILITY ZONE", text(), NO_ALTER),
            column: { expression: "o.availability_zone", read: text => text },
        },
        notShown(fixedOption("introspectionInterval", "INTROSPECTION INTERVAL", interval, NO_ALTER)),
        notShown(fixedOption("introspectionDebugging", "INTROSPECTION DEBUGGING", flag, NO_ALTER)),
        {
            ...notShown(fixedOption("arrangementCompression", "EXPERIMENTAL ARRANGEMENT COMPRESSION", flag, NO_ALTER)),
            since: "arrangementCompression" as const,
        },
    ],
    rights: [{ operations: ["create"], needs: "ownership", on: { argument: "cluster", of: "object" } }],
    rules,
    create: parts => sql`CREATE CLUSTER REPLICA ${parts.target} ${parenthesizedList(parts.options, "")}`,
    staysIf: {
        serverMessage: "cannot drop replica of managed cluster",
        reason: "the cluster is managed now, and Materialize makes and drops its replicas",
    },
    catalog: {
        relation: "mz_catalog.mz_cluster_replicas",
        type: "cluster-replica",
        where: "o.cluster_id IN (SELECT m.id FROM mz_catalog.mz_clusters m WHERE NOT m.managed)",
    },
});
