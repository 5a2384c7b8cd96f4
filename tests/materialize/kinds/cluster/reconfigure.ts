import type { Catalog } from "../../catalog/catalog";
import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import type { World } from "../../world/world";
import { isCluster, sameShape, shapeOf, type ClusterBody, type Reconfiguration, type Replica } from "./body";
import { allReplicas, newReplicas, resized } from "./replicas";
import type { Wait } from "./wait";

/** If it is off, ALTER CLUSTER answers when the change is done. */
export const BACKGROUND_FLAG = "enable_background_alter_cluster";

const DAY = 86_400_000;

export const isRunning = ({ reconfiguration }: ClusterBody): boolean => reconfiguration?.status === "in-progress";

/** Returns the configuration to which a change in progress leads. */
export const target = (body: ClusterBody): ClusterBody =>
    body.reconfiguration && isRunning(body)
        ? { ...body, ...body.reconfiguration.target, replicationFactor: body.reconfiguration.targetFactor }
        : body;

/** Returns a cluster after ALTER: a new shape takes effect at once only if there are no replicas, or in old versions. */
export function changed(scope: Scope, body: ClusterBody, wanted: ClusterBody, wait: Wait | undefined): ClusterBody {
    const { catalog, world, session } = scope;
    const factor = wanted.replicationFactor ?? 0;
    const size = wanted.size ?? "";
    const changedAt = world.now / 1000;
    const { replicas = [], reconfiguration } = body;
    if (sameShape(body, wanted)) {
        const kept = { ...wanted, replicas: resized(catalog, replicas, factor, size), changedAt };
        return isRunning(body) && reconfiguration ? { ...kept, reconfiguration: cancelled(reconfiguration, wanted) } : kept;
    }
    if (!catalog.registry.version.resizesInBackground)
        return { ...wanted, replicas: renamed(catalog, replicas, factor, size), changedAt };
    const next = started(scope, body, wanted, wait);
    const running = { ...wanted, ...shapeOf(body), replicationFactor: body.replicationFactor, changedAt, reconfiguration: next };
    if (factor === 0 && replicas.length === 0) return finalized(running, next, false);
    return session.enabled(BACKGROUND_FLAG) ? running : atEnd(running, next);
}

function started({ catalog, world }: Scope, body: ClusterBody, wanted: ClusterBody, wait: Wait | undefined): Reconfiguration {
    const { reconfiguration } = body;
    const factor = wanted.replicationFactor ?? 0;
    return {
        status: "in-progress",
        hydratedAt: world.now + world.reconfigurationTime,
        deadline:
            isRunning(body) && reconfiguration && !wait ? reconfiguration.deadline : world.now + (wait?.milliseconds ?? DAY),
        onTimeout: wait?.onTimeout ?? "rollback",
        target: shapeOf(wanted),
        targetFactor: factor,
        replicas: newReplicas(catalog, allReplicas(body), factor, wanted.size ?? ""),
    };
}

/** Returns the replicas of a cluster whose shape changed at once. They keep their names. */
function renamed(catalog: Catalog, replicas: readonly Replica[], factor: number, size: string): readonly Replica[] {
    const known = replicas.map(replica => ({ ...replica, size }));
    return resized(catalog, known, factor, size);
}

function cancelled(reconfiguration: Reconfiguration, wanted: ClusterBody): Reconfiguration {
    return { ...reconfiguration, status: "cancelled", target: shapeOf(wanted), replicas: [] };
}

/** Returns a cluster whose new replicas have replaced the old ones. */
function finalized(body: ClusterBody, reconfiguration: Reconfiguration, forced: boolean): ClusterBody {
    const { target: shape, targetFactor: replicationFactor, replicas } = reconfiguration;
    return {
        ...body,
        ...shape,
        replicationFactor,
        replicas,
        reconfiguration: { ...reconfiguration, status: "finalized", forced, replicas: [] },
    };
}

/** Returns a cluster at the end of a change for which the session has waited. */
function atEnd(body: ClusterBody, reconfiguration: Reconfiguration): ClusterBody {
    const { hydratedAt, deadline, onTimeout } = reconfiguration;
    if (hydratedAt <= deadline || onTimeout === "commit") return finalized(body, reconfiguration, hydratedAt > deadline);
    throw failure("canceling statement, provided timeout lapsed", "57014", {
        hint: "Consider increasing the timeout duration in the alter cluster statement.",
    });
}

/** Returns a cluster whose change is over at a time; undefined if it goes on. */
function ended(body: ClusterBody, now: number): ClusterBody | undefined {
    const { reconfiguration } = body;
    if (!reconfiguration || !isRunning(body)) return undefined;
    const { hydratedAt, deadline, onTimeout } = reconfiguration;
    if (now >= hydratedAt && hydratedAt <= deadline) return finalized(body, reconfiguration, false);
    if (now < deadline) return undefined;
    if (onTimeout === "commit") return finalized(body, reconfiguration, true);
    return { ...body, reconfiguration: { ...reconfiguration, status: "timed-out", replicas: [] } };
}

/** Returns the clusters whose change has ended. */
export const settled = (catalog: Catalog, world: World): CatalogObject<ClusterBody>[] =>
    catalog.select(isCluster).flatMap(cluster => {
        const body = ended(cluster.body, world.now);
        return body ? [{ ...cluster, body }] : [];
    });
