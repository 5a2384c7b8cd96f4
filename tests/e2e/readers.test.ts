import { expect } from "chai";
import { timeLimit } from "../server";
import { privilegeLetters } from "../server/privilegeLetters";
import { ok, Stack } from "./support/stack";
import { changeStatements, query, settings } from "./support/testServer";

const PROGRAM = `
const name = config.require("name");
const database = new materialize.Database("shop", { name });
const schema = new materialize.Schema("orders", { name: "orders", database });
const columns = [{ name: "id", type: "int" }];
const orders = new materialize.Table("orders", { schema, columns });
const totals = new materialize.View("totals", { schema, query: pulumi.interpolate\`SELECT id FROM \${orders.qualifiedName}\` });
const reader = new materialize.Role("reader", { name: name + "_reader" });
const single = config.getBoolean("single") ?? true;
if (single) new materialize.Grant("single_before", { on: orders, role: reader, privileges: ["SELECT", "INSERT"] });
const readers = config.getBoolean("without") ? undefined : new materialize.Reader("readers", {
    role: reader,
    schemas: [schema],
    futureObjectsOf: config.getBoolean("future") ? [config.require("user")] : [],
}, { dependsOn: [orders, totals] });
if (single) new materialize.Grant("single_after", { on: totals, role: reader, privileges: ["SELECT"] });
new materialize.Writer(name + "_writer", { schemas: [schema], members: [reader] }, { dependsOn: [orders, totals] });`;

describe("a reader and a writer of a schema", function () {
    this.timeout(timeLimit("5m"));
    const name = `e2e_readers_${String(process.pid)}`;
    const stack = new Stack("readers").program(PROGRAM);

    before(async () => {
        const config = await settings();
        const user = typeof config["materialize:user"] === "string" ? config["materialize:user"] : "materialize";
        await stack.configure({ ...config, "readers:name": name, "readers:user": user });
    });
    after(() => {
        stack.remove();
    });

    /** Returns the privileges of a role on each relation of the schema: `orders: r`. */
    const held = async (role: string): Promise<string[]> => {
        const rows = await query(
            `SELECT o.name, o.privileges::text AS privileges, r.id FROM mz_objects o
             JOIN mz_schemas s ON s.id = o.schema_id JOIN mz_databases d ON d.id = s.database_id JOIN mz_roles r ON r.name = $2
             WHERE d.name = $1 ORDER BY o.name`,
            [name, `${name}_${role}`],
        );
        return rows.flatMap(row => {
            const letters = privilegeLetters(row.privileges, row.id);
            return letters === undefined ? [] : [`${String(row.name)}: ${letters}`];
        });
    };
    const hasNoChanges = async (...args: string[]): Promise<void> => {
        expect(ok(await stack.preview(...args)).output).to.match(/Resources:\s+\d+ unchanged\s/u);
    };

    it("have their privileges after the first up, in a program with grants on single objects before and after them", async () => {
        ok(await stack.up());
        expect(await held("reader")).to.deep.equal(["orders: ar", "totals: r"]);
        expect(await held("writer")).to.deep.equal(["orders: arwd", "totals: r"]);
        await hasNoChanges();
        await hasNoChanges("--refresh");
    });

    it("have privileges on a new object after the next up, which a preview shows without a refresh", async () => {
        await query(`CREATE TABLE "${name}"."orders"."later" (id int)`);
        const { output } = ok(await stack.preview());
        expect(output).to.contain(
            `readers-tables-0: these objects do not have exactly the privileges of this grant: "${name}"."orders"."later"`,
        );
        expect(output).to.match(/2 to update/u);
        expect(ok(await stack.refresh()).output).to.match(/~ 2 updated/u);
        const since = Date.now();
        ok(await stack.up());
        const statements = await changeStatements(since);
        if (statements.length > 0) expect(statements.every(sql => sql.includes('"later"'))).to.equal(true);
        expect(await held("reader")).to.deep.equal(["later: r", "orders: ar", "totals: r"]);
        expect(await held("writer")).to.deep.equal(["later: arwd", "orders: arwd", "totals: r"]);
    });

    it("give privileges on future objects at once, with futureObjectsOf", async () => {
        await stack.configure({ "readers:future": "true" });
        ok(await stack.up());
        await query(`CREATE VIEW "${name}"."orders"."future" AS SELECT 1 AS n`);
        expect(await held("reader")).to.deep.equal(["future: r", "later: r", "orders: ar", "totals: r"]);
    });

    it("leave what the grants on single objects give when they leave the program, and the other way round", async () => {
        await stack.configure({ "readers:without": "true" });
        ok(await stack.up());
        expect(await held("reader")).to.deep.equal(["orders: ar", "totals: r"]);
        await stack.configure({ "readers:without": "false" });
        ok(await stack.up());
        await stack.configure({ "readers:single": "false" });
        ok(await stack.up());
        expect(await held("reader")).to.deep.equal(["future: r", "later: r", "orders: r", "totals: r"]);
        await hasNoChanges("--refresh");
    });

    it("are deleted without a rest", async () => {
        await query(`DROP TABLE "${name}"."orders"."later"`, []);
        await query(`DROP VIEW "${name}"."orders"."future"`, []);
        ok(await stack.destroy());
        expect(await query("SELECT name FROM mz_roles WHERE name LIKE $1", [`${name}%`])).to.deep.equal([]);
    });
});
