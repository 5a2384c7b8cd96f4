import type { Session } from "../session/session";
import type { CatalogReader } from "../statement/kind";
import { type Lookup, matching } from "./lookup";
import { type CatalogRow, objectsWhere } from "./queries";
import { findResource, type Lookups } from "./references";

type Texts = Readonly<Record<string, string | null>>;

const OBJECTS = objectsWhere("o.id LIKE 'u%'", "true");

/** What was read of the catalog once. Each query is sent at its first use. */
export class Snapshot {
    private readonly results = new Map<string, Promise<readonly object[]>>();
    /** When the query of the objects was sent last, in milliseconds since 1970. */
    private objectsReadAt = -Infinity;

    constructor(private readonly session: Session) {}

    /** Returns all objects of users. They are read again if that was longer ago than a number of milliseconds. */
    objects(maxAge = Infinity): Promise<readonly CatalogRow[]> {
        if (Date.now() - this.objectsReadAt > maxAge || !this.results.has(OBJECTS)) {
            this.results.delete(OBJECTS);
            this.objectsReadAt = Date.now();
        }
        return this.rows<CatalogRow>(OBJECTS);
    }

    /** Returns the rows of a query; without a retry, an unreachable server is an error at once. */
    rows<Row extends object>(query: string, { retry = true } = {}): Promise<readonly Row[]> {
        const known =
            this.results.get(query) ?? (retry ? this.session.rows<Row>(query) : this.session.rowsWithoutRetry<Row>(query));
        this.results.set(query, known);
        return known as Promise<readonly Row[]>;
    }

    async find(wanted: Lookup, maxAge?: number): Promise<CatalogRow | undefined> {
        return matching(await this.objects(maxAge), wanted);
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
