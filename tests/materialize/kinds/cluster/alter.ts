import { failure } from "../../errors";
import type { CatalogObject } from "../../catalog/object";
import type { Plan, Scope } from "../../session/plan";
import { checkRights } from "../../session/rights";
import { missing } from "../support/create";
import { isCluster, SHAPE, type ClusterBody } from "./body";
import { checkBody } from "./checks";
import { DEFAULTS, readOptionName, readOptions, refuseDisk, resetOption, type Given } from "./options";
import { changed, isRunning, target } from "./reconfigure";
import { asUnmanaged, managedBody, refuseManagedOptions } from "./unmanaged";
import { readWait } from "./wait";

type Changes = Given;

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
    const changes = reset ? resetOptions(scope, cluster.body) : readOptions(scope);
    const staysManaged = cluster.body.managed && changes.managed !== false;
    if (cursor.at("WITH") && !staysManaged && changes.managed !== true)
        throw failure("ALTER... WITH not supported for unmanaged clusters");
    const wait = readWait(
        scope,
        SHAPE.some(part => part in changes),
    );
    cursor.end();
    const needs = { owner: [cluster] };
    checkRights(catalog, session, needs);
    if (cluster.id.startsWith("s")) throw failure(`system cluster '${name}' cannot be modified`);
    refuseMeanwhile(cluster.body, changes);
    if (!staysManaged) return convert(scope, cluster, changes);
    if (changes.newReplicas) throw failure("REPLICAS not supported for managed clusters");
    refuseDisk(changes);
    if (!reset && changes.replicationFactor !== undefined && cluster.body.onRefresh)
        throw failure("REPLICATION FACTOR cannot be set if the cluster SCHEDULE is anything other than MANUAL");
    if (changes.onRefresh && (target(cluster.body).replicationFactor ?? 0) > 1) throw failure(SEVERAL_REPLICAS);
    const given = { ...changes, names: undefined };
    const all = { ...DEFAULTS, ...target(cluster.body), ...given, ...(changes.onRefresh ? { replicationFactor: 0 } : {}) };
    const wanted = checkBody(scope, all, name, changes.size ?? cluster.body.size);
    return { tag: "ALTER CLUSTER", needs, change: { put: [{ ...cluster, body: changed(scope, cluster.body, wanted, wait) }] } };
}

const resetOptions = (scope: Scope, { managed }: ClusterBody): Changes =>
    managed ? merged(scope.cursor.list(() => resetOption(scope))) : resetUnmanaged(scope);

const merged = (changes: readonly Partial<ClusterBody>[]): Changes =>
    changes.reduce<Changes>((left, right) => ({ ...left, ...right }), { names: [] });

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

const SEVERAL_REPLICAS =
    "SCHEDULE cannot be set to anything other than MANUAL while the cluster's REPLICATION FACTOR is greater than 1; set the REPLICATION FACTOR to 1 first";

const NO_SCHEDULE =
    "when switching a cluster to unmanaged, if the managed cluster's SCHEDULE is anything other than MANUAL, you have to explicitly set the SCHEDULE to MANUAL";

/** Plans a change of an unmanaged cluster, or of a cluster that becomes one. */
function convert(scope: Scope, cluster: CatalogObject<ClusterBody>, { names, ...given }: Given): Plan {
    const { body, name } = cluster;
    const managed = (): ClusterBody => {
        const wanted = { ...given, newReplicas: undefined, ...managedBody(scope.catalog, body, given) };
        return checkBody(scope, { ...DEFAULTS, ...wanted }, name);
    };
    if (given.managed !== true) refuseManagedOptions({ names, ...given });
    if (given.managed !== true && body.onRefresh && !names.includes("SCHEDULE")) throw failure(NO_SCHEDULE);
    const changed = given.managed === true ? managed() : asUnmanaged({ ...body, ...given });
    return { tag: "ALTER CLUSTER", needs: { owner: [cluster] }, change: { put: [{ ...cluster, body: changed }] } };
}

/** Reads what RESET changes of an unmanaged cluster, which only has the option MANAGED. */
function resetUnmanaged(scope: Scope): Given {
    const names = scope.cursor.list(() => readOptionName(scope));
    const other = names.find(name => name !== "MANAGED" && name !== "REPLICAS");
    if (other !== undefined) throw failure(`Cannot change ${other} of unmanaged clusters`);
    return { names: [], ...(names.includes("MANAGED") ? { managed: true } : {}) };
}
