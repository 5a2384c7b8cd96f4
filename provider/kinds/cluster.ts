import { keyword, sql } from "../sql/sql";
import { type Arguments, objectKind, row, type Rule } from "../statement/kind";
import { commonRows, parenthesizedList, forbidReservedName, option, resetThenSet } from "../statement/rows";
import { autoScalingStrategy, clusterSchedule, isOnRefresh } from "../values/clusterOptions";
import { duration, interval, milliseconds } from "../values/duration";
import { list } from "../values/list";
import { choice, flag, integer, text } from "../values/scalars";
import { isUnknown, type ValueType } from "../values/value";
import { reconfigurations } from "./shared/reconfigurations";

/** A change of such an argument makes new replicas beside the old ones, which are dropped once the new ones are hydrated. */
const SHAPE = { background: "starts" } as const;

/** Materialize refuses to change such an argument meanwhile. */
const NOT_MEANWHILE = { background: "waits" } as const;

const hasSchedule = (args: Arguments): boolean => isOnRefresh(args.get("schedule"));

/** Declares an argument that says how `up` changes the shape of a cluster. */
const OF_CHANGES = {
    position: { in: "nowhere" },
    change: { by: "nothing", when: "Materialize changes the replicas in the background" },
} as const;

const timeoutAction: ValueType<"commit" | "rollback"> = {
    ...choice("commit", "rollback"),
    write: value => keyword(value.toUpperCase()),
};

const rows = [
    ...commonRows,
    {
        ...option("size", "SIZE", text(), { required: true }),
        ...SHAPE,
        known: "SELECT s.size AS value FROM mz_catalog.mz_cluster_replica_sizes s ORDER BY s.size",
    },
    {
        ...option("replicationFactor", "REPLICATION FACTOR", integer(0)),
        ...NOT_MEANWHILE,
        serverDefault: 1,
        defaultSetting: { name: "default_cluster_replication_factor", read: Number },
        setByServer: { with: "schedule", when: hasSchedule },
    },
    { ...option("availabilityZones", "AVAILABILITY ZONES", list(text())), ...SHAPE, serverDefault: [] },
    { ...option("introspectionInterval", "INTROSPECTION INTERVAL", interval), ...SHAPE, serverDefault: "1s" },
    { ...option("introspectionDebugging", "INTROSPECTION DEBUGGING", flag), ...SHAPE, serverDefault: false },
    {
        ...option("arrangementCompression", "EXPERIMENTAL ARRANGEMENT COMPRESSION", flag),
        ...SHAPE,
        since: "arrangementCompression" as const,
        serverDefault: false,
    },
    {
        ...option("autoScalingStrategy", "AUTO SCALING STRATEGY", autoScalingStrategy),
        since: "autoScalingStrategy" as const,
    },
    { ...option("schedule", "SCHEDULE", clusterSchedule), ...NOT_MEANWHILE, serverDefault: { manual: {} } },
    option("workloadClass", "WORKLOAD CLASS", text()),
    row({ path: "reconfiguration.waitUntilReady", value: flag, ...OF_CHANGES }),
    row({ path: "reconfiguration.timeout", value: duration(), since: "backgroundClusterChanges", ...OF_CHANGES }),
    row({
        path: "reconfiguration.onTimeout",
        value: timeoutAction,
        since: "backgroundClusterChanges",
        ...OF_CHANGES,
    }),
];

const rules: readonly Rule[] = [
    forbidReservedName("cluster name"),
    {
        path: "replicationFactor",
        isBroken: args => args.has("replicationFactor") && hasSchedule(args),
        reason: "cannot be given together with schedule.onRefresh: Materialize starts and stops the replica itself",
        serverMessage: "REPLICATION FACTOR cannot be given together with any SCHEDULE other than MANUAL",
    },
    {
        path: "autoScalingStrategy",
        isBroken: args => args.has("autoScalingStrategy") && hasSchedule(args),
        reason: "cannot be given together with schedule.onRefresh: leave one of them out",
        serverMessage: "AUTO SCALING STRATEGY cannot be combined with a SCHEDULE other than MANUAL",
    },
    {
        path: "autoScalingStrategy.onHydration.hydrationSize",
        isBroken: args => {
            const size = args.get("autoScalingStrategy.onHydration.hydrationSize");
            return typeof size === "string" && !isUnknown(size) && size === args.get("size");
        },
        reason: "is the size of the cluster: give the larger size that helps while objects are hydrated",
        serverMessage: "HYDRATION SIZE must differ from the cluster SIZE",
    },
    {
        path: "introspectionDebugging",
        isBroken: args =>
            args.get("introspectionDebugging") === true && milliseconds(String(args.get("introspectionInterval"))) === 0,
        reason: 'cannot be true with introspectionInterval: "0", which turns introspection off',
        serverMessage: "INTROSPECTION DEBUGGING cannot be specified without INTROSPECTION INTERVAL",
    },
    {
        path: "reconfiguration.onTimeout",
        isBroken: args => args.has("reconfiguration.onTimeout") && !args.has("reconfiguration.timeout"),
        reason: "needs reconfiguration.timeout: without it, Materialize rolls back after its own time limit, 24 hours by default",
    },
];

export const cluster = objectKind({
    name: "Cluster",
    object: "CLUSTER",
    scope: "none",
    identifyBy: "name",
    rows,
    rights: [
        { operations: ["create"], needs: "CREATECLUSTER", on: "SYSTEM" },
        { operations: ["create", "update"], needs: "system role", on: "SYSTEM", argument: "workloadClass" },
    ],
    rules,
    create: parts => sql`CREATE CLUSTER ${parts.target} ${parenthesizedList(parts.options, "")}`,
    alter: resetThenSet("CLUSTER"),
    background: reconfigurations,
    catalog: {
        relation: "mz_catalog.mz_clusters",
        type: "cluster",
        definition: "SHOW CREATE",
        // Each cluster also has indexes of the system, which are dropped with it.
        dependants: "SELECT o.type, o.name FROM mz_catalog.mz_objects o WHERE o.cluster_id = $1 AND o.id LIKE 'u%'",
    },
});
