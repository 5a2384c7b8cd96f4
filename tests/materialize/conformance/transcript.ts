import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

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
    readonly at_ms?: number;
    readonly ms?: number;
}

export interface Transcript {
    readonly name: string;
    readonly records: readonly TranscriptRecord[];
}

export const TRANSCRIPTS = join(__dirname, "..", "transcripts");

export function readTranscript(file: string): Transcript {
    const lines = readFileSync(file, "utf8")
        .split("\n")
        .filter(line => line.trim() !== "");
    return { name: basename(file, ".jsonl"), records: lines.map(line => JSON.parse(line) as TranscriptRecord) };
}

export function ownTranscripts(): string[] {
    return readdirSync(TRANSCRIPTS)
        .filter(name => name.endsWith(".jsonl"))
        .sort()
        .map(name => join(TRANSCRIPTS, name));
}
