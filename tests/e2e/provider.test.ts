import { expect } from "chai";
import { timeLimit } from "../server";
import { ok, Stack } from "./support/stack";
import { changeStatements, query, settings } from "./support/testServer";

/** A program whose resources have the provider of the configuration: the dynamic one, or one whose host is an output of a resource. */
const PROGRAM = `
const prefix = config.require("prefix");
const server = new pulumi.Config("materialize");
const first = new materialize.Database(prefix + "_first");
const host = first.id.apply(() => config.require("host"));
const args = { host, port: config.getNumber("port"), user: config.get("user"), sslmode: config.get("sslmode"), password: config.getSecret("password"), database: prefix + "_second" };
const provider = config.getBoolean("plugin") ? new materialize.Provider("eu", args) : undefined;
const database = new materialize.Database(prefix + "_second");
const opts = { provider };
const schema = new materialize.Schema("events", { database: prefix + "_second", comment: config.get("comment") }, { ...opts, dependsOn: database });
const password = new materialize.Secret("kafka_password", { database: prefix + "_second", schema: "events", value: config.requireSecret("secret") }, { ...opts, dependsOn: schema });
const kafka = new materialize.KafkaConnection("kafka", {
    ...{ database: prefix + "_second", schema: "events", brokers: ["127.0.0.1:9092"], validate: false },
    sasl: { mechanism: "SCRAM-SHA-512", username: "me", password },
}, opts);
const role = new materialize.Role(prefix + "_analyst", {}, opts);
new materialize.Grant("use", { on: { schema }, role, privileges: ["USAGE"] }, opts);
const view = new materialize.View("one", { database: prefix + "_second", schema: "events", query: "SELECT 1 AS a" }, { ...opts, dependsOn: schema });
new materialize.Reader(prefix + "_readers", { schemas: [schema] }, provider ? { providers: [provider] } : {});
if (config.getBoolean("take")) {
    const imported = { database: prefix + "_second", schema: "events", name: "imported", query: 'SELECT 2 AS "b"' };
    new materialize.View("imported", imported, { ...opts, import: config.require("imported") });
    const found = materialize.View.get("found", config.require("imported"), opts);
    exports.found = found.qualifiedName;
}
exports.cluster = materialize.getClusterOutput({ name: "quickstart" }, opts).qualifiedName;
exports.clusters = materialize.getClustersOutput({}, opts).apply(all => all.length);
exports.roles = materialize.getRolesOutput({}, { parent: view }).apply(all => all.length);
exports.types = pulumi.all([schema.urn, kafka.urn]);
exports.definition = kafka.definition;
`;

const SECRET = "the value of the secret";

describe("a Provider of this package", function () {
    this.timeout(timeLimit("8m"));
    const prefix = `e2e_provider_${String(process.pid)}`;
    let stack: Stack;
    before(async () => {
        stack = new Stack("provider").program(PROGRAM);
        const server = await settings();
        const own = Object.entries(server).map(([key, value]) => [key.replace("materialize:", "provider:"), value] as const);
        await stack.configure({
            ...server,
            ...Object.fromEntries(own),
            "provider:prefix": prefix,
            "provider:secret": { secret: SECRET },
        });
    });
    after(() => {
        stack.remove();
    });

    /** Runs an operation that must change nothing in Materialize. */
    async function withoutStatements(operation: () => Promise<{ code: number; output: string }>): Promise<string> {
        const since = Date.now();
        const { output } = ok(await operation());
        expect(await changeStatements(since)).to.be.empty;
        return output;
    }

    it("Without the plugin in Pulumi.yaml, an error says what to write", async () => {
        await stack.configure({ "provider:plugin": "true" });
        const { code, output } = await stack.up();
        expect(code).not.to.equal(0);
        expect(output).to.match(/Pulumi would look for another one of this name. Write:\s+plugins:/u);
        await stack.configure({ "provider:plugin": "false" });
    });
    it("Resources move from the dynamic provider to the plugin without a statement", async () => {
        ok(await stack.up());
        stack.usePlugin();
        await stack.configure({ "provider:plugin": "true" });
        expect(await withoutStatements(() => stack.preview())).not.to.match(/replace|delete/u);
        const output = await withoutStatements(() => stack.up());
        expect(output).not.to.match(/replaced|created \(|deleted/u);
        const found = await stack.outputs();
        expect(found.cluster).to.equal('"quickstart"');
        expect([found.clusters, found.roles].every(count => Number(count) > 0)).to.equal(true);
        expect(found.types).to.satisfy((urns: string[]) => urns.every(urn => urn.includes("::materialize:index:")));
        expect(ok(await stack.refresh()).output).not.to.match(/updated|deleted/u);
        expect(ok(await stack.up()).output).to.match(/Resources:\s+\d+ unchanged/u);
    });

    it("The plugin changes, imports and reads", async () => {
        const imported = `"${prefix}_second"."events"."imported"`;
        await query(`CREATE VIEW ${imported} AS SELECT 2 AS b`);
        await stack.configure({ "provider:comment": "it's", "provider:take": "true", "provider:imported": imported });
        expect(ok(await stack.up()).output).to.match(/= 1 imported/u);
        expect((await stack.outputs()).found).to.equal(imported);
        expect(ok(await stack.refresh()).output).not.to.match(/updated|deleted/u);
    });

    it("They move back without a statement, and are destroyed", async () => {
        await stack.configure({ "provider:plugin": "false", "provider:take": "false" });
        await query(`DROP VIEW "${prefix}_second"."events"."imported"`);
        ok(await stack.refresh());
        await withoutStatements(() => stack.up());
        expect(ok(await stack.refresh()).output).not.to.match(/updated|deleted/u);
        expect(ok(await stack.up()).output).to.match(/Resources:\s+\d+ unchanged/u);
        expect(stack.writtenText()).not.to.contain(SECRET);
        ok(await stack.destroy());
        expect(await query(`SELECT name FROM mz_databases WHERE name LIKE '${prefix}%'`)).to.be.empty;
    });

    it("A first preview, which does not know the host of the provider, looks nothing up and succeeds", async () => {
        await stack.configure({ "provider:plugin": "true" });
        const { output } = ok(await stack.preview());
        expect(output)
            .to.contain("pulumi:providers:materialize: (create)")
            .and.to.match(/Resources:\s+\+ \d+ to create/u);
    });
});
