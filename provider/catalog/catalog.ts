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

/** An object by its full name, or by its id. */
type Wanted = ById | Named;

interface ById {
    readonly type: string;
    readonly id: string;
}

interface Named extends Namespace {
    readonly type: string;
    readonly name: string;
    /** Whose outputs are wanted as well. */
    readonly kind?: ObjectKind;
}

type Row = Readonly<Record<string, unknown>>;

/** An object, with what only the server knows of it. */
export interface FoundObject extends CatalogRow, Pick<CatalogDetails, "outputs"> {}

/** All that the catalog holds of one object. */
export interface CatalogObject extends CatalogRow, CatalogDetails {}

const BY_ID = "o.id = ANY($1::text[])";
const BY_ID_OR_NAME = "(o.id = ANY($1::text[]) OR o.name = ANY($2::text[]))";
const NO_DETAILS: CatalogDetails = { definition: undefined, columns: {}, outputs: {} };

/** Look-ups in one Materialize's catalog. Those that are asked for at one time are one query. */
export class Catalog {
    private readonly objects: DataLoader<Wanted, FoundObject | undefined>;
    private readonly detailLoaders = new Map<ObjectKind, DataLoader<string, CatalogDetails | undefined>>();
    private readonly allDetails = new Map<ObjectKind, Promise<ReadonlyMap<string, CatalogDetails>>>();
    private readonly first = new Map<string, Promise<readonly Readonly<Record<string, string | null>>[]>>();
    private readonly queries = new DataLoader(
        async (texts: readonly string[]) => {
            const asked = new Map(
                [...new Set(texts)].map(text => [text, this.session.rows<Readonly<Record<string, string | null>>>(text)]),
            );
            return Promise.all(texts.map(async text => (await asked.get(text)) ?? []));
        },
        { cache: false },
    );
    private needs: Promise<readonly Dependency[]> | undefined;
    private everything: Promise<readonly CatalogRow[]> | undefined;
    private readonly dropped = new Set<string>();

    constructor(
        private readonly session: Session,
        gathering: LookupBatch,
    ) {
        const ask = (wanted: readonly Wanted[]) => gathering.look(() => this.ask(wanted));
        this.objects = new DataLoader(ask, { cache: false, batchScheduleFn: gathering.schedule });
    }

    /** The object of a name, as it is now. */
    findByName(kind: ObjectKind, namespace: Namespace, name: string): Promise<FoundObject | undefined> {
        return this.objects.load({ type: kind.catalog.type, name, kind, ...namespace });
    }

    /** The object of an id, as it is now. */
    findById(kind: ObjectKind, id: string): Promise<CatalogRow | undefined> {
        return this.objects.load({ type: kind.catalog.type, id });
    }

    /** The object of an id, as it was at the first such look-up of the run, which reads all objects. */
    async findInSnapshot(kind: ObjectKind, id: string): Promise<CatalogRow | undefined> {
        return matching(await this.snapshot(), { type: kind.catalog.type, id });
    }

    /** The object of an id as it is now, with all that the catalog holds of it; undefined also where it is of another kind of its type. */
    async readObject(kind: ObjectKind, id: string): Promise<CatalogObject | undefined> {
        const [observed, details] = await Promise.all([this.findById(kind, id), this.details(kind, id)]);
        return observed === undefined || details === undefined ? undefined : { ...observed, ...details };
    }

    /** The object of an id, as it was at the first such look-up of the run, which reads all objects. */
    async readFromSnapshot(kind: ObjectKind, id: string): Promise<CatalogObject | undefined> {
        return this.readWhere(kind, { type: kind.catalog.type, id });
    }

    /** The same, of a name. */
    async readByNameFromSnapshot(kind: ObjectKind, namespace: Namespace, name: string): Promise<CatalogObject | undefined> {
        return this.readWhere(kind, { type: kind.catalog.type, name, ...namespace });
    }

    /** What the catalog holds of an object now, besides what all objects have. */
    details(kind: ObjectKind, id: string): Promise<CatalogDetails | undefined> {
        const query = detailsWhere(kind, BY_ID);
        if (query === undefined) return Promise.resolve(NO_DETAILS);
        const ask = async (ids: readonly string[]): Promise<(CatalogDetails | undefined)[]> => {
            const found = byId(kind, await this.session.rows<Row>(query, [ids]));
            return ids.map(one => found.get(one));
        };
        const loader = this.detailLoaders.get(kind) ?? new DataLoader(ask, { cache: false });
        this.detailLoaders.set(kind, loader);
        return loader.load(id);
    }

    /** What only the server knows of an object. */
    async outputs(kind: ObjectKind, id: string): Promise<Readonly<Record<string, unknown>>> {
        return kind.catalog.outputs === undefined ? {} : ((await this.details(kind, id))?.outputs ?? {});
    }

    /** The objects of some ids, of the class that lies in schemas or of one that lies outside, as they are now. */
    async findByIds(ids: readonly string[]): Promise<readonly CatalogRow[]> {
        return ids.length === 0 ? [] : this.session.rows<CatalogRow>(objectsWhere(BY_ID), [ids]);
    }

    /** The same, as they were at the first look-up of the run. */
    async snapshot(): Promise<readonly CatalogRow[]> {
        this.everything ??= this.session.rows<CatalogRow>(objectsWhere("o.id LIKE 'u%'", "true"));
        return this.everything;
    }

    /** An object is not there any more. */
    recordDrop({ type, id }: ById): void {
        this.dropped.add(`${type} ${id}`);
    }

    /** Whether a database may hold more than its empty `public`, by what all objects were at the first look and what has been dropped since. */
    async mayContainObjects(database: string): Promise<boolean> {
        const all = await this.snapshot();
        const left = all.filter(one => one.database === database && !this.dropped.has(`${one.type} ${one.id}`));
        return left.some(one => one.type !== "schema" || one.name !== "public");
    }

    /** What was read is not what is there any more. */
    invalidate(): void {
        this.everything = undefined;
        this.needs = undefined;
        this.allDetails.clear();
        this.first.clear();
    }

    /** What uses an object, or lies in it: `source "clicks"`. */
    async dependantNames(kind: ObjectKind, id: string): Promise<string[]> {
        const rows = await this.session.rows<{ type: string; name: string }>(dependantsQuery(kind.catalog.type), [id]);
        return [...new Set(rows.map(({ type, name }) => `${type} "${name}"`))];
    }

    /** What falls with an object, whatever lies between: all that need it, as they were at the first such look-up of the run. */
    async transitiveDependants(id: string): Promise<readonly Dependency[]> {
        this.needs ??= this.session.rowsWithoutRetry<Dependency>(DEPENDENCIES);
        const needs = await this.needs;
        const found = new Map<string, Dependency>();
        for (const ids = [id]; ids.length > 0;) {
            const needed = ids.pop();
            for (const need of needs.filter(one => one.referencedId === needed && !found.has(one.id))) {
                found.set(need.id, need);
                ids.push(need.id);
            }
        }
        return [...found.values()];
    }

    /** What grants ask: as it is now. */
    readonly current: CatalogReader = {
        findByName: (type, namespace, name) => this.objects.load({ type, name, ...namespace }),
        findById: (type, id) => this.objects.load({ type, id }),
        rows: query => this.queries.load(query),
    };

    /** What grants ask: as it was at the first such look-up of the run. */
    readonly fromSnapshot: CatalogReader = {
        findByName: async (type, namespace, name) => matching(await this.snapshot(), { type, name, ...namespace }),
        findById: async (type, id) => matching(await this.snapshot(), { type, id }),
        rows: query => {
            const known = this.first.get(query) ?? this.session.rows<Readonly<Record<string, string | null>>>(query);
            this.first.set(query, known);
            return known;
        },
    };

    private async readWhere(kind: ObjectKind, wanted: Wanted): Promise<CatalogObject | undefined> {
        const query = detailsWhere(kind, "o.id LIKE 'u%'");
        const all =
            this.allDetails.get(kind) ??
            (query === undefined ? undefined : this.session.rows<Row>(query).then(rows => byId(kind, rows)));
        if (all !== undefined) this.allDetails.set(kind, all);
        // Both at once: one that nobody waits for yet must not fail unseen.
        const [everything, known] = await Promise.all([this.snapshot(), all]);
        const observed = matching(everything, wanted);
        const details = known === undefined ? NO_DETAILS : known.get(observed?.id ?? "");
        return observed === undefined || details === undefined ? undefined : { ...observed, ...details };
    }

    private async ask(wanted: readonly Wanted[]): Promise<(FoundObject | undefined)[]> {
        const ids = new Set(wanted.flatMap(one => ("id" in one ? [one.id] : [])));
        const names = new Set(wanted.flatMap(one => ("id" in one ? [] : [one.name])));
        const kinds = new Set(wanted.flatMap(one => ("kind" in one && one.kind.catalog.outputs !== undefined ? [one.kind] : [])));
        const query = objectsWithOutputs(BY_ID_OR_NAME, [...kinds]);
        const rows = await this.session.rows<CatalogRow & Row>(query, [[...ids], [...names]]);
        return wanted.map(one => {
            const row = matching(rows, one);
            return row && { ...row, outputs: "kind" in one ? outputsIn(one.kind, row) : {} };
        });
    }
}

const byId = (kind: ObjectKind, rows: readonly Row[]): ReadonlyMap<string, CatalogDetails> =>
    new Map(rows.map(row => [String(row.id), detailsOf(kind, row)]));

/** Where a kind's objects lie in no schema, neither the schema nor the database takes part in its name. */
function matching<One extends CatalogRow>(rows: readonly One[], wanted: Wanted): One | undefined {
    return rows.find(row => {
        if (row.type !== wanted.type) return false;
        if ("id" in wanted) return row.id === wanted.id;
        const placed = row.schema === null || row.schema === wanted.schema;
        return row.name === wanted.name && placed && (row.database === null || row.database === wanted.database);
    });
}
