import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import { type Server, skip, startServer } from "../../server";
import { canKillServer, killAndStartServer } from "../../server/process";
import { configFor, queryAt } from "../support/server";
import { ok, Stack } from "../support/stack";

const SCHEMA = `killed_${String(process.pid)}`;
const VIEWS = 20;

const PROGRAM = `
const schema = new materialize.Schema("killed", { name: "${SCHEMA}" });
const password = new materialize.Secret("password", { schema, value: "hunter2" });
const connection = new materialize.KafkaConnection("kafka", {
    schema,
    brokers: ["broker.example.com:9092"],
    securityProtocol: "SASL_PLAINTEXT",
    sasl: { mechanism: "PLAIN", username: "user", password },
    validate: false,
});
for (let at = 0; at < ${String(VIEWS)}; at++) new materialize.View("view-" + at, { schema, query: "SELECT " + at + " AS a" }, { dependsOn: connection });`;

/** The statement has reached the server, and takes longer. */
const DURING_MS = 30;

describe("a server process that is killed", function () {
    this.timeout("20m");
    const stack = new Stack("killed-process").program(PROGRAM);
    let server: Server;
    let restarts: Promise<void>[] = [];

    before(async function () {
        if (!canKillServer()) skip(this, "needs REAL_MATERIALIZE, the folder of a server that the test kills");
        server = await startServer();
        await stack.configure({ ...configFor(server), "materialize:connectWithin": "180" });
    });
    beforeEach(() => {
        restarts = [];
    });
    after(async () => {
        stack.remove();
        await (server as Server | undefined)?.close();
    });

    const kill = (): void => {
        restarts.push(wait(DURING_MS).then(killAndStartServer));
    };
    const killAt = (when: "before" | "during" | "after", matching: RegExp): void => {
        server.faults.crash(when, matching, 1000, kill);
    };
    const countObjects = async (): Promise<unknown> =>
        (
            await queryAt(
                server.url,
                `SELECT count(*)::int AS n FROM mz_objects o JOIN mz_schemas s ON s.id = o.schema_id WHERE s.name = '${SCHEMA}'`,
            )
        )[0]?.n;

    it("An up creates each object once although the process is killed before, during and after a statement", async () => {
        killAt("before", /^CREATE SECRET/u);
        killAt("during", /^CREATE CONNECTION/u);
        killAt("after", /^CREATE VIEW .*"view-7"/u);
        const { code, output } = await stack.up();
        await Promise.all(restarts);
        expect(server.faults.left(), output).to.be.empty;
        expect(code, output).to.equal(0);
        expect(await countObjects()).to.equal(VIEWS + 2);
        expect(ok(await stack.up("--refresh")).output).to.contain(`${String(VIEWS + 4)} unchanged`);
    });

    it("An up after a preview works although the process was killed in between", async () => {
        stack.program(PROGRAM.replace("hunter2", "changed"));
        ok(await stack.preview());
        await killAndStartServer();
        expect(ok(await stack.up()).output).to.contain("1 updated");
    });

    it("A destroy drops each object although the process is killed before, during and after a statement", async () => {
        killAt("before", /^DROP VIEW/u);
        killAt("during", /^DROP CONNECTION/u);
        killAt("after", /^DROP SECRET/u);
        const { code, output } = await stack.destroy();
        await Promise.all(restarts);
        expect(server.faults.left(), output).to.be.empty;
        expect(code, output).to.equal(0);
        expect(await countObjects()).to.equal(0);
        expect(await stack.state()).to.be.empty;
    });
});
