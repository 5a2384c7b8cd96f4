import { reowned } from "../catalog/acl";
import type { Catalog } from "../catalog/catalog";
import { isItem, keyword, type CatalogObject, type Kind } from "../catalog/object";
import { failure, notice } from "../errors";
import { checkReserved } from "../kinds/containers";
import { createIn } from "../kinds/items";
import type { Plan, Right, Scope } from "../session/plan";
import { debug, simple } from "../sql/names";
import { readKind } from "./words";

/** The object of an ALTER, or nothing if it may be missing and is. */
function readTarget({ cursor, resolver, catalog }: Scope): { kind: Kind; path: string[]; object?: CatalogObject } {
    cursor.expect("ALTER");
    const kind = readKind(cursor);
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    const item = isItem({ kind } as CatalogObject);
    const missing = skip && (item ? !resolver.findItem(path) : !catalog.named(kind, path.at(-1) ?? ""));
    const statement = cursor.at("RENAME") ? "RENAME" : undefined;
    return missing ? { kind, path } : { kind, path, object: resolver.any(kind, path, statement) };
}

const missing = (kind: Kind, path: readonly string[]): Plan => ({
    tag: `ALTER ${keyword(kind)}`,
    notices: [notice(`${keyword(kind)} ${debug(path.map(simple).join("."))} does not exist, skipping`, "42704")],
});

export function rename(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    const { kind, path, object } = readTarget(scope);
    if (!object) return missing(kind, path);
    cursor.expect("RENAME", "TO");
    const name = cursor.identifier();
    if (kind === "cluster" || kind === "schema") checkReserved(kind, name);
    if (object.id.startsWith("s")) throw failure(`system item '${object.name}' cannot be modified`);
    const rivals = isItem(object) ? catalog.items() : catalog.all(kind);
    const twin = rivals.some(
        other =>
            other !== object &&
            other.name === name &&
            other.schemaId === object.schemaId &&
            other.databaseId === object.databaseId,
    );
    if (twin) throw failure(`${isItem(object) ? "catalog item" : kind} '${name}' already exists`);
    return {
        tag: `ALTER ${keyword(kind)}`,
        needs: { owner: [object] },
        change: { put: [{ ...object, name }, ...within(catalog, object)] },
    };
}

/** The items of a schema: their definitions hold its name. */
function within(catalog: Catalog, container: CatalogObject): CatalogObject[] {
    return container.kind === "schema" ? catalog.items().filter(item => item.schemaId === container.id) : [];
}

export function changeOwner(scope: Scope): Plan {
    const { cursor, resolver } = scope;
    const { kind, path, object } = readTarget(scope);
    if (!object) return missing(kind, path);
    cursor.expect("OWNER", "TO");
    const owner = resolver.container("role", [cursor.identifier()]);
    const tag = `ALTER ${keyword(kind)}`;
    if (kind === "index") {
        const warning = notice(`cannot change owner of ${debug(object.name)}`, "00000", {
            hint: "Change the ownership of the index's relation, instead.",
        });
        return { tag, notices: [{ ...warning, severity: "WARNING", code: "01000" }] };
    }
    const needs = { owner: [object], member: [owner], rights: placeRights(scope, object) };
    if (object.ownerId === owner.id) return { tag, needs: { owner: [object], member: [owner] } };
    return { tag, needs, change: { put: owned(scope, object, owner.id) } };
}

/** An object and what follows its owner: a source's progress collection, a relation's indexes. */
function owned({ catalog }: Scope, object: CatalogObject, ownerId: string): CatalogObject[] {
    const progress = object.source?.progressId === undefined ? undefined : catalog.item(object.source.progressId);
    const indexes = catalog.all("index").filter(index => index.index?.onId === object.id);
    return [object, ...(progress ? [progress] : []), ...indexes].map(part => ({
        ...part,
        ownerId,
        grants: reowned(part.grants, part.ownerId, ownerId),
    }));
}

function placeRights({ catalog }: Scope, object: CatalogObject): Right[] {
    const container = catalog.get("schema", object.schemaId) ?? catalog.get("database", object.databaseId);
    return container ? [createIn(container)] : [];
}

export function swap(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    const { kind, path, object } = readTarget(scope);
    if (!object) return missing(kind, path);
    cursor.expect("SWAP", "WITH");
    const other = resolver.container(
        kind,
        kind === "schema" ? [...path.slice(0, -1), cursor.identifier()] : [cursor.identifier()],
    );
    const put = [
        { ...object, name: other.name },
        { ...other, name: object.name },
        ...within(catalog, object),
        ...within(catalog, other),
    ];
    return { tag: `ALTER ${keyword(kind)}`, needs: { owner: [object, other] }, change: { put } };
}
