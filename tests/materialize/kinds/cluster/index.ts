import type { Catalog } from "../../catalog/catalog";
import { INITIAL_GRANTS } from "../../catalog/initial";
import type { Grant } from "../../catalog/object";
import { failure } from "../../errors";
import type { Needs, Plan, Scope } from "../../session/plan";
import { checkRights } from "../../session/rights";
import { definitionTable } from "../../show/create";
import { commentOn, listAll } from "../../show/listing";
import { debug, quoted } from "../../sql/names";
import type { InitialObject, Kind } from "../kind";
import { newObject, skipped } from "../support/create";
import { unavailable } from "../support/features";
import { checkLimit, type Limit } from "../support/limits";
import { checkReserved } from "../support/names";
import type { VersionAnswers } from "../../versions";
import { alterCluster } from "./alter";
import { auditOf } from "./audit";
import { isCluster, type ClusterBody, type Replica } from "./body";
import { checkBody, ZONES_FLAG } from "./checks";
import {
    DEFAULTS,
    defaultFactor,
    FACTOR_SETTING,
    readOptions,
    refuseDisk,
    refuseUsers,
    SCHEDULE_FLAG,
    STRATEGY_FLAG,
    type Given,
} from "./options";
import { printCluster } from "./print";
import { BACKGROUND_FLAG, settled } from "./reconfigure";
import { ACTIVITY, CLUSTER_RELATIONS } from "./relations";
import { checkReplica } from "./replicaOptions";
import { allReplicas, newReplicas } from "./replicas";
import { createReplica } from "./replicaStatements";
import { refuseManagedOptions, unmanagedBody } from "./unmanaged";
import { WAIT_FLAG } from "./wait";

const LIMIT: Limit = {
    label: "cluster",
    setting: "max_clusters",
    value: 25,
    counts: object => isCluster(object) && object.id.startsWith("u"),
};

const initialCluster = (id: string, name: string, replicas: number, grants: readonly Grant[]): InitialObject => ({
    ...{ id, name, grants },
    body: {
        ...{ ...DEFAULTS, size: "25cc", replicationFactor: replicas },
        replicas: replicas > 0 ? [{ id, name: "r1", size: "25cc" }] : [],
    },
});

/** The clusters of a new environment. */
const initialClusters = ({ systemReplicas }: VersionAnswers): InitialObject[] => [
    initialCluster("s1", "mz_system", systemReplicas, INITIAL_GRANTS.system),
    initialCluster("s2", "mz_catalog_server", 1, INITIAL_GRANTS.readable),
    initialCluster("s3", "mz_probe", systemReplicas, INITIAL_GRANTS.system),
    initialCluster("s4", "mz_support", 0, INITIAL_GRANTS.system),
    initialCluster("s5", "mz_analytics", 0, INITIAL_GRANTS.system),
    initialCluster("u1", "quickstart", 1, INITIAL_GRANTS.user),
];

export const cluster: Kind<ClusterBody> = {
    name: "cluster",
    namespace: "environment",
    privileges: "UC",
    statements: {
        create_cluster: { plan: createCluster },
        create_cluster_replica: { plan: createReplica },
        alter_cluster: { plan: alterCluster, transaction: "never" },
        show_create_cluster: { plan: showCreateCluster },
    },
    relations: CLUSTER_RELATIONS,
    listings: [
        listAll(
            "CLUSTERS",
            ({
                showsActivity,
            }) => `o.name, (SELECT string_agg(r.name || ' (' || r.size || ')', ', ' ORDER BY r.name) FROM mz_catalog.mz_cluster_replicas r WHERE r.cluster_id = o.id) AS replicas,
             ${showsActivity ? `(${ACTIVITY}) AS activity, ` : ""}${commentOn("'cluster'")}`,
            "mz_clusters",
        ),
        listAll(
            "CLUSTER REPLICAS",
            "(SELECT c.name FROM mz_catalog.mz_clusters c WHERE c.id = o.cluster_id) AS cluster, o.name AS replica, o.size, true AS ready, COALESCE((SELECT c.comment FROM mz_internal.mz_comments c WHERE c.id = o.id AND c.object_type = 'cluster-replica'), '') AS comment",
            "mz_cluster_replicas",
        ),
    ],
    limits: [LIMIT],
    flags: {
        ...{ [ZONES_FLAG]: "off", [SCHEDULE_FLAG]: "off", [WAIT_FLAG]: "off", [BACKGROUND_FLAG]: "on", [STRATEGY_FLAG]: "on" },
        ...{ max_replicas_per_cluster: "5", [FACTOR_SETTING]: "1" },
    },
    initial: { lastId: 1, objects: initialClusters, sequences: { replica: 1 } },
    settled,
    audit: auditOf,
    checkName: name => {
        checkReserved("cluster", name);
    },
    drop: ({ catalog }, object, dropping) => {
        const bound = catalog.items().filter(item => item.clusterId === object.id);
        if (bound.length > 0 && !dropping.cascade)
            throw failure(`cannot drop cluster ${debug(object.name)} because other objects depend on it`, "XX000", {
                hint: "Use DROP ... CASCADE to drop the dependent objects too.",
            });
        for (const item of bound) dropping.addItem(item);
        for (const name of allReplicas(object.body)
            .map(replica => replica.name)
            .sort())
            dropping.partNames.push(`CLUSTER REPLICA ${debug(name)}`);
    },
};

function createCluster(scope: Scope): Plan {
    const { cursor, catalog, session } = scope;
    cursor.expect("CREATE", "CLUSTER");
    const skip = cursor.take("IF", "NOT", "EXISTS");
    const name = cursor.identifier();
    const given = readOptions(scope);
    if (cursor.take("FEATURES")) refuseUsers(scope, "FEATURES");
    cursor.end();
    if (given.managed === false || given.newReplicas) return createUnmanaged(scope, { name, skip, given });
    if (given.size === undefined) throw failure("SIZE must be specified for managed clusters");
    refuseDisk(given);
    if ((given.availabilityZones ?? []).length > 0 && !session.enabled(ZONES_FLAG))
        throw unavailable("MANAGED, AVAILABILITY ZONES syntax", ZONES_FLAG);
    if (given.onRefresh && given.replicationFactor !== undefined)
        throw failure("REPLICATION FACTOR cannot be given together with any SCHEDULE other than MANUAL");
    checkRights(catalog, session, CREATE);
    checkReserved("cluster", name);
    const factor = given.onRefresh ? 0 : defaultFactor(scope);
    const options = { ...given, names: undefined };
    const body = checkBody(scope, { ...DEFAULTS, replicationFactor: factor, ...options }, name);
    return created(scope, { name, skip }, () => ({ ...body, replicas: replicasOf(catalog, body) }));
}

const CREATE: Needs = { rights: [{ privilege: "CREATECLUSTER", on: "SYSTEM" }] };

interface Named {
    readonly name: string;
    /** True for IF NOT EXISTS. */
    readonly skip: boolean;
}

/** Plans the creation of a cluster, unless there is one of this name. */
function created(scope: Scope, { name, skip }: Named, body: () => ClusterBody): Plan {
    const tag = "CREATE CLUSTER";
    if (scope.catalog.named("cluster", name)) {
        if (skip) return { tag, needs: CREATE, notices: [skipped("cluster", name)] };
        throw failure(`cluster '${name}' already exists`);
    }
    checkLimit(scope, LIMIT);
    return { tag, needs: CREATE, change: { put: [newObject(scope, "cluster", name, { body: body() })] } };
}

/** Plans the creation of a cluster whose replicas are named. */
function createUnmanaged(scope: Scope, { name, skip, given }: Named & { readonly given: Given }): Plan {
    if (given.managed === true) throw failure("REPLICAS not supported for managed clusters");
    if (!given.newReplicas) throw failure("REPLICAS must be specified for unmanaged clusters");
    refuseManagedOptions(given);
    checkRights(scope.catalog, scope.session, CREATE);
    checkReserved("cluster", name);
    for (const replica of given.newReplicas) checkReplica(scope, replica);
    return created(scope, { name, skip }, () => unmanagedBody(scope, name, given));
}

const replicasOf = (catalog: Catalog, { replicationFactor, size }: ClusterBody): readonly Replica[] =>
    newReplicas(catalog, [], replicationFactor ?? 0, size ?? "");

function showCreateCluster({ cursor, resolver, catalog }: Scope): Plan {
    cursor.expect("SHOW");
    if (cursor.take("REDACTED")) throw failure("SHOW REDACTED CREATE CLUSTER is not supported", "42601");
    cursor.expect("CREATE", "CLUSTER");
    const object = resolver.container("cluster", [cursor.identifier()]);
    if (isCluster(object) && !object.body.managed) throw failure("SHOW CREATE for unmanaged clusters not yet supported", "0A000");
    const definition = isCluster(object)
        ? printCluster(quoted(object.name), object.body, catalog.registry.version)
        : cursor.refuse();
    return { tag: "SELECT", table: definitionTable(object.name, definition) };
}
