import type { CatalogRow } from "../catalog/catalog";
import { kinds } from "../kinds";
import type { StoredReference } from "../sql/reader";
import { type CatalogReader, hasSubject } from "../statement/kind";
import { catalogName } from "../statement/qualifiedName";
import { isResource, referencePath } from "../values/reference";
import { itemsOf, namedType, partOf, referenceOf, type ValueSchema } from "../values/schema";
import { isFields } from "../values/value";

/** Looks up objects by their ids, for their current names. */
export type FindByIds = (ids: readonly string[]) => Promise<readonly CatalogRow[]>;

/**
 * Returns a value with the current names of the objects that it refers to, since the names beside the ids of a stored definition can be outdated.
 */
export async function withCurrentNames(type: ValueSchema, value: unknown, findByIds: FindByIds): Promise<unknown> {
    const ids = referencedIds(value);
    if (ids.length === 0) return value;
    const known = await findByIds(ids);
    const current = (part: unknown, schema: ValueSchema | undefined): unknown => {
        if (isResource(part)) return { ...part, qualifiedName: currentName(part, known, objectType(schema)) };
        if (Array.isArray(part)) return part.map(one => current(one, itemsOf(schema)));
        if (!isFields(part)) return part;
        return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, current(one, partOf(schema, key))]));
    };
    return current(value, type);
}

/** Returns a value of the server with the names of objects in place of their ids, except for secrets, which are never given by their names. */
export function withNamesAlone(schema: ValueSchema | undefined, value: unknown): unknown {
    if (isResource(value)) {
        const [name = "", container, database] = referencePath(value).toReversed();
        switch (referenceOf(schema)?.scope) {
            case "schema":
                return { name, schema: container, database };
            case "database":
                return { name, database: container };
            case "none":
                return namedType(schema) === undefined ? { name } : name;
            default:
                return value;
        }
    }
    if (Array.isArray(value)) return value.map(one => withNamesAlone(itemsOf(schema), one));
    if (!isFields(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withNamesAlone(partOf(schema, key), one)]));
}

/** Returns a value of a program with the current names of the resources in it. One that does not exist keeps its name. */
export async function withNamesFrom(look: CatalogReader, schema: ValueSchema | undefined, value: unknown): Promise<unknown> {
    if (isResource(value)) {
        const type = catalogType(schema);
        const found = type === undefined ? undefined : await look.findResource(type, value);
        return found === undefined ? value : { ...value, qualifiedName: catalogName(found) };
    }
    if (Array.isArray(value)) return Promise.all(value.map(one => withNamesFrom(look, itemsOf(schema), one)));
    if (!isFields(value)) return value;
    const parts = Object.entries(value).map(
        async ([key, one]) => [key, await withNamesFrom(look, partOf(schema, key), one)] as const,
    );
    return Object.fromEntries(await Promise.all(parts));
}

/** Returns the catalog type of a referenced object. */
function catalogType(schema: ValueSchema | undefined): string | undefined {
    const kind = kinds.get(referenceOf(schema)?.kinds[0] ?? "");
    return kind === undefined || hasSubject(kind) ? undefined : kind.catalog.type;
}

/**
 * Returns the catalog type of a referenced object outside any schema (role, cluster, database, …), whose id is unique only within its type; else
 * undefined.
 */
export function objectType(schema: ValueSchema | undefined): string | undefined {
    const reference = referenceOf(schema);
    return reference === undefined || reference.scope === "schema" ? undefined : catalogType(schema);
}

/** Returns the ids in the stack of the objects that a value refers to. */
export function referencedIds(value: unknown): string[] {
    if (isResource(value)) return [value.id];
    return typeof value === "object" && value !== null ? [...new Set(Object.values(value).flatMap(referencedIds))] : [];
}

/**
 * Returns the current qualified name of an object. If `type` is undefined, the object is one in a schema. Returns the stored name if the catalog does not
 * have the object.
 */
export function currentName({ id, qualifiedName }: StoredReference, known: readonly CatalogRow[], type?: string): string {
    const found = known.find(one => one.id === id && (type === undefined ? one.schema !== null : one.type === type));
    return found === undefined ? qualifiedName : catalogName(found);
}
