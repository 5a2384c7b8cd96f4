import type * as pulumi from "@pulumi/pulumi";
import type { EmptyArgs, ObjectArgs, OneOf } from "./arguments";
import { objectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** The replica of another size that helps while objects of a {@link Cluster} are hydrated. */
export interface ClusterHydrationStrategy {
    /** The {@link https://materialize.com/docs/sql/create-cluster/#size | size} of that replica, which is not the size of the cluster: `100cc`. Updated in place. */
    hydrationSize: pulumi.Input<string>;
    /** How long that replica stays once another one is hydrated, for example `5 minutes`. Default: `0s`. Updated in place. */
    lingerDuration?: pulumi.Input<string>;
}

/** How Materialize adds replicas to a {@link Cluster}. */
export interface ClusterAutoScalingStrategy {
    /** Adds a replica of another size while objects are hydrated. */
    onHydration: ClusterHydrationStrategy;
}

/** The schedule by which a {@link Cluster} has replicas. */
export type ClusterSchedule = OneOf<{
    /** The cluster always has `replicationFactor` replicas. */
    manual: EmptyArgs;
    /**
     * The cluster has a replica while materialized views on it are refreshed. `replicationFactor` and `autoScalingStrategy` cannot be given then. The
     * server must have the feature `enable_cluster_schedule_refresh` enabled.
     */
    onRefresh: {
        /** How long before a refresh the replica is started, for example `5 minutes`. Default: `0s`. Updated in place. */
        hydrationTimeEstimate?: pulumi.Input<string>;
    };
}>;

/**
 * How `pulumi up` changes a {@link Cluster} in the background: from v26.34.1 on, Materialize makes new replicas beside the old ones, and drops those once
 * the new ones are hydrated. Older servers replace the replicas at once.
 */
export interface ClusterReconfiguration {
    /**
     * Whether `pulumi up` waits until the new replicas have replaced the old ones. It waits for at most `timeout` and one minute, or 30 minutes without
     * `timeout`, and fails then; the next `pulumi up` goes on waiting. Default: `true`. No statement is sent for a change.
     */
    waitUntilReady?: pulumi.Input<boolean>;
    /**
     * The time after which Materialize gives up waiting for the new replicas, for example `1h`. Default: the server's, which is 24 hours unless its
     * administrator changed it. The next change of the cluster uses it; no statement is sent for it alone. The server must have the feature
     * `enable_zero_downtime_cluster_reconfiguration` enabled.
     */
    timeout?: pulumi.Input<string>;
    /**
     * What happens at the end of `timeout`, which must be given: `rollback` keeps the old replicas, and `pulumi up` fails; `commit` drops them, and
     * queries wait until the new replicas are hydrated. Default: `rollback`. The next change of the cluster uses it; no statement is sent for it alone.
     */
    onTimeout?: pulumi.Input<"commit" | "rollback">;
}

/** Arguments of a {@link Cluster}: of one whose replicas Materialize makes, which it recommends, or of one whose replicas the program declares. */
export type ClusterArgs = ManagedClusterArgs | UnmanagedClusterArgs;

/** Arguments of a {@link Cluster} whose replicas the program declares. */
export interface UnmanagedClusterArgs extends ObjectArgs {
    /**
     * `false` for a cluster whose replicas are each a `ClusterReplica` of the program; it has none at first, and runs nothing without one. Its replicas
     * have sizes and other properties, and the cluster itself has none. Default: Materialize makes the replicas. Updated in place.
     *
     * - From managed to unmanaged, the cluster keeps its replicas: declare each with its name and `adopt: true`.
     * - From unmanaged to managed, all replicas must have the `size` of the cluster, and the names `r1`, `r2` and so on. Remove their resources in the same
     *   update: the replicas stay, and belong to the cluster.
     */
    managed: false;
}

/** Arguments of a {@link Cluster} whose replicas Materialize makes. */
export interface ManagedClusterArgs extends ObjectArgs {
    /** The cluster is managed without this argument, see {@link UnmanagedClusterArgs}. */
    managed?: undefined;
    /** The {@link https://materialize.com/docs/sql/create-cluster/#size | size} of each replica: `25cc`. Updated in place, by new replicas. */
    size: pulumi.Input<string>;
    /**
     * The number of replicas; 0 stops all work of the cluster. Default: the server's `default_cluster_replication_factor`, which is 1 unless its
     * administrator changed it; a cluster with another number is drift. Updated in place.
     */
    replicationFactor?: pulumi.Input<number>;
    /** The availability zones of the replicas. Default: chosen by Materialize. Updated in place, by new replicas. The server must have the feature enabled. */
    availabilityZones?: pulumi.Input<pulumi.Input<string>[]>;
    /** The interval at which introspection data is collected, for example `1s`; `0` turns it off. Default: `1s`. Updated in place, by new replicas. */
    introspectionInterval?: pulumi.Input<string>;
    /**
     * Whether the collection of introspection data is itself observed, which needs an `introspectionInterval` above zero. Default: `false`. Updated in
     * place, by new replicas.
     */
    introspectionDebugging?: pulumi.Input<boolean>;
    /**
     * Whether {@link https://materialize.com/docs/transform-data/dictionary-compression/ | dictionary compression} reduces the memory of arrangements.
     * Materialize calls it experimental. Default: `false`. Updated in place, by new replicas. Needs v26.38.
     */
    arrangementCompression?: pulumi.Input<boolean>;
    /** How Materialize adds replicas, see {@link https://materialize.com/docs/clusters/autoscaling/ | autoscaling}. Default: not at all. Updated in place. Needs v26.34. */
    autoScalingStrategy?: ClusterAutoScalingStrategy;
    /** The schedule by which the cluster has replicas. Default: `{ manual: {} }`. Updated in place. */
    schedule?: ClusterSchedule;
    /** A name for the kind of work of the cluster, for Materialize's own statistics. Only the server's role `mz_system` can set it. Default: none. Updated in place. */
    workloadClass?: pulumi.Input<string>;
    /** How `pulumi up` changes what needs new replicas. Default: it waits until Materialize has replaced the replicas. */
    reconfiguration?: ClusterReconfiguration;
}

/**
 * A cluster: the compute resources that run sources and maintain indexes and materialized views.
 *
 * From v26.34.1 on, Materialize changes the replicas of a cluster in the background, and can give the change up. `pulumi up` prints the progress and
 * waits for the end; see {@link ClusterReconfiguration}. A refresh reads the values to which a change in progress leads. Setting the former values while a
 * change goes on cancels it.
 *
 * Errors: at preview, a negative number of replicas, and arguments that exclude each other; at `pulumi up`, a size that the environment does not have, a
 * feature that is switched off, a change that Materialize has given up or not completed in time, and `replicationFactor` or `schedule` while another
 * client changes the replicas.
 *
 * See {@link https://materialize.com/docs/sql/create-cluster/ | CREATE CLUSTER} and
 * {@link https://materialize.com/docs/sql/alter-cluster/ | ALTER CLUSTER}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * new materialize.Cluster("ingest", { size: "25cc", replicationFactor: 1 });
 * ```
 */
export class Cluster extends MaterializeResource<"Cluster"> {
    constructor(name: string, args: ClusterArgs, opts?: pulumi.CustomResourceOptions) {
        super("Cluster", name, args, opts);
    }
}

const lookups = objectLookups("Cluster");

/**
 * Returns the cluster with this exact name.
 *
 * Errors: no such cluster exists; Materialize cannot be reached.
 *
 * @function
 */
export const getCluster = lookups.get;

/**
 * Returns the same as {@link getCluster} as outputs, which other resources take in place of a `Cluster`. Its arguments can be outputs.
 *
 * @function
 */
export const getClusterOutput = lookups.getOutput;

/**
 * Returns all clusters that users created, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getClusters = lookups.list;

/**
 * Returns the same as {@link getClusters} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getClustersOutput = lookups.listOutput;
