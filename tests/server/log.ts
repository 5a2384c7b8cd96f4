import { appendFileSync } from "node:fs";

/** A statement that a connection sent. A query of the simple protocol is one entry, also if it holds several statements. */
export interface LogEntry {
    readonly connection: number;
    readonly user: string;
    readonly applicationName: string;
    readonly sql: string;
    readonly values: readonly (string | null)[];
    /** Milliseconds since 1970. */
    readonly start: number;
    end?: number;
    /** The command tag, or ERROR. */
    result?: string;
    code?: string | undefined;
}

/** The statements of all connections, in order. Tests read it. */
export class StatementLog {
    entries: LogEntry[] = [];
    /** The statements before the last `clear`, since the last reset of the server. */
    private cleared: LogEntry[] = [];
    /** The number of round trips of each connection. A simple query is one, and so is each Sync. */
    private trips = new Map<number, number>();

    constructor(private readonly file?: string) {}

    get roundTrips(): number {
        return [...this.trips.values()].reduce((sum, count) => sum + count, 0);
    }

    /** The number of connections that have been opened. */
    get connections(): number {
        return this.trips.size;
    }

    of(connection: number): LogEntry[] {
        return this.entries.filter(entry => entry.connection === connection);
    }

    /** All statements since the last reset of the server, also those that tests have cleared. */
    get sinceReset(): readonly LogEntry[] {
        return [...this.cleared, ...this.entries];
    }

    clear(): void {
        this.cleared.push(...this.entries);
        this.entries = [];
        this.trips = new Map();
    }

    /** Clears the log after a reset of the server. */
    reset(): void {
        this.clear();
        this.cleared = [];
    }

    connected(connection: number): void {
        this.trips.set(connection, this.trips.get(connection) ?? 0);
    }

    roundTrip(connection: number): void {
        this.trips.set(connection, (this.trips.get(connection) ?? 0) + 1);
    }

    begin(sent: Omit<LogEntry, "start">): LogEntry {
        const entry: LogEntry = { ...sent, start: Date.now() };
        this.entries.push(entry);
        return entry;
    }

    end(entry: LogEntry, result: string, code?: string): void {
        if (entry.end !== undefined) return;
        Object.assign(entry, { end: Date.now(), result, code });
        if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
    }
}
