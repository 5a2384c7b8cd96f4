import { expect } from "chai";
import * as provider from "../../provider";
import type { Fields } from "../../provider/values/value";
import { type Server, timeLimit } from "../server";
import { inputs } from "../provider/support";
import { capturePrinted, configure, kindOf, resetEnvironment, StackResource } from "./support";

const SETUP = [
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE TABLE orders (id int NOT NULL, item text)",
    "CREATE TABLE orders_v2 (id int NOT NULL, item text, price numeric)",
    "CREATE TABLE prices (item text, price numeric)",
];

const SINK = {
    ...{ from: "orders", connection: "kafka", topic: "orders_out", cluster: "quickstart" },
    ...{ key: { columns: ["id"], notEnforced: true }, format: { json: {} }, envelope: { upsert: {} } },
};

describe("a changed sink", function () {
    this.timeout(timeLimit("30s"));
    let local: Server;
    before(async () => {
        local = await resetEnvironment(SETUP);
    });

    /** Returns the lines of a preview, without the reason of the replacement. */
    async function previewed(before: Fields, change: Fields, kind = "KafkaSink"): Promise<string[]> {
        await configure(local);
        const checked = async (args: Fields): Promise<Fields> =>
            (await provider.check({}, { ...inputs(kind, args), __preview: true })).inputs;
        const [olds, news] = [await checked(before), await checked({ ...before, ...change })];
        const { printed } = await capturePrinted(() => provider.diff("u1", olds, news));
        return printed.filter(line => !line.includes(" must be replaced: "));
    }

    const AGAIN = 'KafkaSink it: consumers of the topic "orders_out" get every row again, after the messages of the old sink';

    it("a preview says what consumers of the same topic see", async () => {
        expect(await previewed(SINK, { compressionType: "gzip" })).to.deep.equal([
            `${AGAIN}; a key that is gone when the new sink starts gets no message that deletes it`,
        ]);
        expect(await previewed(SINK, { envelope: { debezium: {} } })).to.deep.equal([
            `${AGAIN}, as if it was new (its "before" is null); a row that is gone when the new sink starts gets no message`,
        ]);
        expect(await previewed(SINK, { snapshot: false })).to.deep.equal([
            'KafkaSink it: consumers of the topic "orders_out" get no message for what changes between the drop of the old sink and the start of the new one',
        ]);
    });

    it("a preview says what consumers of another topic see", async () => {
        const moved =
            'KafkaSink it: the topic "orders_out" keeps what it has and gets no more; the new sink begins the topic "all"';
        expect(await previewed(SINK, { topic: "all" })).to.deep.equal([`${moved} with every row`]);
        expect(await previewed({ ...SINK, snapshot: false }, { topic: "all" })).to.deep.equal([
            `${moved} without the rows that there are`,
        ]);
    });

    it("a preview says what readers of an Iceberg table see", async () => {
        const LAKE = {
            ...{ from: "orders", connection: "lake", cluster: "quickstart", namespace: "shop", table: "orders" },
            ...{ mode: { append: {} }, commitInterval: "1m" },
        };
        expect(await previewed(LAKE, { table: "all" }, "IcebergSink")).to.deep.equal([
            'IcebergSink it: the table "shop"."orders" keeps what it has and gets no more; the new sink begins the table "shop"."all" with every row',
        ]);
        const [line = "", ...more] = await previewed(LAKE, { cluster: "second" }, "IcebergSink");
        expect(line).to.match(/^IcebergSink it: the table "shop"\."orders" keeps its rows; whether the new sink goes on/u);
        expect(more).to.be.empty;
    });

    it("a change of the relation alone replaces nothing, and says nothing", async () => {
        expect(await previewed(SINK, { from: "orders_v2" })).to.be.empty;
        const sink = new StackResource(kindOf("KafkaSink"), local);
        const created = await sink.up({ ...SINK, name: "moved" });
        const changed = await sink.up({ ...SINK, name: "moved", from: "orders_v2" });
        expect(changed.statements).to.deep.equal([
            'ALTER SINK "materialize"."public"."moved" SET FROM "materialize"."public"."orders_v2"',
        ]);
        expect([changed.replaces, changed.id]).to.deep.equal([[], created.id]);
        const refused = await sink.up({ ...SINK, name: "moved", from: "prices" }).then(String, String);
        expect(refused).to.contain("column referenced in KEY does not exist: id");
        expect(await sink.hasNoChanges({ ...SINK, name: "moved", from: "orders_v2" }), "the sink after the refusal").to.equal(
            true,
        );
        await sink.destroy();
    });

    it("an error about a key or a relation says what to write", async () => {
        const refusal = (args: Fields): Promise<string> =>
            new StackResource(kindOf("KafkaSink"), local).up({ ...SINK, name: "refused", ...args }).then(String, String);
        expect(await refusal({ key: { columns: ["id"] } })).to.contain("key.notEnforced: true asks for no check");
        expect(await refusal({ key: undefined, format: { text: {} }, envelope: { debezium: {} } })).to.contain(
            "select it in a MaterializedView, or use json or avro",
        );
    });
});
