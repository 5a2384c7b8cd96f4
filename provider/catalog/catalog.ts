import DataLoader from "dataloader";
import type { Kind } from "../kinds/kind";
import type { Session } from "../session/session";

/** What the server says of one object. */
export interface Observed {
    readonly id: string;
    readonly name: string;
    readonly schema: string;
    readonly database: string;
    readonly owner: string;
    readonly comment: string | null;
    readonly type: string;
}

/** An object by its full name. */
export interface Target {
    readonly type: string;
    readonly database: string;
    readonly schema: string;
    readonly name: string;
}

const OBJECTS = `
SELECT o.id, o.name, s.name AS schema, d.name AS database, r.name AS owner, c.comment, o.type
FROM mz_catalog.mz_objects o
JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
JOIN mz_catalog.mz_databases d ON d.id = s.database_id
JOIN mz_catalog.mz_roles r ON r.id = o.owner_id
LEFT JOIN mz_internal.mz_comments c ON c.id = o.id AND c.object_type = o.type AND c.object_sub_id IS NULL`;

const keyOf = ({ type, database, schema, name }: Target): string => JSON.stringify([type, database, schema, name]);

/** Look-ups in one Materialize's catalog. Those that are asked for at one time are one query. */
export class Catalog {
    private readonly byName: DataLoader<Target, Observed | undefined, string>;
    private readonly byId: DataLoader<string, Observed | undefined>;
    private everything: Promise<ReadonlyMap<string, Observed>> | undefined;

    constructor(private readonly session: Session) {
        this.byName = new DataLoader(targets => this.findAll(targets), { cache: false, cacheKeyFn: keyOf });
        this.byId = new DataLoader(ids => this.observeAll(ids), { cache: false });
    }

    /** The object of a name, as it is now. */
    find(target: Target): Promise<Observed | undefined> {
        return this.byName.load(target);
    }

    /** The object of an id, as it is now. */
    observe(id: string): Promise<Observed | undefined> {
        return this.byId.load(id);
    }

    /** The object of an id, as it was at the first such look-up of the run, which reads all objects. */
    async read(id: string): Promise<Observed | undefined> {
        this.everything ??= this.session
            .rows<Observed>(`${OBJECTS}\nWHERE o.id LIKE 'u%'`)
            .then(rows => new Map(rows.map(row => [row.id, row])));
        return (await this.everything).get(id);
    }

    private async findAll(targets: readonly Target[]): Promise<(Observed | undefined)[]> {
        const names = [...new Set(targets.map(target => target.name))];
        const rows = await this.session.rows<Observed>(`${OBJECTS}\nWHERE o.name = ANY($1::text[])`, [names]);
        const found = new Map(rows.map(row => [keyOf(row), row]));
        return targets.map(target => found.get(keyOf(target)));
    }

    private async observeAll(ids: readonly string[]): Promise<(Observed | undefined)[]> {
        const rows = await this.session.rows<Observed>(`${OBJECTS}\nWHERE o.id = ANY($1::text[])`, [ids]);
        const found = new Map(rows.map(row => [row.id, row]));
        return ids.map(id => found.get(id));
    }
}

/** The type that `mz_objects` gives objects of a kind. */
export const typeOf = (kind: Kind): string => kind.catalog.type;
