import { expect } from "chai";
import { type Server, timeLimit, useServer } from "../server";
import { Page } from "./support/page";
import { configForUrl, kafka, queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

/** The statements of the Terraform provider. */
const TERRAFORM = [
    `CREATE CLUSTER "shop_ingest" (SIZE '25cc', REPLICATION FACTOR 1)`,
    `CREATE SCHEMA "materialize"."shop_raw"`,
    `CREATE SECRET "materialize"."shop_raw"."kafka_password" AS '${kafka.password}'`,
    `CREATE CONNECTION "materialize"."shop_raw"."kafka" TO KAFKA (BROKERS ('${kafka.saslBroker}'), SECURITY PROTOCOL = 'SASL_PLAINTEXT', SASL MECHANISMS = 'SCRAM-SHA-512', SASL USERNAME = 'materialize', SASL PASSWORD = SECRET "materialize"."shop_raw"."kafka_password") WITH (VALIDATE = false)`,
    `CREATE SOURCE "materialize"."shop_raw"."clicks" IN CLUSTER "shop_ingest" FROM KAFKA CONNECTION "materialize"."shop_raw"."kafka" (TOPIC 'materialize_click_streams') FORMAT JSON ENVELOPE NONE`,
    `CREATE MATERIALIZED VIEW "materialize"."shop_raw"."pages" IN CLUSTER "shop_ingest" AS SELECT data->>'page_id' AS page, count(*) AS clicks FROM shop_raw.clicks GROUP BY 1`,
    `CREATE ROLE "shop_readers"`,
    `GRANT SELECT ON TABLE "materialize"."shop_raw"."pages" TO "shop_readers"`,
];

describe("docs/from-terraform.md", function () {
    this.timeout(timeLimit("3m"));
    const getServer = useServer();
    const page = new Page("docs/from-terraform.md");
    const stack = new Stack("shop");
    let server: Server;

    const ids = async (): Promise<Record<string, unknown>> => {
        const rows = await queryAt(
            server.url,
            "SELECT o.name, o.id FROM mz_objects o JOIN mz_schemas s ON s.id = o.schema_id WHERE s.name = 'shop_raw' UNION ALL SELECT name, id FROM mz_clusters WHERE name = 'shop_ingest' UNION ALL SELECT name, id FROM mz_roles WHERE name = 'shop_readers'",
        );
        return Object.fromEntries(rows.map(({ name, id }) => [String(name), id]));
    };

    /** The first words of the statements that change objects. */
    const changesSince = (since: number): string[] =>
        server.log.entries
            .filter(({ sql, start }) => start >= since && /^(?:CREATE|ALTER|DROP|COMMENT)/u.test(sql))
            .map(({ sql }) => sql.split(" ").slice(0, 2).join(" "));

    before(async () => {
        server = await getServer();
        await queryAt(server.url, ...TERRAFORM);
        await stack.configure({
            ...configForUrl(new URL(server.url)),
            "shop:broker": kafka.saslBroker,
            "shop:password": { secret: kafka.password },
        });
        stack.write("index.js", page.program());
    });
    after(() => {
        stack.remove();
    });

    it("an object that differs in what no ALTER changes is not adopted, with the message of the page", async () => {
        const before = await ids();
        stack.write("index.js", page.program().replace("json: {}", "text: {}"));
        const since = Date.now();
        const { code, output } = await stack.up();
        expect(code).to.not.equal(0);
        expect(changesSince(since)).to.deep.equal(["ALTER SECRET"]);
        page.checkMessage("differs", output);
        expect(await ids()).to.deep.equal(before);
    });

    it("an up adopts the objects, drops none, and sends what it cannot compare", async () => {
        const before = await ids();
        const since = Date.now();
        stack.write("index.js", page.program());
        ok(await stack.up());
        expect(await ids()).to.deep.equal(before);
        const changes = server.log.entries.filter(
            ({ sql, start }) => start >= since && /^(?:CREATE|ALTER|DROP|COMMENT)/u.test(sql),
        );
        expect(changes.map(({ sql }) => sql.split(" ").slice(0, 2).join(" "))).to.deep.equal(["COMMENT ON"]);
        ok(await stack.preview("--refresh", "--expect-no-changes"));
    });

    it("the removal of adopt runs no statement", async () => {
        stack.write("index.js", page.program().replace("const adopt = true;", "const adopt = undefined;"));
        const since = Date.now();
        ok(await stack.up());
        expect(changesSince(since)).to.deep.equal([]);
    });

    it("a resource that is removed from the state keeps its object", async () => {
        const before = await ids();
        for (const name of ["readers_pages", "pages"]) {
            const [one] = (await stack.state()).filter(({ urn }) => urn.endsWith(`::${name}`));
            ok(await stack.pulumi(["state", "delete", one?.urn ?? "", "--yes"]));
        }
        expect(await ids()).to.deep.equal(before);
    });
});
