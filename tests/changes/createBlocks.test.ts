import { expect } from "chai";
import { hasCapability } from "../../common/versions";
import * as provider from "../../provider";
import { statementParts } from "../../provider/statement/parts";
import { definitionText } from "../../provider/sql/sql";
import { UnfinishedError } from "../../provider/lifecycle/pendingOperations";
import type { Fields } from "../../provider/values/value";
import { inputs } from "../provider/support";
import { type Server, skip, startLocal, timeLimit } from "../server";
import { programResource, type ProgramResource, runInParallel, sourceTables } from "./manyObjects";
import { allCases } from "./cases";
import { configure, kindOf, query, resetEnvironment, serverVersion } from "./support";

const SETUP = [
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE SOURCE src FROM KAFKA CONNECTION kafka (TOPIC 'raw')",
];
/** The number of operations that the engine runs at a time by default, on two processors. */
const PARALLEL = 8;

/** A resource of the program, and what its create came to. */
interface Wanted extends ProgramResource {
    result?: { readonly id: string; readonly outs: Fields } | Error;
}

const tables = (count: number): Promise<Wanted[]> => sourceTables(count);

/** Creates resources as the engine does, and keeps what each came to. */
const createAll = (all: readonly Wanted[]): Promise<void> =>
    runInParallel(PARALLEL, all, async one => {
        one.result = await provider.create(one.props).catch((error: unknown) => error as Error);
    });

const errorsOf = (all: readonly Wanted[]): string[] =>
    all.flatMap(({ name, result }) => (result instanceof Error ? [`${name}: ${result.message}`] : []));

const tablesIn = (local: Server): Promise<Record<string, unknown>[]> =>
    query(local, "SELECT id, name FROM mz_tables WHERE name LIKE 't%' AND id LIKE 'u%' ORDER BY id");

/** Expects that every resource has its object: a refresh finds the object of this name and id, and nothing changed. */
async function expectCreated(local: Server, all: readonly Wanted[]): Promise<void> {
    expect(errorsOf(all)).to.be.empty;
    const ids = new Map((await tablesIn(local)).map(({ id, name }) => [name, id]));
    expect([...ids.keys()]).to.have.members(all.map(({ name }) => name));
    await configure(local);
    const read = all.map(async ({ name, props, result }) => {
        if (result === undefined || result instanceof Error) throw new Error(name);
        const { props: seen = {} } = await provider.read(result.id, result.outs);
        expect(seen.objectId, name).to.equal(ids.get(name));
        expect((await provider.diff(result.id, seen, props)).changes, name).to.equal(false);
    });
    await Promise.all(read);
}

describe("CREATEs in blocks", function () {
    this.timeout(timeLimit("60s"));
    let local: Server;

    before(async function () {
        if (!hasCapability(await serverVersion(), "createBlocks")) skip(this, "the server is too old for blocks");
    });
    beforeEach(async () => {
        local = await resetEnvironment(SETUP);
        await configure(local, { connectWithin: "2", maxConnections: "2" });
        local.log.clear();
    });
    afterEach(() => {
        local.faults.clear();
    });

    const sent = (): string[] => local.log.entries.map(({ sql }) => sql.replaceAll(/\s+/gu, " "));
    const timesSent = (statement: RegExp): number => sent().filter(sql => statement.test(sql)).length;

    it("thirty tables of a source are sent once each, in blocks, and each resource has its own table", async () => {
        const wanted = await tables(30);
        await createAll(wanted);
        expect(timesSent(/^CREATE TABLE/u)).to.equal(30);
        const blocks = timesSent(/^COMMIT$/u);
        expect(timesSent(/^BEGIN$/u)).to.equal(blocks);
        expect(blocks).to.be.within(30 / PARALLEL - 1, 30 / 3);
        expect(new Set(wanted.map(({ result }) => (result as { id: string }).id))).to.have.property("size", 30);
        await expectCreated(local, wanted);
    });

    it("sources and tables of other sources share a block, and other statements of the run wait until it has ended", async () => {
        const secrets = ["s1", "s2"].map(name => programResource("Secret", name, { value: "x", comment: "c" }));
        const source = programResource("KafkaSource", "other", {
            connection: "kafka",
            topic: "txt",
            format: { text: {} },
            cluster: "quickstart",
        });
        const [first, others] = await Promise.all([tables(3), Promise.all([source, ...secrets])]);
        local.faults.delay(/^CREATE TABLE "materialize"."public"."t1"/u, 300);
        await Promise.all([createAll(first), createAll(others)]);
        expect(errorsOf([...first, ...others])).to.be.empty;
        const block = sent().slice(sent().indexOf("BEGIN") + 1, sent().indexOf("COMMIT"));
        expect(block.map(sql => /^CREATE (?:TABLE|SOURCE) /u.test(sql))).to.deep.equal([true, true, true]);
        expect(block.join("\n")).to.contain("CREATE SOURCE");
        expect(timesSent(/^CREATE SECRET/u)).to.equal(2);
    });

    it("each resource gets its own answer if one is refused", async () => {
        await query(local, "CREATE VIEW t4 AS SELECT 1");
        const wanted = await tables(8);
        await createAll(wanted);
        expect(errorsOf(wanted)).to.have.length(1);
        expect(errorsOf(wanted)[0]).to.match(
            /^t4: "materialize"."public"."t4" already exists, and this resource does not manage it/u,
        );
        expect(timesSent(/^COMMIT$/u)).to.equal(0);
        await expectCreated(
            local,
            wanted.filter(({ name }) => name !== "t4"),
        );
    });

    it("each is created alone if another session changes something before COMMIT", async () => {
        const wanted = await tables(PARALLEL);
        local.faults.delay(/^COMMIT$/u, 1500);
        const work = createAll(wanted);
        while (timesSent(/^COMMIT$/u) === 0) await new Promise(resolve => setTimeout(resolve, 5));
        await query(local, "CREATE SECRET theirs AS 'x'");
        await work;
        expect(local.log.entries.filter(({ sql }) => sql === "COMMIT").map(({ code }) => code)).to.deep.equal(["40001"]);
        expect(timesSent(/^CREATE TABLE/u)).to.equal(1 + 2 * (PARALLEL - 1));
        await expectCreated(local, wanted);
    });

    for (const [when, statement, creates] of [
        ["before", /^BEGIN$/u, PARALLEL],
        ["before", /^CREATE TABLE "materialize"."public"."t3"/u, undefined],
        ["after", /^CREATE TABLE "materialize"."public"."t3"/u, undefined],
        ["before", /^COMMIT$/u, undefined],
        ["during", /^COMMIT$/u, PARALLEL],
        ["after", /^COMMIT$/u, PARALLEL],
    ] as const)
        it(`every table is created once if the connection breaks ${when} the statement that matches ${statement.source}`, async () => {
            const wanted = await tables(PARALLEL);
            local.faults.hangUp(when, statement);
            await createAll(wanted);
            expect(local.faults.left()).to.be.empty;
            if (creates !== undefined) expect(timesSent(/^CREATE TABLE/u)).to.equal(creates);
            await expectCreated(local, wanted);
        });

    it("an object that somebody else has created with the name of one is not kept if the answer to COMMIT is lost", async () => {
        const wanted = await tables(PARALLEL);
        local.faults.hangUp("before", /^COMMIT$/u);
        const work = createAll(wanted);
        while (local.faults.left().length > 0) await new Promise(resolve => setTimeout(resolve, 5));
        await query(local, "CREATE TABLE t3 FROM SOURCE src (REFERENCE raw) FORMAT BYTES");
        await work;
        expect(errorsOf(wanted)).to.have.length(1);
        expect(errorsOf(wanted)[0]).to.match(/^t3: .* already exists, and this resource does not manage it/u);
    });

    it("the next run finds every object of a block whose answer stayed unknown", async () => {
        const wanted = await tables(PARALLEL);
        await configure(local, { connectWithin: "1", maxConnections: "2" });
        local.faults.crash("after", /^COMMIT$/u, 3000);
        await createAll(wanted);
        const unknown = wanted.flatMap(one => (one.result instanceof UnfinishedError ? [{ ...one, error: one.result }] : []));
        expect(unknown).to.have.length(PARALLEL - 1);
        await new Promise(resolve => setTimeout(resolve, 2500));
        await configure(local, { maxConnections: "2" });
        for (const one of unknown) {
            const { inputs: props } = await provider.check(one.error.properties, one.props);
            expect((await provider.diff(one.error.id, one.error.properties, props)).replaces).to.deep.equal(["pending"]);
            await provider.delete(one.error.id, one.error.properties);
        }
        await createAll(wanted.filter(({ result }) => result instanceof UnfinishedError));
        expect(timesSent(/^CREATE TABLE/u)).to.equal(PARALLEL);
        await expectCreated(local, wanted);
    });
});

/** Matches the statements of which a real server has held several in a block. */
const SHARES = /^CREATE (?:SOURCE (?!.* FROM WEBHOOK )|TABLE \S+ FROM SOURCE )/u;

it("exactly the kinds whose CREATE statements can share a block join one", async () => {
    for (const { kind: name, base } of allCases) {
        const kind = kindOf(name);
        const { inputs: props } = await provider.check({}, inputs(name, base));
        const create = definitionText(kind.create(statementParts(kind, props, []))).replaceAll(/\s+/gu, " ");
        expect("joinsBlock" in kind, create).to.equal(SHARES.test(create));
    }
});

describe("CREATEs on a server that is too old for blocks", function () {
    this.timeout("60s");

    it("are in no transaction", async () => {
        const local = await startLocal({ version: "v26.6", settings: { enable_create_table_from_source: "on" } });
        try {
            await query(local, ...SETUP);
            await configure(local, { maxConnections: "2" });
            const wanted: Wanted[] = await sourceTables(4);
            await createAll(wanted);
            expect(errorsOf(wanted)).to.be.empty;
            expect(local.log.entries.filter(({ sql }) => /^(?:BEGIN|COMMIT|ROLLBACK)$/u.test(sql))).to.be.empty;
        } finally {
            await local.close();
        }
    });
});
