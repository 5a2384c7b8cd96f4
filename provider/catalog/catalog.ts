import DataLoader from "dataloader";
import type { Look, ObjectKind } from "../kinds/kind";
import type { Session } from "../session/session";
import type { Fields, Home } from "../values/value";
import { objectsWhere, type Observed, outputsWhere } from "./queries";

export type { Observed } from "./queries";

/** An object by its full name, or by its id. */
type Wanted = { readonly type: string; readonly id: string } | ({ readonly type: string; readonly name: string } & Home);

type Outputs = Fields & { readonly id: string };

const BY_ID = "o.id = ANY($1::text[])";
const BY_NAME = "o.name = ANY($1::text[])";

/** Look-ups in one Materialize's catalog. Those that are asked for at one time are one query. */
export class Catalog {
    private readonly byName = this.loader("name", BY_NAME);
    private readonly byId = this.loader("id", BY_ID);
    private readonly outputLoaders = new Map<ObjectKind, DataLoader<string, Fields>>();
    private readonly allRead = new Map<ObjectKind, Promise<ReadonlyMap<string, Fields>>>();
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
    async read(kind: ObjectKind, id: string): Promise<Observed | undefined> {
        return matching(await this.all(), { type: kind.catalog.type, id });
    }

    /** What only the server knows of an object. */
    outputs(kind: ObjectKind, id: string): Promise<Fields> {
        if (kind.catalog.outputs === undefined) return Promise.resolve({});
        const loader = this.outputLoaders.get(kind) ?? new DataLoader(ids => this.allOutputs(kind, ids), { cache: false });
        this.outputLoaders.set(kind, loader);
        return loader.load(id);
    }

    /** The same, as it was at the first such look-up of the run, which reads all objects of the kind. */
    async readOutputs(kind: ObjectKind, id: string): Promise<Fields> {
        const query = outputsWhere(kind, "o.id LIKE 'u%'");
        if (query === undefined) return {};
        const all = this.allRead.get(kind) ?? this.session.rows<Outputs>(query).then(byId);
        this.allRead.set(kind, all);
        return (await all).get(id) ?? {};
    }

    /** What grants ask: as it is now. */
    readonly now: Look = {
        object: (type, home, name) => this.byName.load({ type, name, ...home }),
        rows: query => this.queries.load(query),
    };

    /** What grants ask: as it was at the first such look-up of the run. */
    readonly atFirst: Look = {
        object: async (type, home, name) => matching(await this.all(), { type, name, ...home }),
        rows: query => {
            const known = this.first.get(query) ?? this.session.rows<Readonly<Record<string, string | null>>>(query);
            this.first.set(query, known);
            return known;
        },
    };

    private all(): Promise<readonly Observed[]> {
        this.everything ??= this.session.rows<Observed>(objectsWhere("o.id LIKE 'u%'", "true"));
        return this.everything;
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

    private async allOutputs(kind: ObjectKind, ids: readonly string[]): Promise<Fields[]> {
        const found = byId(await this.session.rows<Outputs>(outputsWhere(kind, BY_ID) ?? "", [ids]));
        return ids.map(id => found.get(id) ?? {});
    }
}

const byId = (rows: readonly Outputs[]): ReadonlyMap<string, Fields> => new Map(rows.map(({ id, ...outputs }) => [id, outputs]));

/** Where a kind's objects lie in no schema, neither the schema nor the database takes part in its name. */
function matching(rows: readonly Observed[], wanted: Wanted): Observed | undefined {
    return rows.find(row => {
        if (row.type !== wanted.type) return false;
        if ("id" in wanted) return row.id === wanted.id;
        const placed = row.schema === null || row.schema === wanted.schema;
        return row.name === wanted.name && placed && (row.database === null || row.database === wanted.database);
    });
}
