import { expect } from "chai";
import * as provider from "../../../provider";
import { name, sql } from "../../../provider/sql/sql";
import type { Fields } from "../../../provider/values/value";
import { type Server, startServer, timeLimit } from "../../server";
import { inputs } from "../support";
import { withSession } from "./support";

const MANY = 100;

/** Makes many secrets at once, as the engine would with enough at a time, and reads them all. */
async function makeMany({ host, port }: Server, maxConnections?: number): Promise<void> {
    const settings: Readonly<Record<string, string>> = {
        "materialize:host": host,
        "materialize:port": String(port),
        ...(maxConnections === undefined ? {} : { "materialize:maxConnections": String(maxConnections) }),
    };
    await provider.configure({ config: { get: key => settings[key] } });
    const wanted: Fields[] = [];
    for (let at = 0; at < MANY; at++) {
        const checked = await provider.check(
            {},
            inputs("Secret", { value: "x", comment: "c", __resource: String(at) }, `s${String(at)}`),
        );
        expect(checked.failures).to.be.empty;
        wanted.push(checked.inputs);
    }
    const made = await Promise.all(wanted.map(one => provider.create(one)));
    expect(new Set(made.map(({ id }) => id))).to.have.property("size", MANY);
}

describe("a hundred resources at once", function () {
    this.timeout(timeLimit("2m"));
    let local: Server;

    before(async () => {
        local = await startServer();
    });
    beforeEach(() => local.reset());
    after(() => local.close());

    const succeeded = (pattern: RegExp): number =>
        local.log.entries.filter(({ sql, result }) => pattern.test(sql) && result !== "ERROR").length;

    for (const [given, most] of [
        [undefined, 2],
        [1, 1],
    ] as const) {
        it(`all resources are created over at most ${String(most)} connections if maxConnections is ${String(given)}`, async () => {
            await makeMany(local, given);
            expect(local.log.connections).to.be.at.most(most);
            expect([succeeded(/^CREATE SECRET/u), succeeded(/^COMMENT/u)]).to.deep.equal([MANY, MANY]);
        });
    }

    it("slow lookups leave one connection for statements", async () => {
        const { host, port, faults } = local;
        await withSession({ host, port, maxConnections: 2 }, async ({ session }) => {
            faults.delay(/^SELECT \d$/u, 500);
            try {
                const looks = [1, 2, 3].map(async at => {
                    await session.rows(`SELECT ${String(at)}`);
                    return "a lookup";
                });
                const made = session.run(sql`CREATE SECRET s AS 'x'`).then(() => "what is made");
                expect(await Promise.race([...looks, made])).to.equal("what is made");
                await Promise.all(looks);
            } finally {
                faults.clear();
            }
        });
    });

    it("a block holds the other statements of its session, except for those that wait for another server", async () => {
        const { host, port } = local;
        await withSession({ host, port, maxConnections: 2 }, async ({ session }) => {
            const connection = sql`TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)`;
            await session.run(sql`CREATE CONNECTION ${name("kafka")} ${connection}`);
            const done: string[] = [];
            const end = (what: string) => () => done.push(what);
            let others: Promise<unknown>[] = [];
            const block = session.exclusively(async send => {
                await send(sql`BEGIN`);
                others = [
                    session.run(sql`CREATE SECRET ${name("s")} AS 'x'`).then(end("a secret")),
                    session.run(sql`VALIDATE CONNECTION ${name("kafka")}`).then(end("a validation")),
                ];
                await others[1];
                await send(sql`COMMIT`);
            });
            await block.then(end("the block"));
            await Promise.all(others);
            expect(done).to.deep.equal(["a validation", "the block", "a secret"]);
        });
    });
});
