import type { Catalog } from "../../catalog/catalog";
import type { ClusterBody, Replica } from "./body";

/** Returns the replicas of a cluster, those of a change in progress included. */
export const allReplicas = ({ replicas = [], reconfiguration }: ClusterBody): readonly Replica[] => [
    ...replicas,
    ...(reconfiguration?.replicas ?? []),
];

/** Returns new replicas, whose names follow those of the others. */
export function newReplicas(catalog: Catalog, others: readonly Replica[], count: number, size: string): Replica[] {
    const numbers = others.map(({ name }) => Number(name.slice(1)));
    const first = Math.max(0, ...numbers) + 1;
    return Array.from({ length: count }, (_, index) => ({ id: catalog.allocateId("replica"), name: `r${first + index}`, size }));
}

/** Returns replicas after a change of their number. */
export function resized(catalog: Catalog, replicas: readonly Replica[], count: number, size: string): readonly Replica[] {
    const more = count - replicas.length;
    return more > 0 ? [...replicas, ...newReplicas(catalog, replicas, more, size)] : replicas.slice(0, count);
}
