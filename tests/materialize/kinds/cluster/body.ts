import { ofKind } from "../../catalog/object";

export interface ClusterBody {
    readonly managed: boolean;
    readonly size: string | null;
    readonly replicationFactor: number | null;
    readonly introspectionInterval: string | null;
    readonly introspectionDebugging: boolean;
    readonly availabilityZones?: readonly string[];
    /** The number in the name of its first replica. The default is 1. */
    readonly firstReplica?: number;
    /** The time of the last change of its replicas, in seconds since 1970. */
    readonly changedAt?: number;
}

export const isCluster = ofKind<ClusterBody>("cluster");
