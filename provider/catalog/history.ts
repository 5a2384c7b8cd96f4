import type { Session } from "../session/session";

const EVENTS = `SELECT a.details::pg_catalog.text AS details
FROM mz_catalog.mz_audit_events a
WHERE a.object_type = $1 AND a.event_type IN ('create', 'alter') AND COALESCE(a.details->>'id', a.details->>'replica_id') = $2`;

/** The keys under which the details of an event hold a name of the object, without its schema and database. */
const NAME_KEYS = ["item", "name", "replica_name", "old_name", "new_name"] as const;

/** Returns all names that the object of a type with an id has had, without schema and database, from Materialize's audit log. */
export async function formerNames(session: Session, type: string, id: string): Promise<ReadonlySet<string>> {
    const events = await session.rows<{ details: string }>(EVENTS, [type, id]);
    return new Set(events.flatMap(({ details }) => namesIn(JSON.parse(details))));
}

const SUCCESSION = `SELECT a.details->'replacement'->>'id' AS id
FROM mz_catalog.mz_audit_events a
WHERE a.object_type = $1 AND a.event_type = 'alter' AND a.details->>'id' = $2 AND a.details->'replacement' IS NOT NULL`;

/** Returns the id of the last of the successors that were applied to an object with an id; undefined if none was. */
export async function lastSuccessor(session: Session, type: string, id: string): Promise<string | undefined> {
    const [event] = await session.rows<{ id: string }>(SUCCESSION, [type, id]);
    return event === undefined ? undefined : ((await lastSuccessor(session, type, event.id)) ?? event.id);
}

function namesIn(details: unknown): string[] {
    if (typeof details === "string") return [details];
    if (typeof details !== "object" || details === null) return [];
    const entries: Readonly<Record<string, unknown>> = { ...details };
    return NAME_KEYS.flatMap(key => namesIn(entries[key]));
}
