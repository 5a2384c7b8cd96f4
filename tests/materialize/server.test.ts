import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { Client, type ClientConfig } from "pg";

import { refusal } from "../server/refusal";
import { startMaterialize, type LocalMaterialize, type LocalMaterializeOptions } from "./index";
import { Database } from "./postgres/database";

const KAFKA = "TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL = 'PLAINTEXT')";
const DEAD = "TO KAFKA (BROKER '127.0.0.1:1', SECURITY PROTOCOL = 'PLAINTEXT')";

async function open({ host, port }: LocalMaterialize, config: ClientConfig = {}): Promise<Client> {
    const client = new Client({ host, port, user: "materialize", database: "materialize", ...config });
    client.on("error", () => undefined);
    await client.connect();
    return client;
}

async function names(client: Client, relation = "mz_secrets"): Promise<string[]> {
    const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${relation} WHERE id LIKE 'u%' ORDER BY 1`);
    return rows.map(row => row.name);
}

describe("the server of the local Materialize", function () {
    this.timeout(30_000);
    let server: LocalMaterialize;
    let client: Client;
    before(async () => {
        server = await startMaterialize({ times: { validation: 300 } });
    });
    beforeEach(async () => {
        await server.reset();
        client = await open(server);
    });
    afterEach(() => client.end());
    after(() => server.close());

    it("The server keeps settings, transactions and errors of connections apart", async () => {
        const other = await open(server, { options: "-c transaction_isolation=serializable -c search_path=a\\ b" });
        await client.query("BEGIN");
        await refusal(client.query("SELECT nope"));
        expect((await refusal(client.query("SELECT 1"))).code).to.equal("25P02");
        expect((await other.query("SHOW transaction_isolation")).rows).to.deep.equal([{ transaction_isolation: "serializable" }]);
        expect((await other.query("SHOW search_path")).rows).to.deep.equal([{ search_path: "a b" }]);
        await client.query("ROLLBACK");
        expect((await client.query("SHOW transaction_isolation")).rows).to.deep.equal([
            { transaction_isolation: "strict serializable" },
        ]);
        await other.end();
    });

    it("A materialized view is hydrated after the time of the world, and never without a replica", async () => {
        server.world.hydrationAfter = 60_000;
        await client.query("CREATE CLUSTER empty (SIZE '25cc', REPLICATION FACTOR 0)");
        await client.query("CREATE MATERIALIZED VIEW here AS SELECT 1 AS a");
        await client.query("CREATE MATERIALIZED VIEW nowhere IN CLUSTER empty AS SELECT 1 AS a");
        const hydrated = async (): Promise<unknown[]> =>
            (
                await client.query<{ hydrated: boolean }>(
                    "SELECT h.hydrated FROM mz_internal.mz_hydration_statuses h JOIN mz_objects o ON o.id = h.object_id WHERE o.id LIKE 'u%' ORDER BY o.name",
                )
            ).rows.map(row => row.hydrated);
        expect(await hydrated()).to.deep.equal([false, false]);
        server.world.hydrationAfter = 0;
        expect(await hydrated()).to.deep.equal([true, false]);
    });

    it("The server accepts parameters, and runs statements that are sent without waiting in order", async () => {
        const sent = ["CREATE SECRET one AS 'x'", "CREATE SECRET two AS 'y'", "DROP SECRET one"].map(sql => client.query(sql));
        await Promise.all(sent);
        const { rows } = await client.query("SELECT name FROM mz_secrets WHERE name = ANY($1::text[]) AND name <> $2", [
            ["one", "two"],
            "three",
        ]);
        expect(rows).to.deep.equal([{ name: "two" }]);
    });

    it("The server serves many connections at the same time", async () => {
        const clients = await Promise.all(Array.from({ length: 30 }, () => open(server)));
        await Promise.all(clients.map((each, index) => each.query(`CREATE SECRET s${index} AS 'x'`)));
        expect(await names(client)).to.have.length(30);
        await Promise.all(clients.map(each => each.end()));
    });

    it("Other connections run statements while a validation waits", async () => {
        const started = Date.now();
        const dead = refusal(client.query(`CREATE CONNECTION dead ${DEAD}`));
        const other = await open(server);
        await other.query("CREATE SECRET meanwhile AS 'x'");
        expect(Date.now() - started).to.be.below(250);
        expect((await dead).message).to.equal("Broker transport failure");
        expect(Date.now() - started).to.be.at.least(300);
        await other.end();
    });

    it("Only one of two sessions creates an object of the same name", async () => {
        const other = await open(server);
        const both = await Promise.allSettled([
            client.query("CREATE SECRET same AS 'x'"),
            other.query("CREATE SECRET same AS 'y'"),
        ]);
        const refused = both.filter(each => each.status === "rejected");
        expect(refused.map(each => (each.reason as Error).message)).to.deep.equal(["catalog item 'same' already exists"]);
        await other.end();
    });

    it("The server refuses statements that it does not model", async () => {
        const refused = await refusal(client.query("EXPLAIN TIMESTAMP FOR SELECT 1"));
        expect(refused).to.include({ code: "0A000", message: "the local Materialize does not model: EXPLAIN TIMESTAMP" });
    });

    it("The server accepts a cancel request without effect", async () => {
        const cancel = connect(server.port, server.host);
        cancel.write(Buffer.from([0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0, 1, 0, 0, 0, 0]));
        await new Promise(resolve => cancel.on("close", resolve).resume());
        expect((await client.query("SELECT 1 AS one")).rows).to.deep.equal([{ one: 1 }]);
    });

    it("The server accepts names with 255 bytes, quotes and spaces", async () => {
        const name = `a "b" ${"é".repeat(120)}`;
        const quoted = `"${name.replaceAll('"', '""')}"`;
        await client.query(`CREATE CONNECTION ${quoted} ${KAFKA}`);
        await client.query(`CREATE VIEW v${"v".repeat(200)} AS SELECT name FROM mz_connections`);
        const { rows } = await client.query(`SELECT name FROM v${"v".repeat(200)} WHERE name = $1`, [name]);
        expect(rows).to.deep.equal([{ name }]);
    });
});

describe("the options of the local Materialize", function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), "local-materialize-"));
    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    async function using(options: LocalMaterializeOptions, work: (server: LocalMaterialize) => Promise<void>): Promise<void> {
        const server = await startMaterialize(options);
        try {
            await work(server);
        } finally {
            await server.close();
        }
    }

    it("The server keeps catalog and rows in its data directory", async () => {
        const dataDir = join(folder, "data");
        await using({ dataDir }, async server => {
            const client = await open(server);
            await client.query(`CREATE CONNECTION k ${KAFKA}`);
            await client.query("CREATE SOURCE s FROM KAFKA CONNECTION k (TOPIC 'materialize_click_streams') FORMAT JSON");
            await client.end();
        });
        await using({ dataDir }, async server => {
            const client = await open(server);
            expect((await client.query("SELECT count(*) FROM s")).rows).to.deep.equal([{ count: "20" }]);
            expect((await refusal(client.query(`CREATE CONNECTION k ${KAFKA}`))).message).to.contain("already exists");
            await client.end();
        });
    });

    it("The server refuses a data directory of another version", async () => {
        const dataDir = join(folder, "old");
        await using({ dataDir }, () => Promise.resolve());
        const { message } = await refusal(Database.open(dataDir, "SELECT 'another store'"));
        expect(message).to.contain("has the data of another version of the local Materialize");
    });

    it("The server requires passwords and TLS", async () => {
        const [key, cert] = ["key.pem", "cert.pem"].map(name => join(folder, name)) as [string, string];
        const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
        execFileSync("openssl", [...request, "-subj", "/CN=localhost", "-keyout", key, "-out", cert], { stdio: "ignore" });
        const tls = { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
        await using({ tls, users: { somebody: "right" } }, async server => {
            const ssl = { rejectUnauthorized: false };
            expect(await refusal(open(server, { user: "somebody", password: "wrong", ssl }))).to.include({
                code: "28P01",
                message: "invalid password",
            });
            expect((await refusal(open(server, { user: "somebody", password: "right" }))).code).to.equal("08004");
            const client = await open(server, { user: "somebody", password: "right", ssl });
            expect((await client.query("SELECT current_user")).rows).to.deep.equal([{ current_user: "somebody" }]);
            await client.end();
        });
    });
});
