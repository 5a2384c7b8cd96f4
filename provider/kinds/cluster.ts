import { keyword, type Sql, sql } from "../sql/sql";
import { type Arguments, objectKind, row, type Rule, type StatementParts } from "../statement/kind";
import { commonRows, parenthesizedList, forbidReservedName, option, resetThenSet } from "../statement/rows";
import { autoScalingStrategy, clusterSchedule, isOnRefresh, unmanaged } from "../values/clusterOptions";
import { duration, interval, milliseconds } from "../values/duration";
import { list } from "../values/list";
import { choice, flag, integer, text } from "../values/scalars";
import { isUnknown, type ValueType } from "../values/value";
import { clusterSizes } from "./shared/clusterSizes";
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

const isManaged = (args: Arguments): boolean => args.get("managed") !== false;

/** The options of a cluster whose replicas Materialize makes. */
const managedOptions = [
    { ...option("size", "SIZE", text()), ...SHAPE, known: clusterSizes },
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
    // Materialize wants a schedule to be reset before a cluster becomes unmanaged.
    { ...option("schedule", "SCHEDULE", clusterSchedule), ...NOT_MEANWHILE, serverDefault: { manual: {} } },
    option("workloadClass", "WORKLOAD CLASS", text()),
].map(one => (one.path === "schedule" ? one : { ...one, appliesIf: isManaged }));

const rows = [
    ...commonRows,
    {
        ...option("managed", "MANAGED", unmanaged),
        ...NOT_MEANWHILE,
        serverDefault: true,
        isSetBack: true as const,
        column: { expression: "CASE WHEN NOT o.managed THEN 'false' END", read: () => false },
    },
    ...managedOptions,
    row({ path: "reconfiguration.waitUntilReady", value: flag, ...OF_CHANGES }),
    row({ path: "reconfiguration.timeout", value: duration(), since: "backgroundClusterChanges", ...OF_CHANGES }),
    row({
        path: "reconfiguration.onTimeout",
        value: timeoutAction,
        since: "backgroundClusterChanges",
        ...OF_CHANGES,
    }),
];

/** How Materialize refuses what only a managed cluster has, where its words differ or there are none. */
const REFUSALS: Readonly<Record<string, string | undefined>> = {
    schedule: "cluster schedules other than MANUAL are not supported for unmanaged clusters",
    workloadClass: undefined,
    reconfiguration: undefined,
};

/** Refuses the arguments that only a managed cluster has, or that only the definition of a managed one shows. */
const ofManaged: readonly Rule[] = [
    ...managedOptions.map(({ path, position }) => [path, "option" in position ? position.option : ""] as const),
    ["reconfiguration", ""] as const,
].map(([path, name]): Rule => {
    const serverMessage = path in REFUSALS ? REFUSALS[path] : `${name} not supported for unmanaged clusters`;
    return {
        path,
        isBroken: args => args.has(path) && !isManaged(args),
        reason: "is for managed clusters, and cannot be given together with managed: false",
        ...(serverMessage === undefined ? {} : { serverMessage }),
    };
});

const rules: readonly Rule[] = [
    forbidReservedName("cluster name"),
    ...ofManaged,
    {
        path: "size",
        isBroken: args => !args.has("size") && isManaged(args) && !isUnknown(args.get("managed")),
        reason: "is missing: give it, or managed: false for a cluster whose replicas are each a ClusterReplica",
        serverMessage: "SIZE must be specified for managed clusters",
    },
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

/** An unmanaged cluster has no replicas at first. */
const replicas = ({ args }: StatementParts): Sql[] => (args.managed === false ? [keyword("REPLICAS ()")] : []);

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
    advice: [
        {
            serverMessage: "invalid replica names",
            advice: "A managed cluster has replicas with the names r1, r2 and so on: name them r1, r2 and so on with `pulumi up` first, or drop them",
        },
        {
            serverMessage: "do not match expected SIZE",
            advice: "In the update that makes a cluster managed, give the cluster the size of its replicas; the next update can change it",
        },
        {
            serverMessage: "non-unique replica sizes",
            advice: "All replicas of a managed cluster have one size: replace or drop the others with `pulumi up` first",
        },
        {
            serverMessage: "unmanaged replica has availability zone",
            advice: "In the update that makes a cluster managed, give it availabilityZones with the zones of its replicas",
        },
        {
            serverMessage: "does not match number of replicas",
            advice: "In the update that makes a cluster managed, leave replicationFactor out, or give the number of its replicas",
        },
    ],
    create: parts => sql`CREATE CLUSTER ${parts.target} ${parenthesizedList([...parts.options, ...replicas(parts)], "")}`,
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
