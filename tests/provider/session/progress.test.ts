import { mock } from "node:test";
import { expect } from "chai";
import { sql } from "../../../provider/sql/sql";
import { Backlog } from "../../../provider/session/progress";
import { server, withSession } from "./support";

describe("objects that wait for a server", () => {
    let lines: string[];
    beforeEach(() => {
        lines = [];
        mock.method(console, "log", (line: string) => lines.push(line));
        mock.timers.enable({ apis: ["setTimeout", "Date"] });
    });
    afterEach(() => {
        mock.timers.reset();
        mock.restoreAll();
    });

    const forever = new Promise<void>(() => undefined);

    it("the statement that is executed and the waiting objects are printed after ten seconds, and then once a minute", () => {
        const backlog = new Backlog("Materialize at m:6875");
        void backlog.object(() => backlog.statement("CREATE CONNECTION a", forever));
        void backlog.object(() => forever);
        mock.timers.tick(5_000);
        void backlog.object(() => backlog.statement("CREATE CONNECTION b", forever));
        mock.timers.tick(4_999);
        expect(lines).to.be.empty;
        mock.timers.tick(1);
        mock.timers.tick(59_999);
        mock.timers.tick(1);
        const busy = "3 objects wait for Materialize at m:6875, which has been busy for";
        expect(lines).to.deep.equal([`${busy} 10 s with: CREATE CONNECTION a`, `${busy} 70 s with: CREATE CONNECTION a`]);
    });

    it("nothing is printed if each statement is fast, however long all of them take", async () => {
        const backlog = new Backlog("m");
        for (let at = 0; at < 20; at++) {
            const statement = backlog.object(() => backlog.statement("CREATE VIEW", Promise.resolve()));
            mock.timers.tick(9_999);
            await statement;
        }
        expect(lines).to.be.empty;
    });

    it("an object that failed is not counted", async () => {
        const backlog = new Backlog("m");
        const failed = backlog.object(() => Promise.reject(new Error("no"))).catch((error: unknown) => error);
        expect(await failed).to.be.an("error");
        void backlog.object(() => backlog.statement("DROP VIEW", forever));
        mock.timers.tick(10_000);
        expect(lines).to.deep.equal(["1 object waits for m, which has been busy for 10 s with: DROP VIEW"]);
    });
});

describe("the statements of a session", () => {
    it("a session passes each statement to its backlog, which prints the slow ones", async () => {
        const { host, port } = await server();
        await withSession({ host, port }, async ({ session }) => {
            const statement = mock.method(session.backlog, "statement");
            await session.rows("SELECT 1");
            await session.run(sql`SELECT 2`);
            expect(statement.mock.calls.map(call => call.arguments[0])).to.deep.equal(["SELECT 1", "SELECT 2"]);
        });
    });
});
