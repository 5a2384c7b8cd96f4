import { expect } from "chai";
import { type Server, startLocal, timeLimit, useServer } from "../server";
import { configFor, configForUrl, kafka, queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

const FLAG = "enable_create_table_from_source";

const program = (tables: string): string => `
const [host, port] = config.require("broker").split(":");
const kafka = new materialize.SelfHostedKafkaIngestion("shop", {
    brokers: [{ host, port: Number(port) }],
    auth: { scram: { username: config.require("username"), password: config.requireSecret("password") } },
    network: { none: {} }, securityProtocol: "SASL_PLAINTEXT", cluster: config.require("cluster"), validation: "data",
    schema: new materialize.Schema("schema", { name: config.require("schema") }),
    sources: { shop_clicks: { topic: config.require("topic"), tables: { ${tables} } } },
});
exports.tables = Object.values(kafka.tables).map(table => table.qualifiedName);`;

const V1 = `
    clicks_v1: {
        format: { json: {} }, include: { offset: true },
        materializedViews: { pages: { query: table => pulumi.interpolate\`SELECT count(DISTINCT data->>'page_id') AS pages FROM \${table.qualifiedName}\` } },
        indexes: { clicks_by_offset: { columns: ["offset"] } },
    },`;
const V2 = `clicks_v2: { keyFormat: { text: {} }, valueFormat: { json: {} }, envelope: { upsert: {} } },`;

const settings = {
    "tables:broker": kafka.saslBroker,
    "tables:username": kafka.username,
    "tables:password": { secret: kafka.password },
    "tables:cluster": kafka.cluster,
    "tables:topic": kafka.topic,
};

describe("a target with tables", function () {
    this.timeout(timeLimit("3m"));
    const getServer = useServer({ settings: { [FLAG]: "on" } });
    const schema = `e2e_tables_${String(process.pid)}`;
    const stack = new Stack("tables");
    let server: Server;

    const rows = (query: string) => queryAt(server.url, query.replaceAll("$", `"${schema}"`));
    /** The rows of a table appear a moment after the CREATE. */
    const count = async (relation: string): Promise<number> => {
        for (;;) {
            const [row] = await rows(`SELECT count(*)::int AS n FROM $.${relation}`);
            if (row?.n !== 0) return Number(row?.n);
        }
    };

    before(async () => {
        server = await getServer();
        if (server.local !== undefined) server.local.world.statisticsAfter = 0;
        await stack.configure({ ...configForUrl(new URL(server.url)), ...settings, "tables:schema": schema });
    });
    after(() => {
        stack.remove();
    });

    it("An up creates a source and its tables, whose rows views and indexes read", async () => {
        const preview = ok(await stack.program(program(V1)).preview()).output;
        expect(preview.replaceAll("\\", ""))
            .to.contain(`CREATE TABLE "materialize"."${schema}"."clicks_v1"`)
            .and.to.contain("tablesOnly");
        ok(await stack.up());
        expect(await count("clicks_v1")).to.be.above(1);
        expect(Number((await rows("SELECT pages FROM $.pages"))[0]?.pages)).to.be.above(1);
        expect((await stack.outputs()).tables).to.deep.equal([`"materialize"."${schema}"."clicks_v1"`]);
        const [shop] = (await stack.state()).filter(({ type }) => type === "materialize:index:SelfHostedKafkaIngestion");
        expect(shop?.outputs).to.deep.include({ tables: { clicks_v1: `"materialize"."${schema}"."clicks_v1"` } });
        ok(await stack.refresh());
        ok(await stack.preview("--expect-no-changes"));
    });

    it("A second table of the source is created beside the first one, and the first one can go", async () => {
        ok(await stack.program(program(V1 + V2)).up());
        const keys = await count("clicks_v2");
        expect(keys).to.be.within(1, (await count("clicks_v1")) - 1);
        const removed = ok(await stack.program(program(V2)).up());
        expect(removed.output).to.match(/- 4 deleted/u);
        expect(await count("clicks_v2")).to.equal(keys);
        ok(await stack.destroy());
        expect(await rows(`SELECT name FROM mz_schemas WHERE name = '${schema}'`)).to.be.empty;
    });
});

describe("a target with tables on a server without them", function () {
    this.timeout("2m");

    it("An up fails with the flag to switch on, and continues once it is on", async () => {
        const server = await startLocal({ version: "v26.6" });
        const stack = new Stack("tables").program(program(V1));
        try {
            server.world.statisticsAfter = 0;
            await stack.configure({
                ...configFor(server),
                "materialize:user": "materialize",
                ...settings,
                "tables:schema": "raw",
            });
            ok(await stack.preview());
            const { code, output } = await stack.up();
            expect(code, output).to.not.equal(0);
            expect(output)
                .to.contain("CREATE TABLE … FROM SOURCE (SourceTable) is switched off on this Materialize")
                .and.to.contain(`ALTER SYSTEM SET ${FLAG} = on`);
            await queryAt(server.systemUrl ?? "", `ALTER SYSTEM SET ${FLAG} = on`);
            ok(await stack.up());
            ok(await stack.preview("--expect-no-changes"));
        } finally {
            stack.remove();
            await server.close();
        }
    });
});
