import { expect } from "chai";
import { type Server, startServer, timeLimit } from "../server";
import { configForUrl } from "./support/server";
import { ok, Stack } from "./support/stack";

/** A program with two views, of which the sink writes one, and another query of each. */
const PROGRAM = `
const kafka = new materialize.KafkaConnection("kafka", { brokers: ["127.0.0.1:9092"], securityProtocol: "PLAINTEXT" });
const view = name => new materialize.MaterializedView(name, {
    cluster: "quickstart",
    query: config.require("query"),
    replaceInPlace: false,
});
const views = { old_totals: view("old_totals"), totals: view("totals") };
new materialize.KafkaSink("totals_sink", {
    from: views[config.require("from")],
    connection: kafka,
    cluster: "quickstart",
    topic: "e2e_totals",
    key: { columns: ["item"] },
    format: { json: {} },
    envelope: { upsert: {} },
});`;

const query = (count: string): string =>
    `SELECT item, ${count} AS n FROM (VALUES ('pen'), ('ink')) AS orders (item) GROUP BY item`;

describe("a sink in a program", function () {
    this.timeout(timeLimit("5m"));
    const stack = new Stack("sinks").program(PROGRAM);
    let server: Server;

    /** Returns the changes of an operation. */
    const changesOf = async (operation: () => Promise<unknown>): Promise<string[]> => {
        const before = server.log.entries.length;
        await operation();
        const sent = server.log.entries.slice(before).map(({ sql }) => sql.replaceAll(/\s+/gu, " "));
        return sent.flatMap(sql => /^(?:CREATE|DROP) [A-Z ]+ \S+|^ALTER SINK .*/u.exec(sql)?.[0] ?? []);
    };
    const named = (what: string, name: string): string => `${what} "materialize"."public"."${name}"`;

    before(async () => {
        server = await startServer();
        await stack.configure({
            ...configForUrl(new URL(server.url)),
            "sinks:query": query("count(*)"),
            "sinks:from": "old_totals",
        });
        ok(await stack.up());
    });
    after(async () => {
        await server.close();
        stack.remove();
    });

    it("goes on with another view by one statement", async () => {
        await stack.configure({ "sinks:from": "totals" });
        expect(await changesOf(async () => ok(await stack.up()))).to.deep.equal([
            `${named("ALTER SINK", "totals_sink")} SET FROM "materialize"."public"."totals"`,
        ]);
        expect(ok(await stack.preview("--refresh")).output).to.match(/5 unchanged/u);
    });

    it("is replaced with its view, and the preview says what consumers see", async () => {
        await stack.configure({ "sinks:query": query("count(*) * 10") });
        const { output } = ok(await stack.preview());
        expect(output).to.contain("KafkaSink totals_sink must be replaced too: from – refers to an object that is replaced");
        expect(output).to.contain('KafkaSink totals_sink: consumers of the topic "e2e_totals" get every row again');
        const changes = await changesOf(async () => ok(await stack.up()));
        const order = [named("DROP SINK", "totals_sink"), named("DROP MATERIALIZED VIEW", "totals")];
        const again = [named("CREATE MATERIALIZED VIEW", "totals"), named("CREATE SINK", "totals_sink")];
        expect(changes.filter(one => [...order, ...again].includes(one))).to.deep.equal([...order, ...again]);
    });

    it("is dropped before its view and its connection", async () => {
        const changes = await changesOf(async () => ok(await stack.destroy()));
        expect(changes[0]).to.equal(named("DROP SINK", "totals_sink"));
        expect(changes).to.have.length.at.least(3);
    });
});
