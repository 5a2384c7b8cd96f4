import { expect } from "chai";
import { requireLocalServer, type Server, startServer, timeLimit } from "../../server";
import type { RunningCommand } from "../support/runningCommand";
import { configForUrl } from "../support/server";
import { ok, Stack } from "../support/stack";

const PROGRAM = `
const server = new pulumi.Config("materialize");
const provider = new materialize.Provider("own", { host: server.require("host"), port: server.getNumber("port"), user: server.get("user"), sslmode: server.get("sslmode"), password: server.getSecret("password") });
new materialize.Cluster("interrupted_cluster", { size: config.require("size") }, { provider });
`;

const UP = ["up", "--yes", "--skip-preview"];

describe("Ctrl-C while the plugin waits", function () {
    this.timeout(timeLimit("3m"));
    let server: Server;
    let stack: Stack;
    let running: RunningCommand | undefined;
    before(async () => {
        // A server of its own, since the test changes its clock.
        server = await startServer();
        stack = new Stack("interrupted").program(PROGRAM).usePlugin();
        await stack.configure({ ...configForUrl(new URL(server.url)), "interrupted:size": "25cc" });
        ok(await stack.up());
    });
    after(async () => {
        running?.endProcesses();
        if (server.local !== undefined) server.local.world.reconfigurationTime = 0;
        await stack.destroy();
        stack.remove();
        await server.close();
    });

    it("The up ends long before the change of the cluster, the state records the wait, and the next up finishes it", async function () {
        const { world } = requireLocalServer(this, server, "it sets the time that a change needs").local;
        world.reconfigurationTime = 600_000;
        await stack.configure({ "interrupted:size": "50cc" });
        running = stack.start(UP);
        await running.statement(server, /mz_hydration_statuses/u, "done");
        running.interrupt();
        const { code, output } = await running.result();
        expect(code).not.to.equal(0);
        expect(output).to.contain("stopped waiting for the change in the background, since the command was interrupted");
        const cluster = (await stack.state()).find(({ type }) => type === "materialize:index:Cluster");
        expect(cluster?.outputs).to.deep.include({ size: "50cc", pending: ["wait"] });
        world.skew += 600_000;
        ok(await stack.up());
        expect(ok(await stack.up()).output).to.match(/Resources:\s+\d+ unchanged/u);
    });
});
