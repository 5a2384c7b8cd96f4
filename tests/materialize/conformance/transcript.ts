import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { OLDEST_VERSION, readVersion, type Version } from "../versions";

/** One result of a statement. */
export interface RecordedResult {
    readonly command?: string;
    readonly columns?: readonly string[];
    readonly types?: readonly number[];
    readonly rows?: readonly (readonly (string | null)[])[];
}

export interface RecordedError {
    readonly severity?: string;
    readonly sqlstate?: string;
    readonly message?: string;
    readonly detail?: string;
    readonly hint?: string;
    readonly position?: string;
}

export interface RecordedNotice extends RecordedError {
    readonly code?: string;
}

/** The answer to one statement. */
export interface Answer {
    readonly results?: readonly RecordedResult[];
    readonly error?: RecordedError | null;
    readonly notices?: readonly RecordedNotice[];
}

export interface TranscriptRecord extends Answer {
    readonly n: number;
    readonly note?: string;
    readonly user?: string;
    readonly sql: string;
    /** The statements that were run before it on the database that sources read. */
    readonly upstream?: readonly string[];
    readonly params?: readonly string[];
    /** The time of its start, in milliseconds from the start of the transcript. */
    readonly at_ms?: number;
    /** The time that the statement took, in milliseconds. */
    readonly ms?: number;
}

export interface Transcript {
    readonly name: string;
    /** The version of the server that was recorded, which the name or the folder of the file starts with. */
    readonly version: Version;
    /** True if it starts with a new environment. The others build on those before them. */
    readonly standsAlone: boolean;
    readonly records: readonly TranscriptRecord[];
    /** False if the local server has nothing of what the transcript is about. */
    readonly isModelled: boolean;
    /** The numbers of the records that the local server is known to answer differently. */
    readonly exceptions: ReadonlySet<number>;
}

/** The records to which the local server is known to give another answer, by the reason; or the reason why it is not asked any of them. */
type Exceptions = Readonly<Record<string, string | Readonly<Record<string, readonly number[]>>>>;

/** Matches the transcripts that were recorded on the same server after those with lower numbers, from 02 to 10. */
const SEQUENCE = /^(?:0[2-9]|10)-/u;

const VERSION = /^v\d+\.\d+(?=$|-)/u;

export const TRANSCRIPTS = join(__dirname, "..", "transcripts");

export function readTranscript(file: string): Transcript {
    const name = basename(file, ".jsonl");
    const version = [name, basename(dirname(file))].flatMap(text => VERSION.exec(text)?.[0] ?? [])[0];
    const lines = readFileSync(file, "utf8")
        .split("\n")
        .filter(line => line.trim() !== "")
        .map(line => JSON.parse(line) as Line);
    const records = recordsOf(lines);
    const known = exceptionsOf(file)[name] ?? {};
    return {
        name,
        version: version === undefined ? OLDEST_VERSION : readVersion(version),
        standsAlone: !SEQUENCE.test(name),
        records,
        isModelled: typeof known !== "string",
        exceptions: new Set(typeof known === "string" ? [] : Object.values(known).flat()),
    };
}

/** A record, or a request to another server, which has no SQL. */
type Line = Omit<TranscriptRecord, "sql" | "upstream"> & { readonly sql?: string; readonly upstream?: string };

/** Returns the records with SQL, each with the statements that were run on the database of sources before it. */
function recordsOf(lines: readonly Line[]): TranscriptRecord[] {
    const records: TranscriptRecord[] = [];
    let upstream: string[] = [];
    for (const { sql, upstream: statement, ...line } of lines) {
        if (statement !== undefined) upstream.push(statement);
        if (sql === undefined) continue;
        records.push({ ...line, sql, ...(upstream.length > 0 && { upstream }) });
        upstream = [];
    }
    return records;
}

/** Reads the file exceptions.json beside a transcript. */
function exceptionsOf(transcript: string): Exceptions {
    const file = join(dirname(transcript), "exceptions.json");
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Exceptions) : {};
}

/** Returns the files of all transcripts, those that were recorded on the same server one after the other. */
export function ownTranscripts(): string[] {
    return readdirSync(TRANSCRIPTS, { recursive: true, encoding: "utf8" })
        .filter(name => name.endsWith(".jsonl"))
        .sort()
        .map(name => join(TRANSCRIPTS, name));
}
