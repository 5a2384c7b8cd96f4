import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import { timeLimit } from "../server";
import { ok, Stack } from "./support/stack";
import { changeStatements, idsIn, kafka, query, settings } from "./support/testServer";

const PROGRAM = `
const team = new materialize.Role("team", { name: config.require("role") });
new materialize.RoleGrant("me", { role: team, member: config.require("user") });
const cluster = new materialize.Cluster("ingest", { name: config.require("role"), size: "25cc" });
const place = { schema: new materialize.Schema("place", { name: config.require("schema") }) };
const password = new materialize.Secret("password", { ...place, value: "hunter2" });
new materialize.Secret("owned", { ...place, value: "x", owner: config.require("user") });
new materialize.Grant("use", { on: password, role: team, privileges: ["USAGE"] });
const bastion = new materialize.SshTunnelConnection("bastion", { ...place, host: "bastion", user: "me" });
new materialize.KafkaConnection("kafka", {
    ...place,
    brokers: ["b-1.example.com:9096"],
    sasl: { mechanism: "PLAIN", username: "me", password },
    validate: false,
    comment: "the orders",
});
new materialize.View("numbers", { ...place, query: "SELECT 1 AS n" });
exports.keys = bastion.publicKeys;
exports.size = cluster.id;`;

describe("drift", function () {
    this.timeout(timeLimit("5m"));
    const schema = `e2e_drift_${String(process.pid)}`;
    const role = `e2e_team_${String(process.pid)}`;
    const at = (name: string): string => `"materialize"."${schema}"."${name}"`;
    const stack = new Stack("drift").program(PROGRAM);
    let user = "";

    before(async () => {
        const config = await settings();
        user = typeof config["materialize:user"] === "string" ? config["materialize:user"] : "materialize";
        await stack.configure({ ...config, "drift:schema": schema, "drift:role": role, "drift:user": user });
        ok(await stack.up());
    });
    after(() => {
        stack.remove();
    });

    /** Waits until the cluster has a size: newer versions change it in the background. */
    const untilResized = async (size: string): Promise<void> => {
        const current = async (): Promise<unknown> =>
            (await query("SELECT size FROM mz_clusters WHERE name = $1", [role]))[0]?.size;
        while ((await current()) !== size) await wait(500);
    };

    it("A preview with a refresh shows drift by the arguments of the program", async () => {
        ok(await stack.refresh());
        expect(ok(await stack.preview()).output, "no drift of itself").to.match(/11 unchanged/u);
        for (const statement of [
            `ALTER CONNECTION ${at("kafka")} SET (BROKERS ('b-1.example.com:9096', 'b-2.example.com:9096')) WITH (VALIDATE = false)`,
            `COMMENT ON CONNECTION ${at("kafka")} IS 'somebody else''s'`,
            `ALTER CLUSTER "${role}" SET (SIZE '50cc')`,
            `REVOKE USAGE ON SECRET ${at("password")} FROM "${role}"`,
            `ALTER SECRET ${at("owned")} OWNER TO "${role}"`,
            `ALTER CONNECTION ${at("bastion")} ROTATE KEYS`,
            `ALTER VIEW ${at("numbers")} RENAME TO "moved"`,
        ])
            await query(statement);
        await untilResized("50cc");
        const { output } = ok(await stack.preview("--refresh"));
        expect(output)
            .to.contain('"b-2.example.com:9096"')
            .and.to.match(/brokers/u);
        expect(output).to.match(/comment\s*: "somebody else's" => "the orders"/u);
        expect(output).to.match(/size\s*: "50cc" => "25cc"/u);
        expect(output).to.match(new RegExp(`owner\\s*: "${role}" => "${user}"`, "u"));
        expect(output).to.match(/name\s*: "moved" => "numbers"/u);
        expect(output).not.to.match(/to replace/u);
    });

    it("The next up corrects drift in place with the fewest statements", async () => {
        const before = await idsIn(schema);
        const keys = (await stack.outputs()).keys;
        const since = Date.now();
        ok(await stack.up("--refresh"));
        await untilResized("25cc");
        const statements = await changeStatements(since);
        if (statements.length > 0) expect(statements).to.have.length(6);
        const after = await idsIn(schema);
        expect(Object.values(after).sort()).to.deep.equal(Object.values(before).sort());
        expect(after).to.have.property("numbers", before.moved);
        expect((await stack.outputs()).keys, "the new keys").not.to.deep.equal(keys);
        expect(ok(await stack.up("--refresh")).output).to.match(/11 unchanged/u);
    });

    it("An up recreates dropped objects and reverts the new name of a schema", async () => {
        await query(`DROP VIEW ${at("numbers")}`);
        await query(`ALTER SCHEMA "materialize"."${schema}" RENAME TO "${schema}_moved"`);
        ok(await stack.up("--refresh"));
        expect(await idsIn(schema)).to.include.keys("numbers", "kafka", "bastion", "password");
        expect(ok(await stack.up("--refresh")).output).to.match(/11 unchanged/u);
    });

    it("A destroy succeeds in spite of drift", async () => {
        await query(`ALTER CONNECTION ${at("kafka")} RENAME TO "other"`);
        ok(await stack.destroy("--refresh"));
        expect(await query("SELECT name FROM mz_schemas WHERE name = $1", [schema])).to.be.empty;
    });
});

describe("adoption of existing objects", function () {
    this.timeout(timeLimit("5m"));
    const schema = `e2e_adopt_${String(process.pid)}`;
    const at = (name: string): string => `"materialize"."${schema}"."${name}"`;
    const stack = new Stack("adoption").program(`
const place = { schema: config.require("schema"), ...(config.get("adopt") ? { adopt: true } : {}) };
const password = new materialize.Secret("password", { ...place, value: "hunter2" });
new materialize.KafkaConnection("kafka", { ...place, brokers: [config.require("broker")], securityProtocol: "PLAINTEXT", comment: "ours" });
new materialize.View("numbers", { ...place, query: config.get("query") ?? "SELECT 1 AS n" });`);

    before(async () => {
        await query(`CREATE SCHEMA "${schema}"`);
        await query(`CREATE SECRET ${at("password")} AS 'old'`);
        await query(`CREATE CONNECTION ${at("kafka")} TO KAFKA (BROKER '${kafka.broker}', SECURITY PROTOCOL PLAINTEXT)`);
        await query(`CREATE VIEW ${at("numbers")} AS SELECT 1 AS n`);
        const config = { "adoption:schema": schema, "adoption:broker": kafka.broker };
        await stack.configure({ ...(await settings()), ...config });
    });
    after(async () => {
        stack.remove();
        await query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
    });

    it("An existing object causes an error that states what to do, and is not changed", async () => {
        const before = await idsIn(schema);
        const { code, output } = await stack.up();
        expect(code).not.to.equal(0);
        expect(output.match(/already exists, and this resource does not manage it: .*adopt: true/gu)).to.have.length.at.least(3);
        expect(await idsIn(schema)).to.deep.equal(before);
    });

    it("An existing object that cannot be altered to match is not adopted", async () => {
        await stack.configure({ "adoption:adopt": "true", "adoption:query": "SELECT 2 AS n" });
        const { code, output } = await stack.up();
        expect(code).not.to.equal(0);
        expect(output).to.contain("cannot be adopted as it is").and.to.contain("query: Materialize cannot alter the query");
    });

    it("An adopted object is altered to match and not dropped", async () => {
        const before = await idsIn(schema);
        await stack.configure({ "adoption:query": "select 1 as n" });
        ok(await stack.up());
        expect(await idsIn(schema)).to.deep.equal(before);
        expect(await query("SELECT comment FROM mz_internal.mz_comments WHERE comment = 'ours'")).to.have.length.at.least(1);
        ok(await stack.refresh());
        expect(ok(await stack.up()).output).to.match(/4 unchanged/u);
    });

    it("An adopted object belongs to the stack, and the removal of adopt changes nothing", async () => {
        await stack.configure({ "adoption:adopt": "" });
        const since = Date.now();
        ok(await stack.up());
        expect(await changeStatements(since)).to.be.empty;
        ok(await stack.destroy());
        expect(await idsIn(schema)).to.be.empty;
    });
});
