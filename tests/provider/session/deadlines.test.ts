import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { DEADLINES, formatTime } from "../../../provider/session/deadlines";
import { UnansweredError } from "../../../provider/session/errors";
import { beginCommand, InterruptedError, interruptCommand } from "../../../provider/session/interruption";
import { name, sql } from "../../../provider/sql/sql";
import type { Server } from "../../server";
import { failure, server, withSession } from "./support";

describe("a server that accepts statements and does not answer", function () {
    this.timeout("30s");
    let local: Server;
    let where: { host: string; port: number; connectWithin: number; maxConnections: number };
    const parts = { deadlines: { ...DEADLINES, query: 200, statement: () => 300 } };
    const sent = (pattern: RegExp): number => local.log.entries.filter(({ sql: text }) => pattern.test(text)).length;

    before(async () => {
        local = await server();
        where = { host: local.host, port: local.port, connectWithin: 30, maxConnections: 1 };
    });
    beforeEach(() => local.reset());
    afterEach(() => {
        local.faults.clear();
    });

    it("a query fails after its deadline, is not repeated, and its connection is not used again", async () => {
        await withSession(
            where,
            async ({ session }) => {
                local.faults.delay(/SELECT 7/u, 5000);
                const error = await failure(session.rows("SELECT 7 AS seven"));
                expect(error).to.be.instanceOf(UnansweredError);
                expect(error.message).to.match(
                    /^Materialize at .* has not answered for 0\.2 s, and may still work on this: SELECT 7/u,
                );
                expect(await session.rows("SELECT 1 AS one")).to.deep.equal([{ one: 1 }]);
                await setTimeout(100);
            },
            parts,
        );
        expect(sent(/SELECT 7/u)).to.equal(1);
    });

    it("a statement that was not answered in time is not sent again by the same session", async () => {
        await withSession(
            where,
            async ({ session }) => {
                local.faults.delay(/CREATE SECRET "late"/u, 1000);
                const create = sql`CREATE SECRET ${name("late")} AS 'x'`;
                const error = await failure(session.run(create));
                expect(error).to.be.instanceOf(UnansweredError);
                expect(await failure(session.run(create))).to.equal(error);
                await session.run(sql`CREATE SECRET ${name("other")} AS 'x'`);
            },
            parts,
        );
        expect(sent(/CREATE SECRET "late"/u)).to.equal(1);
    });
});

describe("an interrupted command", function () {
    this.timeout("30s");
    afterEach(async () => {
        beginCommand();
        (await server()).faults.clear();
    });

    it("gives up a query soon, waits longer for a statement, and sends no other one", async () => {
        const { host, port, faults, log } = await server();
        const deadlines = { ...DEADLINES, afterInterruption: { query: 100, statement: 5000 } };
        await withSession(
            { host, port },
            async ({ session }) => {
                faults.delay(/SELECT 8/u, 5000);
                faults.delay(/CREATE SECRET "running"/u, 1000);
                const running = session.run(sql`CREATE SECRET ${name("running")} AS 'x'`);
                const asked = failure(session.rows("SELECT 8 AS eight"));
                await setTimeout(300);
                interruptCommand();
                expect((await asked).message).to.contain("has not answered since the command was interrupted");
                await running;
                const refused = await failure(session.run(sql`CREATE SECRET ${name("refused")} AS 'x'`));
                expect(refused).to.be.instanceOf(InterruptedError);
            },
            { deadlines },
        );
        expect(log.entries.filter(entry => entry.sql.includes("refused"))).to.be.empty;
    });
});

describe("the deadlines", () => {
    const minutes = (statement: string): string => formatTime(DEADLINES.statement(statement));

    it("a query has 2 minutes, DDL 10, a validation and the application of a replacement their own", () => {
        expect(formatTime(DEADLINES.query)).to.equal("2 minutes");
        expect(minutes('CREATE VIEW "v" AS SELECT 1')).to.equal("10 minutes");
        expect(minutes('DROP SECRET "VALIDATE CONNECTION "')).to.equal("10 minutes");
        expect(minutes('VALIDATE CONNECTION "c"')).to.equal("5 minutes");
        expect(minutes('ALTER MATERIALIZED VIEW "v" APPLY REPLACEMENT "r"')).to.equal("60 minutes");
    });
});
