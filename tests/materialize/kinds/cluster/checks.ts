import { failure } from "../../errors";
import { AVAILABILITY_ZONES } from "../../environment";
import type { Scope } from "../../session/plan";
import { isCluster, type ClusterBody } from "./body";

export const ZONES_FLAG = "enable_managed_cluster_availability_zones";

export function checkSize({ catalog }: Scope, size: string): void {
    const { clusterSizes } = catalog.registry.version;
    if (clusterSizes.includes(size)) return;
    throw failure(`unknown cluster replica size ${size}`, "XX000", {
        hint: `Valid cluster replica sizes are: ${clusterSizes.join(", ")}`,
    });
}

/** Refuses options that are invalid, or that do not go together. */
export function checkBody(scope: Scope, body: ClusterBody, name: string, sizeInForce = body.size): ClusterBody {
    const { session, catalog } = scope;
    checkSize(scope, body.size ?? "");
    checkZones(scope, body.availabilityZones ?? []);
    checkStrategy(scope, body, sizeInForce);
    if (body.introspectionDebugging && body.introspectionInterval === null && !catalog.named("cluster", name))
        throw failure("INTROSPECTION DEBUGGING cannot be specified without INTROSPECTION INTERVAL");
    const limit = Number(session.setting("max_replicas_per_cluster"));
    const current = catalog.select(isCluster).find(cluster => cluster.name === name)?.body.replicationFactor ?? 0;
    const desired = body.replicationFactor ?? 0;
    if (desired <= limit || desired <= current) return body;
    throw failure(
        `creating cluster replica would violate max_replicas_per_cluster limit (desired: ${desired}, limit: ${limit}, current: ${current})`,
        "53000",
        { hint: "Drop an existing cluster replica or contact support to request a limit increase." },
    );
}

/** Refuses a strategy whose size is unknown, or that of the cluster, and one beside a schedule. */
function checkStrategy(scope: Scope, { strategy, onRefresh }: ClusterBody, sizeInForce: string | null): void {
    if (!strategy) return;
    if (onRefresh) throw failure("AUTO SCALING STRATEGY cannot be combined with a SCHEDULE other than MANUAL");
    checkSize(scope, strategy.size);
    if (strategy.size !== sizeInForce) return;
    throw failure(`HYDRATION SIZE must differ from the cluster SIZE ('${strategy.size}')`, "XX000", {
        detail: "A burst replica at the same size as the steady replicas would not accelerate hydration.",
    });
}

/** Refuses unknown availability zones. In old versions, none is known without the flag. */
export function checkZones({ session, catalog }: Scope, zones: readonly string[]): void {
    const { hasZones } = catalog.registry.version;
    const known = hasZones || session.enabled(ZONES_FLAG) ? AVAILABILITY_ZONES : [];
    const unknown = zones.find(zone => !known.includes(zone));
    if (unknown === undefined) return;
    throw failure(`unknown cluster replica availability zone ${unknown}`, "0A000", {
        hint:
            known.length === 0
                ? "No availability zones configured; do not specify AVAILABILITY ZONE"
                : `Valid availability zones are: ${known.join(", ")}`,
    });
}
