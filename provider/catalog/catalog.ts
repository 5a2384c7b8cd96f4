import DataLoader from "dataloader";
import type { Look, ObjectKind } from "../kinds/kind";
import type { Session } from "../session/session";
import type { Home } from "../values/value";
import { type Details, detailsOf, detailsWhere, objectsWhere, type Observed, usersOf } from "./queries";

export type { Details, Observed } from "./queries";

/** An object by its full name, or by its id. */
type Wanted = { readonly type: string; readonly id: string } | ({ readonly type: string; readonly name: string } & Home);

type Row = Readonly<Record<string, unknown>>;

/** All that the catalog holds of one object. */
export interface Seen extends Observed, Details {}

const BY_ID = "o.id = ANY($1::text[])";
const BY_NAME = "o.name = ANY($1::text[])";
const NO_DETAILS: Details = { definition: undefined, columns: {}, outputs: {} };

/** Look-ups in one Materialize's catalog. Those that are asked for at one time are one query. */
export class Catalog {
    private readonly byName = this.loader("name", BY_NAME);
    private readonly byId = this.loader("id", BY_ID);
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
    private everything: Promise<readonly Observed[]> | undefined;

    constructor(private readonly session: Session) {}

    /** The object of a name, as it is now. */
    find(kind: ObjectKind, home: Home, name: string): Promise<Observed | undefined> {
        return this.byName.load({ type: kind.catalog.type, name, ...home });
    }

    /** The object of an id, as it is now. */
    observe(kind: ObjectKind, id: string): Promise<Observed | undefined> {
        return this.byId.load({ type: kind.catalog.type, id });
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

    /** What was read is not what is there any more. */
    forget(): void {
        this.everything = undefined;
        this.allDetails.clear();
        this.first.clear();
    }

    /** What uses an object, or lies in it: `source "clicks"`. */
    async usersOf(kind: ObjectKind, id: string): Promise<string[]> {
        const rows = await this.session.rows<{ type: string; name: string }>(usersOf(kind.catalog.type), [id]);
        return [...new Set(rows.map(({ type, name }) => `${type} "${name}"`))];
    }

    /** What grants ask: as it is now. */
    readonly now: Look = {
        object: (type, home, name) => this.byName.load({ type, name, ...home }),
        byId: (type, id) => this.byId.load({ type, id }),
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
        const observed = matching(await this.readAll(), wanted);
        const details = all === undefined ? NO_DETAILS : (await all).get(observed?.id ?? "");
        return observed === undefined || details === undefined ? undefined : { ...observed, ...details };
    }

    private loader(key: "id" | "name", condition: string): DataLoader<Wanted, Observed | undefined> {
        return new DataLoader(
            async wanted => {
                const values = wanted.map(one => (one as Partial<Record<"id" | "name", string>>)[key]);
                const rows = await this.session.rows<Observed>(objectsWhere(condition), [[...new Set(values)]]);
                return wanted.map(one => matching(rows, one));
            },
            { cache: false },
        );
    }
}

const byId = (kind: ObjectKind, rows: readonly Row[]): ReadonlyMap<string, Details> =>
    new Map(rows.map(row => [String(row.id), detailsOf(kind, row)]));

/** Where a kind's objects lie in no schema, neither the schema nor the database takes part in its name. */
function matching(rows: readonly Observed[], wanted: Wanted): Observed | undefined {
    return rows.find(row => {
        if (row.type !== wanted.type) return false;
        if ("id" in wanted) return row.id === wanted.id;
        const placed = row.schema === null || row.schema === wanted.schema;
        return row.name === wanted.name && placed && (row.database === null || row.database === wanted.database);
    });
}
