import { initialGrants } from "../catalog/acl";
import { spoken, type CatalogObject, type ItemKind } from "../catalog/object";
import { failure, notice, type Notice } from "../errors";
import type { Right, Scope } from "../session/plan";
import { debug } from "../sql/names";

/** The head of a CREATE: what kind, whether it may exist, and its name. */
export interface Head {
    readonly path: readonly string[];
    readonly skip: boolean;
    readonly schema: CatalogObject;
    readonly name: string;
}

export function readHead(scope: Scope): Head {
    return placed(scope, readName(scope));
}

/** The name of a CREATE, before it is known whether there is a place for it. */
export function readName({ cursor }: Scope): Pick<Head, "path" | "skip"> {
    const skip = cursor.take("IF", "NOT", "EXISTS");
    return { skip, path: cursor.path() };
}

export function placed({ resolver }: Scope, name: Pick<Head, "path" | "skip">): Head {
    return { ...name, ...resolver.place(name.path) };
}

/** A new item of the user's, with its first grants. */
export function newItem(
    { catalog, session }: Scope,
    kind: ItemKind,
    head: Pick<Head, "schema" | "name">,
    parts: Partial<CatalogObject>,
): CatalogObject {
    const ownerId = session.role.id;
    return {
        kind,
        ...catalog.allocate(kind),
        name: head.name,
        schemaId: head.schema.id,
        ownerId,
        grants: initialGrants(kind, ownerId, catalog.facts.defaultPrivileges, {
            databaseId: head.schema.databaseId,
            schemaId: head.schema.id,
        }),
        uses: [],
        comments: {},
        ...parts,
    };
}

export function existing({ catalog }: Scope, head: Pick<Head, "schema" | "name">): CatalogObject | undefined {
    return catalog.items().find(item => item.schemaId === head.schema.id && item.name === head.name);
}

/** Refuses more names than there are columns. */
export function checkColumnNames(what: string, given: number, columns: number): void {
    if (given <= columns) return;
    const count = (number: number): string => `${number} column${number === 1 ? "" : "s"}`;
    throw failure(`${what} definition names ${count(given)}, but ${what} has ${count(columns)}`);
}

/** What a CREATE … IF NOT EXISTS says when there is one. */
export function skipped(kind: string, name: string): Notice {
    return notice(`${kind} ${debug(name)} already exists, skipping`, kind === "table" ? "42P07" : "42710");
}

/** Most kinds of items are refused by name before anything is done; the error tells what is there. */
export function refuseExisting(scope: Scope, head: Head): CatalogObject | undefined {
    const twin = existing(scope, head);
    if (!twin || head.skip) return twin;
    throw failure(`${spoken(twin.kind)} ${debug([...scope.catalog.path(head.schema), head.name].join("."))} already exists`);
}

export const createIn = (schema: CatalogObject): Right => ({ privilege: "CREATE", on: schema });
export const useOf = (object: CatalogObject): Right => ({ privilege: "USAGE", on: object });

/** USAGE on what a new item refers to. */
export function usesOf({ catalog }: Scope, ids: readonly string[]): Right[] {
    return ids.flatMap(id => {
        const object = catalog.item(id);
        return object && ["secret", "connection"].includes(object.kind) ? [useOf(object)] : [];
    });
}
