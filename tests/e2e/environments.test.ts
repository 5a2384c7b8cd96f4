import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { loadParser } from "../materialize/sql/parser";
import { NEWEST_VERSION } from "../materialize/versions";
import { type Server, startServer, timeLimit } from "../server";
import { readEnvironment } from "./support/environment";
import { compile } from "./support/programs";
import { configForUrl, kafka, queryAt } from "./support/server";
import { type Config, ok, Stack } from "./support/stack";
import { upstream } from "./support/upstream";

const EXAMPLES = join(__dirname, "../../examples");

/** An example that has the SQL statements of an environment beside the program that replaces them. */
interface Environment {
    readonly name: string;
    /** Values of the program's configuration, beside those of the servers. */
    readonly config: Config;
}

const ENVIRONMENTS: readonly Environment[] = [
    { name: "clickstream", config: { broker: kafka.saslBroker, kafkaPassword: { secret: kafka.password } } },
    {
        name: "orders",
        config: {
            broker: kafka.broker,
            registry: kafka.registry,
            databaseHost: upstream.host,
            databasePort: upstream.port,
            databasePassword: { secret: "postgres" },
        },
    },
    { name: "auction", config: { deployer: "materialize" } },
    { name: "inherited", config: { registry: kafka.registry } },
    { name: "meters", config: { signature: { secret: "b64:c2VjcmV0" } } },
];

/** Replaces the addresses of the statements by those of the servers. */
const withAddresses = (sql: string): string =>
    sql
        .replaceAll("127.0.0.1:9096", kafka.saslBroker)
        .replaceAll("127.0.0.1:9092", kafka.broker)
        .replaceAll("http://127.0.0.1:8081", kafka.registry)
        .replaceAll("HOST '127.0.0.1', PORT 26257", `HOST '${upstream.host}', PORT ${upstream.port}`);

const textOf = (name: string, file: string): string => readFileSync(join(EXAMPLES, name, file), "utf8");

/** Runs the statements of an environment in one session. */
async function runStatements(url: string, name: string): Promise<void> {
    const parse = await loadParser();
    const client = new Client(url);
    await client.connect();
    try {
        for (const { sql } of parse(withAddresses(textOf(name, "environment.sql")))) await client.query(sql);
    } finally {
        await client.end();
    }
}

for (const { name, config } of ENVIRONMENTS)
    describe(`the environment of examples/${name}`, function () {
        this.timeout(timeLimit("5m"));
        const stack = new Stack(name);
        let server: Server;
        let written: readonly string[];

        before(async () => {
            server = await startServer({ version: NEWEST_VERSION, settings: { enable_create_table_from_source: "on" } });
            if (name === "orders") await upstream.create(server, textOf(name, "upstream.sql"));
            await runStatements(server.url, name);
            written = await readEnvironment(server);
            await server.reset();
            await stack.configure({
                ...configForUrl(new URL(server.url)),
                ...Object.fromEntries(Object.entries(config).map(([key, value]) => [`${name}:${key}`, value])),
            });
            expect(await compile([{ name, text: textOf(name, "index.ts") }], stack.folder)).to.equal("");
            stack.write("index.js", `module.exports = require("./programs/${name}.js");`);
        });
        after(async () => {
            stack.remove();
            await server.close();
            if (name === "orders") await upstream.drop(server);
        });

        it("is created by the program as by the statements", async () => {
            const before = await readEnvironment(server);
            ok(await stack.up());
            const created = await readEnvironment(server);
            expect(created).to.deep.equal(written);
            expect(created.length, "what the program created").to.be.above(before.length);
        });

        it("shows no change in a refresh", async () => {
            ok(await stack.preview("--refresh", "--expect-no-changes"));
        });

        it("is gone after a destroy", async () => {
            ok(await stack.destroy());
            const [row] = await queryAt(
                server.systemUrl ?? server.url,
                "SELECT count(*)::int AS n FROM mz_objects WHERE id LIKE 'u%'",
            );
            expect(row).to.deep.equal({ n: 0 });
        });
    });
