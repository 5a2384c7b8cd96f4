import type { Catalog } from "../catalog/catalog";
import { isItem, typeKeyword, type CatalogObject } from "../catalog/object";
import { reowned } from "../catalog/privileges";
import { failure, notice } from "../errors";
import { changeReplicaOwner, renameReplica } from "../kinds/cluster/replicaStatements";
import type { Kind } from "../kinds/kind";
import { createIn, missing } from "../kinds/support/create";
import { unavailable } from "../kinds/support/features";
import type { Plan, Scope } from "../session/plan";
import { checkRights } from "../session/rights";
import type { Cursor } from "../sql/cursor";
import { debug, simple } from "../sql/names";
import { checkNewName } from "./newNames";

interface Target {
    readonly kind: Kind;
    readonly path: string[];
    /** Undefined if IF EXISTS skips it. */
    readonly object: CatalogObject | undefined;
}

function readTarget({ cursor, resolver, catalog }: Scope): Target {
    cursor.expect("ALTER");
    const kind = catalog.registry.readKind(cursor);
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    // The role of OWNER TO is looked up before the object.
    if (cursor.at("OWNER", "TO")) resolver.container("role", [identifierAfter(cursor, 2)]);
    const exists = kind.namespace === "schema" ? resolver.findItem(path) : catalog.named(kind.name, path.at(-1) ?? "");
    if (skip && !exists) return { kind, path, object: undefined };
    return {
        kind,
        path,
        object: resolver.object(kind.name, path, cursor.at("RENAME") || cursor.at("OWNER") ? "RENAME" : undefined),
    };
}

/** Returns the name that comes after some tokens. */
function identifierAfter(cursor: Cursor, ahead: number): string {
    const token = cursor.peek(ahead);
    return token?.kind === "word" ? token.text.toLowerCase() : (token?.text ?? "");
}

const tagOf = (kind: Kind): string => `ALTER ${typeKeyword(kind.name)}`;

const skippedPlan = (kind: Kind, path: readonly string[]): Plan => ({
    tag: tagOf(kind),
    notices: [missing(typeKeyword(kind.name), path)],
});

export function rename(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    if (cursor.take("ALTER", "CLUSTER", "REPLICA")) return renameReplica(scope);
    const { kind, path, object } = readTarget(scope);
    if (!object) return skippedPlan(kind, path);
    cursor.expect("RENAME", "TO");
    const name = cursor.identifier();
    kind.checkName?.(name);
    checkRights(catalog, scope.session, { owner: [object] });
    if (object.id.startsWith("s")) throw failure(`system item '${object.name}' cannot be modified`);
    const rivals = isItem(object) ? catalog.items() : catalog.all(kind.name);
    const isTaken = rivals.some(
        other => other.name === name && other.schemaId === object.schemaId && other.databaseId === object.databaseId,
    );
    if (isTaken && kind.name === "cluster") throw failure("uniqueness violation");
    if (isTaken) throw failure(`${isItem(object) ? `catalog item '${simple(name)}'` : `${kind.name} '${name}'`} already exists`);
    if (isItem(object)) checkNewName(catalog, object, name);
    const database = catalog.container("database", object.databaseId);
    return {
        tag: tagOf(kind),
        needs: { owner: [object], rights: database ? [createIn(database)] : [] },
        change: { put: renamedObjects(catalog, [{ ...object, name }]) },
    };
}

/** The objects whose stored definitions hold the name of an object. */
function membersOf(catalog: Catalog, object: CatalogObject): readonly CatalogObject[] {
    return catalog.kindOf(object).members?.(catalog, object) ?? [];
}

/** Returns objects with new names, those in them, and the readers of all of them, in whose definitions the names change too. */
function renamedObjects(catalog: Catalog, objects: readonly CatalogObject[]): CatalogObject[] {
    const known = objects.flatMap(object => catalog.all(object.kind).filter(({ id }) => id === object.id));
    const members = known.flatMap(object => membersOf(catalog, object));
    const changed = new Map(objects.map(object => [`${object.kind}:${object.id}`, object]));
    const newPath = (object: CatalogObject): string[] => {
        const namespace = catalog.namespaceOf(object);
        const { name } = changed.get(`${object.kind}:${object.id}`) ?? object;
        return [...(namespace ? newPath(namespace) : []), name];
    };
    const all = new Map([...objects, ...members].map(object => [`${object.kind}:${object.id}`, object]));
    for (const item of [...known, ...members].filter(isItem).sort(byId)) {
        for (const reader of [...catalog.dependants(item.id)].sort(byId)) {
            const key = `${reader.kind}:${reader.id}`;
            const kind = catalog.kindOf(reader);
            if (kind.renames) all.set(key, kind.renames(all.get(key) ?? reader, item.id, newPath(item), item.name));
        }
    }
    return [...all.values()];
}

/** Materialize writes the definitions of readers in the order of their ids. */
const byId = (left: CatalogObject, right: CatalogObject): number => Number(left.id.slice(1)) - Number(right.id.slice(1));

export function changeOwner(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    if (cursor.take("ALTER", "CLUSTER", "REPLICA")) return changeReplicaOwner(scope);
    const { kind, path, object } = readTarget(scope);
    if (!object) return skippedPlan(kind, path);
    cursor.expect("OWNER", "TO");
    const owner = resolver.container("role", [cursor.identifier()]);
    const tag = tagOf(kind);
    if (kind.fixedOwner !== undefined) {
        const warning = notice(`cannot change owner of ${debug(catalog.path(object).join("."))}`, "01000", {
            hint: kind.fixedOwner,
        });
        return { tag, notices: [{ ...warning, severity: "WARNING" }] };
    }
    if (object.ownerId === owner.id) return { tag, needs: { owner: [object], member: [owner] } };
    const namespace = catalog.namespaceOf(object);
    const needs = { owner: [object], member: [owner], rights: namespace ? [createIn(namespace)] : [] };
    return { tag, needs, change: { put: withOwner(catalog, object, owner.id) } };
}

/** Returns an object and those that always have its owner, with a new owner. */
function withOwner(catalog: Catalog, object: CatalogObject, ownerId: string): CatalogObject[] {
    const parts = (catalog.kindOf(object).parts?.(object) ?? []).flatMap(id => catalog.item(id) ?? []);
    const others = catalog.items().filter(other => catalog.kindOf(other).ownedWith?.(other) === object.id);
    return [object, ...parts, ...others].map(part => ({
        ...part,
        ownerId,
        grants: reowned(part.grants, part.ownerId, ownerId),
    }));
}

export function swap(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    const { kind, path, object } = readTarget(scope);
    if (!object) return skippedPlan(kind, path);
    cursor.expect("SWAP", "WITH");
    const name = cursor.identifier();
    const other = resolver.container(kind.name, kind.namespace === "database" ? [...path.slice(0, -1), name] : [name]);
    if (other === object) return { tag: tagOf(kind), needs: { owner: [object] } };
    if ([object, other].some(each => kind.name === "schema" && each.databaseId === undefined))
        throw failure("cannot swap schemas that are in the ambient database");
    const put = renamedObjects(catalog, [
        { ...object, name: other.name },
        { ...other, name: object.name },
    ]);
    return { tag: tagOf(kind), needs: { owner: [object, other] }, change: { put } };
}

const SET_CLUSTER_FLAG = "enable_alter_set_cluster";

/** Plans ALTER … SET CLUSTER, which Materialize has for few kinds, and only where a flag allows it. */
export function setCluster(scope: Scope): Plan | Promise<Plan> {
    const { cursor, session, catalog } = scope;
    if (!session.enabled(SET_CLUSTER_FLAG)) throw unavailable("ALTER ... SET CLUSTER syntax", SET_CLUSTER_FLAG);
    cursor.expect("ALTER");
    const kind = catalog.registry.readKind(cursor);
    if (kind.setCluster) return kind.setCluster(scope);
    throw failure(
        `ALTER ${typeKeyword(kind.name)} SET CLUSTER not yet supported, see https://github.com/MaterializeInc/materialize/discussions/29606 for more details`,
        "0A000",
    );
}
