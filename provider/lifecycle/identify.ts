import type { CatalogRow } from "../catalog/catalog";
import { among, type Lookup } from "../catalog/lookup";
import { catalogName, catalogNamespace, namespaceOf, swappableContainer } from "../statement/qualifiedName";
import { referencePath } from "../values/reference";
import { type Fields, isAbsent } from "../values/value";
import type { Operation } from "./handler";
import { isHeldByOther } from "./holding";
import { containerSwapped, nameTaken, neverNamed, otherType } from "./identityErrors";
import { objectIdOf, printerFor } from "./state";

/** What the state has of an object. */
export interface Recorded {
    /** The id in the stack. */
    readonly id: string;
    readonly state: Fields;
    /** The operation that needs the object. Only a delete accepts one whose schema was swapped away. */
    readonly isDelete?: boolean;
}

/** Looks up objects in the catalog or in the snapshot of it. */
export type Find = (lookup: Lookup) => Promise<CatalogRow | undefined>;

/**
 * Finds the object that a state describes by its id and its name, which are looked up together. An object that was only renamed is still the same.
 * If another object has the name, `identifyBy` decides between the two. Returns undefined if the object does not exist.
 */
export async function identify(operation: Operation, recorded: Recorded, find: Find): Promise<CatalogRow | undefined> {
    const { kind, environment } = operation;
    const { id, state } = recorded;
    const objectId = await environment.catalog.objectId(kind, objectIdOf(id, state));
    if (objectId === undefined) return undefined;
    const [recordedOne, holder] = await Promise.all([
        find({ ...among(kind), id: objectId }),
        find({ ...among(kind), ...namespaceOf(kind, state), name: String(state.name) }),
    ]);
    const known = recordedOne ?? (await findBySuccession(operation, objectId, find));
    if (known !== undefined && known.id === holder?.id && known.type === kind.catalog.type) return known;
    if (known !== undefined && known.type !== kind.catalog.type) throw otherType(state, known);
    const other = holder !== undefined && !isHeld(operation, holder, state) ? holder : undefined;
    const seen = { objectId, known, holder: other };
    return known === undefined
        ? findByNameAlone(operation, recorded, seen)
        : decide(operation, recorded, { ...seen, known }, find);
}

/** Finds the object that a successor has made of one: it has another id, and the same name, dependants and privileges. */
async function findBySuccession({ kind, environment }: Operation, objectId: string, find: Find): Promise<CatalogRow | undefined> {
    const id = kind.successor === undefined ? undefined : await environment.catalog.lastSuccessor(kind, objectId);
    return id === undefined ? undefined : find({ ...among(kind), id });
}

interface Seen {
    readonly objectId: string;
    /** The object with the recorded id. */
    readonly known: CatalogRow | undefined;
    /** The object with the recorded name, if no other resource of the program holds it. */
    readonly holder: CatalogRow | undefined;
}

/** Returns true if another resource of the program holds an object. */
export const isHeld = ({ environment, kind }: Operation, row: CatalogRow, state: Fields): boolean =>
    isHeldByOther(environment, kind, [row.id, catalogName(row)], state);

/** The object with the recorded id is gone. Where the name identifies, an object with the same name and owner is its replacement. */
async function findByNameAlone(
    operation: Operation,
    { state }: Recorded,
    { objectId, holder }: Seen,
): Promise<CatalogRow | undefined> {
    const { kind, environment } = operation;
    const owner = isAbsent(state.owner) ? environment.user : referencePath(state.owner).at(-1);
    if (holder === undefined || !identifiesByName(operation, state)) return undefined;
    if (!(await isSameKind(operation, holder)) || (holder.owner !== null && holder.owner !== owner)) return undefined;
    if (!(await environment.catalog.wasNamed(kind.catalog.type, objectId, String(state.name)))) return undefined;
    return follow(operation, state, holder);
}

/** The object with the recorded id has another name. */
async function decide(
    operation: Operation,
    { state, isDelete = false }: Recorded,
    { known, holder }: Seen & { readonly known: CatalogRow },
    find: Find,
): Promise<CatalogRow> {
    const { kind, environment } = operation;
    if (holder === undefined) {
        if (known.name !== state.name && !(await environment.catalog.wasNamed(kind.catalog.type, known.id, String(state.name))))
            throw neverNamed(state, known);
        if (!isDelete) await refuseSwappedContainer(operation, state, known, find);
        return known;
    }
    const isSame = known.owner === holder.owner && (await isSameKind(operation, holder));
    if (isSame && identifiesByName(operation, state)) return follow(operation, state, holder);
    throw nameTaken(state, { known: describe(known), holder: describe(holder), mayFollow: isSame });
}

/** Returns the name of an object and its id, for error messages. */
const describe = (row: CatalogRow): string => `${catalogName(row)} (${row.id})`;

const identifiesByName = ({ kind }: Operation, state: Fields): boolean => (state.identifyBy ?? kind.identifyBy) === "name";

/** Returns true if an object is of the kind, and not only of the same type in the catalog. */
async function isSameKind({ kind, environment }: Operation, row: CatalogRow): Promise<boolean> {
    return row.type === kind.catalog.type && (await environment.catalog.readDetails(kind, row)) !== undefined;
}

/** Refuses an object that lies in something with another name, while another one has the recorded name: the two were swapped. */
async function refuseSwappedContainer({ kind }: Operation, state: Fields, known: CatalogRow, find: Find): Promise<void> {
    const { database, schema } = namespaceOf(kind, state);
    const before = swappableContainer(kind, { database, schema });
    const now = swappableContainer(kind, catalogNamespace(known));
    if (before === undefined || now === undefined || (before.name === now.name && known.database === database)) return;
    if ((await find({ ...before, database, schema: "" })) !== undefined)
        throw containerSwapped(state, { type: before.type, before: before.name, now: now.name });
}

function follow({ run, kind }: Operation, state: Fields, holder: CatalogRow): CatalogRow {
    if (run.notices.isFirst("followed", state))
        printerFor(state)(
            `${String(state.qualifiedName)} is another ${kind.name} now (${holder.id}): it was swapped or replaced outside of this stack. This stack manages the one that has the name (identifyBy: "name")`,
        );
    return holder;
}
