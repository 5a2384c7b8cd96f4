import type * as pulumi from "@pulumi/pulumi";
import type { ObjectArgs } from "./arguments";
import { objectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link Cluster}. */
export interface ClusterArgs extends ObjectArgs {
    /** The size of each replica, for example `25cc`. Changed in place. */
    size: pulumi.Input<string>;
    /** How many replicas; 0 pauses the cluster. Default: 1. Changed in place. */
    replicationFactor?: pulumi.Input<number>;
    /** The zones of the replicas. Default: Materialize's choice. Changed in place. Needs a feature of the server. */
    availabilityZones?: pulumi.Input<pulumi.Input<string>[]>;
    /** How often the cluster looks at itself; `0` never. Default: `1s`. Changed in place. */
    introspectionInterval?: pulumi.Input<string>;
    /** Whether it looks at its own looking. Default: `false`. Changed in place. */
    introspectionDebugging?: pulumi.Input<boolean>;
}

/**
 * A cluster: what reads sources and keeps views and indexes up to date.
 *
 * Errors: a number of replicas below zero, at preview; a size that the region does not know, at `pulumi up`.
 *
 * Materialize's documentation: "CREATE CLUSTER", "ALTER CLUSTER".
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
