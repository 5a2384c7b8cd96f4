import { isItem, typeName, type CatalogObject } from "../../catalog/object";
import { initialGrants } from "../../catalog/privileges";
import { failure, notice, type Notice } from "../../errors";
import type { Right, Scope } from "../../session/plan";
import { debug, simple } from "../../sql/names";

/** The head of a CREATE statement for an item. */
export interface Head {
    readonly path: readonly string[];
    /** True for IF NOT EXISTS. */
    readonly skip: boolean;
    readonly schema: CatalogObject;
    readonly name: string;
}

export function readHead(scope: Scope): Head {
    return inSchema(scope, readName(scope));
}

/** Reads the name of a new item without looking up its schema. */
export function readName({ cursor }: Scope): Pick<Head, "path" | "skip"> {
    const skip = cursor.take("IF", "NOT", "EXISTS");
    return { skip, path: cursor.path() };
}

/** Looks up the schema of a new item. */
export function inSchema({ resolver }: Scope, name: Pick<Head, "path" | "skip">): Head {
    return { ...name, ...resolver.newName(name.path) };
}

type Parts<Body> = Pick<CatalogObject<Body>, "body"> & Partial<Omit<CatalogObject<Body>, "kind" | "id" | "oid" | "name">>;

/** Returns a new object of the current role, with its first grants. */
export function newObject<Body>(scope: Scope, kind: string, name: string, parts: Parts<Body>): CatalogObject<Body> {
    const { catalog, session } = scope;
    const ownerId = session.role.id;
    const schema = catalog.container("schema", parts.schemaId);
    const namespace = { databaseId: schema?.databaseId ?? parts.databaseId, schemaId: parts.schemaId };
    const grants = initialGrants(catalog.registry.kind(kind), ownerId, catalog.facts.defaultPrivileges, namespace);
    return { kind, ...catalog.allocate(kind), name, ownerId, grants, uses: [], comments: {}, ...parts };
}

/** Returns a new item in the schema of a CREATE statement. */
export function newItem<Body>(
    scope: Scope,
    kind: string,
    { schema, name }: Pick<Head, "schema" | "name">,
    parts: Parts<Body>,
): CatalogObject<Body> {
    return newObject(scope, kind, name, { schemaId: schema.id, ...parts });
}

/** Returns the item that has the name of a new one. */
export function existing({ catalog }: Scope, head: Pick<Head, "schema" | "name">): CatalogObject | undefined {
    return catalog.items().find(item => item.schemaId === head.schema.id && item.name === head.name);
}

/** Refuses more column names than there are columns, or, if all must be named, fewer. */
export function checkColumnNames(object: string, given: number, columns: number, all = false): void {
    if (given === columns || (given < columns && !all)) return;
    const count = (number: number): string => `${number} column${number === 1 ? "" : "s"}`;
    throw failure(`${object} definition names ${count(given)}, but ${object} has ${count(columns)}`);
}

/** Returns the notice of CREATE … IF NOT EXISTS for an object that exists. */
export function skipped(kind: string, name: string, code = "42710"): Notice {
    return notice(`${kind} ${debug(name)} already exists, skipping`, code);
}

/** Returns the notice of ALTER or DROP … IF EXISTS for an object that does not exist. */
export function missing(type: string, path: readonly string[]): Notice {
    return notice(`${type} ${debug(path.map(simple).join("."))} does not exist, skipping`, "42704");
}

/** Returns the item that IF NOT EXISTS skips; without IF NOT EXISTS, the error message names the object that exists. */
export function refuseExisting(scope: Scope, head: Head): CatalogObject | undefined {
    const found = scope.explains ? undefined : existing(scope, head);
    if (!found || head.skip) return found;
    throw failure(`${typeName(found.kind)} ${debug([...scope.catalog.path(head.schema), head.name].join("."))} already exists`);
}

export const createIn = (container: CatalogObject): Right => ({ privilege: "CREATE", on: container });
export const useOf = (object: CatalogObject): Right => ({ privilege: "USAGE", on: object });

/** Returns the USAGE privileges that a statement needs on the secrets and connections that it refers to, and first on their schemas. */
export function usesOf(scope: Scope, ids: readonly string[]): Right[] {
    const { catalog } = scope;
    const items = ids.flatMap(id => catalog.item(id) ?? []);
    const used = items.filter(object => isItem(object) && catalog.kindOf(object).privileges.includes("U"));
    return [...schemasOf(scope, used), ...used.map(useOf)];
}

/** Returns the USAGE privileges that a statement needs on the schemas of items. */
export function schemasOf({ catalog }: Scope, items: readonly CatalogObject[]): Right[] {
    return items.flatMap(item => {
        const schema = catalog.container("schema", item.schemaId);
        return schema ? [useOf(schema)] : [];
    });
}
