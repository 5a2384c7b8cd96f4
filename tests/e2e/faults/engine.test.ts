import { expect } from "chai";
import { type Server, skip, startServer, timeLimit } from "../../server";
import { configFor } from "../support/server";
import { type Config, Stack } from "../support/stack";

/** A delay that is long enough to interrupt a statement, in milliseconds. */
const SLOW_MS = 3_000;
const UP = ["up", "--yes", "--skip-preview"];

const PROGRAM = `
const adopt = config.get("adopt") === "yes" ? true : undefined;
const place = { schema: new materialize.Schema("place", { adopt }) };
const kafka = new materialize.KafkaConnection("kafka", {
    ...place,
    adopt,
    brokers: [config.require("broker")],
    securityProtocol: "PLAINTEXT",
    comment: "told",
});
new materialize.View("after", { ...place, adopt, query: pulumi.interpolate\`SELECT \${kafka.name} AS c\`.apply(() => "SELECT 1 AS c") });`;

const LIVING = "127.0.0.1:9092";
const DEAD = "127.0.0.1:1";

describe("an interrupted engine", function () {
    this.timeout(timeLimit("5m"));
    let local: Server;
    let config: Config;
    let stack: Stack;

    before(async function () {
        if (process.platform !== "linux") skip(this, "reads /proc, which only Linux has");
        local = await startServer();
        config = configFor(local);
    });
    after(() => local.close());
    beforeEach(async () => {
        await local.reset();
        local.faults.delay(/^CREATE CONNECTION/u, SLOW_MS);
        stack = await new Stack("stopped").program(PROGRAM).configure(config);
    });
    afterEach(() => {
        stack.remove();
    });

    const countCreates = (name: string): number =>
        local.log.entries.filter(({ sql, result }) => sql.includes(`."${name}"`) && result?.startsWith("CREATE") === true).length;

    /** Checks that the next up completes the work and that the one after it changes nothing. */
    async function expectCompleted(): Promise<void> {
        const { code, output } = await stack.up();
        expect(code, output).to.equal(0);
        expect((await stack.up()).output).to.match(/4 unchanged/u);
        expect([countCreates("kafka"), countCreates("after")]).to.deep.equal([1, 1]);
        const state = await stack.state();
        expect(state.find(({ type }) => type.endsWith("KafkaConnection"))?.outputs).to.include({ comment: "told" });
    }

    it("An up that is stopped by Ctrl-C during a statement records the created objects, and the next up continues", async () => {
        await stack.configure({ "stopped:broker": LIVING });
        const running = stack.start(UP);
        await running.statement(local, /^CREATE CONNECTION/u, "begun");
        running.interrupt();
        expect((await running.result()).code).not.to.equal(0);
        expect(countCreates("kafka")).to.equal(1);
        await expectCompleted();
    });

    it("An up that is stopped by Ctrl-C during a failing validation reports the failure, and the next up creates the connection", async () => {
        await stack.configure({ "stopped:broker": DEAD });
        const running = stack.start(UP);
        await running.statement(local, /^CREATE CONNECTION/u, "begun");
        running.interrupt();
        const { code, output } = await running.result();
        expect(code).not.to.equal(0);
        expect(output).to.contain("Broker transport failure");
        await stack.configure({ "stopped:broker": LIVING });
        await expectCompleted();
    });

    it("An up after a second Ctrl-C reports the object whose creation was not recorded and continues with adopt", async () => {
        await stack.configure({ "stopped:broker": LIVING });
        const running = stack.start(UP);
        await running.statement(local, /^CREATE CONNECTION/u, "begun");
        running.interrupt();
        await new Promise(resolve => setTimeout(resolve, 500));
        running.interrupt();
        expect((await running.result()).code).not.to.equal(0);
        running.endProcesses();
        await running.statement(local, /^CREATE CONNECTION/u, "done");
        await expectAdoption();
    });

    it("An up after kill -9 during a CREATE reports that the object exists and continues with adopt", async () => {
        await stack.configure({ "stopped:broker": LIVING });
        const running = stack.start(UP);
        await running.statement(local, /^CREATE CONNECTION/u, "begun");
        await running.kill();
        await running.statement(local, /^CREATE CONNECTION/u, "done");
        await stack.pulumi(["cancel", "--yes", "--stack", "test"]);
        await expectAdoption();
    });

    /** Checks that there is one clear error that names `adopt: true`, and that the up succeeds with it. */
    async function expectAdoption(): Promise<void> {
        const { code, output } = await stack.up();
        expect(code, output).not.to.equal(0);
        expect(output).to.contain("already exists, and this resource does not manage it");
        await stack.configure({ "stopped:adopt": "yes" });
        const adopted = await stack.up();
        expect(adopted.code, adopted.output).to.equal(0);
        await stack.configure({ "stopped:adopt": "no" });
        await expectCompleted();
    }
});
