import { ofKind } from "../../catalog/object";

/** The part of a cluster's configuration that a change of makes new replicas. */
export interface Shape {
    readonly size: string | null;
    readonly introspectionInterval: string | null;
    readonly introspectionDebugging: boolean;
    readonly arrangementCompression?: boolean;
    readonly availabilityZones?: readonly string[];
}

export interface Replica {
    readonly id: string;
    readonly name: string;
    readonly size: string;
    readonly availabilityZone?: string;
    readonly comment?: string | undefined;
}

/** A change of shape, which goes on in the background: new replicas take over when they have caught up. */
export interface Reconfiguration {
    readonly status: "in-progress" | "finalized" | "timed-out" | "cancelled";
    /** The times at which the new replicas are hydrated, and after which the server does not wait for them, in milliseconds since 1970. */
    readonly hydratedAt: number;
    readonly deadline: number;
    /** True if it took effect at the deadline, without the new replicas being hydrated. */
    readonly forced?: boolean;
    readonly onTimeout: "rollback" | "commit";
    readonly target: Shape;
    readonly targetFactor: number;
    /** The new replicas, while it is in progress. */
    readonly replicas: readonly Replica[];
}

/** A strategy that adds a replica of another size while the others catch up. */
export interface Strategy {
    readonly size: string;
    readonly linger?: string | undefined;
}

export interface ClusterBody extends Shape {
    readonly managed: boolean;
    readonly replicationFactor: number | null;
    readonly replicas?: readonly Replica[];
    readonly reconfiguration?: Reconfiguration;
    readonly strategy?: Strategy | undefined;
    readonly workloadClass?: string | undefined;
    /** Set for SCHEDULE = ON REFRESH. */
    readonly onRefresh?: { readonly estimate: string | undefined } | undefined;
    /** The time of the last change of its replicas, in seconds since 1970. */
    readonly changedAt?: number;
}

export const isCluster = ofKind<ClusterBody>("cluster");

export const SHAPE = [
    "size",
    "introspectionInterval",
    "introspectionDebugging",
    "arrangementCompression",
    "availabilityZones",
] as const satisfies readonly (keyof Shape)[];

export const shapeOf = (body: Shape): Shape => ({
    size: body.size,
    introspectionInterval: body.introspectionInterval,
    introspectionDebugging: body.introspectionDebugging,
    arrangementCompression: body.arrangementCompression ?? false,
    availabilityZones: body.availabilityZones ?? [],
});

export const sameShape = (left: Shape, right: Shape): boolean => JSON.stringify(shapeOf(left)) === JSON.stringify(shapeOf(right));
