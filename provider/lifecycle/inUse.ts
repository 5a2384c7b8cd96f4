import type { Catalog, CatalogRow } from "../catalog/catalog";
import { blocksDrop, hasDependencies } from "../catalog/queries";
import type { Environment, Replaced } from "../run/environment";
import { type CatalogName, hasRow, type ObjectKind } from "../statement/kind";
import { catalogName, namespaceOf } from "../statement/qualifiedName";
import type { Operation } from "./handler";
import { shortList } from "./shortList";
import { objectIdOf } from "./state";
import { isNamedAsSuccessor } from "./successorName";

/** Returns the type and the qualified name of an object: `view "materialize"."public"."orders"`. */
export const describeObject = (object: CatalogName & { readonly type: string }): string =>
    `${describeType(object)} ${catalogName(object)}`;

/** Returns the type of an object as statements write it: `materialized view`. */
export const describeType = ({ type }: { readonly type: string }): string => type.replace("-", " ");

/** Throws an error that lists the dependants, if there are any. */
export async function refuseInUse({ environment, kind }: Operation, observed: CatalogRow): Promise<void> {
    const dependants = await environment.catalog.dependantNames(kind, observed.id);
    if (dependants.length === 0) return;
    const gone = environment.catalog.droppedNames();
    const already = gone.length === 0 ? "" : `. This run has dropped ${shortList(gone)} before`;
    throw new Error(
        `${catalogName(observed)} cannot be dropped, since it is in use: ${shortList(dependants)}. Drop these first${orCascade(kind)}${already}`,
    );
}

const orCascade = (kind: ObjectKind): string =>
    hasRow(kind, "cascade") ? "; or give cascade: true, run `pulumi up`, and they are dropped with it" : "";

/** Returns true if the snapshot has an object that depends on another one and that this run has not dropped. The server tells it of what contains objects. */
export async function mayBeInUse({ environment, kind }: Operation, { id }: CatalogRow): Promise<boolean> {
    if (kind.catalog.dependants !== undefined || !hasDependencies(kind)) return false;
    const direct = await environment.catalog.directDependants(id);
    return direct.some(one => blocksDrop(kind, one) && !environment.catalog.wasDropped(one));
}

/**
 * Refuses the first delete of a replacement if the object that is replaced has dependants which are not replaced with it: the drops before its own
 * would be in vain. Only the replacements that this delete is part of are checked: of others, the engine may not have asked for all dependants yet.
 * Deletes that run at the same time wait for the same check.
 */
export function refuseIncompleteReplacement({ replaced, catalog }: Environment, deleted: CatalogRow): Promise<void> {
    if (replaced.unchecked.size > 0) {
        const earlier = replaced.check;
        replaced.check = earlier.then(() => checkReplacements(catalog, replaced, deleted));
    }
    return replaced.check;
}

/** Returns true if an object is the successor of one that is replaced: an interrupted run has left it, and the delete drops it. */
const isLeftSuccessor = (all: readonly Replaced[], one: CatalogName): boolean =>
    all.some(
        ({ kind, state }) =>
            kind.successor !== undefined && isNamedAsSuccessor(one, { ...namespaceOf(kind, state), name: String(state.name) }),
    );

async function checkReplacements(
    catalog: Catalog,
    { all, unchecked }: Environment["replaced"],
    deleted: CatalogRow,
): Promise<void> {
    const idOf = ({ kind, id, state }: Replaced) => catalog.objectId(kind, objectIdOf(id, state));
    for (const root of [...unchecked]) {
        const { kind, id, state } = root;
        const dependants = await catalog.transitiveDependants(kind, objectIdOf(id, state));
        const isPart = (await idOf(root)) === deleted.id || dependants.some(one => one.id === deleted.id);
        if (!isPart || !unchecked.delete(root) || state.cascade === true) continue;
        const going = new Set(await Promise.all(all.map(idOf)));
        const others = dependants.filter(
            one => blocksDrop(kind, one) && !going.has(one.id) && !catalog.wasDropped(one) && !isLeftSuccessor(all, one),
        );
        if (others.length === 0) continue;
        throw new Error(
            `${String(state.qualifiedName)} cannot be replaced, and nothing of it has been dropped: objects that this update does not replace use it: ${shortList(others.map(describeObject))}. Drop these first${orCascade(kind)}`,
        );
    }
}
