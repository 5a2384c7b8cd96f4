import { expect } from "chai";
import type { DiffResult } from "../../provider/lifecycle/handler";
import type { Fields } from "../../provider/values/value";
import { type Server, timeLimit } from "../server";
import { capturePrinted, configure, messageOf, resetEnvironment, query } from "./support";
import { RunResource } from "./runResource";

const nameOf = (view: string, schema = "public"): string => `"materialize"."${schema}"."${view}"`;
const reading = (view: string): string => `SELECT '${nameOf("base")}' AS text, n FROM ${nameOf(view)} -- ${view}`;
const ONE = "SELECT 1 AS n";
/** The names of the tables in a query must be none of the new names. */
const both = (one: string, other: string): string => `SELECT x.n - y.n AS d FROM ${nameOf(one)} AS x, ${nameOf(other)} AS y`;

describe("a view that reads an object that is renamed", function () {
    this.timeout(timeLimit("60s"));
    let local: Server;
    let base: RunResource;
    let reader: RunResource;
    const IN_PLACE = { changes: true, replaces: [] };
    const UNCHANGED = { changes: false, replaces: [] };

    beforeEach(async () => {
        local = await resetEnvironment();
        await configure(local);
        [base, reader] = [new RunResource("base"), new RunResource("reader")];
        await base.create({ name: "base", query: ONE });
        await reader.create({ name: "reader", query: reading("base") });
        await configure(local);
    });

    const nextRun = (): Promise<void> => configure(local);
    /** Begins a run in which no server can be reached. */
    const nextRunWithoutServer = (): Promise<void> => configure({ ...local, port: 1 }, { connectWithin: "0" });
    const rename = (): Promise<void> => base.change({ name: "renamed", query: ONE });
    const readerOf = (sql: string, more: Fields = {}): Promise<DiffResult> =>
        reader.diff({ name: "reader", query: sql, ...more });
    const replaces = async (sql: string): Promise<readonly string[]> => (await readerOf(sql)).replaces;

    it("is updated without a statement in the run that renames it", async () => {
        await base.diff({ name: "renamed", query: ONE });
        expect(await readerOf(reading("renamed")), "in a preview").to.deep.include(IN_PLACE);
        await rename();
        expect(await readerOf(reading("renamed"))).to.deep.include(IN_PLACE);
        const before = local.log.entries.length;
        await reader.change({ name: "reader", query: reading("renamed") });
        expect(local.log.entries.slice(before).filter(({ sql }) => !/^\s*(?:SELECT|SHOW) /u.test(sql))).to.deep.equal([]);
        await nextRun();
        expect(await readerOf(reading("renamed"))).to.deep.include(UNCHANGED);
    });

    for (const [of, begin] of [
        ["this version", nextRunWithoutServer],
        ["an earlier version", nextRun],
    ] as const)
        it(`is updated without a statement after a run that stopped after the rename, in a stack of ${of}`, async () => {
            if (of === "an earlier version") reader.forget("__reads");
            await rename();
            await begin();
            await base.diff({ name: "renamed", query: ONE });
            expect(await readerOf(reading("renamed"))).to.deep.include(IN_PLACE);
        });

    it("keeps the record of what it reads in a refresh", async () => {
        await rename();
        await reader.refresh();
        await nextRunWithoutServer();
        await base.diff({ name: "renamed", query: ONE });
        expect(await readerOf(reading("renamed"))).to.deep.include(IN_PLACE);
    });

    it("is not replaced by an up that cannot ask the catalog about the rename, and a preview says so", async () => {
        reader.forget("__reads");
        await rename();
        await nextRunWithoutServer();
        expect(await messageOf(readerOf(reading("renamed")))).to.contain("refuses connections");
        const { result, printed } = await capturePrinted(() => readerOf(reading("renamed"), { __preview: true }));
        expect(result.replaces).to.deep.equal(["query"]);
        expect(printed.join("\n")).to.contain("reader: Materialize cannot be asked whether the names in the query are new names");
    });

    it("is replaced if it reads another object, or anything else changes", async () => {
        await query(local, "CREATE VIEW another AS SELECT 2 AS n");
        expect(await replaces(reading("another"))).to.deep.equal(["query"]);
        await rename();
        await nextRun();
        expect(await replaces(reading("another"))).to.deep.equal(["query"]);
        expect(await replaces(`SELECT '${nameOf("renamed")}' AS text, n FROM ${nameOf("renamed")}`)).to.deep.equal(["query"]);
        expect(await replaces(`${reading("renamed")}\nWHERE n > 0`)).to.deep.equal(["query"]);
    });

    it("is replaced if another object takes the old name, in the same run, in its preview and in a later run", async () => {
        const other = new RunResource("other");
        await base.diff({ name: "renamed", query: ONE });
        await other.previewCreate({ name: "base", query: "SELECT 2 AS n" });
        expect(await replaces(reading("base")), "in a preview").to.deep.equal(["query"]);
        await nextRun();
        await rename();
        await other.create({ name: "base", query: "SELECT 2 AS n" });
        expect(await replaces(reading("base")), "in the same run").to.deep.equal(["query"]);
        await nextRun();
        await base.diff({ name: "renamed", query: ONE });
        await other.diff({ name: "base", query: "SELECT 2 AS n" });
        expect(await replaces(reading("base")), "in a later run").to.deep.equal(["query"]);
    });

    it("stays if its object is adopted by another resource", async () => {
        await nextRun();
        const adopting = new RunResource("adopting");
        await adopting.previewCreate({ name: "base", query: ONE, adopt: true });
        expect(await readerOf(reading("base")), "in a preview").to.deep.include(UNCHANGED);
        await adopting.create({ name: "base", query: ONE, adopt: true });
        expect(await readerOf(reading("base")), "in the same run").to.deep.include(UNCHANGED);
        await nextRun();
        await adopting.diff({ name: "base", query: ONE, adopt: true });
        expect(await readerOf(reading("base")), "in a later run").to.deep.include(UNCHANGED);
    });

    for (const earlier of [false, true])
        it(`follows two objects that exchange their names, and is replaced if it is to read the other ones${earlier ? ", in a stack of an earlier version" : ""}`, async () => {
            const other = new RunResource("other");
            await other.create({ name: "other", query: "SELECT 2 AS n" });
            await base.diff({ name: "base", query: ONE });
            reader = new RunResource("second");
            await reader.create({ name: "reader2", query: both("base", "other") });
            const diffReader = (sql: string): Promise<DiffResult> => reader.diff({ name: "reader2", query: sql });
            if (earlier) reader.forget("__reads");
            for (const [object, args] of [
                [base, { name: "between", query: ONE }],
                [other, { name: "base", query: "SELECT 2 AS n" }],
                [base, { name: "other", query: ONE }],
            ] as const) {
                await nextRun();
                await object.change(args);
            }
            await nextRun();
            await base.diff({ name: "other", query: ONE });
            await other.diff({ name: "base", query: "SELECT 2 AS n" });
            expect(await diffReader(both("other", "base"))).to.deep.include(IN_PLACE);
            // An earlier version has not recorded which objects the names were.
            if (!earlier) expect((await diffReader(both("base", "other"))).replaces).to.deep.equal(["query"]);
        });

    it("is replaced if two objects are renamed, and their new names are exchanged in the query", async () => {
        const other = new RunResource("other");
        await other.create({ name: "other", query: "SELECT 2 AS n" });
        await base.diff({ name: "base", query: ONE });
        reader = new RunResource("second");
        await reader.create({ name: "reader2", query: both("base", "other") });
        await nextRun();
        await base.change({ name: "base2", query: ONE });
        await other.change({ name: "other2", query: "SELECT 2 AS n" });
        for (const forget of [false, true]) {
            if (forget) reader.forget("__reads");
            await nextRun();
            const diffReader = (sql: string): Promise<DiffResult> => reader.diff({ name: "reader2", query: sql });
            if (!forget) {
                await base.diff({ name: "base2", query: ONE });
                await other.diff({ name: "other2", query: "SELECT 2 AS n" });
            }
            expect((await diffReader(both("other2", "base2"))).replaces, String(forget)).to.deep.equal(["query"]);
            expect(await diffReader(both("base2", "other2")), String(forget)).to.deep.include(IN_PLACE);
        }
    });

    for (const earlier of [false, true])
        it(`follows its schema, and names with quotes${earlier ? ", in a stack of an earlier version" : ""}`, async () => {
            const schema = new RunResource("schema", "Schema");
            await schema.create({ name: 'a "place"' });
            const quoted = new RunResource("quoted");
            const args = { name: 'the "base"', query: ONE };
            await quoted.create({ ...args, schema: schema.reference });
            reader = new RunResource("second");
            const from = (place: string, name: string): string => `SELECT n FROM "materialize"."${place}"."${name}"`;
            await reader.create({ name: "reader2", query: from('a ""place""', 'the ""base""') });
            if (earlier) reader.forget("__reads");
            await nextRun();
            await schema.change({ name: 'another "place"' });
            await quoted.change({ ...args, name: 'a "base"', schema: schema.reference });
            await nextRun();
            await schema.diff({ name: 'another "place"' });
            if (!earlier) await quoted.diff({ ...args, name: 'a "base"', schema: schema.reference });
            expect(await reader.diff({ name: "reader2", query: from('another ""place""', 'a ""base""') })).to.deep.include(
                IN_PLACE,
            );
        });
});
