import { expect } from "chai";
import { DEADLINES, type Deadlines } from "../../provider/session/deadlines";
import type { Fields } from "../../provider/values/value";
import { timeLimit, type Server } from "../server";
import { beginRun, unfinished } from "./runs";
import { resetEnvironment, query } from "./support";

/** Statements have half a second, and lookups all the time they need. */
const SHORT: Deadlines = { ...DEADLINES, statement: () => 500 };
/** The server needs longer than that for a delayed statement. */
const DELAY_MS = 700;
const SETUP = ["CREATE ROLE team", "GRANT team TO materialize", "CREATE SECRET theirs AS '1'"];

describe("a statement that the server does not answer in time", function () {
    this.timeout(timeLimit("60s"));
    let local: Server;

    beforeEach(async () => {
        local = await resetEnvironment(SETUP);
    });
    afterEach(() => {
        local.faults.clear();
    });

    const begin = (kind: string, args: Fields, olds?: Fields) => beginRun(local, SHORT, { kind, args, olds });

    const create = async (kind: string, args: Fields): Promise<{ id: string; outs: Fields }> => {
        const { handler, news } = await begin(kind, args);
        return handler.create(news);
    };
    const sent = (statement: RegExp): number => local.log.entries.filter(({ sql }) => statement.test(sql)).length;
    const message = (work: Promise<unknown>): Promise<string> => work.then(() => "", String);

    it("a CREATE that completes after its deadline is found, and is sent once", async () => {
        local.faults.delay(/^CREATE SECRET/u, DELAY_MS);
        const { outs } = await create("Secret", { value: "1" });
        expect(outs.objectId).to.match(/^u\d+$/u);
        expect(sent(/^CREATE SECRET "/u)).to.equal(1);
    });

    it("a CREATE that does not complete is not sent again, and the next up finds what it created since", async () => {
        local.faults.delay(/^CREATE SECRET/u, 4000);
        const error = await unfinished(create("Secret", { value: "1" }));
        expect(error.message).to.match(/has not answered for 0\.5 s, and may still work on this: CREATE SECRET/u);
        expect(error.message).to.contain("It is not known whether").and.to.contain("the next `pulumi up` looks for it");
        expect(sent(/^CREATE SECRET "/u), "in the first run").to.equal(1);
        const { handler, news } = await begin("Secret", { value: "1" }, error.properties);
        await new Promise(resolve => setTimeout(resolve, 2500));
        expect((await handler.diff(error.id, error.properties, news)).replaces).to.deep.equal(["pending"]);
        await handler.delete(error.id, error.properties);
        expect((await handler.create(news)).outs.objectId).to.match(/^u\d+$/u);
        expect(sent(/^CREATE SECRET "/u), "in both runs").to.equal(1);
    });

    it("an ALTER that completes after its deadline is read back, and the update goes on", async () => {
        const { id, outs } = await create("Secret", { value: "1" });
        local.faults.delay(/RENAME TO/u, DELAY_MS);
        local.faults.delay(/FROM mz_catalog/u, DELAY_MS);
        const { handler, news } = await begin("Secret", { value: "1", name: "renamed", comment: "c" }, outs);
        const updated = await handler.update(id, outs, news);
        expect(updated.outs).to.include({ name: "renamed", comment: "c" });
        expect(sent(/RENAME TO/u)).to.equal(1);
    });

    it("an ALTER that does not complete is not sent again, and the state keeps what was applied", async () => {
        // Another name than in the next test, which the server may reach before this ALTER.
        const { id, outs } = await create("Secret", { value: "1", name: "late" });
        local.faults.delay(/RENAME TO/u, 10_000);
        const { handler, news } = await begin("Secret", { value: "1", name: "renamed", comment: "c" }, outs);
        const error = await unfinished(handler.update(id, outs, news));
        expect(error.properties).to.include({ name: "late" });
        expect(sent(/RENAME TO/u)).to.equal(1);
        expect(sent(/^COMMENT/u)).to.equal(0);
    });

    it("a DROP that completes after its deadline is no error, and one that does not is sent once", async () => {
        const { id, outs } = await create("Secret", { value: "1" });
        local.faults.delay(/^DROP/u, 10_000);
        expect(await message((await begin("Secret", { value: "1" }, outs)).handler.delete(id, outs))).to.match(
            /has not answered for 0\.5 s, and may still work on this: DROP SECRET/u,
        );
        expect(sent(/^DROP/u)).to.equal(1);
        local.faults.clear();
        local.faults.delay(/^DROP/u, DELAY_MS);
        local.faults.delay(/mz_catalog\.mz_objects/u, DELAY_MS);
        await (await begin("Secret", { value: "1" }, outs)).handler.delete(id, outs);
        expect(sent(/^DROP/u)).to.equal(2);
        expect(await query(local, "SELECT name FROM mz_secrets WHERE name = 'it'")).to.be.empty;
    });

    it("a GRANT that completes after its deadline is looked for, and one that does not is sent once", async () => {
        const grant = { on: { secret: "theirs" }, role: "team", privileges: ["USAGE"] };
        local.faults.delay(/^GRANT/u, 10_000);
        expect(await message(create("Grant", grant))).to.contain("has not answered for 0.5 s");
        expect(sent(/^GRANT USAGE/u)).to.equal(1);
        local.faults.clear();
        local.faults.delay(/^GRANT/u, DELAY_MS);
        local.faults.delay(/mz_catalog/u, DELAY_MS);
        expect((await create("Grant", grant)).outs.privileges).to.deep.equal(["USAGE"]);
        expect(sent(/^GRANT USAGE/u)).to.equal(2);
    });
});
