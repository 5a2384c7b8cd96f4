import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type LocalServer, startLocal } from "../server";
import { TRANSCRIPTS, type TranscriptRecord } from "./conformance/transcript";
import { UserConnection } from "./conformance/userConnection";

/** A statement, or a request, and its answer. */
type Line = Partial<TranscriptRecord> & {
    readonly n: number;
    readonly http?: {
        readonly method: string;
        readonly path: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly body?: string;
    };
    readonly response?: { readonly status: number; readonly body: string };
};

/** The later statements are about load generators. */
const LAST = 77;

const LINES = readFileSync(join(TRANSCRIPTS, "v26.39", "13-webhook-loadgen.jsonl"), "utf8")
    .split("\n")
    .filter(line => line !== "")
    .map(line => JSON.parse(line) as Line)
    .filter(({ n }) => n <= LAST);

/** Leaves out the details that JSON's parser reports. */
const withoutDetails = (text: string): string => text.replace(/(?<=deserialize body as Jsonb: ).*/su, "…");

describe("requests to webhooks", function () {
    this.timeout("60s");
    let local: LocalServer;
    let connection: UserConnection;

    before(async () => {
        local = await startLocal({ version: "v26.39" });
        connection = await UserConnection.connect({ connectionString: local.url });
    });
    after(async () => {
        await connection.end();
        await local.close();
    });

    it("are answered as a real server answered them, and the rows that it had afterwards can be read", async () => {
        for (const { n, sql, http, response, results } of LINES) {
            if (sql !== undefined) {
                const answer = await connection.run({ sql });
                const rows = results?.[0]?.rows ?? [];
                // A real server shows a row some time after the request only.
                if (sql.includes(" FROM hook_")) expect(answer.results?.[0]?.rows, String(n)).to.deep.include.members([...rows]);
            }
            if (http === undefined) continue;
            const { method, path, headers, body } = http;
            const got = await fetch(`${String(local.httpUrl)}${path}`, { method, headers, ...(body !== undefined && { body }) });
            expect([n, got.status, withoutDetails(await got.text())]).to.deep.equal([
                n,
                response?.status,
                withoutDetails(response?.body ?? ""),
            ]);
        }
    });
});
