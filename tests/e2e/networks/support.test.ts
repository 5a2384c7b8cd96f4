import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { Joined, world } from "./support";

/** What listens in this process. */
const servers = (): number => process.getActiveResourcesInfo().filter(resource => resource === "TCPServerWrap").length;

describe("an AWS and a Materialize that are joined", () => {
    it("go again where the engine does not even take the settings", async () => {
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
        // Node lists what is closed for some turns more.
        for (let turn = 0; turn < 100 && servers() > before; turn++) await setTimeout(10);
        expect(servers()).to.equal(before);
    });
});
