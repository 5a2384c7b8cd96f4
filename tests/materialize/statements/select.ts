import type { CatalogObject } from "../catalog/object";
import { failure } from "../errors";
import { isCluster } from "../kinds/cluster/body";
import { isRole } from "../kinds/role/body";
import { schemasOf } from "../kinds/support/create";
import { reader } from "../kinds/support/reader";
import type { Plan, Right, Scope } from "../session/plan";
import { print } from "../sql/doc";
import { debug } from "../sql/names";
import { postgresStyle } from "../sql/postgres";
import { readQuery } from "../sql/query/select";

/** Plans SELECT, VALUES and TABLE, which PostgreSQL runs. */
export function select(scope: Scope): Plan {
    const source = reader(scope);
    const query = readQuery(source);
    scope.cursor.end();
    refuseRestricted(scope, source.uses);
    if (!scope.explains) refuseCluster(scope, source.uses);
    return { tag: "SELECT", needs: { rights: readRights(scope, source.uses) }, query: print(query, postgresStyle) };
}

/** Refuses a query on a cluster without replicas. Queries of system relations alone run on a cluster of the system. */
function refuseCluster({ catalog, resolver, session }: Scope, uses: ReadonlySet<string>): void {
    const { registry } = catalog;
    const ofUsers = [...uses].some(id => catalog.item(id) !== undefined);
    if (!ofUsers && registry.relations.some(relation => uses.has(registry.relationId(relation)))) return;
    const cluster = resolver.container("cluster", [session.setting("cluster")]);
    if (!isCluster(cluster) || cluster.id.startsWith("s") || (cluster.body.replicas ?? []).length > 0) return;
    throw failure(`CLUSTER ${debug(cluster.name)} has no replicas available to service request`, "0A000", {
        hint: "Use ALTER CLUSTER to adjust the replication factor of the cluster. Example:`ALTER CLUSTER <cluster-name> SET (REPLICATION FACTOR 1)`",
    });
}

function refuseRestricted({ session, catalog: { registry } }: Scope, uses: ReadonlySet<string>): void {
    const relation = registry.relations.find(each => each.restricted && uses.has(registry.relationId(each)));
    if (!relation || session.superuser) return;
    const target = `${relation.schema === "mz_catalog" ? "TABLE" : "VIEW"} "${relation.schema}.${relation.name}"`;
    throw failure(`permission denied for ${target}`, "42501", {
        detail: `The '${session.user}' role needs SELECT privileges on ${target}`,
    });
}

function readRights(scope: Scope, uses: ReadonlySet<string>): Right[] {
    const items = [...uses].flatMap(id => scope.catalog.item(id) ?? []);
    const direct = [...schemasOf(scope, items), ...items.map((on): Right => ({ privilege: "SELECT", on }))];
    return [...direct, ...items.flatMap(item => ownerRights(scope, item))];
}

/** Returns the rights that the owner of a view needs on what the view reads. A superuser has them all. */
function ownerRights(scope: Scope, { kind, ownerId, uses }: CatalogObject): Right[] {
    const role = scope.catalog.container("role", ownerId);
    const isView = kind === "view" || kind === "materialized-view";
    if (!isView || !isRole(role) || role.body.superuser) return [];
    const relations = uses.flatMap(id => scope.catalog.item(id) ?? []);
    const direct = [...schemasOf(scope, relations), ...relations.map((on): Right => ({ privilege: "SELECT", on }))];
    return [...direct.map(right => ({ ...right, role })), ...relations.flatMap(item => ownerRights(scope, item))];
}
