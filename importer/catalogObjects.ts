import type { Catalog, CatalogRow } from "../provider/catalog/catalog";
import { detailsWhere } from "../provider/catalog/queries";
import { kinds } from "../provider/kinds";
import { hasSubject, type ObjectKind } from "../provider/statement/kind";

/** An object of the catalog that has a resource class. */
export interface Found {
    readonly kind: ObjectKind;
    readonly row: CatalogRow;
}

/** The objects that users created. */
export interface CatalogObjects {
    readonly found: readonly Found[];
    /** The objects that no resource class has. */
    readonly others: readonly CatalogRow[];
}

/** Returns what identifies an object: ids are unique among the objects in schemas, and among those of a type outside of schemas. */
export const keyOf = ({ schema, type, id }: CatalogRow): string => (schema === null ? `${type} ${id}` : id);

const OF_USERS = /^u\d+$/u;

/** Reads all objects that users created, by a number of queries that depends on the kinds and not on the objects. */
export async function catalogObjects(catalog: Catalog): Promise<CatalogObjects> {
    const rows = (await catalog.snapshot()).filter(({ id }) => OF_USERS.test(id));
    const objectKinds = [...kinds.values()].flatMap(kind => (hasSubject(kind) ? [] : [kind]));
    const found = (await Promise.all(objectKinds.map(kind => objectsOf(catalog, kind, rows)))).flat();
    const known = new Set(found.map(({ row }) => keyOf(row)));
    return { found, others: rows.filter(row => !known.has(keyOf(row))) };
}

/** Returns the objects of a kind. Kinds of the same type differ by the rows of their relation. */
async function objectsOf(catalog: Catalog, kind: ObjectKind, rows: readonly CatalogRow[]): Promise<Found[]> {
    const sameType = rows.filter(({ type }) => type === kind.catalog.type);
    const query = detailsWhere(kind, "o.id LIKE 'u%'");
    if (sameType.length === 0 || query === undefined) return sameType.map(row => ({ kind, row }));
    const ids = new Set((await catalog.rowsInSnapshot<{ id: string }>(query)).map(({ id }) => id));
    return sameType.filter(({ id }) => ids.has(id)).map(row => ({ kind, row }));
}
