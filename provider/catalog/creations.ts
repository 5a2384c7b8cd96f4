import type { Session } from "../session/session";
import { lex } from "../sql/lexer";

/** One CREATE: the type and the qualified name of its object, and the time on the server's clock when it was answered. */
export interface Creation {
    readonly type: string;
    readonly path: readonly string[];
    /** Milliseconds since 1970. */
    readonly time: number;
}

/**
 * Returns the id of a new object in the stack: its qualified name, and the server's time when the CREATE was answered. Materialize's own id is not
 * looked up: right after DDL, a query waits seconds until the catalog has caught up.
 */
export const creationId = (qualifiedName: string, time: number): string => `${qualifiedName}@${new Date(time).toISOString()}`;

/** Matches the result of {@link creationId}. */
const CREATION_ID = /^(.+)@(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/su;

/** Returns the CREATE that an id names; undefined if it is an id of Materialize. */
export function creationOf(type: string, id: string): Creation | undefined {
    const [, name, time] = CREATION_ID.exec(id) ?? [];
    if (name === undefined || time === undefined) return undefined;
    const path = lex(name).flatMap(token => (token.kind === "quoted" ? [token.text] : []));
    return { type, path, time: Date.parse(time) };
}

/** The event is earlier than the answer by the time that the CREATE took, and the connection needed after it. */
const EARLIER_MS = 3_600_000;
/** A search covers the events around a time, so that it finds what one `up` created. */
const AROUND_MS = 2 * EARLIER_MS;

/** A CREATE in Materialize's audit log. */
interface Event {
    readonly type: string;
    readonly id: string;
    readonly database: string | null;
    readonly schema: string | null;
    readonly name: string;
    readonly time: Date;
}

const EVENTS = `SELECT a.object_type AS type, COALESCE(a.details->>'id', a.details->>'replica_id') AS id,
    COALESCE(a.details->>'database', a.details->>'database_name', a.details->>'cluster_name') AS database, a.details->>'schema' AS schema,
    COALESCE(a.details->>'item', a.details->>'name', a.details->>'replica_name') AS name, a.occurred_at AS time
FROM mz_catalog.mz_audit_events a
WHERE a.event_type = 'create' AND a.occurred_at >= $1::pg_catalog.timestamptz AND a.occurred_at <= $2::pg_catalog.timestamptz
ORDER BY a.id`;

/** The CREATEs between two times, in milliseconds since 1970. */
interface Search {
    readonly from: number;
    readonly to: number;
    readonly events: Promise<readonly Event[]>;
}

/** Materialize's current id of the object of a type with an id in the stack. */
export interface KnownId {
    readonly type: string;
    readonly id: string;
    readonly objectId: string;
}

/** Finds Materialize's ids of objects by the CREATE that made them, in Materialize's audit log. */
export class Creations {
    private searches: readonly Search[] = [];
    private readonly issued = new Set<string>();
    private readonly current = new Map<string, KnownId>();

    constructor(private readonly session: Session) {}

    /** Returns Materialize's id of an object by its id in the stack; undefined if the audit log does not have its CREATE. */
    async objectId(type: string, id: string): Promise<string | undefined> {
        const current = this.current.get(`${type} ${id}`);
        if (current !== undefined) return current.objectId;
        const creation = creationOf(type, id);
        if (creation === undefined) return id;
        // An earlier search does not have what this run created since.
        const { events } = (this.isNew(id) ? undefined : this.searchWith(creation)) ?? this.search(creation);
        return (await events).findLast(event => isEventOf(event, creation))?.id;
    }

    /** Records Materialize's current id of the object with an id in the stack. */
    recordObjectId({ type, id, objectId }: KnownId): void {
        this.current.set(`${type} ${id}`, { type, id, objectId });
    }

    /** Returns what is recorded of the objects with some ids in the stack. */
    recorded(ids: readonly string[]): KnownId[] {
        return [...this.current.values()].filter(({ id }) => ids.includes(id));
    }

    /** Records ids of a state, unless this run has read them from the state of the object itself. */
    recall(known: readonly KnownId[]): void {
        for (const one of known) if (!this.current.has(`${one.type} ${one.id}`)) this.recordObjectId(one);
    }

    /** Returns the id in the stack of an object whose CREATE was just answered. */
    async newId(qualifiedName: string): Promise<string> {
        const id = creationId(qualifiedName, await this.serverTime());
        this.issued.add(id);
        return id;
    }

    /** Returns true if this run created the object with an id. */
    isNew(id: string): boolean {
        return this.issued.has(id);
    }

    /** Returns a time that the server's clock has not passed yet, in milliseconds since 1970. */
    private async serverTime(): Promise<number> {
        return Date.now() + (await this.session.describeServer()).clockOffset;
    }

    private searchWith({ time }: Creation): Search | undefined {
        return this.searches.find(({ from, to }) => from <= time - EARLIER_MS && time <= to);
    }

    /** Searches the audit log once for all objects that were created around the same time. */
    private search({ time }: Creation): Search {
        const [from, to] = [time - AROUND_MS, time + AROUND_MS];
        const range = [from, to].map(one => new Date(one).toISOString());
        const search = { from, to, events: this.session.rows<Event>(EVENTS, range) };
        this.searches = [...this.searches, search];
        search.events.catch(() => {
            this.searches = this.searches.filter(one => one !== search);
        });
        return search;
    }
}

/** Returns true if an event is the CREATE, or an earlier one of the same name. */
function isEventOf({ database, schema, name, ...event }: Event, { type, path, time }: Creation): boolean {
    const at = event.time.getTime();
    const named = [database, schema, name].filter(step => step !== null);
    return event.type === type && at <= time && at >= time - EARLIER_MS && named.join("\0") === path.join("\0");
}
