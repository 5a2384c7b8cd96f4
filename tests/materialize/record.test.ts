import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startMaterialize, type LocalMaterialize } from "./index";
import type { TranscriptRecord } from "./conformance/transcript";

const RECORDS: readonly TranscriptRecord[] = [
    { n: 1, sql: "CREATE SECRET recorded AS 'x'", results: [{ command: "CREATE" }] },
    { n: 2, sql: "SELECT id FROM mz_secrets WHERE name = 'recorded'", results: [rows("id", "u77")] },
    { n: 3, note: "changed", sql: "SELECT $1::text AS t", params: ["new"], results: [rows("t", "old")] },
    { n: 4, sql: "SELECT 'a (b' AS t", results: [rows("t", "a\n    (\n b")] },
    { n: 5, sql: "DROP SECRET missing", error: { severity: "ERROR", sqlstate: "XX000", message: "another message" } },
    {
        n: 6,
        sql: "SELECT 'docker-container-70250c74-9786-48e6-8cb2-79f2187cf679-0' AS t",
        results: [rows("t", `aws-us-east-1-${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}-0`)],
    },
    { n: 7, sql: "DROP SECRET absent", results: [{ command: "DROP" }] },
    { n: 8, user: "mz_system", sql: "SELECT 'a' AS t", results: [rows("t", "a")] },
];

function rows(column: string, cell: string): { command: string; columns: string[]; types: number[]; rows: string[][] } {
    return { command: "SELECT", columns: [column], types: [25], rows: [[cell]] };
}

describe("npm run record", function () {
    this.timeout("2m");
    let server: LocalMaterialize;
    let folder: string;

    before(async () => {
        server = await startMaterialize();
        folder = mkdtempSync(join(tmpdir(), "record-"));
        writeFileSync(join(folder, "sample.jsonl"), RECORDS.map(record => `${JSON.stringify(record)}\n`).join(""));
    });
    after(async () => {
        await server.close();
        rmSync(folder, { recursive: true });
    });

    const run = (variables: NodeJS.ProcessEnv, ...options: string[]): Promise<{ code: number; output: string }> =>
        new Promise(done => {
            const args = [
                "--import",
                "tsx",
                join(__dirname, "record.ts"),
                "--out",
                join(folder, "out"),
                ...options,
                join(folder, "sample.jsonl"),
            ];
            execFile(
                "node",
                args,
                { env: { ...process.env, MATERIALIZE_URL: undefined, MATERIALIZE_SYSTEM_URL: undefined, ...variables } },
                (error, stdout, stderr) => {
                    done({ code: error ? 1 : 0, output: stdout + stderr });
                },
            );
        });
    const recorded = (): TranscriptRecord[] =>
        readFileSync(join(folder, "out", "sample.jsonl"), "utf8")
            .trim()
            .split("\n")
            .map(line => JSON.parse(line) as TranscriptRecord);

    it("npm run record writes the answers of the server in the form of the transcripts", async () => {
        const system = server.url.replace("//materialize", "//mz_system");
        const { code, output } = await run({ MATERIALIZE_URL: server.url, MATERIALIZE_SYSTEM_URL: system });
        expect(code, output).to.equal(0);
        expect(output).to.include("sample: 4 same, 1 same except for layout, 3 different");
        const [, , third, , fifth, , , eighth] = recorded();
        expect({ ...third, ms: 0 }).to.deep.equal({ ...RECORDS[2], results: [rows("t", "new")], ms: 0 });
        expect(fifth?.error?.message).to.equal("unknown catalog item 'missing'");
        expect(fifth).not.to.have.any.keys("results", "notices");
        expect(eighth).to.include({ n: 8, user: "mz_system" });
    });

    it("npm run record removes the objects of a transcript before the next one, which was recorded without them", async () => {
        await server.reset();
        const others = ["first", "second"].map(name => join(folder, `${name}.jsonl`));
        for (const file of others) writeFileSync(file, `${JSON.stringify(RECORDS[0])}\n`);
        const system = server.url.replace("//materialize", "//mz_system");
        const { output } = await run({ MATERIALIZE_URL: server.url, MATERIALIZE_SYSTEM_URL: system }, ...others);
        expect(output).to.include("first: 1 same").and.include("second: 1 same").and.include("sample: 4 same");
    });

    it("The report of npm run record shows what was recorded and what is answered, and skips the superuser's statements without a URL", async () => {
        const { code, output } = await run({ MATERIALIZE_URL: server.url });
        expect(code, output).to.equal(0);
        const report = readFileSync(join(folder, "out", "report.md"), "utf8");
        expect(report).to.match(/^# Answers of v26\.\S+ .*that differ from the recorded ones\n/u);
        expect(report).to.include(
            '**#3** (changed) `SELECT $1::text AS t`\n\n- rows\n    - recorded: `[["old"]]`\n    - answered: `[["new"]]`',
        );
        expect(report).to.include("**#8** as mz_system `SELECT 'a' AS t`\n\nSkipped: MATERIALIZE_SYSTEM_URL is not set");
        expect(report).to.match(
            /\*\*#7\*\* `DROP SECRET absent`\n\n- answer\n {4}- recorded: `\[\{"command":"DROP"\}\]`\n {4}- answered: `\{"severity":"ERROR"/u,
        );
        expect(report).not.to.match(/#[246]\*\*/u);
        expect(recorded().map(({ n }) => n)).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
    });

    it("npm run record skips a statement that is not answered in time, and continues", async () => {
        const slow = await startMaterialize({ times: { query: 2_000 } });
        try {
            const { code, output } = await run({ MATERIALIZE_URL: slow.url }, "--limit", "500");
            expect(code, output).to.equal(0);
            for (const n of [2, 3, 4, 6])
                expect(output).to.match(new RegExp(`#${n}\\*\\*[^\\n]+\\n\\nSkipped: no answer within \\d+ ms`, "u"));
        } finally {
            await slow.close();
        }
    });

    it("npm run record names the variable that is missing", async () => {
        const { code, output } = await run({});
        expect(code).to.equal(1);
        expect(output).to.match(/^MATERIALIZE_URL must be the URL of the server to record/u);
    });
});
