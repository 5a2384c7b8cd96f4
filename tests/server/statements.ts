import type { Faults } from "./faults";
import type { LogEntry, StatementLog } from "./log";
import { boundValues, errorCode, fieldsOf, typeOf } from "./messages";

interface Portal {
    readonly sql: string;
    readonly values: readonly (string | null)[];
}

/** The command tag of a statement, or ERROR and its SQLSTATE. */
type Outcome = readonly [result: string, code?: string | undefined];

/** A statement that a message of the client runs. */
export interface Running extends Portal {
    /** True for a query of the simple protocol, which runs until the server is ready. */
    readonly isSimple: boolean;
}

/** Follows the statements of one connection: prepared statements, portals, and the statements that run. */
export class Statements {
    user = "";
    applicationName = "";
    private readonly prepared = new Map<string, string>();
    private readonly portals = new Map<string, Portal>();
    private running: { readonly entry: LogEntry; readonly isSimple: boolean }[] = [];
    /** The last answer of a statement. */
    private outcome: Outcome = [""];
    /** The last statement of the extended protocol that ended before the server was ready. */
    private last: LogEntry | undefined;

    constructor(
        private readonly connection: number,
        private readonly log: StatementLog,
        private readonly faults: Faults,
    ) {}

    /** True while the server works on a statement. */
    get isRunning(): boolean {
        return this.running.length > 0;
    }

    /** True if the connection is to break after a statement that runs or has ended. */
    get endsAfter(): boolean {
        const entries = [...this.running.map(({ entry }) => entry), ...(this.last === undefined ? [] : [this.last])];
        return entries.some(({ sql }) => this.faults.isDue("after", sql));
    }

    /** Follows a message of the client, and returns the statement that it runs. */
    sent(message: Buffer): Running | undefined {
        const type = typeOf(message);
        const fields = fieldsOf(message);
        if (type === "Q" || type === "S") this.log.roundTrip(this.connection);
        if (type === "Q") return statement({ sql: fields.text(), values: [] }, true);
        if (type === "P") this.prepared.set(fields.text(), fields.text());
        if (type === "B") {
            const portal = fields.text();
            this.portals.set(portal, { sql: this.prepared.get(fields.text()) ?? "", values: boundValues(fields) });
        }
        return type === "E" ? statement(this.portals.get(fields.text()), false) : undefined;
    }

    begin({ sql, values, isSimple }: Running): void {
        const { connection, user, applicationName } = this;
        this.running.push({ entry: this.log.begin({ connection, user, applicationName, sql, values }), isSimple });
    }

    /** Follows a message of the server. Returns the text of the statement that succeeded, when the server is ready after it. */
    answered(message: Buffer): string | undefined {
        const type = typeOf(message);
        if (type === "R" && message.readInt32BE(5) === 0) this.log.connected(this.connection);
        if (type === "S") this.setParameter(message);
        if (type === "C") this.finish([fieldsOf(message).text()]);
        if (type === "E") this.finish(["ERROR", errorCode(message)]);
        return type === "Z" ? this.ready() : undefined;
    }

    /** Ends the statements that run, whose connection breaks. */
    abort(): void {
        this.outcome = ["ERROR", "57P01"];
        this.ready();
    }

    private setParameter(message: Buffer): void {
        const fields = fieldsOf(message);
        if (fields.text() === "application_name") this.applicationName = fields.text();
    }

    private finish(outcome: Outcome): void {
        this.outcome = outcome;
        const [first] = this.running;
        if (first === undefined || first.isSimple) return;
        this.log.end(first.entry, ...outcome);
        this.running.shift();
        this.last = first.entry;
    }

    private ready(): string | undefined {
        const ended = this.running.at(-1)?.entry ?? this.last;
        for (const { entry } of this.running) this.log.end(entry, ...this.outcome);
        this.running = [];
        this.last = undefined;
        return ended?.result === "ERROR" ? undefined : ended?.sql;
    }
}

/** Returns a statement without the semicolon at its end; undefined for an empty one. */
function statement(portal: Portal | undefined, isSimple: boolean): Running | undefined {
    const sql = portal?.sql.trim().replace(/;$/u, "") ?? "";
    return portal === undefined || sql === "" ? undefined : { sql, values: portal.values, isSimple };
}
