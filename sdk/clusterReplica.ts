import type * as pulumi from "@pulumi/pulumi";
import type { ObjectArgs, ObjectRef } from "./arguments";
import { clusterObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link ClusterReplica}. */
export interface ClusterReplicaArgs extends Omit<ObjectArgs, "owner" | "cascade"> {
    /** The cluster of the replica, which has `managed: false`. Another cluster replaces the replica; a new name of the same cluster does not. */
    cluster: ObjectRef<"Cluster">;
    /** The {@link https://materialize.com/docs/sql/create-cluster/#size | size} of the replica: `25cc`. A change replaces the replica. */
    size: pulumi.Input<string>;
    /**
     * The availability zone of the replica, by its id: `use1-az1`. Default: chosen by Materialize, whose choice the catalog does not show. A change
     * replaces the replica.
     */
    availabilityZone?: pulumi.Input<string>;
    /**
     * The interval at which introspection data is collected, for example `1s`; `0` turns it off. Default: `1s`. A change replaces the replica.
     * Materialize's catalog does not have it, so that a refresh does not compare it, and `adopt` accepts a replica with another interval.
     */
    introspectionInterval?: pulumi.Input<string>;
    /**
     * Whether the collection of introspection data is itself observed, which needs an `introspectionInterval` above zero. Default: `false`. A change
     * replaces the replica. It is not compared, as `introspectionInterval` is not.
     */
    introspectionDebugging?: pulumi.Input<boolean>;
    /**
     * Whether {@link https://materialize.com/docs/transform-data/dictionary-compression/ | dictionary compression} reduces the memory of arrangements.
     * Materialize calls it experimental. Default: `false`. A change replaces the replica. It is not compared, as `introspectionInterval` is not. Needs
     * v26.38.
     */
    arrangementCompression?: pulumi.Input<boolean>;
}

/**
 * A replica of a {@link Cluster} with `managed: false`. It belongs to the owner of the cluster.
 *
 * Materialize recommends managed clusters, which make and drop their replicas themselves: a new size then needs no other resource, and takes effect
 * once the new replicas are hydrated. Unmanaged clusters are for replicas of different sizes or in chosen availability zones.
 *
 * A replacement drops the replica before it creates the new one, which has to be hydrated; the cluster works on its other replicas meanwhile, and not at
 * all without another one. To change the size of an only replica without a pause, add a second `ClusterReplica` with the new size, run `pulumi up`, and
 * remove the first one once `mz_internal.mz_hydration_statuses` says that the objects are hydrated on the second. Without any replica, sources and
 * materialized views on the cluster stand still, and queries on it wait.
 *
 * Errors: at preview, arguments that exclude each other; at `pulumi up`, a managed cluster, or a size or zone that the environment does not have.
 *
 * See {@link https://materialize.com/docs/sql/create-cluster-replica/ | CREATE CLUSTER REPLICA}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const cluster = new materialize.Cluster("batch", { managed: false });
 * new materialize.ClusterReplica("large", { cluster, size: "100cc" });
 * new materialize.ClusterReplica("spare", { cluster, size: "25cc" });
 * ```
 */
export class ClusterReplica extends MaterializeResource<"ClusterReplica"> {
    constructor(name: string, args: ClusterReplicaArgs, opts?: pulumi.CustomResourceOptions) {
        super("ClusterReplica", name, args, opts);
    }
}

const lookups = clusterObjectLookups("ClusterReplica");

/**
 * Returns the replica with this exact name of an unmanaged cluster.
 *
 * Errors: no such replica exists; Materialize cannot be reached.
 *
 * @function
 */
export const getClusterReplica = lookups.get;

/**
 * Returns the same as {@link getClusterReplica} as outputs. Its arguments can be outputs.
 *
 * @function
 */
export const getClusterReplicaOutput = lookups.getOutput;

/**
 * Returns all replicas of unmanaged clusters, or those of one cluster, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getClusterReplicas = lookups.list;

/**
 * Returns the same as {@link getClusterReplicas} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getClusterReplicasOutput = lookups.listOutput;
