import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { Joined, world } from "./support";

/** Returns the number of listening sockets of this process. */
const servers = (): number => process.getActiveResourcesInfo().filter(resource => resource === "TCPServerWrap").length;

describe("a local AWS and a local Materialize that are joined", () => {
    it("The joined servers stop if the engine refuses the configuration", async () => {
        const [before, { PATH }] = [servers(), process.env];
        process.env.PATH = "";
        try {
            await Joined.start("none", "", { world: world([]) });
            expect.fail("there is an engine");
        } catch (error) {
            expect(String(error)).to.contain("ENOENT");
        } finally {
            process.env.PATH = PATH;
        }
        // Node.js lists closed sockets for a few turns of the event loop.
        for (let turn = 0; turn < 100 && servers() > before; turn++) await setTimeout(10);
        expect(servers()).to.equal(before);
    });
});
