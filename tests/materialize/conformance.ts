import type { ReachabilityResult } from "./conformance/compare";
import { replay, type Judged } from "./conformance/replay";
import { ownTranscripts, readTranscript, type Transcript } from "./conformance/transcript";
import { worldOf } from "./conformance/worlds";
import { startMaterialize } from "./index";
import type { Version } from "./versions";

const VERDICTS: readonly ReachabilityResult[] = ["agree", "differ", "not modelled"];

/** Replays transcripts of a real Materialize and lists the answers that differ, except those of exceptions.json. */
async function main(files: readonly string[]): Promise<void> {
    const transcripts = (files.length > 0 ? files : ownTranscripts()).map(readTranscript).filter(({ isModelled }) => isModelled);
    const versions = [...new Set(transcripts.map(({ version }) => version))];
    let differences = 0;
    for (const version of versions) {
        const own = transcripts.filter(transcript => transcript.version === version);
        differences += await replayAll(version, own);
    }
    process.exitCode = differences === 0 ? 0 : 1;
}

/** Replays the transcripts of a version in their order. Returns the number of answers that differ. */
async function replayAll(version: Version, transcripts: readonly Transcript[]): Promise<number> {
    const server = await startMaterialize({ version, world: worldOf(version) });
    let differences = 0;
    try {
        for (const transcript of transcripts) {
            if (transcript.standsAlone) await server.reset();
            const judged = await replay(server, transcript);
            const counts = VERDICTS.map(verdict => `${judged.filter(each => each.verdict === verdict).length} ${verdict}`);
            print(`${transcript.version} ${transcript.name}: ${counts.join(", ")}`);
            const { exceptions } = transcript;
            const others = judged.filter(({ verdict, record }) => (verdict === "agree") === exceptions.has(record.n));
            differences += others.length;
            others.forEach(report);
        }
    } finally {
        await server.close();
    }
    return differences;
}

function report({ record, got, verdict }: Judged): void {
    const { results, error, notices } = record;
    if (verdict === "agree") {
        print(`  #${record.n} agrees: remove it from exceptions.json`);
        return;
    }
    print(`  #${record.n} ${verdict}: ${record.sql}`);
    print(`      expected ${JSON.stringify({ results, error, notices })}`);
    print(`      got      ${JSON.stringify(got)}`);
}

function print(line: string): void {
    process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
});
