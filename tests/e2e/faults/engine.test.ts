import { expect } from "chai";
import { type LocalMaterialize, startMaterialize } from "../../materialize";
import { statement } from "../support/running";
import { addressOf } from "../support/server";
import { type Config, Stack } from "../support/stack";

/** Long enough to come in between. */
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

describe("an engine that is stopped", function () {
    this.timeout("5m");
    let local: LocalMaterialize;
    let where: Config;
    let stack: Stack;

    before(async function () {
        if (process.platform !== "linux") this.skip();
        local = await startMaterialize({ times: { ddl: SLOW_MS, validation: SLOW_MS } });
        where = addressOf(local);
    });
    after(() => local.close());
    beforeEach(async () => {
        await local.reset();
        stack = await new Stack("stopped").program(PROGRAM).configure(where);
    });
    afterEach(() => {
        stack.remove();
    });

    const made = (name: string): number =>
        local.log.entries.filter(({ sql, result }) => sql.includes(`."${name}"`) && result?.startsWith("CREATE") === true).length;

    /** That the next up does what is left, and the one after it nothing. */
    async function goesOn(): Promise<void> {
        const { code, output } = await stack.up();
        expect(code, output).to.equal(0);
        expect((await stack.up()).output).to.match(/4 unchanged/u);
        expect([made("kafka"), made("after")]).to.deep.equal([1, 1]);
        const state = await stack.state();
        expect(state.find(({ type }) => type.endsWith("KafkaConnection"))?.outputs).to.include({ comment: "told" });
    }

    it("by Ctrl-C while a statement runs records what was made, and the next up goes on", async () => {
        await stack.configure({ "stopped:broker": LIVING });
        const running = stack.start(UP);
        await statement(local, /^CREATE CONNECTION/u, "begun");
        running.interrupt();
        expect((await running.done()).code).not.to.equal(0);
        expect(made("kafka")).to.equal(1);
        await goesOn();
    });

    it("by Ctrl-C while a validation runs that fails says so, and the next up makes it", async () => {
        await stack.configure({ "stopped:broker": DEAD });
        const running = stack.start(UP);
        await statement(local, /^CREATE CONNECTION/u, "begun");
        running.interrupt();
        const { code, output } = await running.done();
        expect(code).not.to.equal(0);
        expect(output).to.contain("Broker transport failure");
        await stack.configure({ "stopped:broker": LIVING });
        await goesOn();
    });

    it("by a second Ctrl-C leaves what it did not see made, and says how to take it over", async () => {
        await stack.configure({ "stopped:broker": LIVING });
        const running = stack.start(UP);
        await statement(local, /^CREATE CONNECTION/u, "begun");
        running.interrupt();
        await new Promise(resolve => setTimeout(resolve, 500));
        running.interrupt();
        expect((await running.done()).code).not.to.equal(0);
        running.end();
        await statement(local, /^CREATE CONNECTION/u, "done");
        await takenOver();
    });

    it("by kill -9 after a CREATE says that it exists, and goes on with adopt", async () => {
        await stack.configure({ "stopped:broker": LIVING });
        const running = stack.start(UP);
        await statement(local, /^CREATE CONNECTION/u, "begun");
        await running.kill();
        await statement(local, /^CREATE CONNECTION/u, "done");
        await stack.pulumi(["cancel", "--yes", "--stack", "test"]);
        await takenOver();
    });

    /** One clear error that names `adopt: true`, and with it the work goes on. */
    async function takenOver(): Promise<void> {
        const { code, output } = await stack.up();
        expect(code, output).not.to.equal(0);
        expect(output).to.contain("exists already, and this stack has not made it: give adopt: true to take it over");
        await stack.configure({ "stopped:adopt": "yes" });
        const adopted = await stack.up();
        expect(adopted.code, adopted.output).to.equal(0);
        await stack.configure({ "stopped:adopt": "no" });
        await goesOn();
    }
});
