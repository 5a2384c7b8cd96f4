import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { timeLimit } from "../server";
import { kindOf, messageOf, query, resetEnvironment, StackResource } from "./support";

const SETUP = [
    "CREATE CONNECTION shop TO POSTGRES (HOST '127.0.0.1', PORT 15432, DATABASE 'postgres', USER 'postgres')",
    `CREATE SOURCE old IN CLUSTER quickstart FROM POSTGRES CONNECTION shop (PUBLICATION 'shop_tables', TEXT COLUMNS (shop.items.mood))
     FOR TABLES (shop.items, shop.orders AS "Shop Orders") EXPOSE PROGRESS AS old_progress WITH (TIMESTAMP INTERVAL '1s')`,
];

const ADOPTED: Fields = {
    ...{ name: "old", adopt: true, cluster: "quickstart", connection: "shop" },
    ...{ publication: "shop_tables", timestampInterval: "1s" },
};

const SUBSOURCES = ['"materialize"."public"."Shop Orders"', '"materialize"."public"."items"'];

/** The names of the sources that exist, without those of progress. */
const SOURCES = "SELECT name FROM mz_sources WHERE id LIKE 'u%' AND type <> 'progress' ORDER BY name";

describe("a source in the older form", function () {
    this.timeout(timeLimit("60s"));

    it("an adopted source keeps its subsources, which an output lists, and a refresh finds one that was dropped", async () => {
        const local = await resetEnvironment(SETUP);
        const source = new StackResource(kindOf("PostgresSource"), local);
        expect((await source.up(ADOPTED)).statements).to.deep.equal([]);
        expect(source.outputs.subsources).to.deep.equal(SUBSOURCES);
        expect(await source.refreshesUnchanged(ADOPTED)).to.equal(true);
        await query(local, "DROP SOURCE items");
        await source.refresh();
        expect(source.outputs.subsources).to.deep.equal(SUBSOURCES.slice(0, 1));
        expect(await source.hasNoChanges(ADOPTED)).to.equal(true);
    });

    it("an adopted source is renamed in place, and not replaced", async () => {
        const local = await resetEnvironment(SETUP);
        const source = new StackResource(kindOf("PostgresSource"), local);
        await source.up(ADOPTED);
        expect((await source.up({ ...ADOPTED, name: "renamed" })).replaces).to.deep.equal([]);
        const error = await messageOf(source.up({ ...ADOPTED, name: "renamed", publication: "shop_orders" }));
        expect(error).to.contain("PostgresSource it cannot be replaced, and nothing was changed: it is in the older form");
        expect(error).to.contain(SUBSOURCES.join(", "));
        expect(await query(local, SOURCES)).to.deep.equal(["Shop Orders", "items", "renamed"].map(name => ({ name })));
    });

    it("a delete drops the subsources of an adopted source in the same statement, unless something reads from one", async () => {
        const local = await resetEnvironment(SETUP);
        const source = new StackResource(kindOf("PostgresSource"), local);
        await source.up(ADOPTED);
        await query(local, "CREATE VIEW reader AS SELECT name FROM items");
        const error = await messageOf(source.destroy());
        expect(error).to.contain('cannot be dropped, since it is in use: view "reader"').and.not.to.contain("source");
        expect(await query(local, SOURCES)).to.have.length(3);
        await query(local, "DROP VIEW reader", "ALTER SOURCE items RENAME TO things");
        await source.destroy();
        expect(local.log.entries.at(-1)?.sql).to.equal(
            `DROP SOURCE ${SUBSOURCES[0] ?? ""}, "materialize"."public"."things", "materialize"."public"."old"`,
        );
        expect(await query(local, SOURCES)).to.deep.equal([]);
    });

    it("a new source has no subsources", async () => {
        const local = await resetEnvironment(SETUP);
        const source = new StackResource(kindOf("PostgresSource"), local);
        await source.up({ ...ADOPTED, name: "new", adopt: false });
        expect(source.outputs.subsources).to.deep.equal([]);
        expect(await source.refreshesUnchanged({ ...ADOPTED, name: "new", adopt: false })).to.equal(true);
        expect(source.outputs.subsources).to.deep.equal([]);
    });
});
