import type { Catalog } from "../../catalog/catalog";
import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import type { ClusterBody, Replica } from "./body";
import type { Given } from "./options";
import { newReplicas } from "./replicas";

/** The configuration of an unmanaged cluster. */
const UNMANAGED: ClusterBody = {
    ...{ managed: false, size: null, replicationFactor: null },
    ...{ introspectionInterval: null, introspectionDebugging: false },
};

/** The options that only managed clusters have. */
const MANAGED_ONLY = [
    ...["AVAILABILITY ZONES", "REPLICATION FACTOR", "INTROSPECTION DEBUGGING", "INTROSPECTION INTERVAL"],
    ...["EXPERIMENTAL ARRANGEMENT COMPRESSION", "SIZE", "DISK", "AUTO SCALING STRATEGY"],
];

/** Refuses options that an unmanaged cluster does not have. */
export function refuseManagedOptions({ names, onRefresh }: Given): void {
    const given = names.find(name => MANAGED_ONLY.includes(name));
    if (given !== undefined) throw failure(`${given} not supported for unmanaged clusters`);
    if (onRefresh) throw failure("cluster schedules other than MANUAL are not supported for unmanaged clusters");
}

/** Returns a new unmanaged cluster. */
export function unmanagedBody(scope: Scope, name: string, { newReplicas: wanted = [], workloadClass }: Given): ClusterBody {
    const twice = wanted.find((replica, at) => wanted.findIndex(one => one.name === replica.name) < at);
    if (twice) throw duplicate(name, twice.name);
    checkCount(scope, 0, wanted.length);
    const replicas = wanted.map(one => ({ ...one, id: scope.catalog.allocateId("replica") }));
    return { ...UNMANAGED, workloadClass, replicas };
}

export const duplicate = (cluster: string, replica: string): Error =>
    failure(`cannot create multiple replicas named '${replica}' on cluster '${cluster}'`);

/** Refuses more replicas than the limit of the environment. */
export function checkCount({ session }: Scope, current: number, more: number): void {
    const limit = Number(session.setting("max_replicas_per_cluster"));
    if (current + more <= limit) return;
    throw failure(
        `creating cluster replica would violate max_replicas_per_cluster limit (desired: ${current + more}, limit: ${limit}, current: ${current})`,
        "53000",
        { hint: "Drop an existing cluster replica or contact support to request a limit increase." },
    );
}

/** Returns an unmanaged cluster as a managed one: its replicas must be those that a managed one has. */
export function managedBody(catalog: Catalog, { replicas = [] }: ClusterBody, given: Partial<ClusterBody>): Partial<ClusterBody> {
    const count = replicas.length;
    const factor = given.replicationFactor ?? count;
    if (factor !== count) throw failure(`REPLICATION FACTOR ${factor} does not match number of replicas (${count})`);
    const { availabilityZones: zones = [] } = given;
    checkZones(replicas, zones);
    const size = commonSize(replicas, given.size ?? undefined);
    const expected = replicas.map((_replica, at) => `r${at + 1}`);
    const others = replicas.flatMap(({ name }) => (expected.includes(name) ? [] : [name]));
    if (others.length > 0)
        throw failure(`Cannot convert unmanaged cluster to managed, invalid replica names: ${others.sort().join(", ")}`);
    // Replicas in any zone are replaced by some in the zones of the cluster.
    const [zone] = zones;
    const moves = zone !== undefined && replicas.some(one => one.availabilityZone === undefined);
    const moved = moves ? newReplicas(catalog, replicas, count, size).map(one => ({ ...one, availabilityZone: zone })) : replicas;
    return { managed: true, size, replicationFactor: factor, replicas: moved };
}

function checkZones(replicas: readonly Replica[], zones: readonly string[]): void {
    const elsewhere = replicas.flatMap(({ availabilityZone: zone }) =>
        zone === undefined || zones.includes(zone) ? [] : [zone],
    );
    if (elsewhere.length === 0) return;
    throw failure(
        `unmanaged replica has availability zone ${elsewhere[0] ?? ""} which is not in managed ${JSON.stringify(zones)}`,
    );
}

/** Returns the size of all replicas, which is also the one that is given, if one is. */
function commonSize(replicas: readonly Replica[], given: string | undefined): string {
    const sizes = [...new Set(replicas.map(({ size }) => size))].sort();
    if (sizes.length > 1)
        throw failure(`Cannot convert unmanaged cluster to managed, non-unique replica sizes: ${sizes.join(", ")}`);
    const size = sizes[0] ?? given;
    if (size === undefined) throw failure("Missing SIZE for empty cluster");
    if (given !== undefined && given !== size)
        throw failure(`Cluster replicas of size ${size} do not match expected SIZE ${given}`);
    return size;
}

/** Returns a managed cluster as an unmanaged one, which keeps its replicas. */
export const asUnmanaged = ({ replicas = [], workloadClass }: ClusterBody): ClusterBody => ({
    ...UNMANAGED,
    workloadClass,
    replicas,
});
