import DataLoader from "dataloader";
import type { Look, ObjectKind } from "../kinds/kind";
import type { Session } from "../session/session";
import type { Home } from "../values/value";
import type { Gathering } from "./gathering";
import {
    type Details,
    detailsOf,
    detailsWhere,
    type Need,
    NEEDS,
    objectsWhere,
    objectsWithOutputs,
    type Observed,
    outputsIn,
    usersOf,
} from "./queries";

export type { Details, Observed } from "./queries";

/** An object by its full name, or by its id. */
type Wanted = ById | Named;

interface ById {
    readonly type: string;
    readonly id: string;
}

interface Named extends Home {
    readonly type: string;
    readonly name: string;
    /** Whose outputs are wanted as well. */
    readonly kind?: ObjectKind;
}

type Row = Readonly<Record<string, unknown>>;

/** An object, with what only the server knows of it. */
export interface Found extends Observed, Pick<Details, "outputs"> {}

/** All that the catalog holds of one object. */
export interface Seen extends Observed, Details {}

const BY_ID = "o.id = ANY($1::text[])";
const BY_ID_OR_NAME = "(o.id = ANY($1::text[]) OR o.name = ANY($2::text[]))";
const NO_DETAILS: Details = { definition: undefined, columns: {}, outputs: {} };

/** Look-ups in one Materialize's catalog. Those that are asked for at one time are one query. */
export class Catalog {
    private readonly objects: DataLoader<Wanted, Found | undefined>;
    private readonly detailLoaders = new Map<ObjectKind, DataLoader<string, Details | undefined>>();
    private readonly allDetails = new Map<ObjectKind, Promise<ReadonlyMap<string, Details>>>();
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
    private needs: Promise<readonly Need[]> | undefined;
    private everything: Promise<readonly Observed[]> | undefined;
    private readonly dropped = new Set<string>();

    constructor(
        private readonly session: Session,
        gathering: Gathering,
    ) {
        const ask = (wanted: readonly Wanted[]) => gathering.look(() => this.ask(wanted));
        this.objects = new DataLoader(ask, { cache: false, batchScheduleFn: gathering.schedule });
    }

    /** The object of a name, as it is now. */
    find(kind: ObjectKind, home: Home, name: string): Promise<Found | undefined> {
        return this.objects.load({ type: kind.catalog.type, name, kind, ...home });
    }

    /** The object of an id, as it is now. */
    observe(kind: ObjectKind, id: string): Promise<Observed | undefined> {
        return this.objects.load({ type: kind.catalog.type, id });
    }

    /** The object of an id, as it was at the first such look-up of the run, which reads all objects. */
    async recall(kind: ObjectKind, id: string): Promise<Observed | undefined> {
        return matching(await this.readAll(), { type: kind.catalog.type, id });
    }

    /** The object of an id as it is now, with all that the catalog holds of it; undefined also where it is of another kind of its type. */
    async see(kind: ObjectKind, id: string): Promise<Seen | undefined> {
        const [observed, details] = await Promise.all([this.observe(kind, id), this.details(kind, id)]);
        return observed === undefined || details === undefined ? undefined : { ...observed, ...details };
    }

    /** The object of an id, as it was at the first such look-up of the run, which reads all objects. */
    async read(kind: ObjectKind, id: string): Promise<Seen | undefined> {
        return this.readWhere(kind, { type: kind.catalog.type, id });
    }

    /** The same, of a name. */
    async readNamed(kind: ObjectKind, home: Home, name: string): Promise<Seen | undefined> {
        return this.readWhere(kind, { type: kind.catalog.type, name, ...home });
    }

    /** What the catalog holds of an object now, besides what all objects have. */
    details(kind: ObjectKind, id: string): Promise<Details | undefined> {
        const query = detailsWhere(kind, BY_ID);
        if (query === undefined) return Promise.resolve(NO_DETAILS);
        const ask = async (ids: readonly string[]): Promise<(Details | undefined)[]> => {
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
    async named(ids: readonly string[]): Promise<readonly Observed[]> {
        return ids.length === 0 ? [] : this.session.rows<Observed>(objectsWhere(BY_ID), [ids]);
    }

    /** The same, as they were at the first look-up of the run. */
    async readAll(): Promise<readonly Observed[]> {
        this.everything ??= this.session.rows<Observed>(objectsWhere("o.id LIKE 'u%'", "true"));
        return this.everything;
    }

    /** An object is not there any more. */
    noteDropped({ type, id }: ById): void {
        this.dropped.add(`${type} ${id}`);
    }

    /** Whether a database may hold more than its empty `public`, by what all objects were at the first look and what has been dropped since. */
    async mayHold(database: string): Promise<boolean> {
        const all = await this.readAll();
        const left = all.filter(one => one.database === database && !this.dropped.has(`${one.type} ${one.id}`));
        return left.some(one => one.type !== "schema" || one.name !== "public");
    }

    /** What was read is not what is there any more. */
    forget(): void {
        this.everything = undefined;
        this.needs = undefined;
        this.allDetails.clear();
        this.first.clear();
    }

    /** What uses an object, or lies in it: `source "clicks"`. */
    async usersOf(kind: ObjectKind, id: string): Promise<string[]> {
        const rows = await this.session.rows<{ type: string; name: string }>(usersOf(kind.catalog.type), [id]);
        return [...new Set(rows.map(({ type, name }) => `${type} "${name}"`))];
    }

    /** What falls with an object, whatever lies between: all that need it, as they were at the first such look-up of the run. */
    async hanging(id: string): Promise<readonly Need[]> {
        this.needs ??= this.session.glance<Need>(NEEDS);
        const needs = await this.needs;
        const found = new Map<string, Need>();
        for (const ids = [id]; ids.length > 0;) {
            const needed = ids.pop();
            for (const need of needs.filter(one => one.needed === needed && !found.has(one.id))) {
                found.set(need.id, need);
                ids.push(need.id);
            }
        }
        return [...found.values()];
    }

    /** What grants ask: as it is now. */
    readonly now: Look = {
        object: (type, home, name) => this.objects.load({ type, name, ...home }),
        byId: (type, id) => this.objects.load({ type, id }),
        rows: query => this.queries.load(query),
    };

    /** What grants ask: as it was at the first such look-up of the run. */
    readonly atFirst: Look = {
        object: async (type, home, name) => matching(await this.readAll(), { type, name, ...home }),
        byId: async (type, id) => matching(await this.readAll(), { type, id }),
        rows: query => {
            const known = this.first.get(query) ?? this.session.rows<Readonly<Record<string, string | null>>>(query);
            this.first.set(query, known);
            return known;
        },
    };

    private async readWhere(kind: ObjectKind, wanted: Wanted): Promise<Seen | undefined> {
        const query = detailsWhere(kind, "o.id LIKE 'u%'");
        const all =
            this.allDetails.get(kind) ??
            (query === undefined ? undefined : this.session.rows<Row>(query).then(rows => byId(kind, rows)));
        if (all !== undefined) this.allDetails.set(kind, all);
        // Both at once: one that nobody waits for yet must not fail unseen.
        const [everything, known] = await Promise.all([this.readAll(), all]);
        const observed = matching(everything, wanted);
        const details = known === undefined ? NO_DETAILS : known.get(observed?.id ?? "");
        return observed === undefined || details === undefined ? undefined : { ...observed, ...details };
    }

    private async ask(wanted: readonly Wanted[]): Promise<(Found | undefined)[]> {
        const ids = new Set(wanted.flatMap(one => ("id" in one ? [one.id] : [])));
        const names = new Set(wanted.flatMap(one => ("id" in one ? [] : [one.name])));
        const kinds = new Set(wanted.flatMap(one => ("kind" in one && one.kind.catalog.outputs !== undefined ? [one.kind] : [])));
        const query = objectsWithOutputs(BY_ID_OR_NAME, [...kinds]);
        const rows = await this.session.rows<Observed & Row>(query, [[...ids], [...names]]);
        return wanted.map(one => {
            const row = matching(rows, one);
            return row && { ...row, outputs: "kind" in one ? outputsIn(one.kind, row) : {} };
        });
    }
}

const byId = (kind: ObjectKind, rows: readonly Row[]): ReadonlyMap<string, Details> =>
    new Map(rows.map(row => [String(row.id), detailsOf(kind, row)]));

/** Where a kind's objects lie in no schema, neither the schema nor the database takes part in its name. */
function matching<One extends Observed>(rows: readonly One[], wanted: Wanted): One | undefined {
    return rows.find(row => {
        if (row.type !== wanted.type) return false;
        if ("id" in wanted) return row.id === wanted.id;
        const placed = row.schema === null || row.schema === wanted.schema;
        return row.name === wanted.name && placed && (row.database === null || row.database === wanted.database);
    });
}
