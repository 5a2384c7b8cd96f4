import { appendFileSync } from "node:fs";

/** A call as somebody made it. */
export interface LogEntry {
    readonly from: "plugin" | "sdk" | "materialize";
    /** `create aws:lb/listener:Listener`, `ec2 DescribeVpcEndpointConnections`, … */
    readonly call: string;
    readonly region: string;
    /** The resource's URN, or the thing that is asked about. */
    readonly on?: string | undefined;
    /** Milliseconds since 1970. */
    readonly start: number;
    end?: number;
    /** The refusal, where there was one. */
    error?: string | undefined;
}

/** What everybody called, in order; tests read it. No argument is in it: some are secrets. */
export class CallLog {
    entries: LogEntry[] = [];

    constructor(private readonly file?: string) {}

    begin(entry: Omit<LogEntry, "start">): LogEntry {
        const begun = { ...entry, start: Date.now() };
        this.entries.push(begun);
        return begun;
    }

    end(entry: LogEntry, error?: string): void {
        Object.assign(entry, { end: Date.now(), error });
        if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
    }

    clear(): void {
        this.entries = [];
    }
}
