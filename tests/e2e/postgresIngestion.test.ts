import { expect } from "chai";
import { ADMIN, PostgresServer } from "../provider/helpers/postgres/server";
import { type Server, timeLimit, useServer } from "../server";
import { configForUrl, queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

const program = (tables: string): string => `
const shop = new materialize.PostgresIngestion("shop", {
    database: { host: { host: "127.0.0.1", port: config.requireNumber("port"), name: "postgres" } },
    auth: { username: "materialize", password: config.requireSecret("password") },
    sslMode: "disable",
    network: { none: {} },
    publication: { create: { admin: { username: "postgres", password: config.requireSecret("adminPassword") } } },
    cluster: config.require("cluster"),
    schema: new materialize.Schema("schema", { name: config.require("schema") }),
    tables: { ${tables} },
});
exports.statements = shop.upstreamStatements;`;

const ORDERS = `orders: { reference: ["sales", "Orders"], textColumns: ["mood"], indexes: { by_id: { columns: ["id"] } } },`;
const CUSTOMERS = `customers: { reference: ["sales", "customers"] },`;

const TABLES = [
    "CREATE SCHEMA sales",
    "CREATE TYPE mood AS ENUM ('good', 'bad')",
    `CREATE TABLE sales."Orders" (id int PRIMARY KEY, mood mood)`,
    "CREATE TABLE sales.customers (id int PRIMARY KEY)",
    `INSERT INTO sales."Orders" VALUES (1, 'good'), (2, 'bad')`,
    "INSERT INTO sales.customers VALUES (7)",
];

/** What the local Materialize reads has no publication that a program creates on a server beside it. */
const COPY = [
    ...TABLES,
    `ALTER TABLE sales."Orders" REPLICA IDENTITY FULL`,
    "ALTER TABLE sales.customers REPLICA IDENTITY FULL",
    `CREATE PUBLICATION materialize_shop FOR TABLE sales."Orders", sales.customers`,
];

describe("PostgresIngestion with a real PostgreSQL", function () {
    this.timeout(timeLimit("4m"));
    const getServer = useServer({ settings: { enable_create_table_from_source: "on" } });
    const schema = `e2e_postgres_${String(process.pid)}`;
    const stack = new Stack("postgres-ingestion").program(program(ORDERS));
    const password = "materialize's password";
    let postgres: PostgresServer | undefined;
    let server: Server;

    const upstream = async (query: string): Promise<unknown[]> => (await postgres?.rows(query)) ?? [];
    /** The rows of a table appear a moment after the CREATE. */
    const rows = async (table: string): Promise<Record<string, unknown>[]> => {
        for (;;) {
            const found = await queryAt(server.url, `SELECT * FROM "${schema}".${table} ORDER BY id`);
            if (found.length > 0) return found;
        }
    };

    before(async function () {
        server = await getServer();
        if (new URL(server.url).hostname !== "127.0.0.1" && new URL(server.url).hostname !== "localhost") this.skip();
        postgres = await PostgresServer.start(this);
        await postgres.rows(TABLES.join(";"));
        const address = `127.0.0.1:${String(postgres.port)}`;
        server.local?.world.change({
            databases: [{ type: "postgres", address, database: "postgres", users: ["materialize"], setup: COPY }],
        });
        await stack.configure({
            ...configForUrl(new URL(server.url)),
            "postgres-ingestion:port": String(postgres.port),
            "postgres-ingestion:password": { secret: password },
            "postgres-ingestion:adminPassword": { secret: ADMIN.password },
            "postgres-ingestion:cluster": process.env.MZ_TEST_CLUSTER ?? "quickstart",
            "postgres-ingestion:schema": schema,
        });
    });
    after(async () => {
        stack.remove();
        await postgres?.stop();
    });

    it("one up prepares the database, and Materialize reads its rows", async () => {
        const preview = ok(await stack.preview());
        expect(preview.output).to.contain('CREATE PUBLICATION \\"materialize_shop\\" FOR TABLE \\"sales\\".\\"Orders\\"');
        expect(await upstream("SELECT FROM pg_publication"), "a preview changes nothing").to.be.empty;
        ok(await stack.up());
        expect(await rows("orders")).to.deep.equal([
            { id: 1, mood: "good" },
            { id: 2, mood: "bad" },
        ]);
        ok(await stack.preview("--expect-no-changes"));
        ok(await stack.refresh("--expect-no-changes"));
    });

    it("a table that is added is published and read in the same up", async () => {
        ok(await stack.program(program(ORDERS + CUSTOMERS)).up());
        expect(await rows("customers")).to.deep.equal([{ id: 7 }]);
        expect(await upstream("SELECT tablename FROM pg_publication_tables ORDER BY 1")).to.deep.equal([
            { tablename: "Orders" },
            { tablename: "customers" },
        ]);
    });

    it("a right that was taken away is found by a refresh, and given again", async () => {
        await upstream("REVOKE SELECT ON sales.customers FROM materialize");
        ok(await stack.refresh());
        ok(await stack.up());
        expect(await upstream("SELECT has_table_privilege('materialize', 'sales.customers', 'SELECT') AS may")).to.deep.equal([
            { may: true },
        ]);
    });

    it("no password is in clear text in the state", async () => {
        const state = JSON.stringify(await stack.state());
        expect(state).to.not.contain(password).and.to.not.contain(ADMIN.password.slice(0, 12));
    });

    it("a destroy leaves nothing in the database but its tables, as they were", async () => {
        ok(await stack.destroy());
        expect(await upstream("SELECT FROM pg_publication")).to.be.empty;
        expect(await upstream("SELECT FROM pg_replication_slots")).to.be.empty;
        expect(await upstream("SELECT FROM pg_roles WHERE rolname = 'materialize'")).to.be.empty;
        expect(
            await upstream(
                "SELECT DISTINCT relreplident AS identity FROM pg_class WHERE relnamespace = 'sales'::regnamespace AND relkind = 'r'",
            ),
        ).to.deep.equal([{ identity: "d" }]);
        expect(await queryAt(server.url, `SELECT name FROM mz_schemas WHERE name = '${schema}'`)).to.be.empty;
    });
});
