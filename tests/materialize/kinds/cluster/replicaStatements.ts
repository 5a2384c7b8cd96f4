import type { CatalogObject } from "../../catalog/object";
import { failure, type Notice } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { checkRights } from "../../session/rights";
import { debug } from "../../sql/names";
import { missing, skipped } from "../support/create";
import { RESERVED } from "../support/names";
import { isCluster, type ClusterBody, type Replica } from "./body";
import { checkReplica, readReplica } from "./replicaOptions";
import { allReplicas } from "./replicas";
import { checkCount, duplicate } from "./unmanaged";

type Cluster = CatalogObject<ClusterBody>;

interface Named {
    readonly cluster: Cluster;
    readonly replica: Replica;
}

function clusterNamed({ resolver, cursor }: Scope, name: string): Cluster {
    const cluster = resolver.container("cluster", [name]);
    return isCluster(cluster) ? cluster : cursor.refuse();
}

/** Returns the replica with a path. */
function named(scope: Scope, [name = "", replicaName = ""]: readonly string[]): Named {
    const cluster = clusterNamed(scope, name);
    const replica = allReplicas(cluster.body).find(each => each.name === replicaName);
    if (!replica) throw failure(`CLUSTER ${name} has no CLUSTER REPLICA named ${debug(replicaName)}`);
    return { cluster, replica };
}

const withReplicas = (cluster: Cluster, replicas: readonly Replica[]): Cluster => ({
    ...cluster,
    body: { ...cluster.body, replicas },
});

/** Refuses a role that does not own the cluster, whose owner its replicas have. */
function checkOwner({ catalog, session }: Scope, { cluster, replica }: Named): void {
    const isForeign = !session.superuser && !session.roles.has(cluster.ownerId);
    if (isForeign) throw failure(`must be owner of CLUSTER REPLICA ${cluster.name}.${replica.name}`, "42501");
    checkRights(catalog, session, { owner: [cluster] });
}

const refuseManaged = ({ body, name }: Cluster): void => {
    if (body.managed) throw failure(`cannot modify managed cluster ${name}`);
};

const checkName = (name: string): void => {
    if (RESERVED.test(name)) throw failure(`replica name "${name}" is reserved`);
};

/** Plans CREATE CLUSTER REPLICA, which managed clusters refuse. */
export function createReplica(scope: Scope): Plan {
    const { cursor, catalog, session } = scope;
    cursor.expect("CREATE", "CLUSTER", "REPLICA");
    const skip = cursor.take("IF", "NOT", "EXISTS");
    const path = cursor.path();
    const [name = "", replicaName = ""] = path;
    const cluster = clusterNamed(scope, name);
    const replica = readReplica(scope, replicaName);
    cursor.end();
    refuseManaged(cluster);
    const { replicas = [] } = cluster.body;
    const isTaken = replicas.some(one => one.name === replicaName);
    const tag = "CREATE CLUSTER REPLICA";
    if (skip && isTaken) return { tag, notices: [skipped("cluster replica", path.join("."))] };
    const needs = { owner: [cluster] };
    checkRights(catalog, session, needs);
    checkReplica(scope, replica);
    checkName(replicaName);
    if (isTaken) throw duplicate(name, replicaName);
    checkCount(scope, replicas.length, 1);
    const created = { ...replica, id: catalog.allocateId("replica") };
    return { tag, needs, change: { put: [withReplicas(cluster, [...replicas, created])] } };
}

/** Plans DROP CLUSTER REPLICA, which managed clusters refuse. */
export function dropReplicas(scope: Scope): Plan {
    const { cursor } = scope;
    const skip = cursor.take("IF", "EXISTS");
    const notices: Notice[] = [];
    const dropped = cursor.many(() => {
        const path = cursor.path();
        if (!skip || exists(scope, path)) return [named(scope, path)];
        notices.push(missing("CLUSTER REPLICA", path));
        return [];
    });
    cursor.end();
    const all = dropped.flat();
    for (const one of all) checkOwner(scope, one);
    if (all.some(({ cluster }) => cluster.body.managed)) throw failure("cannot drop replica of managed cluster");
    const ids = new Set(all.map(({ replica }) => replica.id));
    const put = [...new Set(all.map(({ cluster }) => cluster))].map(cluster =>
        withReplicas(
            cluster,
            (cluster.body.replicas ?? []).filter(one => !ids.has(one.id)),
        ),
    );
    return { tag: "DROP CLUSTER REPLICA", notices, change: { put } };
}

/** Plans ALTER CLUSTER REPLICA … RENAME TO, which managed clusters refuse. */
export function renameReplica(scope: Scope): Plan {
    const { cursor } = scope;
    const tag = "ALTER CLUSTER REPLICA";
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    if (skip && !exists(scope, path)) return { tag, notices: [missing("CLUSTER REPLICA", path)] };
    const one = named(scope, path);
    const { cluster, replica } = one;
    cursor.expect("RENAME", "TO");
    const name = cursor.identifier();
    refuseManaged(cluster);
    checkOwner(scope, one);
    checkName(name);
    const { replicas = [] } = cluster.body;
    if (replicas.some(other => other.name === name && other.id !== replica.id)) throw failure("uniqueness violation");
    const put = [
        withReplicas(
            cluster,
            replicas.map(other => (other.id === replica.id ? { ...other, name } : other)),
        ),
    ];
    return { tag, change: { put } };
}

/** Plans ALTER CLUSTER REPLICA … OWNER TO, which Materialize refuses. */
export function changeReplicaOwner({ cursor, resolver }: Scope): Plan {
    cursor.take("IF", "EXISTS");
    cursor.path();
    cursor.expect("OWNER", "TO");
    resolver.container("role", [cursor.identifier()]);
    throw failure("altering the owner of a cluster replica is not supported");
}

function exists({ catalog }: Scope, [name = "", replicaName = ""]: readonly string[]): boolean {
    const cluster = catalog.named("cluster", name);
    return isCluster(cluster) && allReplicas(cluster.body).some(one => one.name === replicaName);
}

/** Plans COMMENT ON CLUSTER REPLICA. */
export function commentOnReplica(scope: Scope): Plan {
    const { cursor } = scope;
    const path = cursor.path();
    const cluster = clusterNamed(scope, path[0] ?? "");
    if (!exists(scope, path)) throw failure(`unknown cluster replica '${path[1] ?? ""}'`);
    const one = named(scope, path);
    cursor.expect("IS");
    const changed: Replica = { ...one.replica, comment: cursor.take("NULL") ? undefined : cursor.string() };
    checkOwner(scope, one);
    const replicas = (cluster.body.replicas ?? []).map(each => (each.id === changed.id ? changed : each));
    return { tag: "COMMENT", change: { put: [withReplicas(cluster, replicas)], keepOrder: true } };
}
