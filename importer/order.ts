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
    return afterNeeds(sorted, ({ row }) => (needed.get(keyOf(row)) ?? []).toSorted().flatMap(id => byKey.get(id) ?? []));
}

/** Returns items so that each follows those that it needs, and otherwise in the given order. */
export function afterNeeds<T>(items: readonly T[], needsOf: (item: T) => readonly T[]): readonly T[] {
    const done = new Set<T>();
    const ordered: T[] = [];
    const add = (item: T): void => {
        if (done.has(item)) return;
        done.add(item);
        for (const needed of needsOf(item)) add(needed);
        ordered.push(item);
    };
    for (const item of items) add(item);
    return ordered;
}

/** The order of what lies outside of schemas: an object has an owner, and lies in those before it. */
const OUTSIDE = ["role", "network-policy", "cluster", "cluster-replica", "database", "schema"];

const rankOf = (found: Found): string => `${placeOf(found)} ${catalogName(found.row)}`;

/** Returns the place of the type of an object in that order. */
export const placeOf = ({ kind }: Pick<Found, "kind">): number => {
    const at = OUTSIDE.indexOf(kind.catalog.type);
    return at < 0 ? OUTSIDE.length : at;
};

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
