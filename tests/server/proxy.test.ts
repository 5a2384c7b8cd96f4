import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { expect } from "chai";
import { Client, type ClientConfig } from "pg";

import { type Server, startLocal } from "./index";
import { refusal } from "./refusal";

async function open({ url }: Server, config: ClientConfig = {}): Promise<Client> {
    const client = new Client({ connectionString: url, ...config });
    client.on("error", () => undefined);
    await client.connect();
    return client;
}

async function secrets(client: Client): Promise<string[]> {
    const { rows } = await client.query<{ name: string }>("SELECT name FROM mz_secrets WHERE id LIKE 'u%' ORDER BY 1");
    return rows.map(row => row.name);
}

describe("the proxy in front of Materialize", function () {
    this.timeout("1m");
    let server: Server;
    let client: Client;
    before(async () => {
        server = await startLocal();
    });
    beforeEach(async () => {
        await server.reset();
        client = await open(server, { application_name: "tester" });
    });
    afterEach(() => client.end());
    after(() => server.close());

    it("the log has each statement with its values, user, application, command tag and SQLSTATE", async () => {
        await client.query("CREATE SECRET one AS 'x'; ");
        await client.query("SELECT name FROM mz_secrets WHERE name = $1 OR name = $2", ["one", null]);
        const { code } = await refusal(client.query("SELECT nothing"));
        const [first] = server.log.entries;
        const shared = { connection: first?.connection, user: "materialize", applicationName: "tester" };
        const entries = server.log.of(first?.connection ?? 0).map(({ start, end, ...entry }) => {
            expect(end).to.be.at.least(start);
            return entry;
        });
        expect(entries).to.deep.equal([
            { ...shared, sql: "CREATE SECRET one AS 'x'", values: [], result: "CREATE SECRET", code: undefined },
            {
                ...shared,
                sql: "SELECT name FROM mz_secrets WHERE name = $1 OR name = $2",
                values: ["one", null],
                result: "SELECT 1",
                code: undefined,
            },
            { ...shared, sql: "SELECT nothing", values: [], result: "ERROR", code },
        ]);
        expect([server.log.connections, server.log.roundTrips]).to.deep.equal([1, 3]);
    });

    it("a statement that begins is in the log before it ends", async () => {
        const [first, second] = [client.query("CREATE SECRET one AS 'x'"), client.query("CREATE SECRET two AS 'x'")];
        while (server.log.entries.length === 0) await wait(1);
        expect(server.log.entries[0]).not.to.have.property("end");
        await Promise.all([first, second]);
        expect(server.log.entries.map(({ sql }) => sql)).to.deep.equal(["CREATE SECRET one AS 'x'", "CREATE SECRET two AS 'x'"]);
    });

    for (const values of [[], ["never"]]) {
        const protocol = values.length === 0 ? "simple" : "extended";
        it(`a query of the ${protocol} protocol is not answered if the connection breaks before, during or after it`, async () => {
            for (const when of ["before", "during", "after"] as const) {
                const gone = await open(server);
                server.faults.hangUp(when, /^SELECT name/u);
                const condition = values.length === 0 ? "'never'" : "$1";
                const query = gone.query(`SELECT name FROM mz_secrets WHERE name = ${condition}`, [...values]);
                expect((await refusal(query)).message).to.contain("Connection terminated");
                while (server.log.entries.at(-1)?.end === undefined) await wait(1);
                expect(server.log.entries.at(-1)?.result).to.equal(when === "before" ? "ERROR" : "SELECT 0");
            }
            expect(server.faults.left()).to.be.empty;
        });
    }

    it("a statement is completed when its connection breaks during or after it, and does not run when it breaks before", async () => {
        for (const when of ["before", "during", "after"] as const) {
            const gone = await open(server);
            server.faults.hangUp(when, /CREATE SECRET/u);
            await refusal(gone.query(`CREATE SECRET ${when} AS 'x'`));
            while (server.log.entries.at(-1)?.end === undefined) await wait(1);
        }
        expect(await secrets(client)).to.deep.equal(["after", "during"]);
    });

    it("a statement that fails is answered although the connection is to break after it", async () => {
        server.faults.hangUp("after", /CREATE SECRET/u);
        expect((await refusal(client.query("CREATE SECRET one AS nothing"))).message).to.contain("nothing");
        expect(server.faults.left()).to.deep.equal(["after CREATE SECRET"]);
        expect((await refusal(client.query("CREATE SECRET one AS 'x'"))).message).to.contain("Connection terminated");
    });

    it("the server completes a statement whose client ends", async () => {
        const gone = await open(server);
        const lost = refusal(gone.query("CREATE SECRET one AS 'x'"));
        while (server.log.entries.length === 0) await wait(1);
        void gone.end();
        await lost.catch(() => undefined);
        while (server.log.entries[0]?.end === undefined) await wait(1);
        expect(await secrets(client)).to.deep.equal(["one"]);
    });

    it("connections are refused for a while, and then accepted again", async () => {
        await server.faults.refuse(150);
        expect((await refusal(open(server))).code).to.equal("ECONNREFUSED");
        await wait(250);
        await (await open(server)).end();
        server.faults.full(10_000);
        expect((await refusal(open(server))).code).to.equal("53300");
    });

    it("a crash at a statement breaks all connections, and the server starts again", async () => {
        const [one, bystander] = [await open(server), await open(server)];
        const gone = new Promise(resolve => bystander.on("error", resolve));
        server.faults.crash("during", /CREATE SECRET/u, 100);
        await refusal(one.query("CREATE SECRET made AS 'x'"));
        await gone;
        expect((await refusal(open(server))).code).to.equal("ECONNREFUSED");
        await wait(200);
        const again = await open(server);
        expect(await secrets(again)).to.deep.equal(["made"]);
        await again.end();
    });

    it("the proxy chooses a port that the operating system gives to nobody else", () => {
        expect(server.port).to.be.within(20_000, 31_999);
    });
});

describe("the options of a local server", function () {
    this.timeout("1m");

    it("a server that is closed does not start again", async () => {
        const brief = await startLocal();
        await brief.faults.refuse(50);
        await brief.close();
        await wait(100);
        expect((await refusal(open(brief))).code).to.equal("ECONNREFUSED");
    });

    it("a server appends its log to a file, and the network delays each round trip", async () => {
        const folder = mkdtempSync(join(tmpdir(), "proxy-"));
        const logFile = join(folder, "log.jsonl");
        const server = await startLocal({ logFile, times: { network: 50 } });
        try {
            const client = await open(server);
            const start = Date.now();
            await client.query("SELECT current_user");
            expect(Date.now() - start).to.be.at.least(100);
            await client.end();
            expect(readFileSync(logFile, "utf8")).to.contain('"sql":"SELECT current_user"');
        } finally {
            await server.close();
            rmSync(folder, { recursive: true });
        }
    });
});
