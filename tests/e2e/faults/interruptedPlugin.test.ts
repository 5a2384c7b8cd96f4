import { expect } from "chai";
import { timeLimit } from "../../server";
import { ok, Stack } from "../support/stack";
import { getTestServer, requireLocal, settings } from "../support/testServer";

const PROGRAM = `
const server = new pulumi.Config("materialize");
const provider = new materialize.Provider("own", { host: server.require("host"), port: server.getNumber("port"), user: server.get("user"), sslmode: server.get("sslmode"), password: server.getSecret("password") });
new materialize.Cluster("interrupted_cluster", { size: config.require("size") }, { provider });
`;

const UP = ["up", "--yes", "--skip-preview"];

describe("Ctrl-C while the plugin waits", function () {
    this.timeout(timeLimit("3m"));
    let stack: Stack;
    before(async () => {
        stack = new Stack("interrupted").program(PROGRAM).usePlugin();
        await stack.configure({ ...(await settings()), "interrupted:size": "25cc" });
        ok(await stack.up());
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
    });

    it("The up ends long before the change of the cluster, the state records the wait, and the next up finishes it", async function () {
        const local = await requireLocal(this, "it sets the time that a change needs");
        local.world.reconfigurationTime = 600_000;
        await stack.configure({ "interrupted:size": "50cc" });
        const running = stack.start(UP);
        await running.statement(await getTestServer(), /mz_hydration_statuses/u, "done");
        running.interrupt();
        const { code, output } = await running.result();
        expect(code).not.to.equal(0);
        expect(output).to.contain("stopped waiting for the change in the background, since the command was interrupted");
        const cluster = (await stack.state()).find(({ type }) => type === "materialize:index:Cluster");
        expect(cluster?.outputs).to.deep.include({ size: "50cc", pending: ["wait"] });
        local.world.skew += 600_000;
        ok(await stack.up());
        local.world.reconfigurationTime = 0;
        expect(ok(await stack.up()).output).to.match(/Resources:\s+\d+ unchanged/u);
    });
});
