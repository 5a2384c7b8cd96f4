import { expect } from "chai";
import { type Server, startServer, timeLimit } from "../server";
import { configForUrl } from "./support/server";
import { ok, Stack } from "./support/stack";

/** A load generator and its tables, a table of the program's own with a type, and a webhook with a secret. */
const PROGRAM = `
const cluster = "quickstart";
const house = new materialize.LoadGeneratorSource("house", { cluster, generator: { auction: { tickInterval: "1s" } } });
const bids = new materialize.SourceTable("bids", {
    source: house,
    reference: ["auction", "bids"],
    comments: { amount: config.require("comment") },
});
new materialize.Index("bids_by_key", { on: bids, cluster });
const tags = new materialize.Type("tags", { list: { elementType: "text" } });
const rates = new materialize.Table("rates", {
    columns: [{ name: "currency", type: config.require("type"), notNull: true }, { name: "tags", type: tags }],
    comments: { currency: "ISO 4217" },
});
new materialize.Grant("rates_to_all", { on: rates, role: "PUBLIC", privileges: ["SELECT"] });
const key = new materialize.Secret("key", { value: config.requireSecret("key") });
const hook = new materialize.WebhookTable("hook", {
    bodyFormat: { json: {} },
    check: { expression: "constant_time_eq(headers->'x-key', key)", headers: true, secrets: [{ secret: key, as: "key" }] },
});
exports.url = hook.url;
exports.definition = hook.definition;`;

const KEY = "planted-webhook-key";

describe("tables, types, load generators and webhooks in a program", function () {
    this.timeout(timeLimit("5m"));
    const stack = new Stack("datapath").program(PROGRAM);
    let server: Server;

    /** Returns the statements of an operation that change something. */
    const changesOf = async (operation: () => Promise<unknown>): Promise<string[]> => {
        const before = server.log.entries.length;
        await operation();
        const sent = server.log.entries.slice(before).map(({ sql }) => sql.replaceAll(/\s+/gu, " "));
        return sent.filter(sql => /^(?:ALTER|COMMENT|CREATE|DROP|GRANT|REVOKE) /u.test(sql));
    };

    before(async () => {
        server = await startServer();
        await stack.configure({
            ...configForUrl(new URL(server.url)),
            "datapath:comment": "in dollars",
            "datapath:type": "text",
            "datapath:key": { secret: KEY },
        });
    });
    after(async () => {
        await server.close();
        stack.remove();
    });

    it("are created once, and a refresh finds no change", async () => {
        const changes = await changesOf(async () => ok(await stack.up()));
        expect(changes.filter(sql => sql.startsWith("CREATE"))).to.have.length(7);
        expect(changes.filter(sql => sql.startsWith("COMMENT ON COLUMN"))).to.have.length(2);
        ok(await stack.preview("--refresh", "--expect-no-changes"));
    });

    it("show the URL of a webhook, and none of its secret", async () => {
        const { url, definition } = await stack.outputs();
        expect(url).to.match(/^https:\/\/[^/]+\/api\/webhook\/materialize\/public\/hook$/u);
        expect(definition).to.contain("CHECK").and.not.to.contain(KEY);
    });

    it("take a comment in place, and refuse what would lose the rows of a table", async () => {
        await stack.configure({ "datapath:comment": "in cents" });
        expect(await changesOf(async () => ok(await stack.up()))).to.deep.equal([
            `COMMENT ON COLUMN "materialize"."public"."bids"."amount" IS 'in cents'`,
        ]);
        await stack.configure({ "datapath:type": "integer" });
        const preview = await stack.preview();
        expect(preview.code).not.to.equal(0);
        expect(preview.output).to.contain("replaceLosingRows");
        await stack.configure({ "datapath:type": "text" });
    });

    it("are dropped in the order of their dependencies", async () => {
        const changes = await changesOf(async () => ok(await stack.destroy()));
        const dropOf = (name: string): number => changes.findIndex(sql => sql.startsWith("DROP") && sql.includes(`"${name}"`));
        for (const name of ["house", "bids", "bids_primary_idx", "tags", "rates", "key", "hook"])
            expect(dropOf(name), name).to.be.at.least(0);
        expect(dropOf("bids")).to.be.below(dropOf("house"));
        expect(dropOf("rates")).to.be.below(dropOf("tags"));
        expect(dropOf("hook")).to.be.below(dropOf("key"));
    });
});
