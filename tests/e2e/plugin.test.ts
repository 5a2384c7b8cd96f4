import { expect } from "chai";
import { readSchema } from "../../plugin/schemaFile";
import { timeLimit } from "../server";
import { ok, run, Stack } from "./support/stack";
import { query, settings } from "./support/testServer";

const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
const outputs = { definition: undefined, qualifiedName: undefined, objectId: undefined };
const declare = (kind, name, args) => new pulumi.CustomResource("materialize:index:" + kind, name, { ...outputs, ...args });
const prefix = config.require("prefix");
const schema = declare("Schema", prefix + "_events", { comment: config.get("comment") });
const password = declare("Secret", prefix + "_password", { schema, value: config.requireSecret("password") });
const kafka = declare("KafkaConnection", prefix + "_kafka", {
    schema,
    brokers: ["127.0.0.1:9092"],
    sasl: { mechanism: "SCRAM-SHA-512", username: "me", password },
    validate: false,
});
const server = new pulumi.Config("materialize");
const second = new pulumi.ProviderResource("materialize", "second", {
    host: schema.id.apply(() => server.require("host")),
    port: server.get("port"),
    user: server.get("user"),
    sslmode: server.get("sslmode"),
    password: server.getSecret("password"),
});
const view = { schema: { name: prefix + "_events" }, query: "SELECT 1 AS a", ...outputs };
new pulumi.CustomResource("materialize:index:View", prefix + "_second", view, { provider: second });
if (config.getBoolean("import")) {
    const args = { schema, name: "imported", query: 'SELECT 2 AS "b"', ...outputs };
    new pulumi.CustomResource("materialize:index:View", "imported", args, { import: config.require("import_id") });
}
exports.definition = kafka.definition;
const clusters = pulumi.runtime.invoke("materialize:index:getClusters", {});
exports.clusters = pulumi.output(clusters).apply(({ items }) => items.map(({ name }) => name));
`;

const PASSWORD = "the value of the secret";

describe("the provider plugin under Pulumi's engine", function () {
    this.timeout(timeLimit("5m"));
    const prefix = `e2e_plugin_${String(process.pid)}`;
    let stack: Stack;
    before(async () => {
        stack = new Stack("plugin");
        stack.usePlugin().write("index.js", PROGRAM);
        await stack.configure({ ...(await settings()), "plugin:prefix": prefix, "plugin:password": { secret: PASSWORD } });
    });
    after(() => {
        stack.remove();
    });

    it("The schema is one that Pulumi accepts", async () => {
        stack.write("schema.json", readSchema());
        const { code, output } = await run("pulumi", ["schema", "check", "schema.json"], stack.folder, stack.environment());
        expect(code, output).to.equal(0);
        expect(output).not.to.match(/warning|error/iu);
    });

    it("The first preview shows SQL with the names of resources that do not exist yet, and no secret", async () => {
        const output = ok(await stack.preview()).output.replaceAll('\\"', '"');
        expect(output).to.contain(`SASL PASSWORD = SECRET "materialize"."${prefix}_events"."${prefix}_password"`);
        expect(output).to.contain(`CREATE SECRET "materialize"."${prefix}_events"."${prefix}_password" AS [secret]`);
        expect(output).not.to.contain(PASSWORD);
    });

    it("An up creates the objects, also by a provider with outputs as settings, a change shows the argument that differs, an object is imported, and a refresh finds nothing else", async () => {
        ok(await stack.up());
        const { definition, clusters } = await stack.outputs();
        expect(definition).to.contain(`CREATE CONNECTION "materialize"."${prefix}_events"."${prefix}_kafka"`);
        expect(clusters).to.include("quickstart");
        const imported = `"materialize"."${prefix}_events"."imported"`;
        await query(`CREATE VIEW ${imported} AS SELECT 2 AS b`);
        await stack.configure({ "plugin:comment": "it's", "plugin:import": "true", "plugin:import_id": imported });
        const { output } = ok(await stack.up());
        expect(output)
            .to.contain(`+ comment: "it's"`)
            .and.to.match(/~ 1 updated\s+= 1 imported/u);
        expect(ok(await stack.refresh()).output).to.match(/Resources:\s+7 unchanged/u);
        expect(stack.writtenText()).not.to.contain(PASSWORD);
    });

    it("A destroy drops the objects", async () => {
        ok(await stack.destroy());
        expect(await query(`SELECT name FROM mz_objects WHERE name LIKE '${prefix}%'`)).to.be.empty;
    });
});
