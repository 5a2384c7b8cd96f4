import { expect } from "chai";
import * as provider from "../../provider";
import type { Fields } from "../../provider/values/value";
import { queryAt } from "../e2e/support/server";
import { inputs } from "../provider/support";
import { type Server, timeLimit } from "../server";
import { capturePrinted, configure, kindOf, messageOf, query, resetEnvironment, StackResource } from "./support";

const id = { name: "id", type: "int", notNull: true };
const note = { name: "note", type: "text" };
const price = { name: "price", type: "numeric(10, 2)" };
const FLAG = "enable_alter_table_add_column";

const tableOf = (...columns: readonly Fields[]): Fields => ({ name: "it", columns });

/** Returns the names and types of the columns of a table. */
const columnsOf = async (local: Server): Promise<string[]> =>
    (
        await query(
            local,
            "SELECT c.name, c.type FROM mz_columns c JOIN mz_tables t ON t.id = c.id WHERE t.name = 'it' ORDER BY c.position",
        )
    ).map(({ name, type }) => `${String(name)} ${String(type)}`);

/** Returns a table with one row on a server whose flag for new columns has a value. */
async function filledTable(flag: "on" | "off", ...columns: readonly Fields[]): Promise<{ local: Server; table: StackResource }> {
    const local = await resetEnvironment();
    if (local.systemUrl === undefined) throw new Error("the test needs a superuser: MATERIALIZE_SYSTEM_URL is not set");
    await queryAt(local.systemUrl, `ALTER SYSTEM SET ${FLAG} = ${flag}`);
    const table = new StackResource(kindOf("Table"), local);
    await table.up(tableOf(...columns));
    await query(local, "INSERT INTO it (id) VALUES (1)");
    return { local, table };
}

const rowsIn = async (local: Server): Promise<number> => Number((await query(local, "SELECT count(*) AS n FROM it"))[0]?.n);

describe("the columns of a table", function () {
    this.timeout(timeLimit("60s"));
    after(async () => {
        const { systemUrl } = await resetEnvironment();
        if (systemUrl !== undefined) await queryAt(systemUrl, `ALTER SYSTEM RESET ${FLAG}`);
    });

    it("new ones at the end are added in place on a server whose flag is on, and the rows stay", async () => {
        const { local, table } = await filledTable("on", id);
        const added = await table.up(tableOf(id, note, price));
        expect(added.replaces).to.be.empty;
        expect(added.statements).to.deep.equal([
            'ALTER TABLE "materialize"."public"."it" ADD COLUMN "note" text',
            'ALTER TABLE "materialize"."public"."it" ADD COLUMN "price" numeric(10, 2)',
        ]);
        expect(await columnsOf(local)).to.deep.equal(["id integer", "note text", "price numeric"]);
        expect(await rowsIn(local)).to.equal(1);
        expect(await table.hasNoChanges(tableOf(id, note, price))).to.equal(true);
        expect(await table.refreshesUnchanged(tableOf(id, note, price))).to.equal(true);
    });

    it("new ones are refused on a server whose flag is off, and the message names the flag", async () => {
        const { local, table } = await filledTable("off", id);
        expect(await messageOf(table.up(tableOf(id, note)))).to.equal(
            `Table it must be replaced: columns – Materialize cannot change the columns of a table, except that it adds columns that can be null, without a default, after the others; the flag ${FLAG} of this server, with which it adds columns, is off. A replacement loses the rows of "materialize"."public"."it", which Materialize cannot get again: set replaceLosingRows: true to replace it, or leave the arguments as they were`,
        );
        expect(await rowsIn(local)).to.equal(1);
    });

    for (const [title, ...columns] of [
        ["a removed column", note],
        ["another type", { ...id, type: "bigint" }, note],
        ["another order", note, id],
        ["a new column before the others", price, id, note],
        ["a new column that cannot be null", id, note, { ...price, notNull: true }],
        ["a new column with a default", id, note, { ...price, default: "0" }],
        ["another default", { ...id, default: "1" }, note],
    ] as const)
        it(`${title} is refused, since the table would lose its rows`, async () => {
            const { local, table } = await filledTable("on", id, note);
            expect(await messageOf(table.up(tableOf(...columns)))).to.contain("set replaceLosingRows: true to replace it");
            expect(table.sent.filter(statement => !statement.startsWith("CREATE"))).to.be.empty;
            expect(await rowsIn(local)).to.equal(1);
        });

    it("replaceLosingRows allows a replacement, with a warning", async () => {
        const { local, table } = await filledTable("on", id, note);
        const replaced = await table.up({ ...tableOf(id), replaceLosingRows: true });
        expect(replaced.replaces).to.deep.equal(["columns"]);
        expect(replaced.printed.join("\n")).to.contain("warning: Table it loses its rows. No object depends on it");
        expect(await rowsIn(local)).to.equal(0);
    });

    it("a type or a default in other words is no change", async () => {
        const given = [
            id,
            { name: "a", type: "timestamp(3) with time zone", default: "CAST('2020-01-01' AS timestamptz)" },
            { name: "b", type: "decimal(10,2)" },
            { name: "c", type: "int[]" },
            { name: "d", type: "map[text=>character varying(3)]" },
        ];
        const { table } = await filledTable("off", ...given);
        expect(await table.refreshesUnchanged(tableOf(...given))).to.equal(true);
        const same = tableOf(
            { ...id, type: "INTEGER", notNull: true },
            { name: "a", type: "timestamptz (3)", notNull: false, default: "'2020-01-01'::timestamptz" },
            { name: "b", type: "pg_catalog.numeric(10, 2)" },
            { name: "c", type: "int4[]" },
            { name: "d", type: "map[text => varchar(3)]" },
        );
        expect((await table.up(same)).statements).to.be.empty;
        expect(await table.hasNoChanges(same)).to.equal(true);
    });

    it("one that somebody added shows in a refresh, and is no change once the program has it", async () => {
        const { local, table } = await filledTable("on", id);
        await query(local, "ALTER TABLE it ADD COLUMN extra numeric(5, 2)");
        const read = await table.refresh();
        expect(read.columns).to.deep.equal([id, { name: "extra", type: "numeric(5, 2)" }]);
        expect(await messageOf(table.up(tableOf(id)))).to.contain("A replacement loses the rows");
        expect((await table.up(tableOf(id, { name: "extra", type: "decimal(5,2)" }))).statements).to.be.empty;
    });

    it("are added from the first one that is missing after an update that failed", async () => {
        const { local, table } = await filledTable("on", id);
        expect(await messageOf(table.up(tableOf(id, note, { name: "bad", type: "nosuch" })))).to.contain(
            'type "nosuch" does not exist',
        );
        expect(await columnsOf(local)).to.deep.equal(["id integer", "note text"]);
        const { statements } = await table.up(tableOf(id, note, price));
        expect(statements).to.deep.equal(['ALTER TABLE "materialize"."public"."it" ADD COLUMN "price" numeric(10, 2)']);
    });

    it("a preview that reaches no server says that it does not know the flag", async () => {
        const local = await resetEnvironment();
        await configure(local, { offline: "true" });
        const { inputs: state } = await provider.check({}, { ...inputs("Table", tableOf(id)), __preview: true });
        const { inputs: news } = await provider.check(state, { ...inputs("Table", tableOf(id, note)), __preview: true });
        const { result, printed } = await capturePrinted(() => provider.diff("u9", state, news));
        expect(result.replaces).to.be.empty;
        expect(printed).to.deep.equal([
            `Table it: columns – new columns are added in place if the flag ${FLAG} of the server is on, which is not known: no server was asked`,
        ]);
    });

    it("can have a type by its resource, which Materialize stores by its id", async () => {
        const local = await resetEnvironment();
        const type = new StackResource(kindOf("Type"), local);
        await type.up({ name: "tags", list: { elementType: "text" } });
        const table = new StackResource(kindOf("Table"), local);
        const args = tableOf({ name: "tags", type: type.reference });
        await table.up(args);
        expect(await table.refreshesUnchanged(args)).to.equal(true);
        const [stored] = await query(local, "SELECT create_sql FROM mz_tables WHERE name = 'it'");
        expect(String(stored?.create_sql)).to.match(/\("tags" \[u\d+ AS "materialize"."public"."tags"\]\)$/u);
    });
});
