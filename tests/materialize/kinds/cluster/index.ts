import { INITIAL_GRANTS } from "../../catalog/initial";
import type { Grant } from "../../catalog/object";
import { catalogRelation } from "../../catalog/systemRelation";
import { failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { checkRights } from "../../session/rights";
import { definitionTable } from "../../show/create";
import { commentOn, listAll } from "../../show/listing";
import { debug, quoted, text } from "../../sql/names";
import type { InitialObject, Kind } from "../kind";
import { missing, newObject, skipped } from "../support/create";
import { unavailable } from "../support/features";
import { checkLimit, type Limit } from "../support/limits";
import { checkReserved } from "../support/names";
import { DEFAULT_VERSION, VERSIONS, type VersionAnswers } from "../../versions";
import { isCluster, type ClusterBody } from "./body";
import { checkBody, ZONES_FLAG } from "./checks";
import { DEFAULTS, readOptions, resetOption } from "./options";

const LIMIT: Limit = {
    label: "cluster",
    setting: "max_clusters",
    value: 25,
    counts: object => isCluster(object) && object.id.startsWith("u"),
};

const initialCluster = (id: string, name: string, replicas: number, grants: readonly Grant[]): InitialObject => ({
    ...{ id, name, grants, body: { ...DEFAULTS, size: "25cc", replicationFactor: replicas } },
});

const sizeRows = VERSIONS[DEFAULT_VERSION].clusterSizes.map(size => `('${size}')`).join(", ");

/** SQL for the number in the name of the first replica. */
const FIRST_REPLICA = "COALESCE((body ->> 'firstReplica')::integer, 1)";

export const cluster: Kind<ClusterBody> = {
    name: "cluster",
    namespace: "environment",
    privileges: "UC",
    statements: {
        create_cluster: { plan: createCluster },
        alter_cluster: { plan: alterCluster, transaction: "never" },
        show_create_cluster: { plan: showCreateCluster },
    },
    relations: [
        catalogRelation(
            "mz_clusters",
            `id, name, owner_id, privileges, (body ->> 'managed')::boolean AS managed, body ->> 'size' AS size,
             (body ->> 'replicationFactor')::store.uint4 AS replication_factor, true AS disk,
             (SELECT '{' || string_agg(zone, ',') || '}' FROM jsonb_array_elements_text(body -> 'availabilityZones') AS zone)::store.list AS availability_zones,
             (body ->> 'introspectionDebugging')::boolean AS introspection_debugging, (body ->> 'introspectionInterval')::interval AS introspection_interval
             FROM store.entry WHERE kind = 'cluster'`,
        ),
        catalogRelation(
            "mz_cluster_replicas",
            `id || '-r' || n AS id, 'r' || n AS name, id AS cluster_id, body ->> 'size' AS size, NULL::text AS availability_zone, owner_id, true AS disk
             FROM store.entry, generate_series(${FIRST_REPLICA}, ${FIRST_REPLICA} - 1 + (body ->> 'replicationFactor')::integer) AS n WHERE kind = 'cluster'`,
        ),
        catalogRelation(
            "mz_cluster_replica_sizes",
            `size, 1::bigint::store.uint8 AS processes, 1::bigint::store.uint8 AS workers FROM (VALUES ${sizeRows}) AS sizes (size)`,
        ),
    ],
    listings: [
        listAll(
            "CLUSTERS",
            ({
                showsActivity,
            }) => `o.name, (SELECT string_agg(r.name || ' (' || r.size || ')', ', ' ORDER BY r.name) FROM mz_catalog.mz_cluster_replicas r WHERE r.cluster_id = o.id) AS replicas,
             ${showsActivity ? "NULL::text AS activity, " : ""}${commentOn("'cluster'")}`,
            "mz_clusters",
        ),
        listAll(
            "CLUSTER REPLICAS",
            "(SELECT c.name FROM mz_catalog.mz_clusters c WHERE c.id = o.cluster_id) AS cluster, o.name AS replica, o.size, true AS ready, '' AS comment",
            "mz_cluster_replicas",
        ),
    ],
    limits: [LIMIT],
    flags: { [ZONES_FLAG]: "off", max_replicas_per_cluster: "5" },
    initial: {
        lastId: 1,
        objects: [
            initialCluster("s1", "mz_system", 1, INITIAL_GRANTS.system),
            initialCluster("s2", "mz_catalog_server", 1, INITIAL_GRANTS.readable),
            initialCluster("s3", "mz_probe", 1, INITIAL_GRANTS.system),
            initialCluster("s4", "mz_support", 0, INITIAL_GRANTS.system),
            initialCluster("s5", "mz_analytics", 0, INITIAL_GRANTS.system),
            initialCluster("u1", "quickstart", 1, INITIAL_GRANTS.user),
        ],
    },
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
        const replicas = object.body.replicationFactor ?? 0;
        const first = object.body.firstReplica ?? 1;
        for (let replica = first; replica < first + replicas; replica += 1)
            dropping.partNames.push(`CLUSTER REPLICA "r${replica}"`);
    },
};

function createCluster(scope: Scope): Plan {
    const { cursor, catalog, session } = scope;
    cursor.expect("CREATE", "CLUSTER");
    const skip = cursor.take("IF", "NOT", "EXISTS");
    const name = cursor.identifier();
    const given = readOptions(scope);
    if (given.size === undefined) throw failure("SIZE must be specified for managed clusters");
    if ((given.availabilityZones ?? []).length > 0 && !session.enabled(ZONES_FLAG))
        throw unavailable("MANAGED, AVAILABILITY ZONES syntax", ZONES_FLAG);
    const needs = { rights: [{ privilege: "CREATECLUSTER", on: "SYSTEM" as const }] };
    checkRights(catalog, session, needs);
    checkReserved("cluster", name);
    const body = checkBody(scope, { ...DEFAULTS, ...given }, name);
    if (catalog.named("cluster", name)) {
        if (skip) return { tag: "CREATE CLUSTER", needs, notices: [skipped("cluster", name)] };
        throw failure(`cluster '${name}' already exists`);
    }
    checkLimit(scope, LIMIT);
    return { tag: "CREATE CLUSTER", needs, change: { put: [newObject(scope, "cluster", name, { body })] } };
}

function alterCluster(scope: Scope): Plan {
    const { cursor, resolver, catalog, session } = scope;
    cursor.expect("ALTER", "CLUSTER");
    const skip = cursor.take("IF", "EXISTS");
    const name = cursor.identifier();
    if (skip && !catalog.named("cluster", name)) {
        return { tag: "ALTER CLUSTER", notices: [missing("CLUSTER", [name])] };
    }
    const cluster = resolver.container("cluster", [name]);
    if (!isCluster(cluster)) return cursor.refuse();
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    const changes = reset ? cursor.list(() => resetOption(scope)) : [readOptions(scope)];
    if (cursor.at("WITH")) cursor.refuse();
    const needs = { owner: [cluster] };
    checkRights(catalog, session, needs);
    if (cluster.id.startsWith("s")) throw failure(`system cluster '${name}' cannot be modified`);
    const turnsOff = changes.some(change => change.introspectionInterval === null);
    const debugging = turnsOff && { introspectionDebugging: false };
    const { renamesReplicas } = catalog.registry.version;
    const isResized = changes.some(({ size }) => size !== undefined && size !== cluster.body.size);
    const { firstReplica = 1, replicationFactor } = cluster.body;
    const first = renamesReplicas && isResized && { firstReplica: firstReplica + Math.max(1, replicationFactor ?? 1) };
    const changed = { ...DEFAULTS, ...cluster.body, ...first, ...debugging, changedAt: scope.world.now / 1000 };
    const body = checkBody(scope, Object.assign(changed, ...changes) as ClusterBody, name);
    return { tag: "ALTER CLUSTER", needs, change: { put: [{ ...cluster, body }] } };
}

function showCreateCluster({ cursor, resolver, catalog }: Scope): Plan {
    cursor.expect("SHOW");
    cursor.take("REDACTED");
    cursor.expect("CREATE", "CLUSTER");
    const object = resolver.container("cluster", [cursor.identifier()]);
    const definition = isCluster(object)
        ? printCluster(quoted(object.name), object.body, catalog.registry.version)
        : cursor.refuse();
    return { tag: "SELECT", table: definitionTable(object.name, definition) };
}

/** Returns the definition of a cluster, which Materialize does not store: SHOW CREATE prints it in a format of its own. */
function printCluster(name: string, body: ClusterBody, { clusterHead }: VersionAnswers): string {
    const interval = body.introspectionInterval === null ? "NULL" : `INTERVAL '${body.introspectionInterval}'`;
    const zones = (body.availabilityZones ?? []).map(text).join(", ");
    return (
        `CREATE CLUSTER ${name} (${clusterHead}${zones === "" ? "" : `AVAILABILITY ZONES = (${zones}), `}INTROSPECTION DEBUGGING = ${body.introspectionDebugging}, INTROSPECTION INTERVAL = ${interval}, ` +
        `MANAGED = ${body.managed}, REPLICATION FACTOR = ${body.replicationFactor ?? 1}, SIZE = '${body.size ?? ""}', SCHEDULE = MANUAL)`
    );
}
