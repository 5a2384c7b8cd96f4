import { expect } from "chai";
import * as provider from "../../provider";
import { inputs } from "../provider/support";
import { asked, inLanes, many } from "./many";
import { configure, connected, region } from "./support";

/** As many as the engine works on at a time by default. */
const PARALLEL = 8;
/** One kind of the ten. */
const GRANTS = 10;

const DATABASES = `SELECT id, name FROM mz_databases
UNION ALL SELECT s.id, d.name || '.' || s.name FROM mz_schemas s JOIN mz_databases d ON d.id = s.database_id`;

describe("what is sent for 100 objects of ten kinds", function () {
    this.timeout("120s");

    it("is one statement for each that is made, and at most twenty more, and one for each grant", async () => {
        const { local, wanted } = await asked(10, { maxConnections: "2" });
        const before = local.log.entries.length;
        await inLanes(PARALLEL, wanted, ({ props }) => provider.create(props));
        const sent = local.log.entries.slice(before).map(({ sql }) => sql);
        expect(sent.filter(sql => /^(?:CREATE|GRANT) /u.test(sql))).to.have.length(100);
        expect(sent).to.have.length.at.most(100 + 20 + GRANTS);
    });

    it("is nothing, over no connection, where nothing changed", async () => {
        const { local, states } = await many(10);
        const before = [local.log.entries.length, local.log.connections];
        for (const { id, props } of states) {
            const { inputs, failures } = await provider.check(props, props);
            expect(failures).to.be.empty;
            expect((await provider.diff(id, props, inputs)).changes, String(props.definition)).to.equal(false);
        }
        expect([local.log.entries.length, local.log.connections]).to.deep.equal(before);
    });

    it("is one look-up and far fewer statements than are dropped", async () => {
        const { local, states } = await many(10);
        const before = local.log.entries.length;
        await inLanes(PARALLEL, states.toReversed(), ({ id, props }) => provider.delete(id, props));
        const sent = local.log.entries.slice(before).map(({ sql }) => sql);
        expect(sent.filter(sql => sql.startsWith("REVOKE "))).to.have.length(GRANTS);
        expect(sent.filter(sql => /^(?:DROP|SELECT) /u.test(sql))).to.have.length.at.most(50);
        const client = await connected(local);
        const { rows } = await client.query("SELECT name FROM mz_objects WHERE id LIKE 'u%'");
        await client.end();
        expect(rows).to.be.empty;
    });

    it("is one statement more for a database that goes alone, whose public schema goes first", async () => {
        const local = await region(["CREATE DATABASE d", "CREATE SCHEMA d.s", "CREATE DATABASE e", "CREATE SCHEMA e.s"]);
        await configure(local);
        const client = await connected(local);
        const { rows } = await client.query<{ name: string; id: string }>(DATABASES);
        await client.end();
        const ids = new Map(rows.map(({ name, id }) => [name, id]));
        const schema = inputs("Schema", { database: "d" }, "s");
        const before = local.log.entries.length;
        for (const props of [schema, inputs("Database", {}, "d")]) {
            const { inputs: checked } = await provider.check({}, props);
            await provider.delete(ids.get(props === schema ? "d.s" : "d") ?? "", checked);
        }
        expect(local.log.entries.slice(before).filter(({ sql }) => sql.startsWith("DROP"))).to.have.length(3);
        expect(local.log.entries.length - before).to.equal(4);
        const { inputs: held } = await provider.check({}, inputs("Database", {}, "e"));
        const refused = await provider.delete(ids.get("e") ?? "", held).catch((error: unknown) => error);
        expect(String(refused)).to.include('in use: schema "s"');
    });
});
