import { expect } from "chai";
import { Client, type DatabaseError } from "pg";

import { startOnce } from "../startOnce";
import { startMaterialize, type LocalMaterialize } from "./index";
import { OLDEST_VERSION } from "./versions";

type Cells = readonly (readonly (string | null)[])[];

/** The answer to a statement. Fields that are missing are not compared. */
export interface Answer {
    readonly refusal?: string;
    readonly code?: string;
    readonly detail?: string;
    readonly hint?: string;
    readonly rows?: Cells;
    readonly notices?: readonly string[];
}

/** A rule: its origin (a section of the SQL reference or a record of a transcript), the statements before, a statement, and its answer. */
export type Rule = readonly [from: string, before: readonly string[], sql: string, answer: Answer];

export const refused = (refusal: string, code = "XX000", more: Pick<Answer, "detail" | "hint"> = {}): Answer => ({
    refusal,
    code,
    ...more,
});
export const rows = (...cells: Cells): Answer => ({ rows: cells });
export const done = (...notices: string[]): Answer => ({ notices });

/** A statement that another user runs. */
export const as = (user: string, sql: string): string => `@${user} ${sql}`;
export const setFlag = (name: string, value = "on"): string => as("mz_system", `ALTER SYSTEM SET ${name} = ${value}`);

/** Masks ids, which differ between servers. The ids of the first user and cluster do not. */
const masked = (text: string): string => text.replaceAll(/\bu(?!1\b)\d+\b/gu, "u…");

const started = startOnce(() => startMaterialize({ version: OLDEST_VERSION }));

/** One connection for each user of a rule. */
class Users {
    private readonly clients = new Map<string, Client>();
    readonly notices: string[] = [];

    constructor(private readonly server: LocalMaterialize) {}

    async run(statement: string): Promise<Cells> {
        const [, user = "materialize", sql = ""] = /^(?:@(\S+) )?(.*)$/su.exec(statement) ?? [];
        const client = await this.client(user);
        this.notices.splice(0);
        const result = await client.query<(string | null)[]>({ text: sql, rowMode: "array" });
        return result.rows;
    }

    async end(): Promise<void> {
        for (const client of this.clients.values()) await client.end();
    }

    private async client(user: string): Promise<Client> {
        const known = this.clients.get(user);
        if (known) return known;
        const { host, port } = this.server;
        const types = { getTypeParser: () => (text: string) => text };
        const client = new Client({ host, port, user, database: "materialize", types });
        client.on("notice", ({ message = "" }) => this.notices.push(masked(message)));
        await client.connect();
        this.clients.set(user, client);
        return client;
    }
}

async function checkAnswer(users: Users, sql: string, answer: Answer): Promise<void> {
    const { refusal, code, detail, hint, rows: expected, notices } = answer;
    const got = await users.run(sql).catch((error: unknown) => error as DatabaseError);
    if (refusal !== undefined) {
        if (!(got instanceof Error)) throw new Error(`was not refused: ${sql}`);
        expect(masked(got.message)).to.equal(refusal);
        expect(got.code).to.equal(code);
        if (detail !== undefined) expect(got.detail).to.equal(detail);
        if (hint !== undefined) expect(got.hint).to.equal(hint);
        return;
    }
    if (got instanceof Error) throw got;
    if (expected) expect(got.map(row => row.map(cell => cell && masked(cell)))).to.deep.equal(expected);
    if (notices) expect(users.notices).to.deep.equal(notices);
}

/** Declares a test for each rule. Each test has a new environment. */
export function testRules(subject: string, rules: readonly Rule[]): void {
    describe(`the local Materialize: ${subject}`, function () {
        this.timeout(30_000);
        let users: Users;
        beforeEach(async () => {
            const server = await started();
            await server.reset();
            users = new Users(server);
        });
        afterEach(() => users.end());
        for (const [from, before, sql, answer] of rules) {
            it(`The local Materialize ${answer.refusal === undefined ? "accepts" : "refuses"} ${sql.slice(0, 100)} (${from})`, async () => {
                for (const statement of before) await users.run(statement);
                await checkAnswer(users, sql, answer);
            });
        }
    });
}
