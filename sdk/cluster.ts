import type * as pulumi from "@pulumi/pulumi";
import type { ObjectArgs } from "./arguments";
import { objectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link Cluster}. */
export interface ClusterArgs extends ObjectArgs {
    /** The {@link https://materialize.com/docs/sql/create-cluster/#size | size} of each replica: `25cc`. Updated in place. */
    size: pulumi.Input<string>;
    /** The number of replicas; 0 stops all work of the cluster. Default: 1. Updated in place. */
    replicationFactor?: pulumi.Input<number>;
    /** The availability zones of the replicas. Default: chosen by Materialize. Updated in place. The server must have the feature enabled. */
    availabilityZones?: pulumi.Input<pulumi.Input<string>[]>;
    /** The interval at which introspection data is collected, for example `1s`; `0` turns it off. Default: `1s`. Updated in place. */
    introspectionInterval?: pulumi.Input<string>;
    /** Whether the collection of introspection data is itself observed. Default: `false`. Updated in place. */
    introspectionDebugging?: pulumi.Input<boolean>;
}

/**
 * A cluster: the compute resources that run sources and maintain indexes and materialized views.
 *
 * Errors: at preview, a negative number of replicas; at `pulumi up`, a size that the environment does not have.
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
