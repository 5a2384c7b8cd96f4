import { expect } from "chai";
import { isExternal, type Server, skip, startServer } from "../../server";
import { setFlags, withClient } from "../../server/flags";
import { configFor, queryAt } from "../support/server";
import { ok, Stack } from "../support/stack";

const SCHEMA = `busy_${String(process.pid)}`;

const PROGRAM = `
const schema = new materialize.Schema("busy", { name: "${SCHEMA}" });
const password = new materialize.Secret("password", { schema, value: config.get("value") ?? "hunter2", comment: "kept" });
for (let at = 0; at < 20; at++) new materialize.View("view-" + at, { schema, query: "SELECT " + at + " AS a" }, { dependsOn: password });`;

/** Runs an up, an up with a change, a refresh without changes and a destroy. */
async function runLifecycle(stack: Stack): Promise<string> {
    const outputs = [ok(await stack.up()).output];
    await stack.configure({ "busy:value": "changed" });
    outputs.push(ok(await stack.up()).output);
    expect(outputs[1]).to.contain("1 updated");
    const refreshed = ok(await stack.refresh()).output;
    expect(refreshed).to.contain("23 unchanged");
    outputs.push(refreshed, ok(await stack.destroy()).output);
    expect(await stack.state()).to.be.empty;
    return outputs.join("\n");
}

describe("a busy server", function () {
    this.timeout("20m");
    let server: Server;
    let stack: Stack;

    before(async () => {
        server = await startServer();
    });
    beforeEach(async () => {
        stack = await new Stack("busy").program(PROGRAM).configure(configFor(server));
    });
    afterEach(() => {
        server.faults.clear();
        stack.remove();
    });
    after(() => server.close());

    it("An up prints the statement that takes longer than ten seconds, and creates the object once", async () => {
        server.faults.delay(/^CREATE SECRET/u, 12_000);
        server.log.clear();
        const { output } = ok(await stack.up());
        expect(output).to.match(/1 object waits for Materialize at \S+, which has been busy for 1\d s with: CREATE SECRET/u);
        expect(server.log.entries.filter(({ sql }) => sql.startsWith("CREATE SECRET"))).to.have.length(1);
        ok(await stack.destroy());
    });

    it("All operations work although another session creates and drops objects all the time", async () => {
        const done = new AbortController();
        const others = withClient(server.url, async client => {
            while (!done.signal.aborted) {
                await client.query("CREATE VIEW of_another_session AS SELECT 1 AS a");
                await client.query("DROP VIEW of_another_session");
            }
        });
        try {
            await runLifecycle(stack);
        } finally {
            done.abort();
            await others;
        }
    });

    it("All operations work although each answer begins with a notice", async () => {
        server.faults.notices = true;
        expect(await runLifecycle(stack)).not.to.contain("a notice from another version");
    });

    const many = isExternal() ? 500 : 100;
    it(`An up of ${String(many)} objects, a refresh and a destroy lose nothing and leave nothing`, async () => {
        stack.program(PROGRAM.replace("at < 20", `at < ${String(many - 2)}`));
        server.log.clear();
        expect(ok(await stack.up()).output).to.contain(`${String(many + 1)} created`);
        const created = server.log.entries.filter(({ sql }) => sql.startsWith("CREATE ")).map(({ sql }) => sql);
        expect(new Set(created).size).to.equal(many);
        expect(created).to.have.length(many);
        expect(ok(await stack.refresh()).output).to.contain(`${String(many + 1)} unchanged`);
        ok(await stack.destroy());
        expect(await queryAt(server.url, { text: "SELECT name FROM mz_schemas WHERE name = $1", values: [SCHEMA] })).to.be.empty;
    });
});

describe("a server whose limits are reached", function () {
    this.timeout("10m");
    const stack = new Stack("limited").program(`
const schema = new materialize.Schema("limited", { name: "limited_${String(process.pid)}" });
for (const name of ["one", "two", "three"]) new materialize.Secret(name, { schema, value: "hunter2" });`);
    let server: Server;

    before(async () => {
        server = await startServer();
        await stack.configure(configFor(server));
    });
    after(async () => {
        stack.remove();
        await server.close();
    });

    it("An up names the limit, records what it created, and completes after the limit is raised", async function () {
        const { systemUrl } = server;
        if (systemUrl === undefined) skip(this, "needs a limit that only a superuser sets: MATERIALIZE_SYSTEM_URL is not set");
        const restore = await setFlags(systemUrl, { max_secrets: "2" });
        try {
            const { code, output } = await stack.up("--continue-on-error");
            expect(code).not.to.equal(0);
            expect(output).to.contain("creating secret would violate max_secrets limit (desired: 3, limit: 2, current: 2)");
        } finally {
            await restore();
        }
        expect((await stack.state()).filter(({ type }) => type.endsWith(":Secret"))).to.have.length(2);
        expect(ok(await stack.up()).output).to.contain("1 created");
        ok(await stack.destroy());
    });
});
