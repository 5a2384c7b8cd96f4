import { kinds as allKinds } from "../kinds";
import { hasSubject } from "../statement/kind";
import { referencePath, type ResourceReference } from "../values/reference";
import type { Lookup } from "./lookup";
import type { CatalogRow } from "./queries";

/** The types of the catalog whose objects are identified by their names. */
const IDENTIFIED_BY_NAME = new Set(
    [...allKinds.values()].flatMap(kind => (!hasSubject(kind) && kind.identifyBy === "name" ? [kind.catalog.type] : [])),
);

/** The lookups with which a reference is resolved. */
export interface Lookups {
    readonly find: (lookup: Lookup) => Promise<CatalogRow | undefined>;
    /** Returns Materialize's id of an object by its id in the stack. */
    readonly objectId: (type: string, id: string) => Promise<string | undefined>;
    /** Returns true if an object has ever had a name. */
    readonly wasNamed: (type: string, id: string, name: string) => Promise<boolean>;
}

/**
 * Finds the object that a resource in arguments stands for: the one with its id, which may have been renamed. If that one has another name or is gone,
 * and the objects of the type are identified by their names, it is the one that has the name.
 */
export async function findResource(
    { find, objectId, wasNamed }: Lookups,
    type: string,
    { id, qualifiedName }: ResourceReference,
): Promise<CatalogRow | undefined> {
    const known = await objectId(type, id);
    if (known === undefined) return undefined;
    const path = referencePath({ id, qualifiedName });
    const name = path.at(-1) ?? "";
    const namespace = { database: path.length > 1 ? (path[0] ?? "") : "", schema: path.length > 2 ? (path[1] ?? "") : "" };
    const [object, holder] = await Promise.all([find({ type, id: known }), find({ type, name, ...namespace })]);
    if (object !== undefined && (object.name === name || object.id === holder?.id)) return object;
    if (holder !== undefined && IDENTIFIED_BY_NAME.has(type)) return holder;
    return object !== undefined && (await wasNamed(type, object.id, name)) ? object : undefined;
}
