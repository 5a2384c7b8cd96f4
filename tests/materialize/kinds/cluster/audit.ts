import type { AuditEvent } from "../../catalog/audit";
import type { CatalogObject } from "../../catalog/object";
import { allReplicas } from "./replicas";
import { isRunning } from "./reconfigure";
import type { ClusterBody, Reconfiguration, Replica } from "./body";

type Cluster = CatalogObject<ClusterBody>;

/** Returns what an ALTER of a cluster, or the end of its change, adds to the audit log: the cluster, its change and its replicas. */
export function auditOf(cluster: Cluster, before: Cluster | undefined): AuditEvent[] {
    if (!before) return cluster.body.managed ? [] : replicaEvents(cluster, undefined, "manual").created;
    if (before.body === cluster.body) return [];
    const { reconfiguration } = cluster.body;
    const isNew = reconfiguration !== undefined && reconfiguration !== before.body.reconfiguration;
    const altered: AuditEvent = { event: "alter", kind: "cluster", details: { id: cluster.id, name: cluster.name } };
    const { created, dropped } = replicaEvents(cluster, before, isNew ? "reconfiguration" : "manual");
    if (!cluster.body.managed && !before.body.managed)
        return [
            ...created,
            ...renamed(cluster, before),
            ...dropped.map(one => ({ ...one, details: { ...one.details, reason: "manual" } })),
        ];
    if (!isNew) return [altered, ...created, ...dropped];
    const isOver = COMPLETED.has(reconfiguration.status);
    const ended = isOver ? [transition(cluster, reconfiguration, reconfiguration.status, reconfiguration.forced ?? false)] : [];
    if (isRunning(before.body) && isOver) return [altered, ...ended, ...dropped];
    const started = [altered, transition(cluster, reconfiguration, "started", null), ...created];
    // A change without replicas, or for which the session has waited, is over at once.
    return isOver ? [...started, altered, ...ended, ...dropped] : [...started, ...dropped];
}

const COMPLETED = new Set(["finalized", "timed-out", "cancelled"]);

function transition({ id, name }: Cluster, reconfiguration: Reconfiguration, to: string, forced: boolean | null): AuditEvent {
    const { deadline, target, targetFactor } = reconfiguration;
    return {
        event: "alter",
        kind: "cluster",
        details: {
            ...{ cluster_id: id, cluster_name: name, deadline: Math.round(deadline), forced, transition: to },
            ...{ target_availability_zones: target.availabilityZones ?? [], target_replication_factor: targetFactor },
            ...{ target_size: target.size, target_logging: loggingOf(target) },
        },
    };
}

function loggingOf({ introspectionInterval: interval, introspectionDebugging }: Reconfiguration["target"]): object {
    const [hours = 0, minutes = 0, seconds = 0] = (interval ?? "").split(":").map(Number);
    const total = hours * 3600 + minutes * 60 + seconds;
    const printed = { secs: Math.floor(total), nanos: Math.round((total % 1) * 1e9) };
    return { interval: interval === null ? null : printed, log_logging: introspectionDebugging };
}

/** Returns the events of the replicas that a change creates for a reason, and of those that it drops. */
function replicaEvents(
    cluster: Cluster,
    before: Cluster | undefined,
    reason: string,
): Readonly<Record<"created" | "dropped", AuditEvent[]>> {
    const [now, old] = [allReplicas(cluster.body), before ? allReplicas(before.body) : []];
    const without = (replicas: readonly Replica[], others: readonly Replica[]): Replica[] =>
        replicas.filter(({ id }) => !others.some(each => each.id === id));
    const event = (name: AuditEvent["event"], { id, name: replica }: Replica, more: object): AuditEvent => ({
        event: name,
        kind: "cluster-replica",
        details: { cluster_id: cluster.id, cluster_name: cluster.name, replica_id: id, replica_name: replica, ...more },
    });
    const details = { billed_as: null, internal: false, reason };
    return {
        created: without(now, old).map(replica => event("create", replica, { ...details, logical_size: replica.size })),
        dropped: without(old, now).map(replica => event("drop", replica, { reason: "retired" })),
    };
}

/** Returns the events of the replicas of an unmanaged cluster that have another name. */
function renamed(cluster: Cluster, before: Cluster): AuditEvent[] {
    const old = new Map(allReplicas(before.body).map(({ id, name }) => [id, name]));
    return allReplicas(cluster.body).flatMap(({ id, name }) => {
        const oldName = old.get(id);
        if (oldName === undefined || oldName === name) return [];
        const details = { cluster_id: cluster.id, replica_id: id, old_name: oldName, new_name: name };
        return [{ event: "alter" as const, kind: "cluster-replica", details }];
    });
}
