import type { Catalog } from "../provider/catalog/catalog";
import { DEPENDENCIES, type Dependency } from "../provider/catalog/queries";
import { catalogName } from "../provider/statement/qualifiedName";
import { type Found, keyOf } from "./catalogObjects";

/** Returns objects so that each follows those that it needs: its owner, what it lies in, and the objects that it refers to. */
export async function inDependencyOrder(catalog: Catalog, objects: readonly Found[]): Promise<readonly Found[]> {
    const dependencies = await catalog.rowsInSnapshot<Dependency>(DEPENDENCIES);
    const needed = new Map<string, string[]>();
    for (const { id, referencedId } of dependencies) needed.set(id, [...(needed.get(id) ?? []), referencedId]);
    const sorted = objects.toSorted((one, other) => compare(rankOf(one), rankOf(other)));
    const byKey = new Map(sorted.map(object => [keyOf(object.row), object]));
    const done = new Set<string>();
    const ordered: Found[] = [];
    const add = (object: Found): void => {
        const key = keyOf(object.row);
        if (done.has(key)) return;
        done.add(key);
        for (const id of (needed.get(key) ?? []).toSorted()) {
            const other = byKey.get(id);
            if (other !== undefined) add(other);
        }
        ordered.push(object);
    };
    for (const object of sorted) add(object);
    return ordered;
}

/** The order of what lies outside of schemas: an object has an owner, and lies in those before it. */
const OUTSIDE = ["role", "network-policy", "cluster", "cluster-replica", "database", "schema"];

const rankOf = ({ kind, row }: Found): string => {
    const at = OUTSIDE.indexOf(kind.catalog.type);
    return `${at < 0 ? OUTSIDE.length : at} ${catalogName(row)}`;
};

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
