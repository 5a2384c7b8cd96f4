import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { Client } from "pg";
import { loadParser } from "../materialize/sql/parser";
import { type LocalServer, startLocal } from "../server";
import { compile } from "./support/programs";
import { configFor } from "./support/server";
import { ok, run, Stack } from "./support/stack";

const ROOT = resolve(__dirname, "../..");
/** The examples that have the SQL statements of an environment, and the secrets in them. */
const ENVIRONMENTS = ["clickstream", "auction", "inherited", "meters"];
const SECRETS = { shopRawKafkaPassword: "hunter2", metersMeterSignature: "b64:c2VjcmV0" };

describe("a program that the command import writes", function () {
    this.timeout("5m");
    const stack = new Stack("adopted");
    let server: LocalServer;
    before(async () => {
        server = await startLocal({ settings: { enable_create_table_from_source: "on" } });
        const parse = await loadParser();
        const client = new Client(server.url);
        await client.connect();
        for (const name of ENVIRONMENTS) {
            await client.query("SET schema = public");
            const text = readFileSync(join(ROOT, "examples", name, "environment.sql"), "utf8");
            for (const { sql } of parse(text)) await client.query(sql);
        }
        await client.end();
        const secrets = Object.entries(SECRETS).map(([key, secret]) => [`adopted:${key}`, { secret }] as const);
        await stack.configure({ ...configFor(server), ...Object.fromEntries(secrets) });
    });
    after(async () => {
        stack.remove();
        await server.close();
    });

    const changes = (from: number): string[] =>
        server.log.entries.slice(from).flatMap(({ sql }) => (/^(?:SELECT|SHOW|EXPLAIN)\b/u.test(sql.trim()) ? [] : [sql]));

    it("adopts whole environments with the announced statements only, and shows no change then", async () => {
        const command = [join(ROOT, "dist/cli/main.js"), "import", "--program"];
        const { output } = ok(await run(process.execPath, command, stack.folder, stack.environment()));
        const text = readFileSync(join(stack.folder, "index.ts"), "utf8");
        expect(await compile([{ name: "adopted", text }], stack.folder)).to.equal("");
        stack.write("index.js", `module.exports = require("./programs/adopted.js");`);
        const before = server.log.entries.length;
        ok(await stack.up());
        const announced = [...output.matchAll(/^ {2}(ALTER SECRET .*) AS …$/gmu)].map(([, statement]) => statement);
        expect(announced).to.have.length(2);
        expect(changes(before).map(sql => sql.split(" AS ")[0])).to.have.members(announced);
        const after = server.log.entries.length;
        ok(await stack.up("--expect-no-changes"));
        ok(await stack.preview("--refresh", "--expect-no-changes"));
        expect(changes(after)).to.deep.equal([]);
        for (const value of Object.values(SECRETS)) expect(text + output).not.to.contain(value);
        const again = await run(process.execPath, command, stack.folder, stack.environment());
        expect(again).to.deep.include({ code: 1 });
        expect(again.output).to.contain("index.ts exists: name another file with --output");
    });
});
