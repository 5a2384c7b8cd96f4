import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { JoinedStack, world } from "./support";

/** Returns the number of listening sockets of this process. */
const countServers = (): number => process.getActiveResourcesInfo().filter(resource => resource === "TCPServerWrap").length;

describe("a local AWS and a local Materialize that are joined", () => {
    it("The joined servers stop if the engine refuses the configuration", async () => {
        const [before, { PATH }] = [countServers(), process.env];
        process.env.PATH = "";
        try {
            await JoinedStack.start("none", "", { world: world([]) });
            expect.fail("there is an engine");
        } catch (error) {
            expect(String(error)).to.contain("ENOENT");
        } finally {
            process.env.PATH = PATH;
        }
        // Node.js lists closed sockets for a few turns of the event loop.
        for (let turn = 0; turn < 100 && countServers() > before; turn++) await setTimeout(10);
        expect(countServers()).to.equal(before);
    });
});
