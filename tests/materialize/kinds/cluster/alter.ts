import { failure, notModelled } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { checkRights } from "../../session/rights";
import { missing } from "../support/create";
import { isCluster, SHAPE, type ClusterBody } from "./body";
import { checkBody } from "./checks";
import { DEFAULTS, readOptions, resetOption } from "./options";
import { changed, isRunning, target } from "./reconfigure";
import { readWait } from "./wait";

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
    if (changes.managed === false) throw notModelled("unmanaged clusters");
    if (!reset && changes.replicationFactor !== undefined && cluster.body.onRefresh)
        throw failure("REPLICATION FACTOR cannot be set if the cluster SCHEDULE is anything other than MANUAL");
    const all = { ...DEFAULTS, ...target(cluster.body), ...changes, ...(changes.onRefresh ? { replicationFactor: 0 } : {}) };
    const wanted = checkBody(scope, all, name, changes.size ?? cluster.body.size);
    return { tag: "ALTER CLUSTER", needs, change: { put: [{ ...cluster, body: changed(scope, cluster.body, wanted, wait) }] } };
}

const merged = (changes: readonly Changes[]): Changes => changes.reduce((left, right) => ({ ...left, ...right }), {});

/** Refuses changes that a change in progress does not allow. */
function refuseMeanwhile(body: ClusterBody, changes: Changes): void {
    if (!isRunning(body)) return;
    const refuse = (what: string, then: string): never => {
        const hint = `Cancel the reconfiguration by altering the cluster back to its current configuration, or wait for it to settle, then ${then}.`;
        throw failure(`cannot ${what} while a reconfiguration is in progress`, "55006", { hint });
    };
    if ("replicationFactor" in changes) refuse("change replication factor", "change the replication factor");
    if ("onRefresh" in changes) refuse("change the cluster schedule", "change the schedule");
    if (changes.managed === false) refuse("convert cluster to unmanaged", "convert");
}
