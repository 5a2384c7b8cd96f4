import { expect } from "chai";
import { NEWEST_VERSION } from "../materialize/versions";
import { skip, startServer, timeLimit, type Server } from "../server";
import type { RunningCommand } from "./support/runningCommand";
import { configForUrl, queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

const NAME = `e2e_resized_${String(process.pid)}`;

const PROGRAM = `
const timeout = config.get("timeout");
new materialize.Cluster("compute", {
    name: "${NAME}",
    size: config.require("size"),
    ...(timeout === undefined ? {} : { reconfiguration: { timeout, onTimeout: "rollback" } }),
});`;

/** New replicas replace the old ones after this time, which is longer than any test. */
const NEVER_MS = 3_600_000;
const UP = ["up", "--yes", "--skip-preview"];

describe("a cluster that Materialize changes in the background", function () {
    this.timeout(timeLimit("5m"));
    let server: Server;
    let stack: Stack;
    let running: RunningCommand | undefined;

    before(async () => {
        server = await startServer({ version: NEWEST_VERSION, settings: { enable_zero_downtime_cluster_reconfiguration: "on" } });
    });
    after(() => server.close());
    beforeEach(async () => {
        await server.reset();
        running = undefined;
        stack = await new Stack("resized")
            .program(PROGRAM)
            .configure({ ...configForUrl(new URL(server.url)), "resized:size": "25cc" });
        setTime(100);
        ok(await stack.up());
    });
    afterEach(async () => {
        running?.endProcesses();
        setTime(0);
        ok(await stack.destroy());
        stack.remove();
    });

    /** Sets the time after which new replicas replace the old ones on the local Materialize. */
    const setTime = (milliseconds: number): void => {
        if (server.local !== undefined) server.local.world.reconfigurationTime = milliseconds;
    };
    const requireLocal = (test: Mocha.Context): void => {
        if (server.local === undefined)
            skip(test, "the new replicas of another server replace the old ones in a time of their own");
    };
    /** Lets the time pass after which the new replicas are there. */
    const passTime = (): void => {
        if (server.local !== undefined) server.local.world.skew += NEVER_MS;
    };
    /** Starts an up, and kills it while it waits for the new replicas. */
    async function killWhileWaiting(): Promise<void> {
        running = stack.start(UP);
        await running.statement(server, /mz_hydration_statuses/u, "done");
        await running.kill();
        await stack.pulumi(["cancel", "--yes", "--stack", "test"]);
    }
    const size = async (): Promise<unknown> =>
        (await queryAt(server.url, `SELECT size FROM mz_clusters WHERE name = '${NAME}'`))[0]?.size;

    it("An up waits until the new replicas have replaced the old ones, and prints the progress", async () => {
        setTime(2000);
        await stack.configure({ "resized:size": "50cc" });
        const { output } = ok(await stack.up());
        expect(output).to.match(/compute: waiting for the change in the background: size to 50cc; hydrated objects: /u);
        expect(await size()).to.equal("50cc");
        expect(ok(await stack.up("--refresh")).output).to.match(/2 unchanged/u);
    });

    it("An interrupted up leaves no drift, and the next up waits for what the interrupted one has started", async function () {
        requireLocal(this);
        if (process.platform !== "linux") skip(this, "reads /proc, which only Linux has");
        setTime(NEVER_MS);
        await stack.configure({ "resized:size": "50cc" });
        await killWhileWaiting();
        ok(await stack.refresh());
        expect(await size()).to.equal("25cc");
        expect(ok(await stack.preview()).output).to.match(/2 unchanged/u);
        passTime();
        expect(ok(await stack.up("--refresh")).output).to.match(/2 unchanged/u);
        expect(await size()).to.equal("50cc");
        expect(alterations(server)).to.have.length(1);
    });

    it("An up after an interrupted one waits for the change without another statement", async function () {
        requireLocal(this);
        if (process.platform !== "linux") skip(this, "reads /proc, which only Linux has");
        setTime(NEVER_MS);
        await stack.configure({ "resized:size": "50cc" });
        await killWhileWaiting();
        server.log.reset();
        running = stack.start(UP);
        await running.statement(server, /mz_hydration_statuses/u, "done");
        passTime();
        const { code, output } = await running.result();
        expect(code, output).to.equal(0);
        expect(output).to.match(/compute: waiting for the change in the background: size to 50cc; /u);
        expect(alterations(server)).to.deep.equal([]);
        expect(await size()).to.equal("50cc");
    });

    it("An up fails if Materialize rolls the change back, the next preview shows it again, and an up without the limit makes it", async function () {
        requireLocal(this);
        setTime(NEVER_MS);
        await stack.configure({ "resized:size": "50cc", "resized:timeout": "1s" });
        const { code, output } = await stack.up();
        expect(code).not.to.equal(0);
        expect(output).to.contain("Materialize has not changed size: the new replicas were not hydrated before the time limit");
        expect(await size()).to.equal("25cc");
        expect(ok(await stack.preview()).output).to.match(/~ size *: "25cc" => "50cc"/u);
        setTime(100);
        ok(await stack.up());
        expect(await size()).to.equal("50cc");
    });
});

const alterations = ({ log }: Server): string[] =>
    log.entries.flatMap(({ sql }) => (sql.startsWith("ALTER CLUSTER") ? [sql] : []));
