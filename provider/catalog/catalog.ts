import { Semaphore } from "async-mutex";
import DataLoader from "dataloader";
import { combine, untilOthersAsked } from "../session/combine";
import type { Session } from "../session/session";
import type { CatalogReader, ObjectKind } from "../statement/kind";
import type { Fields, Namespace } from "../values/value";
import { Creations } from "./creations";
import { formerNames, lastSuccessor } from "./history";
import { type Lookup, matching } from "./lookup";
import {
    type CatalogDetails,
    type CatalogRow,
    DEFAULT_PRIVILEGES,
    DEPENDENCIES,
    hasDependencies,
    dependantsQuery,
    type Dependency,
    detailsById,
    detailsOf,
    detailsWhere,
    objectsWhere,
    objectsWithOutputs,
    outputsIn,
    reachable,
} from "./queries";
import { findResource } from "./references";
import { ShownDetails } from "./shownDetails";
import { readerOf, Snapshot } from "./snapshot";

export type { CatalogDetails, CatalogRow } from "./queries";

type Row = Readonly<Record<string, unknown>>;

/** An object with the outputs that only the server knows. */
export interface FoundObject extends CatalogRow, Pick<CatalogDetails, "outputs"> {}

/** Everything that the catalog has of one object. */
export interface CatalogObject extends CatalogRow, CatalogDetails {}

const BY_ID = "o.id = ANY($1::pg_catalog.text[])";
const BY_ID_OR_NAME = "(o.id = ANY($1::pg_catalog.text[]) OR o.name = ANY($2::pg_catalog.text[]))";
const NO_DETAILS: CatalogDetails = { definition: undefined, columns: {}, outputs: {} };

/** Looks up objects in the catalog of one environment, by their ids in the stack or in Materialize. Simultaneous lookups are combined in one query. */
export class Catalog {
    readonly creations: Creations;
    private readonly objects: DataLoader<Lookup, FoundObject | undefined>;
    private readonly detailLoaders = new Map<ObjectKind, DataLoader<string, CatalogDetails | undefined>>();
    private readonly queries: DataLoader<string, readonly Readonly<Record<string, string | null>>[]>;
    private latest: Snapshot;
    private readonly dropped = new Map<string, CatalogRow>();
    private hasNewDefaultPrivileges = false;

    constructor(private readonly session: Session) {
        this.creations = new Creations(session);
        this.shown = new ShownDetails(session);
        this.objects = combine(new Semaphore(1), lookups => this.findObjects(lookups), { cache: false }, untilOthersAsked);
        this.queries = new DataLoader(
            async texts => {
                const batch = new Snapshot(this.session);
                return Promise.all(texts.map(text => batch.rows<Readonly<Record<string, string | null>>>(text)));
            },
            { cache: false },
        );
        this.latest = new Snapshot(session);
        const first = new Snapshot(session);
        const lookups = {
            objectId: (type: string, id: string) => this.creations.objectId(type, id),
            wasNamed: (type: string, id: string, name: string) => this.wasNamed(type, id, name),
        };
        this.current = {
            findByName: (type, namespace, name) => this.objects.load({ type, name, ...namespace }),
            findById: (type, id) => this.loadById(type, id),
            findResource: (type, resource) =>
                findResource({ ...lookups, find: lookup => this.objects.load(lookup) }, type, resource),
            rows: query => this.queries.load(query),
        };
        this.fromSnapshot = readerOf(() => this.latest, lookups);
        this.beforeGrants = readerOf(() => first, {
            ...lookups,
            objectId: async (type, id) => (this.creations.isNew(id) ? undefined : this.creations.objectId(type, id)),
        });
    }

    /** Reads what the relations of the kinds do not have. */
    readonly shown: ShownDetails;

    /** Reads the current catalog for grants. */
    readonly current: CatalogReader;

    /** Reads the snapshot of the catalog for grants. */
    readonly fromSnapshot: CatalogReader;

    /** Reads the catalog as it was at the first grant of the run: without what the run creates. */
    readonly beforeGrants: CatalogReader;

    /** Returns Materialize's id of an object by its id in the stack; undefined if it never existed. */
    objectId({ catalog: { type } }: ObjectKind, id: string): Promise<string | undefined> {
        return this.creations.objectId(type, id);
    }

    /** Records Materialize's current id of an object, which is not in its id in the stack if the object was adopted or followed by its name. */
    recordObjectId({ catalog: { type } }: ObjectKind, id: string, objectId: unknown): void {
        if (typeof objectId === "string") this.creations.recordObjectId({ type, id, objectId });
    }

    /** Returns the id in the stack of an object that was just created; see {@link Creations}. */
    creationId(qualifiedName: string): Promise<string> {
        return this.creations.newId(qualifiedName);
    }

    /** Returns the current object with a name. */
    findByName(kind: ObjectKind, namespace: Namespace, name: string): Promise<FoundObject | undefined> {
        return this.objects.load({ type: kind.catalog.type, name, kind, ...namespace });
    }

    /** Returns the current object with an id. */
    findById(kind: ObjectKind, id: string): Promise<CatalogRow | undefined> {
        return this.loadById(kind.catalog.type, id);
    }

    /** Returns the current object of a lookup. */
    find(lookup: Lookup): Promise<CatalogRow | undefined> {
        return this.objects.load(lookup);
    }

    /** Returns the object of a lookup from the snapshot, whose objects are read again if they are older than a number of milliseconds. */
    findInSnapshot(lookup: Lookup, maxAge?: number): Promise<CatalogRow | undefined> {
        return this.latest.find(lookup, maxAge);
    }

    /** Returns true if the object of a type with an id of Materialize has ever had a name, whether or not it still exists. */
    async wasNamed(type: string, id: string, name: string): Promise<boolean> {
        return (await formerNames(this.session, type, id)).has(name);
    }

    /** Returns the id of the object that has become of one whose id is gone; undefined if no successor was applied to it. */
    lastSuccessor({ catalog: { type } }: ObjectKind, id: string): Promise<string | undefined> {
        return lastSuccessor(this.session, type, id);
    }

    /** Returns an object that was just looked up with all that the catalog has of it; undefined if it is of another kind of the same type. */
    async readDetails(kind: ObjectKind, found: CatalogRow, ...given: readonly Fields[]): Promise<CatalogObject | undefined> {
        const details = await this.details(kind, found.id);
        return details && this.shown.complete(kind, { ...found, ...details }, given, this.current);
    }

    /** Returns the object with an id from the snapshot, with everything that the catalog has of it. */
    async readFromSnapshot(kind: ObjectKind, id: string, given: Fields = {}): Promise<CatalogObject | undefined> {
        const objectId = await this.objectId(kind, id);
        return objectId === undefined ? undefined : this.readWhere(kind, { type: kind.catalog.type, id: objectId }, given);
    }

    /** Returns the object with a name from the snapshot, with everything that the catalog has of it. */
    readByNameFromSnapshot(kind: ObjectKind, namespace: Namespace, given: Fields): Promise<CatalogObject | undefined> {
        return this.readWhere(kind, { type: kind.catalog.type, name: String(given.name), ...namespace }, given);
    }

    /** Returns the current details of an object, which depend on its kind. The id is Materialize's. */
    private details(kind: ObjectKind, id: string): Promise<CatalogDetails | undefined> {
        const query = detailsWhere(kind, BY_ID);
        if (query === undefined) return Promise.resolve(NO_DETAILS);
        const load = async (ids: readonly string[]): Promise<(CatalogDetails | undefined)[]> => {
            const found = detailsById(kind, await this.session.rows<Row>(query, [ids]));
            return ids.map(one => found.get(one));
        };
        const loader = this.detailLoaders.get(kind) ?? new DataLoader(load, { cache: false });
        this.detailLoaders.set(kind, loader);
        return loader.load(id);
    }

    /** Returns the outputs of an object that only the server knows. The id is Materialize's. */
    async outputs(kind: ObjectKind, id: string): Promise<Readonly<Record<string, unknown>>> {
        return kind.catalog.outputs === undefined ? {} : ((await this.details(kind, id))?.outputs ?? {});
    }

    /** Returns the current objects with some ids of Materialize. */
    async findByIds(ids: readonly string[]): Promise<readonly CatalogRow[]> {
        return ids.length === 0 ? [] : this.session.rows<CatalogRow>(objectsWhere(BY_ID), [ids]);
    }

    /** Returns all objects as they were at the first lookup in the snapshot. */
    snapshot(): Promise<readonly CatalogRow[]> {
        return this.latest.objects();
    }

    /** Returns the rows of a query, which the snapshot keeps. */
    rowsInSnapshot<Rows extends object>(query: string): Promise<readonly Rows[]> {
        return this.latest.rows<Rows>(query);
    }

    /** Records that an object was dropped. */
    recordDrop(object: CatalogRow): void {
        this.dropped.set(`${object.type} ${object.id}`, object);
    }

    /** Returns true if this run has dropped an object. */
    wasDropped({ type, id }: Pick<CatalogRow, "type" | "id">): boolean {
        return this.dropped.has(`${type} ${id}`);
    }

    /** Returns the objects that this run has dropped: `view "orders"`. */
    droppedNames(): string[] {
        return [...this.dropped.values()].map(({ type, name }) => `${type} "${name}"`);
    }

    /** True if a database may have more than its empty schema `public`, according to the snapshot and the drops since. */
    async mayContainObjects(database: string): Promise<boolean> {
        const all = await this.snapshot();
        const left = all.filter(one => one.database === database && !this.wasDropped(one));
        return left.some(one => one.type !== "schema" || one.name !== "public");
    }

    /** Discards the snapshot. */
    invalidate(): void {
        this.latest = new Snapshot(this.session);
    }

    /** Records that this run gives privileges on objects that are created later. */
    recordDefaultPrivileges(): void {
        this.hasNewDefaultPrivileges = true;
    }

    /** Returns true if a new object may have privileges that no statement has granted on it. */
    async hasDefaultPrivileges(): Promise<boolean> {
        return this.hasNewDefaultPrivileges || (await this.beforeGrants.rows(DEFAULT_PRIVILEGES)).length > 0;
    }

    /** Returns the objects that use an object or that it contains: `source "clicks"`. */
    async dependantNames(kind: ObjectKind, id: string): Promise<string[]> {
        const query = dependantsQuery(kind);
        if (query === undefined) return [];
        const rows = await this.session.rows<{ type: string; name: string }>(query, [id]);
        return [...new Set(rows.map(({ type, name }) => `${type} "${name}"`))];
    }

    /** Returns the objects that depend on the object with an id of Materialize, according to the snapshot. */
    async directDependants(id: string): Promise<readonly Dependency[]> {
        return (await this.latest.rows<Dependency>(DEPENDENCIES)).filter(one => one.referencedId === id);
    }

    /** Returns the objects in schemas that an object refers to, according to the snapshot. */
    async references(kind: ObjectKind, id: string): Promise<CatalogRow[]> {
        const dependencies = await this.latest.rows<Dependency>(DEPENDENCIES, { retry: false });
        const objectId = await this.objectId(kind, id);
        const ids = dependencies.flatMap(one => (one.id === objectId ? [one.referencedId] : []));
        return (await this.latest.objects()).filter(one => one.schema !== null && ids.includes(one.id));
    }

    /** Returns the direct and indirect dependants of an object, which are dropped with it, according to the snapshot. */
    async transitiveDependants(kind: ObjectKind, id: string): Promise<readonly Dependency[]> {
        if (!hasDependencies(kind)) return [];
        const dependencies = await this.latest.rows<Dependency>(DEPENDENCIES, { retry: false });
        const objectId = await this.objectId(kind, id);
        return objectId === undefined ? [] : reachable(dependencies, objectId);
    }

    /** Returns the ids of the objects in schemas that an object refers to, directly or indirectly, according to the snapshot. */
    async transitiveReferences(objectId: string): Promise<ReadonlySet<string>> {
        const dependencies = await this.latest.rows<Dependency>(DEPENDENCIES, { retry: false });
        const inverse = dependencies.map(one => ({ ...one, id: one.referencedId, referencedId: one.id }));
        return new Set(reachable(inverse, objectId).map(({ id }) => id));
    }

    private async loadById(type: string, id: string): Promise<FoundObject | undefined> {
        const objectId = await this.creations.objectId(type, id);
        return objectId === undefined ? undefined : this.objects.load({ type, id: objectId });
    }

    private async readWhere(kind: ObjectKind, wanted: Lookup, given: Fields): Promise<CatalogObject | undefined> {
        const query = detailsWhere(kind, "o.id LIKE 'u%'");
        // Both are awaited together, so that a failure of either one is handled.
        const [observed, known] = await Promise.all([
            this.latest.find(wanted),
            query === undefined ? undefined : this.latest.rows<Row>(query),
        ]);
        const row = known?.find(one => one.id === observed?.id);
        const details = known === undefined ? NO_DETAILS : row && detailsOf(kind, row);
        if (observed === undefined || details === undefined) return undefined;
        return this.shown.complete(kind, { ...observed, ...details }, [given], this.fromSnapshot);
    }

    private async findObjects(lookups: readonly Lookup[]): Promise<(FoundObject | undefined)[]> {
        const ids = new Set(lookups.flatMap(one => ("id" in one ? [one.id] : [])));
        const names = new Set(lookups.flatMap(one => ("id" in one ? [] : [one.name])));
        const kinds = new Set(
            lookups.flatMap(one => ("kind" in one && one.kind.catalog.outputs !== undefined ? [one.kind] : [])),
        );
        const query = objectsWithOutputs(
            lookups.map(one => one.type),
            BY_ID_OR_NAME,
            [...kinds],
        );
        const rows = await this.session.rows<CatalogRow & Row>(query, [[...ids], [...names]]);
        return lookups.map(one => {
            const row = matching(rows, one);
            return row && { ...row, outputs: "kind" in one ? outputsIn(one.kind, row) : {} };
        });
    }
}
