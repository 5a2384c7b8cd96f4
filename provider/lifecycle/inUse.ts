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
export function refuseIncompleteReplacement({ environment, kind }: Operation, deleted: CatalogRow): Promise<void> {
    const { replaced } = environment;
    if (replaced.unchecked.size > 0) {
        const earlier = replaced.check;
        replaced.check = earlier.then(() => checkReplacements(environment, kind, deleted));
    }
    return replaced.check;
}

/** Returns true if an object is the successor of one that is replaced: an interrupted run has left it, and the delete drops it. */
const isLeftSuccessor = (all: readonly Replaced[], one: CatalogName): boolean =>
    all.some(
        ({ kind, state }) =>
            kind.successor !== undefined && isNamedAsSuccessor(one, { ...namespaceOf(kind, state), name: String(state.name) }),
    );

const idIn = (catalog: Catalog, { kind, id, state }: Replaced): Promise<string | undefined> =>
    catalog.objectId(kind, objectIdOf(id, state));

/** Returns the replacements that a delete is part of: of the object itself, or of one that it refers to. */
async function replacementsOf({ replaced, catalog }: Environment, kind: ObjectKind, deleted: CatalogRow): Promise<Replaced[]> {
    const references = hasDependencies(kind) ? await catalog.transitiveReferences(deleted.id) : new Set<string>();
    const found: Replaced[] = [];
    for (const one of replaced.unchecked) {
        const id = (await idIn(catalog, one)) ?? "";
        const isSame = id === deleted.id && one.kind.catalog.type === kind.catalog.type;
        if (isSame || (hasDependencies(one.kind) && references.has(id))) found.push(one);
    }
    return found;
}

async function checkReplacements(environment: Environment, kind: ObjectKind, deleted: CatalogRow): Promise<void> {
    const { replaced, catalog } = environment;
    const due = await replacementsOf(environment, kind, deleted);
    if (due.length === 0) return;
    for (const one of due) replaced.unchecked.delete(one);
    const going = new Set(await Promise.all(replaced.all.map(one => idIn(catalog, one))));
    for (const { kind: own, id, state } of due.filter(one => one.state.cascade !== true)) {
        const dependants = await catalog.transitiveDependants(own, objectIdOf(id, state));
        const others = dependants.filter(
            one => blocksDrop(own, one) && !going.has(one.id) && !catalog.wasDropped(one) && !isLeftSuccessor(replaced.all, one),
        );
        if (others.length === 0) continue;
        throw new Error(
            `${String(state.qualifiedName)} cannot be replaced, and nothing of it has been dropped: objects that this update does not replace use it: ${shortList(others.map(describeObject))}. Drop these first${orCascade(own)}`,
        );
    }
}
