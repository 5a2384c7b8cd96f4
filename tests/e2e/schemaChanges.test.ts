import { expect } from "chai";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { Page } from "./support/page";
import { configFor, queryAt } from "./support/server";
import { ok, type Run, Stack } from "./support/stack";

const REGISTRY = "http://127.0.0.1:8081";
const LISTENER = {
    address: "pkc-1.confluent.local:9092",
    protocol: "SASL_SSL",
    users: [{ mechanisms: ["PLAIN"], user: "ABCDEF", password: "hunter2" }],
} as const;

const FIELDS = [
    { name: "id", type: "int" },
    { name: "item", type: "string" },
];
const QUANTITY = { name: "quantity", type: ["null", "int"], default: null };

const [VIEW, FIRST, SECOND] = ["orders_per_item", "orders_v1", "orders_v2"];

describe("docs/schema-changes.md", function () {
    this.timeout(timeLimit("3m"));
    const page = new Page("docs/schema-changes.md");
    const stack = new Stack("shop");
    let local: LocalServer;

    const step = (at: number): void => {
        stack.write("index.js", page.program(at));
    };
    const rows = (query: string) => queryAt(local.url, query);
    const preview = async (): Promise<Run> => ok(await stack.pulumi(["preview", "--diff"]));
    const ids = async (): Promise<Record<string, unknown>> => {
        const found = await rows("SELECT name, id FROM mz_objects WHERE id LIKE 'u%'");
        return Object.fromEntries(found.map(({ name, id }) => [String(name), id]));
    };

    const messages: { value: Readonly<Record<string, string | number>> }[] = [];
    /** Writes a message upstream, with the schema that it has. */
    const produce = (fields: readonly object[], value: Readonly<Record<string, string | number>>): void => {
        const schema = JSON.stringify({ type: "record", name: "order", fields });
        const registry = local.world.registry(REGISTRY);
        if (registry === undefined) throw new Error(REGISTRY);
        local.world.learnRegistry({ ...registry, subjects: { ...registry.subjects, "orders-value": { id: 90, schema } } });
        messages.push({ value });
        local.world.change({ topics: { ...local.world.topics, orders: { messages: [...messages] } } });
    };

    before(async () => {
        local = await startLocal({ settings: { enable_create_table_from_source: "on" } });
        local.world.statisticsAfter = 0;
        local.world.change({ listeners: [LISTENER] });
        produce(FIELDS, { id: 1, item: "pen" });
        await stack.configure({
            ...configFor(local),
            "shop:bootstrapServer": LISTENER.address,
            "shop:registryUrl": REGISTRY,
            "shop:key": { secret: "ABCDEF" },
            "shop:secret": { secret: "hunter2" },
            "shop:registryKey": { secret: "GHIJKL" },
            "shop:registrySecret": { secret: "hunter3" },
        });
        step(0);
        ok(await stack.up());
    });
    after(async () => {
        page.save();
        stack.remove();
        await local.close();
    });

    it("a field that is added upstream changes nothing in the stack", async () => {
        produce([...FIELDS, QUANTITY], { id: 2, item: "ink", quantity: 5 });
        ok(await stack.refresh());
        ok(await stack.preview("--expect-no-changes"));
        expect(await rows(`SELECT * FROM ${FIRST} WHERE id = 1`)).to.deep.equal([{ id: 1, item: "pen" }]);
    });

    it("a new table has the new field, beside the first table, in the preview of docs/schema-changes.md", async () => {
        step(1);
        page.comparePreview("create-table", (await preview()).output);
        const before = await ids();
        ok(await stack.up());
        expect(await ids()).to.deep.include(before);
        expect(await rows(`SELECT * FROM ${SECOND} ORDER BY id`)).to.deep.equal([
            { id: 1, item: "pen", quantity: null },
            { id: 2, item: "ink", quantity: 5 },
        ]);
        expect(await rows(`SELECT * FROM ${FIRST} WHERE id = 1`)).to.deep.equal([{ id: 1, item: "pen" }]);
    });

    it("the view switches to the new table, and the tables stay", async () => {
        step(2);
        const { [FIRST]: first, [SECOND]: second } = await ids();
        ok(await stack.up());
        expect(await ids()).to.include({ [FIRST]: first, [SECOND]: second });
        expect(await rows(`SELECT * FROM ${VIEW} ORDER BY item`)).to.deep.equal([
            { item: "ink", orders: "1", quantity: "5" },
            { item: "pen", orders: "1", quantity: null },
        ]);
    });

    it("the old table is dropped, and nothing else, in the preview of docs/schema-changes.md", async () => {
        step(3);
        page.comparePreview("drop-table", (await preview()).output);
        const before = Object.entries(await ids());
        ok(await stack.up());
        expect(Object.entries(await ids())).to.have.deep.members(before.filter(([name]) => name !== FIRST));
        ok(await stack.preview("--expect-no-changes"));
    });

    it("the old table is kept while an object outside of the stack reads from it", async () => {
        step(1);
        ok(await stack.up());
        await queryAt(local.url, `CREATE VIEW report AS SELECT count(*) FROM ${FIRST}`);
        step(3);
        const { code, output } = await stack.up();
        expect(code).to.not.equal(0);
        expect(output).to.contain("in use").and.to.contain('"report"');
        expect(await ids()).to.include.keys(FIRST, SECOND, "report");
    });
});
