import type { Catalog } from "../../catalog/catalog";
import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { checkRights } from "../../session/rights";
import type { World } from "../../world/world";
import { missing } from "../support/create";
import { isCluster, sameShape, SHAPE, shapeOf, type ClusterBody, type Reconfiguration, type Replica } from "./body";
import { checkBody } from "./checks";
import { DEFAULTS, readOptions, resetOption } from "./options";
import { allReplicas, newReplicas, resized } from "./replicas";
import { readWait, type Wait } from "./wait";

/** The time that new replicas take to catch up, in milliseconds. */
const CATCH_UP = 1000;

type Changes = Partial<ClusterBody>;

export function alterCluster(scope: Scope): Plan {
    const { cursor, resolver, catalog, session } = scope;
    cursor.expect("ALTER", "CLUSTER");
    const skip = cursor.take("IF", "EXISTS");
    const name = cursor.identifier();
    if (skip && !catalog.named("cluster", name)) return { tag: "ALTER CLUSTER", notices: [missing("CLUSTER", [name])] };
    const cluster = resolver.container("cluster", [name]);
    if (!isCluster(cluster)) return cursor.refuse();
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    const changes = reset ? merged(cursor.list(() => resetOption(scope))) : readOptions(scope);
    const wait = readWait(
        scope,
        SHAPE.some(part => part in changes),
    );
    cursor.end();
    const needs = { owner: [cluster] };
    checkRights(catalog, session, needs);
    if (cluster.id.startsWith("s")) throw failure(`system cluster '${name}' cannot be modified`);
    refuseMeanwhile(cluster.body, changes);
    if (changes.replicationFactor !== undefined && cluster.body.onRefresh && !("onRefresh" in changes))
        throw failure("REPLICATION FACTOR cannot be set if the cluster SCHEDULE is anything other than MANUAL");
    const wanted = checkBody(scope, { ...DEFAULTS, ...target(cluster.body), ...changes }, name);
    return { tag: "ALTER CLUSTER", needs, change: { put: [{ ...cluster, body: changed(scope, cluster.body, wanted, wait) }] } };
}

const merged = (changes: readonly Changes[]): Changes => changes.reduce((left, right) => ({ ...left, ...right }), {});

const isRunning = ({ reconfiguration }: ClusterBody): boolean => reconfiguration?.status === "in-progress";

/** Returns the configuration that a change in progress leads to. */
const target = (body: ClusterBody): ClusterBody =>
    body.reconfiguration && isRunning(body)
        ? { ...body, ...body.reconfiguration.target, replicationFactor: body.reconfiguration.targetFactor }
        : body;

/** Refuses changes that a change in progress does not allow. */
function refuseMeanwhile(body: ClusterBody, changes: Changes): void {
    if (!isRunning(body)) return;
    const refuse = (what: string, then: string): never => {
        const hint = `Cancel the reconfiguration by altering the cluster back to its current configuration, or wait for it to settle, then ${then}.`;
        throw failure(`cannot ${what} while a reconfiguration is in progress`, "55006", { hint });
    };
    if ("replicationFactor" in changes) refuse("change replication factor", "change the replication factor");
    if ("onRefresh" in changes) refuse("change the cluster schedule", "change the schedule");
}

/** Returns a cluster after ALTER: a new shape takes effect at once only if there are no replicas, or in old versions. */
function changed(scope: Scope, body: ClusterBody, wanted: ClusterBody, wait: Wait | undefined): ClusterBody {
    const { catalog, world } = scope;
    const { resizesInBackground } = catalog.registry.version;
    const factor = wanted.replicationFactor ?? 0;
    const size = wanted.size ?? "";
    const changedAt = world.now / 1000;
    const { replicas = [], reconfiguration } = body;
    if (sameShape(body, wanted)) {
        const kept = { ...wanted, replicas: resized(catalog, replicas, factor, size), changedAt };
        return isRunning(body) && reconfiguration ? { ...kept, reconfiguration: cancelled(reconfiguration, wanted) } : kept;
    }
    if (!resizesInBackground) return { ...wanted, replicas: renamed(catalog, replicas, factor, size), changedAt };
    const isNeeded = factor > 0 || replicas.length > 0;
    const next: Reconfiguration = {
        status: isNeeded ? "in-progress" : "finalized",
        settlesAt: world.now + CATCH_UP,
        deadline: isRunning(body) && reconfiguration ? reconfiguration.deadline : world.now + (wait?.milliseconds ?? 86_400_000),
        onTimeout: wait?.onTimeout ?? "rollback",
        target: shapeOf(wanted),
        targetFactor: factor,
        replicas: isNeeded ? newReplicas(catalog, allReplicas(body), factor, size) : [],
    };
    if (!isNeeded) return { ...wanted, changedAt, reconfiguration: next };
    return { ...wanted, ...shapeOf(body), replicationFactor: body.replicationFactor, changedAt, reconfiguration: next };
}

/** Returns the replicas of a cluster whose shape changed at once. They keep their names. */
function renamed(catalog: Catalog, replicas: readonly Replica[], factor: number, size: string): readonly Replica[] {
    const known = replicas.map(replica => ({ ...replica, size }));
    return resized(catalog, known, factor, size);
}

function cancelled(reconfiguration: Reconfiguration, wanted: ClusterBody): Reconfiguration {
    return { ...reconfiguration, status: "cancelled", target: shapeOf(wanted), replicas: [] };
}

/** Returns the clusters whose new replicas have caught up. */
export function settled(catalog: Catalog, world: World): CatalogObject<ClusterBody>[] {
    return catalog.select(isCluster).flatMap(cluster => {
        const { reconfiguration } = cluster.body;
        if (reconfiguration?.status !== "in-progress" || world.now < reconfiguration.settlesAt) return [];
        const { target: shape, targetFactor, replicas } = reconfiguration;
        const finalized: Reconfiguration = { ...reconfiguration, status: "finalized", replicas: [] };
        return [
            {
                ...cluster,
                body: { ...cluster.body, ...shape, replicationFactor: targetFactor, replicas, reconfiguration: finalized },
            },
        ];
    });
}
