import { isItem, keyword, type CatalogObject, type Kind } from "../catalog/object";
import type { Catalog } from "../catalog/catalog";
import { failure, notice, type Notice } from "../errors";
import type { Step } from "../postgres/database";
import type { Plan, Right, Scope } from "../session/plan";
import { debug, quoted, simple } from "../sql/names";
import { useOf } from "../kinds/items";
import { formerMembers, refuseRoleInUse } from "./roles";
import { readKind } from "./words";

const HINT = { hint: "Use DROP ... CASCADE to drop the dependent objects too." };

/** What goes when something is dropped, in the order in which the notice names it. */
interface Dropped {
    readonly objects: readonly CatalogObject[];
    /** Names of what is no object of its own, such as a cluster's replicas. */
    readonly parts: readonly string[];
}

export function dropObjects(scope: Scope): Plan {
    const { cursor } = scope;
    cursor.expect("DROP");
    const kind = readKind(cursor);
    const skip = cursor.take("IF", "EXISTS");
    const notices: Notice[] = [];
    const named = cursor.many(() => findNamed(scope, kind, skip, notices)).flatMap(object => object ?? []);
    const restrict = cursor.take("RESTRICT");
    const cascade = cursor.take("CASCADE");
    cursor.end();
    const dropped = collect(scope, named, cascade, restrict);
    const told = dropNotice(scope.catalog, named, dropped);
    return {
        tag: `DROP ${keyword(kind)}`,
        needs: { owner: kind === "role" ? [] : named, rights: named.flatMap(object => containerRights(scope, object)) },
        notices: [...notices, ...told],
        change: {
            drop: dropped.objects,
            put: kind === "role" ? named.flatMap(role => formerMembers(scope.catalog, role)) : [],
            data: dataSteps(dropped.objects),
        },
    };
}

function findNamed(
    { cursor, resolver, catalog }: Scope,
    kind: Kind,
    skip: boolean,
    notices: Notice[],
): CatalogObject | undefined {
    const path = cursor.path();
    const name = path.at(-1) ?? "";
    const inItems = isItem({ kind } as CatalogObject);
    const missing = inItems ? skip && !resolver.findItem(path) : skip && !catalog.all(kind).some(object => object.name === name);
    if (!missing) return resolver.any(kind, path, "DROP");
    notices.push(notice(`${keyword(kind)} ${debug(path.map(simple).join("."))} does not exist, skipping`, "42704"));
    return undefined;
}

function containerRights({ catalog }: Scope, object: CatalogObject): Right[] {
    if (object.kind === "role") return [{ privilege: "CREATEROLE", on: "SYSTEM" }];
    const container = catalog.get("schema", object.schemaId) ?? catalog.get("database", object.databaseId);
    return container ? [useOf(container)] : [];
}

function refuseRole({ catalog, session }: Scope, role: CatalogObject): void {
    if (role.id === session.role.id) throw failure("current role cannot be dropped");
    refuseRoleInUse(catalog, role);
}

function collect(scope: Scope, named: readonly CatalogObject[], cascade: boolean, restrict: boolean): Dropped {
    const { catalog } = scope;
    const seen = new Set<CatalogObject>();
    const parts: string[] = [];
    for (const object of named) {
        if (object.kind === "role") refuseRole(scope, object);
        else if (object.kind === "cluster") collectCluster(catalog, object, cascade, seen, parts);
        else if (object.kind === "database") collectDatabase(catalog, object, restrict, seen);
        else if (object.kind === "schema") collectSchema(catalog, object, cascade, seen);
        else refuseUsed(scope, object, cascade);
        if (isItem(object)) collectItem(catalog, object, seen);
        else seen.add(object);
    }
    return { objects: [...seen], parts };
}

/** An item after everything that uses it; a source takes its progress collection along. */
function collectItem(catalog: Catalog, object: CatalogObject, seen: Set<CatalogObject>): void {
    if (seen.has(object)) return;
    for (const dependent of catalog.dependents(object.id)) collectItem(catalog, dependent, seen);
    seen.add(object);
    const progress = object.source?.progressId;
    const collection = progress === undefined ? undefined : catalog.item(progress);
    if (collection) collectItem(catalog, collection, seen);
}

/** What is used is refused, even where its user goes in the same statement. */
function refuseUsed({ catalog, resolver }: Scope, object: CatalogObject, cascade: boolean): void {
    const user = cascade ? undefined : catalog.dependents(object.id).find(dependent => dependent.kind !== "index");
    if (user) throw resolver.stillUsed(object, user);
}

function collectCluster(
    catalog: Catalog,
    cluster: CatalogObject,
    cascade: boolean,
    seen: Set<CatalogObject>,
    parts: string[],
): void {
    const bound = catalog.items().filter(item => item.clusterId === cluster.id);
    if (bound.length > 0 && !cascade)
        throw failure(`cannot drop cluster ${debug(cluster.name)} because other objects depend on it`, "XX000", HINT);
    for (const item of bound) collectItem(catalog, item, seen);
    for (let replica = 1; replica <= (cluster.cluster?.replicationFactor ?? 0); replica += 1)
        parts.push(`CLUSTER REPLICA "r${replica}"`);
}

function collectSchema(catalog: Catalog, schema: CatalogObject, cascade: boolean, seen: Set<CatalogObject>): void {
    if (schema.id.startsWith("s"))
        throw failure(`cannot drop schema ${schema.name} because it is required by the database system`);
    const items = catalog.items().filter(item => item.schemaId === schema.id);
    if (items.length > 0 && !cascade) {
        throw failure(`schema '${catalog.path(schema).join(".")}' cannot be dropped without CASCADE while it contains objects`);
    }
    for (const item of items.sort((left, right) => (left.name < right.name ? -1 : 1))) collectItem(catalog, item, seen);
}

function collectDatabase(catalog: Catalog, database: CatalogObject, restrict: boolean, seen: Set<CatalogObject>): void {
    const schemas = catalog.all("schema").filter(schema => schema.databaseId === database.id);
    if (restrict && schemas.length > 0) {
        throw failure(`database '${simple(database.name)}' cannot be dropped with RESTRICT while it contains schemas`);
    }
    for (const schema of schemas) {
        collectSchema(catalog, schema, true, seen);
        seen.add(schema);
    }
}

function dropNotice(catalog: Catalog, named: readonly CatalogObject[], { objects, parts }: Dropped): Notice[] {
    const others = objects.filter(object => !named.includes(object));
    const names = [...others.map(object => `${keyword(object.kind)} ${debug(catalog.path(object).join("."))}`), ...parts];
    if (names.length === 0) return [];
    const detail = names.map(name => `drop cascades to ${name}`).join("\n");
    return [notice(`drop cascades to ${names.length} other objects`, "00000", { detail })];
}

/** The tables and views of what is dropped; whatever uses another comes first. */
export function dataSteps(objects: readonly CatalogObject[]): Step[] {
    return objects.flatMap((object): Step[] => {
        const view = object.kind === "view" || object.kind === "materialized-view";
        if (view) return [[`DROP VIEW IF EXISTS data.${quoted(object.id)}`]];
        return object.kind === "source" || object.kind === "table" ? [[`DROP TABLE IF EXISTS data.${quoted(object.id)}`]] : [];
    });
}
