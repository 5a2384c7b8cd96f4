import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { dropCreated } from "../server/dropCreated";
import { record, type Rerecorded, type Server } from "./conformance/recorder";
import { report } from "./conformance/report";
import { Surroundings } from "./conformance/surroundings";
import { ownTranscripts, readTranscript, type Transcript } from "./conformance/transcript";
import { UserConnection } from "./conformance/userConnection";

/** Records transcripts again on the server of MATERIALIZE_URL, and reports what it answers differently. */
async function main(): Promise<void> {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: { out: { type: "string" }, limit: { type: "string" } },
    });
    const { MATERIALIZE_URL: url, MATERIALIZE_SYSTEM_URL: systemUrl, KAFKA_BROKER, SSH_AUTHORIZED_KEYS } = process.env;
    if (url === undefined || url === "")
        throw new Error(
            "MATERIALIZE_URL must be the URL of the server to record, which should be new: postgres://materialize@host:6875/materialize",
        );
    const version = await versionOf(url);
    const folder = resolve(values.out ?? join("recordings", version.split(" ")[0] ?? ""));
    mkdirSync(folder, { recursive: true });
    const sections = [`# Answers of ${version} that differ from the recorded ones`];
    const transcripts = (positionals.length > 0 ? positionals : ownTranscripts()).map(readTranscript);
    const sent: Rerecorded[] = [];
    for (const transcript of newest(transcripts)) {
        if (transcript.standsAlone && systemUrl !== undefined) await removeObjects(sent.splice(0), systemUrl);
        const surroundings = new Surroundings(KAFKA_BROKER, SSH_AUTHORIZED_KEYS);
        const all = await record(serverOf(url, systemUrl, values.limit), transcript, surroundings);
        sent.push(...all);
        writeFileSync(join(folder, `${transcript.name}.jsonl`), linesOf(all));
        const text = report(transcript.name, all);
        print(text);
        sections.push(text);
    }
    writeFileSync(join(folder, "report.md"), `${sections.join("\n\n")}\n`);
    print(`The transcripts and report.md are in ${folder}.`);
}

/** Returns the transcripts without those that were recorded again on a newer version. */
const newest = (transcripts: readonly Transcript[]): Transcript[] => [
    ...new Map(transcripts.map(transcript => [transcript.name, transcript])).values(),
];

/** Removes what the statements of earlier transcripts created and set, since the next one was recorded in an environment without it. */
function removeObjects(sent: readonly Rerecorded[], systemUrl: string): Promise<void> {
    const entries = sent.flatMap(({ record }) =>
        record === undefined ? [] : [{ sql: record.sql, result: record.error ? "ERROR" : "" }],
    );
    return dropCreated(entries, systemUrl, (statement, error) => {
        print(`${statement}: ${String(error)}`);
    });
}

function serverOf(url: string, systemUrl: string | undefined, limit: string | undefined): Server {
    return { url, systemUrl: systemUrl === "" ? undefined : systemUrl, ...(limit !== undefined && { limit: Number(limit) }) };
}

function linesOf(all: readonly Rerecorded[]): string {
    return all.flatMap(({ record }) => (record === undefined ? [] : [`${JSON.stringify(record)}\n`])).join("");
}

async function versionOf(url: string): Promise<string> {
    const connection = await UserConnection.connect({ connectionString: url });
    const { results, error } = await connection.run({ sql: "SELECT mz_version()" });
    await connection.end();
    const version = results?.[0]?.rows?.[0]?.[0];
    if (typeof version !== "string") throw new Error(`The server does not report its version: ${error?.message ?? "no row"}`);
    return version;
}

function print(text: string): void {
    process.stdout.write(`${text}\n\n`);
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
