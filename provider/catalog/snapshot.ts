import type { Session } from "../session/session";
import type { CatalogReader } from "../statement/kind";
import { type Lookup, matching } from "./lookup";
import { type CatalogRow, objectsWhere } from "./queries";
import { findResource, type Lookups } from "./references";

type Texts = Readonly<Record<string, string | null>>;

/** What was read of the catalog once. Each query is sent at its first use. */
export class Snapshot {
    private readonly results = new Map<string, Promise<readonly object[]>>();

    constructor(private readonly session: Session) {}

    /** Returns all objects of users. */
    objects(): Promise<readonly CatalogRow[]> {
        return this.rows<CatalogRow>(objectsWhere("o.id LIKE 'u%'", "true"));
    }

    /** Returns the rows of a query; without a retry, an unreachable server is an error at once. */
    rows<Row extends object>(query: string, { retry = true } = {}): Promise<readonly Row[]> {
        const known =
            this.results.get(query) ?? (retry ? this.session.rows<Row>(query) : this.session.rowsWithoutRetry<Row>(query));
        this.results.set(query, known);
        return known as Promise<readonly Row[]>;
    }

    async find(wanted: Lookup): Promise<CatalogRow | undefined> {
        return matching(await this.objects(), wanted);
    }
}

/** Reads a snapshot for grants. */
export const readerOf = (snapshot: () => Snapshot, lookups: Omit<Lookups, "find">): CatalogReader => ({
    findByName: (type, namespace, name) => snapshot().find({ type, name, ...namespace }),
    findById: async (type, id) => {
        const found = await lookups.objectId(type, id);
        return found === undefined ? undefined : snapshot().find({ type, id: found });
    },
    findResource: (type, resource) => findResource({ ...lookups, find: lookup => snapshot().find(lookup) }, type, resource),
    rows: query => snapshot().rows<Texts>(query),
});
