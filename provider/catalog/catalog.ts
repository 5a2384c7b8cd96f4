import DataLoader from "dataloader";
import type { CatalogReader, ObjectKind } from "../statement/kind";
import type { Session } from "../session/session";
import type { Namespace } from "../values/value";
import type { LookupBatch } from "./lookupBatch";
import {
    type CatalogDetails,
    detailsOf,
    detailsWhere,
    type Dependency,
    DEPENDENCIES,
    objectsWhere,
    objectsWithOutputs,
    type CatalogRow,
    outputsIn,
    dependantsQuery,
} from "./queries";

export type { CatalogDetails, CatalogRow } from "./queries";

/** A lookup of one object by its id, or by its name. */
type Lookup = ById | ByName;

interface ById {
    readonly type: string;
    readonly id: string;
}

interface ByName extends Namespace {
    readonly type: string;
    readonly name: string;
    /** The kind whose outputs are returned. */
    readonly kind?: ObjectKind;
}

type Row = Readonly<Record<string, unknown>>;

/** An object with the outputs that only the server knows. */
export interface FoundObject extends CatalogRow, Pick<CatalogDetails, "outputs"> {}

/** Everything that the catalog has of one object. */
export interface CatalogObject extends CatalogRow, CatalogDetails {}

const BY_ID = "o.id = ANY($1::text[])";
const BY_ID_OR_NAME = "(o.id = ANY($1::text[]) OR o.name = ANY($2::text[]))";
const NO_DETAILS: CatalogDetails = { definition: undefined, columns: {}, outputs: {} };

/** Looks up objects in the catalog of one environment. Simultaneous lookups are combined in one query. */
export class Catalog {
    private readonly objects: DataLoader<Lookup, FoundObject | undefined>;
    private readonly detailLoaders = new Map<ObjectKind, DataLoader<string, CatalogDetails | undefined>>();
    private readonly allDetails = new Map<ObjectKind, Promise<ReadonlyMap<string, CatalogDetails>>>();
    private readonly snapshotRows = new Map<string, Promise<readonly Readonly<Record<string, string | null>>[]>>();
    private readonly queries = new DataLoader(
        async (texts: readonly string[]) => {
            const results = new Map(
                [...new Set(texts)].map(text => [text, this.session.rows<Readonly<Record<string, string | null>>>(text)]),
            );
            return Promise.all(texts.map(async text => (await results.get(text)) ?? []));
        },
        { cache: false },
    );
    private dependencies: Promise<readonly Dependency[]> | undefined;
    private allObjects: Promise<readonly CatalogRow[]> | undefined;
    private readonly dropped = new Set<string>();

    constructor(
        private readonly session: Session,
        batch: LookupBatch,
    ) {
        const find = (lookups: readonly Lookup[]) => batch.query(() => this.findObjects(lookups));
        this.objects = new DataLoader(find, { cache: false, batchScheduleFn: batch.schedule });
    }

    /** Returns the current object with a name. */
    findByName(kind: ObjectKind, namespace: Namespace, name: string): Promise<FoundObject | undefined> {
        return this.objects.load({ type: kind.catalog.type, name, kind, ...namespace });
    }

    /** Returns the current object with an id. */
    findById(kind: ObjectKind, id: string): Promise<CatalogRow | undefined> {
        return this.objects.load({ type: kind.catalog.type, id });
    }

    /** Returns the object with an id from the snapshot. */
    async findInSnapshot(kind: ObjectKind, id: string): Promise<CatalogRow | undefined> {
        return matching(await this.snapshot(), { type: kind.catalog.type, id });
    }

    /** Returns the current object with an id and everything that the catalog has of it; undefined also if it is of another kind of the same type. */
    async readObject(kind: ObjectKind, id: string): Promise<CatalogObject | undefined> {
        const [observed, details] = await Promise.all([this.findById(kind, id), this.details(kind, id)]);
        return observed === undefined || details === undefined ? undefined : { ...observed, ...details };
    }

    /** Returns the object with an id from the snapshot, with everything that the catalog has of it. */
    async readFromSnapshot(kind: ObjectKind, id: string): Promise<CatalogObject | undefined> {
        return this.readWhere(kind, { type: kind.catalog.type, id });
    }

    /** Returns the object with a name from the snapshot, with everything that the catalog has of it. */
    async readByNameFromSnapshot(kind: ObjectKind, namespace: Namespace, name: string): Promise<CatalogObject | undefined> {
        return this.readWhere(kind, { type: kind.catalog.type, name, ...namespace });
    }

    /** Returns the current details of an object, which depend on its kind. */
    details(kind: ObjectKind, id: string): Promise<CatalogDetails | undefined> {
        const query = detailsWhere(kind, BY_ID);
        if (query === undefined) return Promise.resolve(NO_DETAILS);
        const load = async (ids: readonly string[]): Promise<(CatalogDetails | undefined)[]> => {
            const found = byId(kind, await this.session.rows<Row>(query, [ids]));
            return ids.map(one => found.get(one));
        };
        const loader = this.detailLoaders.get(kind) ?? new DataLoader(load, { cache: false });
        this.detailLoaders.set(kind, loader);
        return loader.load(id);
    }

    /** Returns the outputs of an object that only the server knows. */
    async outputs(kind: ObjectKind, id: string): Promise<Readonly<Record<string, unknown>>> {
        return kind.catalog.outputs === undefined ? {} : ((await this.details(kind, id))?.outputs ?? {});
    }

    /** Returns the current objects with some ids. */
    async findByIds(ids: readonly string[]): Promise<readonly CatalogRow[]> {
        return ids.length === 0 ? [] : this.session.rows<CatalogRow>(objectsWhere(BY_ID), [ids]);
    }

    /** Returns all objects as they were at the first lookup in the snapshot. */
    async snapshot(): Promise<readonly CatalogRow[]> {
        this.allObjects ??= this.session.rows<CatalogRow>(objectsWhere("o.id LIKE 'u%'", "true"));
        return this.allObjects;
    }

    /** Records that an object was dropped. */
    recordDrop({ type, id }: ById): void {
        this.dropped.add(`${type} ${id}`);
    }

    /** True if a database may have more than its empty schema `public`, according to the snapshot and the drops since. */
    async mayContainObjects(database: string): Promise<boolean> {
        const all = await this.snapshot();
        const left = all.filter(one => one.database === database && !this.dropped.has(`${one.type} ${one.id}`));
        return left.some(one => one.type !== "schema" || one.name !== "public");
    }

    /** Discards the snapshot. */
    invalidate(): void {
        this.allObjects = undefined;
        this.dependencies = undefined;
        this.allDetails.clear();
        this.snapshotRows.clear();
    }

    /** Returns the objects that use an object or that it contains: `source "clicks"`. */
    async dependantNames(kind: ObjectKind, id: string): Promise<string[]> {
        const rows = await this.session.rows<{ type: string; name: string }>(dependantsQuery(kind), [id]);
        return [...new Set(rows.map(({ type, name }) => `${type} "${name}"`))];
    }

    /** Returns the direct and indirect dependants of an object, which are dropped with it, according to the snapshot. */
    async transitiveDependants(id: string): Promise<readonly Dependency[]> {
        this.dependencies ??= this.session.rowsWithoutRetry<Dependency>(DEPENDENCIES);
        const dependencies = await this.dependencies;
        const found = new Map<string, Dependency>();
        for (const ids = [id]; ids.length > 0;) {
            const referencedId = ids.pop();
            for (const dependant of dependencies.filter(one => one.referencedId === referencedId && !found.has(one.id))) {
                found.set(dependant.id, dependant);
                ids.push(dependant.id);
            }
        }
        return [...found.values()];
    }

    /** Reads the current catalog for grants. */
    readonly current: CatalogReader = {
        findByName: (type, namespace, name) => this.objects.load({ type, name, ...namespace }),
        findById: (type, id) => this.objects.load({ type, id }),
        rows: query => this.queries.load(query),
    };

    /** Reads the snapshot of the catalog for grants. */
    readonly fromSnapshot: CatalogReader = {
        findByName: async (type, namespace, name) => matching(await this.snapshot(), { type, name, ...namespace }),
        findById: async (type, id) => matching(await this.snapshot(), { type, id }),
        rows: query => {
            const known = this.snapshotRows.get(query) ?? this.session.rows<Readonly<Record<string, string | null>>>(query);
            this.snapshotRows.set(query, known);
            return known;
        },
    };

    private async readWhere(kind: ObjectKind, wanted: Lookup): Promise<CatalogObject | undefined> {
        const query = detailsWhere(kind, "o.id LIKE 'u%'");
        const all =
            this.allDetails.get(kind) ??
            (query === undefined ? undefined : this.session.rows<Row>(query).then(rows => byId(kind, rows)));
        if (all !== undefined) this.allDetails.set(kind, all);
        // Both are awaited together, so that a failure of either one is handled.
        const [objects, known] = await Promise.all([this.snapshot(), all]);
        const observed = matching(objects, wanted);
        const details = known === undefined ? NO_DETAILS : known.get(observed?.id ?? "");
        return observed === undefined || details === undefined ? undefined : { ...observed, ...details };
    }

    private async findObjects(lookups: readonly Lookup[]): Promise<(FoundObject | undefined)[]> {
        const ids = new Set(lookups.flatMap(one => ("id" in one ? [one.id] : [])));
        const names = new Set(lookups.flatMap(one => ("id" in one ? [] : [one.name])));
        const kinds = new Set(
            lookups.flatMap(one => ("kind" in one && one.kind.catalog.outputs !== undefined ? [one.kind] : [])),
        );
        const query = objectsWithOutputs(BY_ID_OR_NAME, [...kinds]);
        const rows = await this.session.rows<CatalogRow & Row>(query, [[...ids], [...names]]);
        return lookups.map(one => {
            const row = matching(rows, one);
            return row && { ...row, outputs: "kind" in one ? outputsIn(one.kind, row) : {} };
        });
    }
}

const byId = (kind: ObjectKind, rows: readonly Row[]): ReadonlyMap<string, CatalogDetails> =>
    new Map(rows.map(row => [String(row.id), detailsOf(kind, row)]));

/** Finds the object of a lookup. The name of an object outside of schemas includes neither schema nor database. */
function matching<One extends CatalogRow>(rows: readonly One[], wanted: Lookup): One | undefined {
    return rows.find(row => {
        if (row.type !== wanted.type) return false;
        if ("id" in wanted) return row.id === wanted.id;
        const isInSchema = row.schema === null || row.schema === wanted.schema;
        return row.name === wanted.name && isInSchema && (row.database === null || row.database === wanted.database);
    });
}
