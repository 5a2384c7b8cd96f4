import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { Client } from "pg";
import { loadParser } from "../materialize/sql/parser";
import { NEWEST_VERSION } from "../materialize/versions";
import { type LocalServer, startLocal } from "../server";
import { readEnvironment } from "./support/environment";
import { compile } from "./support/programs";
import { configFor } from "./support/server";
import { ok, run, Stack } from "./support/stack";

const ROOT = resolve(__dirname, "../..");
const ENVIRONMENTS = ["clickstream", "orders", "auction", "inherited", "meters"];
const SECRETS = { shopRawKafkaPassword: "hunter2", metersMeterSignature: "b64:c2VjcmV0", pgPassword: "postgres" };

const fileOf = (name: string, file = "environment.sql"): string => join(ROOT, "examples", name, file);

describe("a program that the command import writes from SQL files", function () {
    this.timeout("5m");
    const stack = new Stack("sql");
    let server: LocalServer;
    before(async () => {
        server = await startLocal({ version: NEWEST_VERSION, settings: { enable_create_table_from_source: "on" } });
        const setup = [readFileSync(fileOf("orders", "upstream.sql"), "utf8")];
        const orders = { type: "postgres", address: "127.0.0.1:26257", database: "orders", users: ["postgres"] } as const;
        server.world.learnDatabase({ ...orders, setup });
    });
    after(async () => {
        stack.remove();
        await server.close();
    });

    /** Runs the statements of all files, each in a session of its own. */
    async function runStatements(): Promise<void> {
        const parse = await loadParser();
        for (const name of ENVIRONMENTS) {
            const client = new Client(server.url);
            await client.connect();
            for (const { sql } of parse(readFileSync(fileOf(name), "utf8"))) await client.query(sql);
            await client.end();
        }
    }

    it("is written without a server, creates what the statements create, and shows no change then", async () => {
        const command = [join(ROOT, "dist/cli/main.js"), "import", ...ENVIRONMENTS.flatMap(name => ["--sql", fileOf(name)])];
        const { output } = ok(await run(process.execPath, command, stack.folder, stack.environment()));
        const keys = [...output.matchAll(/^ {2}pulumi config set --secret (\w+) …$/gmu)].map(([, key]) => key);
        expect(keys).to.have.members(Object.keys(SECRETS));
        expect(output).not.to.contain("Not in");
        const text = readFileSync(join(stack.folder, "index.ts"), "utf8");
        expect(await compile([{ name: "environment", text }], stack.folder)).to.equal("");
        stack.write("index.js", `module.exports = require("./programs/environment.js");`);
        const secrets = Object.entries(SECRETS).map(([key, secret]) => [`sql:${key}`, { secret }] as const);
        await stack.configure({ ...configFor(server), ...Object.fromEntries(secrets) });

        ok(await stack.up());
        const created = await readEnvironment(server);
        ok(await stack.up("--expect-no-changes"));
        await server.reset();
        await runStatements();
        expect(created).to.deep.equal(await readEnvironment(server));
    });
});
