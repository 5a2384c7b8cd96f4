import type { Catalog } from "../../catalog/catalog";
import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { debug } from "../../sql/names";
import { missing } from "../support/create";
import { isCluster, type ClusterBody, type Replica } from "./body";

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

interface Named {
    readonly cluster: CatalogObject<ClusterBody>;
    readonly replica: Replica;
}

function readNamed({ cursor, resolver }: Scope): Named {
    const [name = "", replicaName = ""] = cursor.path();
    const cluster = resolver.container("cluster", [name]);
    const replica = isCluster(cluster) ? allReplicas(cluster.body).find(each => each.name === replicaName) : undefined;
    if (!isCluster(cluster) || !replica) throw failure(`CLUSTER ${name} has no CLUSTER REPLICA named ${debug(replicaName)}`);
    return { cluster, replica };
}

/** Plans DROP CLUSTER REPLICA, which managed clusters refuse. */
export function dropReplicas(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    const skip = cursor.take("IF", "EXISTS");
    const path = [cursor.peek()?.text ?? "", cursor.peek(2)?.text ?? ""];
    const cluster = catalog.named("cluster", path[0] ?? "");
    const exists = isCluster(cluster) && allReplicas(cluster.body).some(({ name }) => name === path[1]);
    if (skip && !exists) return { tag: "DROP CLUSTER REPLICA", notices: [missing("CLUSTER REPLICA", path)] };
    readNamed(scope);
    throw failure("cannot drop replica of managed cluster");
}

/** Plans CREATE CLUSTER REPLICA, which managed clusters refuse. */
export function createReplica({ cursor, resolver }: Scope): Plan {
    cursor.expect("CREATE", "CLUSTER", "REPLICA");
    cursor.take("IF", "NOT", "EXISTS");
    const [name = ""] = cursor.path();
    resolver.container("cluster", [name]);
    throw failure(`cannot modify managed cluster ${name}`);
}

/** Plans COMMENT ON CLUSTER REPLICA. */
export function commentOnReplica(scope: Scope): Plan {
    const { cursor } = scope;
    const { cluster, replica } = readNamed(scope);
    cursor.expect("IS");
    const { id, name, size } = replica;
    const changed: Replica = cursor.take("NULL") ? { id, name, size } : { ...replica, comment: cursor.string() };
    const replicas = (cluster.body.replicas ?? []).map(each => (each.id === replica.id ? changed : each));
    const put = [{ ...cluster, body: { ...cluster.body, replicas } }];
    return { tag: "COMMENT", needs: { owner: [cluster] }, change: { put, keepOrder: true } };
}
