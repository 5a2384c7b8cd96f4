import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { type Server, startServer, timeLimit } from "../../server";
import { configFor } from "../support/server";
import { ok, Stack } from "../support/stack";

const AWAY_MS = 4000;

describe("a server that is unavailable for longer than the provider waits", function () {
    this.timeout(timeLimit("5m"));
    const stack = new Stack("perhaps").program(`
const password = new materialize.Secret("password", { value: "hunter2", comment: "kept" });
exports.password = password.id;`);
    let local: Server;

    before(async () => {
        local = await startServer();
        await stack.configure({
            ...configFor(local),
            "materialize:connectWithin": "1",
        });
    });
    after(async () => {
        stack.remove();
        await local.close();
    });

    const id = async (): Promise<unknown> => (await stack.state()).find(({ type }) => type.endsWith(":Secret"))?.id;
    const countCreates = (): number => local.log.entries.filter(({ sql }) => sql.startsWith("CREATE SECRET")).length;
    /** Runs an up whose CREATE succeeds after the connection is lost. */
    async function createUncertainly(): Promise<void> {
        local.log.clear();
        local.faults.crash("after", /^CREATE SECRET/u, AWAY_MS);
        const { code, output } = await stack.up();
        expect(code).not.to.equal(0);
        expect(output).to.contain('It is not known whether "materialize"."public"."password" was created');
        await setTimeout(AWAY_MS);
    }

    it("An up records an object whose creation is uncertain, and the next up finds it", async () => {
        await createUncertainly();
        expect(ok(await stack.preview()).output).not.to.match(/to delete/u);
        ok(await stack.up());
        expect(countCreates(), "created once").to.equal(1);
        expect(await id()).to.match(/^u\d+$/u);
        expect(ok(await stack.up("--refresh")).output).to.match(/2 unchanged/u);
        ok(await stack.destroy());
    });

    it("A refresh finds an object whose creation was uncertain", async () => {
        await createUncertainly();
        ok(await stack.refresh());
        expect(await id()).to.match(/^u\d+$/u);
        ok(await stack.up());
        expect(countCreates(), "created once").to.equal(1);
        ok(await stack.destroy());
    });

    it("A destroy drops an object whose creation was uncertain", async () => {
        await createUncertainly();
        ok(await stack.destroy());
        expect(local.log.entries.some(({ sql }) => sql.startsWith("DROP SECRET"))).to.equal(true);
        expect(await stack.state()).to.be.empty;
    });
});
