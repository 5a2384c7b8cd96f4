import { type Probe, waitUntil } from "../../session/waitUntil";
import type { Postgres } from "./postgres";

/** Materialize gives each source a slot of this name and an id. */
const PREFIX = "materialize_";

interface Slot {
    readonly slot: string;
}

/** The slots of this database that nobody reads from, or that a session of the role reads from. */
const REMAINING = `
    SELECT slots.slot_name::pg_catalog.text AS slot FROM pg_catalog.pg_replication_slots AS slots
    LEFT JOIN pg_catalog.pg_stat_activity AS sessions ON sessions.pid = slots.active_pid
    WHERE slots.database = pg_catalog.current_database() AND pg_catalog.starts_with(slots.slot_name::pg_catalog.text, $2)
        AND (NOT slots.active OR sessions.usename = $1)
    ORDER BY 1`;

const MINUTES = 1 / 6;

/**
 * Waits until Materialize has dropped the slots of its sources, which it does as this role: without the role, they would stay. A slot that remains is named: it
 * keeps the log of the server until somebody drops it, and may be that of another source.
 */
export async function waitForSlots(postgres: Postgres, role: string, print: (line: string) => void): Promise<void> {
    let slots: readonly string[] = [];
    const check = async (): Promise<Probe> => {
        slots = (await postgres.rows<Slot>(REMAINING, [role, PREFIX])).map(({ slot }) => slot);
        return { ready: slots.length === 0, state: `${slots.join(", ")} are left` };
    };
    const wait = {
        what: `Materialize to drop the replication slots that the role "${role}" reads`,
        minutes: MINUTES,
        print: () => undefined,
    };
    await waitUntil(check, wait).catch(() => undefined);
    if (slots.length === 0) return;
    const statements = slots.map(slot => `SELECT pg_drop_replication_slot('${slot}')`).join("; ");
    print(
        `warning: replication slots that nobody reads are left, each of which keeps the server's log: if no source reads them, drop them in the database with ${statements}`,
    );
}
