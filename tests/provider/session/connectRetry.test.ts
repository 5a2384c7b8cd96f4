import { expect } from "chai";
import { ConnectError, ConnectionLostError } from "../../../provider/session/errors";
import type { Session } from "../../../provider/session/session";
import { name, sql } from "../../../provider/sql/sql";
import type { Server } from "../../server";
import { Doorkeeper, failure, server, withSession } from "./support";

const make = (session: Session, secret: string): Promise<void> => session.run(sql`CREATE SECRET ${name(secret)} AS 'x'`);

const several = Array.from({ length: 12 }, (_, at) => `s${String(at)}`);

describe("a server that accepts no connections", function () {
    this.timeout("60s");
    let local: Server;
    let where: { host: string; port: number; connectWithin: number };
    const made = (): string[] =>
        local.log.entries.flatMap(({ sql, result }) => (sql.startsWith("CREATE") ? [`${sql}: ${result ?? ""}`] : []));

    before(async () => {
        local = await server();
        where = { host: local.host, port: local.port, connectWithin: 30 };
    });
    beforeEach(() => local.reset());

    it("sessions retry while a server refuses connections, and print it once", async () => {
        await withSession(where, async ({ session, lines }) => {
            await local.faults.refuse(1_000);
            await Promise.all(several.map(one => make(session, one)));
            const at = `Materialize at ${local.host}:${String(local.port)}`;
            expect(lines).to.deep.equal([`${at} refuses connections: trying again for up to 30 s`, `${at} answers again`]);
        });
        expect(made()).to.have.length(several.length);
    });

    it("all statements share one time limit and fail with the same error", async () => {
        await local.faults.refuse(5_000);
        await withSession({ ...where, connectWithin: 1 }, async ({ session, lines }) => {
            const errors = await Promise.all(several.map(one => failure(make(session, one))));
            for (const error of errors) expect(error).to.be.instanceOf(ConnectError);
            expect(new Set(errors.map(({ message }) => message))).to.have.property("size", 1);
            expect(lines).to.have.length(1);
            // A later statement does not wait again.
            await failure(make(session, "late"));
            expect(lines).to.have.length(1);
        });
        expect(made()).to.be.empty;
        await local.faults.refuse(0);
    });

    it("sessions use the open connections while a server accepts no more", async () => {
        await withSession(where, async ({ session, lines }) => {
            await make(session, "first");
            local.faults.full(60_000);
            await Promise.all(several.map(one => make(session, one)));
            expect(lines.join("\n")).to.contain("takes no more connections: trying again for up to 30 s");
            expect(lines.at(-1)).to.contain("answers again");
        });
        expect(local.log.connections).to.equal(1);
        local.faults.clear();
        await local.reset();
        await withSession(where, async ({ session }) => {
            local.faults.full(700);
            await make(session, "first");
        });
        expect(made()).to.have.length(1);
    });

    it("sessions do not retry after a refused login", async () => {
        const doorkeeper = new Doorkeeper();
        const port = await doorkeeper.start();
        await withSession({ ...where, port, password: "wrong" }, async ({ session, lines }) => {
            expect((await failure(make(session, "never"))).message).to.contain("refuses the login of the user");
            expect(lines).to.be.empty;
        });
        expect(doorkeeper.passwords).to.deep.equal(["wrong"]);
        doorkeeper.stop();
    });

    it("sessions send no password from PGPASSWORD", async () => {
        const doorkeeper = new Doorkeeper();
        const port = await doorkeeper.start();
        process.env.PGPASSWORD = "of another server";
        try {
            await withSession({ ...where, port }, async ({ session }) => {
                expect((await failure(make(session, "never"))).message).to.contain("without a password");
            });
        } finally {
            delete process.env.PGPASSWORD;
        }
        expect(doorkeeper.passwords).to.deep.equal([""]);
        doorkeeper.stop();
    });
});

describe("a lost connection", function () {
    this.timeout("60s");
    let local: Server;
    let where: { host: string; port: number; connectWithin: number };
    const sent = (pattern: RegExp): number => local.log.entries.filter(({ sql }) => pattern.test(sql)).length;

    before(async () => {
        local = await server();
        where = { host: local.host, port: local.port, connectWithin: 30 };
    });
    beforeEach(() => local.reset());

    for (const when of ["before", "during", "after"] as const) {
        it(`a connection that is lost ${when} a statement is an error, and nothing is sent twice`, async () => {
            await withSession({ ...where, maxConnections: 1 }, async ({ session }) => {
                local.faults.hangUp(when, /CREATE SECRET "one"/u);
                const error = await failure(make(session, "one"));
                expect(error).to.be.instanceOf(ConnectionLostError);
                expect(error.message).to.match(
                    /^the connection to Materialize at .* was lost while this ran: CREATE SECRET "one"/u,
                );
                await make(session, "two");
            });
            expect(sent(/CREATE SECRET "one"/u)).to.equal(1);
            expect(local.log.entries.at(-1)).to.include({ result: "CREATE SECRET" });
        });

        it(`a lookup is repeated after a connection is lost ${when} it, also while the server does not run`, async () => {
            await withSession(where, async ({ session, lines }) => {
                local.faults.crash(when, /SELECT 1/u, 400);
                expect(await session.rows("SELECT 1 AS one")).to.deep.equal([{ one: 1 }]);
                expect(lines[0]).to.contain("went away: trying again for up to 30 s");
            });
            expect(sent(/SELECT 1/u)).to.equal(2);
        });
    }

    it("a lost connection is not used again, and does not count as a connection", async () => {
        await withSession({ ...where, maxConnections: 2 }, async ({ session }) => {
            local.faults.hangUp("during", /CREATE SECRET "s/u, 6);
            const results = await Promise.allSettled(several.map(one => make(session, one)));
            expect(results.filter(({ status }) => status === "rejected")).to.have.length(6);
            await Promise.all(several.map(one => make(session, `again ${one}`)));
        });
        expect(sent(/CREATE SECRET "again/u)).to.equal(several.length);
    });
});
