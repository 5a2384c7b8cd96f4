import { isItem, typeKeyword, type CatalogObject } from "../catalog/object";
import type { Catalog } from "../catalog/catalog";
import { notice, type Notice } from "../errors";
import type { Kind } from "../kinds/kind";
import { dropReplicas } from "../kinds/cluster/replicaStatements";
import { missing, useOf } from "../kinds/support/create";
import type { Plan, Right, Scope } from "../session/plan";
import { checkRights } from "../session/rights";
import { debug } from "../sql/names";
import { Dropping, dropRows } from "./dropping";

/** Plans DROP of any kind. */
export function dropObjects(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    cursor.expect("DROP");
    if (cursor.take("CLUSTER", "REPLICA")) return dropReplicas(scope);
    const kind = catalog.registry.readKind(cursor);
    const skip = cursor.take("IF", "EXISTS");
    const notices: Notice[] = [];
    const named = cursor.many(() => findNamed(scope, kind, skip, notices)).flatMap(object => object ?? []);
    const restrict = cursor.take("RESTRICT");
    const cascade = cursor.take("CASCADE");
    cursor.end();
    if (kind.managedWith) checkRights(catalog, scope.session, { rights: [kind.managedWith] });
    const dropping = new Dropping(catalog, cascade, restrict);
    for (const object of named) collect(scope, kind, object, named, dropping);
    const { objects } = dropping;
    return {
        tag: `DROP ${typeKeyword(kind.name)}`,
        needs: { owner: kind.managedWith ? [] : named, rights: named.flatMap(object => dropRights(scope, kind, object)) },
        notices: [...notices, ...dropNotice(catalog, named, dropping), ...activeNotice(scope, named)],
        change: {
            drop: objects,
            put: named.flatMap(object => kind.changedByDrop?.(catalog, object) ?? []),
            data: dropRows(catalog, objects),
        },
    };
}

function findNamed(scope: Scope, kind: Kind, skip: boolean, notices: Notice[]): CatalogObject | undefined {
    const { cursor, resolver, catalog } = scope;
    const path = cursor.path();
    const found = (): boolean =>
        kind.namespace === "schema"
            ? resolver.findItem(path) !== undefined
            : catalog.named(kind.name, path.at(-1) ?? "") !== undefined;
    if (!skip || found()) return resolver.object(kind.name, path, "DROP");
    notices.push(missing(typeKeyword(kind.name), path));
    return undefined;
}

function dropRights({ catalog }: Scope, { managedWith }: Kind, object: CatalogObject): Right[] {
    if (managedWith) return [managedWith];
    const namespace = catalog.namespaceOf(object);
    return namespace ? [useOf(namespace)] : [];
}

function collect(scope: Scope, kind: Kind, object: CatalogObject, named: readonly CatalogObject[], dropping: Dropping): void {
    if (kind.drop) kind.drop(scope, object, dropping);
    else if (isItem(object) && !dropping.cascade) refuseUsed(scope, object, named);
    if (isItem(object)) dropping.addItem(object);
    else dropping.add(object);
}

/** Refuses an item that others use, unless the same statement drops them. Indexes are always dropped with it. */
function refuseUsed({ catalog, resolver }: Scope, object: CatalogObject, named: readonly CatalogObject[]): void {
    const isInTheWay = (other: CatalogObject): boolean => !catalog.kindOf(other).ownedWith && !named.includes(other);
    const dependant = catalog.dependants(object.id).find(isInTheWay);
    if (dependant) throw resolver.stillUsed(object, dependant);
}

/** The kinds of which a session has an active object, and the codes of the notices that it is dropped. */
const ACTIVE: Readonly<Record<string, string>> = { database: "MZ002", cluster: "MZ003" };

/** Returns the notice for the database or cluster of the session. */
function activeNotice({ session }: Scope, named: readonly CatalogObject[]): Notice[] {
    const active = named.find(({ kind, name }) => kind in ACTIVE && name === session.setting(kind));
    if (!active) return [];
    const { kind, name } = active;
    const hint = `Choose a new active ${kind} by executing SET ${kind.toUpperCase()} = <name>.`;
    return [notice(`active ${kind} ${debug(name)} has been dropped`, ACTIVE[kind], { hint })];
}

function dropNotice(catalog: Catalog, named: readonly CatalogObject[], { objects, partNames }: Dropping): Notice[] {
    const others = objects.filter(object => !named.includes(object));
    const described = others.map(object => `${typeKeyword(object.kind)} ${debug(catalog.path(object).join("."))}`);
    const names = [...described, ...partNames];
    if (names.length === 0) return [];
    const detail = names.map(name => `drop cascades to ${name}`).join("\n");
    return [notice(`drop cascades to ${names.length} other objects`, "00000", { detail })];
}
