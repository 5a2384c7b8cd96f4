import { readdirSync, readFileSync } from "node:fs";
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
}

const VERSION = /^v\d+\.\d+(?=$|-)/u;

export const TRANSCRIPTS = join(__dirname, "..", "transcripts");

export function readTranscript(file: string): Transcript {
    const name = basename(file, ".jsonl");
    const version = [name, basename(dirname(file))].flatMap(text => VERSION.exec(text)?.[0] ?? [])[0];
    const records = readFileSync(file, "utf8")
        .split("\n")
        .filter(line => line.trim() !== "")
        .map(line => JSON.parse(line) as TranscriptRecord)
        // Records without SQL are requests to other servers.
        .filter(({ sql }: Partial<TranscriptRecord>) => sql !== undefined);
    return {
        name,
        version: version === undefined ? OLDEST_VERSION : readVersion(version),
        standsAlone: VERSION.test(name),
        records,
    };
}

export function ownTranscripts(): string[] {
    return readdirSync(TRANSCRIPTS)
        .filter(name => name.endsWith(".jsonl"))
        .sort()
        .map(name => join(TRANSCRIPTS, name));
}
