import { appendFileSync } from "node:fs";

/** A call to the local AWS. */
export interface LogEntry {
    readonly from: "plugin" | "sdk" | "materialize";
    /** For example `create aws:lb/listener:Listener` or `ec2 DescribeVpcEndpointConnections`. */
    readonly call: string;
    /** The name of an operation of MSK's API, whose calls are written by their paths. */
    readonly operation?: string | undefined;
    readonly region: string;
    /** The URN of the resource, or the ARN in the request. */
    readonly on?: string | undefined;
    /** Milliseconds since 1970. */
    readonly start: number;
    end?: number;
    /** The error message, if the call failed. */
    error?: string | undefined;
}

/** The log of all calls in their order. It has no arguments, because some are secrets. */
export class CallLog {
    entries: LogEntry[] = [];

    constructor(private readonly file?: string) {}

    begin(entry: Omit<LogEntry, "start">): LogEntry {
        const started = { ...entry, start: Date.now() };
        this.entries.push(started);
        return started;
    }

    end(entry: LogEntry, error?: string): void {
        Object.assign(entry, { end: Date.now(), error });
        if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
    }

    clear(): void {
        this.entries = [];
    }
}
