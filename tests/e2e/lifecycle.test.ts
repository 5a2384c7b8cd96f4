import { expect } from "chai";
import { timeLimit } from "../server";
import { ok, Stack } from "./support/stack";
import { query, changeStatements, kafka, sentStatements, settings } from "./support/testServer";

/** A program whose arguments all come from the configuration of the stack. */
const PROGRAM = `
const place = { schema: new materialize.Schema("place", { name: config.require("schema") }) };
const password = new materialize.Secret("kafka_password", { ...place, value: config.requireSecret("password"), comment: config.get("comment") });
const kafka = new materialize.KafkaConnection(config.get("connection") ?? "kafka", {
    ...place,
    name: config.get("connectionName") ?? "kafka",
    brokers: [config.require("broker")],
    progressTopic: config.get("progressTopic"),
    securityProtocol: "SASL_PLAINTEXT",
    sasl: { mechanism: config.require("mechanism"), username: config.require("username"), password },
});
const clicks = new materialize.KafkaSource("clicks", {
    ...place,
    cluster: config.require("cluster"),
    connection: kafka,
    topic: config.require("topic"),
    format: config.get("text") ? { text: {} } : { json: {} },
    include: { partition: "kafka_partition" },
});
new materialize.MaterializedView("counted", {
    ...place,
    cluster: config.require("cluster"),
    query: pulumi.interpolate\`SELECT count(*) AS \${config.get("column") ?? "n"} FROM \${clicks.qualifiedName}\`,
});
exports.clicks = clicks.qualifiedName;`;

describe("the lifecycle of a stack", function () {
    this.timeout(timeLimit("5m"));
    let schema = `e2e "Life" ${String(process.pid)}`;
    const stack = new Stack("lifecycle").program(PROGRAM);

    before(async () => {
        await stack.configure({
            ...(await settings()),
            "lifecycle:schema": schema,
            "lifecycle:password": { secret: kafka.password },
            "lifecycle:broker": kafka.saslBroker,
            "lifecycle:mechanism": kafka.mechanism,
            "lifecycle:username": kafka.username,
            "lifecycle:cluster": kafka.cluster,
            "lifecycle:topic": kafka.topic,
        });
    });
    after(() => {
        stack.remove();
    });

    const objects = async (): Promise<Record<string, unknown>> => {
        const rows = await query(
            "SELECT o.name, o.id FROM mz_objects o JOIN mz_schemas s ON s.id = o.schema_id WHERE s.name = $1 AND o.name NOT LIKE '%progress'",
            [schema],
        );
        return Object.fromEntries(rows.map(row => [String(row.name), row.id]));
    };

    it("A first preview shows the SQL and does not connect to the server", async () => {
        const since = Date.now();
        const { output } = ok(await stack.preview());
        expect(output).to.contain(String.raw`TO KAFKA (\n        BROKERS = ('${kafka.saslBroker}')`);
        expect(output).to.contain("AS [secret]");
        expect(output).not.to.contain(kafka.password);
        expect(output).to.match(/\+ 6 to create/u);
        expect(await sentStatements(since)).to.be.empty;
    });

    it("The first up creates all objects, and the view returns results", async () => {
        ok(await stack.up());
        expect(Object.keys(await objects()).sort()).to.deep.equal(["clicks", "counted", "kafka", "kafka_password"]);
        const { clicks } = await stack.outputs();
        expect(clicks).to.equal(`"materialize"."${schema.replaceAll('"', '""')}"."clicks"`);
        const counted = String(clicks).replace('"clicks"', '"counted"');
        for (let n = 0, tries = 0; n === 0; tries++) {
            n = Number((await query(`SELECT n FROM ${counted}`))[0]?.n ?? 0);
            if (tries > 60) throw new Error("the view stays empty");
        }
    });

    it("A second up changes nothing and does not connect to the server", async () => {
        const since = Date.now();
        expect(ok(await stack.up()).output).to.match(/6 unchanged/u);
        expect(await sentStatements(since)).to.be.empty;
    });

    it("A preview shows the change of a definition, and the up alters the object in place with one statement", async () => {
        const before = await objects();
        const broker = kafka.saslBroker.replace(":", ".:").replace(/^127\.0\.0\.1\.:/u, "127.0.0.1:");
        await stack.configure({
            "lifecycle:comment": "the orders' password",
            "lifecycle:connectionName": "Kafka 2",
            "lifecycle:broker": broker,
        });
        const preview = ok(await stack.preview()).output;
        expect(preview).to.contain('- CREATE CONNECTION "materialize"');
        expect(preview).to.match(/~ 2 to update/u);
        const since = Date.now();
        ok(await stack.up());
        const statements = await changeStatements(since);
        if (statements.length > 0) {
            expect(statements.map(sql => sql.replace(/"materialize"\.".*?"\./u, "")).sort()).to.have.length(2);
            expect(statements.join("\n")).to.contain('RENAME TO "Kafka 2"').and.to.contain("IS 'the orders'' password'");
        }
        const after = await objects();
        expect(after["Kafka 2"], "same object").to.equal(before.kafka);
        expect(after.clicks, "the dependant is kept").to.equal(before.clicks);
        expect(ok(await stack.up()).output).to.match(/6 unchanged/u);
    });

    it("A new value of a secret runs only ALTER SECRET", async () => {
        await stack.configure({ "lifecycle:password": { secret: "another one" } });
        const since = Date.now();
        ok(await stack.up());
        expect(await changeStatements(since)).to.have.length(1);
        expect((await changeStatements(since))[0]).to.match(/^ALTER SECRET .* AS '\\x616e6f74686572206f6e65'$/u);
        await stack.configure({ "lifecycle:password": { secret: kafka.password } });
        ok(await stack.up());
    });

    it("A change that cannot be altered replaces the object and its dependants, and deletes the old objects first", async () => {
        const before = await objects();
        await stack.configure({ "lifecycle:text": "true" });
        const preview = ok(await stack.preview()).output;
        expect(preview).to.match(/2 to replace/u);
        const reasons = [
            /KafkaSource clicks must be replaced: format – Materialize cannot alter how a source decodes its messages/gu,
            /MaterializedView counted must be replaced too: query – refers to an object that is replaced/gu,
        ];
        for (const reason of reasons) expect(preview.match(reason), preview).to.have.length(1);
        ok(await stack.up());
        const after = await objects();
        expect(after.clicks).not.to.equal(before.clicks);
        expect(after.counted).not.to.equal(before.counted);
        expect(after["Kafka 2"]).to.equal(before["Kafka 2"]);
        expect(ok(await stack.up()).output).to.match(/6 unchanged/u);
    });

    it("The replacement of a connection also replaces its sources and their views", async () => {
        const before = await objects();
        await stack.configure({ "lifecycle:connection": "other_resource", "lifecycle:connectionName": "kafka3" });
        ok(await stack.up());
        const after = await objects();
        expect(Object.keys(after).sort()).to.deep.equal(["clicks", "counted", "kafka3", "kafka_password"]);
        expect(after.clicks).not.to.equal(before.clicks);
    });

    it("A replacement also replaces all dependants, so that no DROP is refused", async () => {
        const before = await objects();
        await stack.configure({ "lifecycle:progressTopic": "progress" });
        const preview = ok(await stack.preview()).output;
        expect(preview).to.match(/3 to replace/u);
        ok(await stack.up());
        const after = await objects();
        expect(Object.keys(after)).to.have.members(Object.keys(before));
        for (const name of ["kafka3", "clicks", "counted"]) expect(after[name], name).not.to.equal(before[name]);
        expect(after.kafka_password).to.equal(before.kafka_password);
        expect(ok(await stack.up()).output).to.match(/6 unchanged/u);
    });

    it("A new name of a schema renames it in place and keeps its objects", async () => {
        const before = await objects();
        schema = `${schema} moved`;
        await stack.configure({ "lifecycle:schema": schema });
        const since = Date.now();
        const { output } = ok(await stack.up());
        const after = await objects();
        expect(after.clicks, output).to.equal(before.clicks);
        expect(after.kafka3).to.equal(before.kafka3);
        expect(after.counted, "a view's query names the schema").to.equal(before.counted);
        expect(await changeStatements(since)).to.satisfy((statements: string[]) => statements[0]?.includes("RENAME TO") ?? true);
        ok(await stack.up());
    });

    it("A refresh finds changes of other clients, and the next up corrects them", async () => {
        ok(await stack.refresh());
        expect(ok(await stack.preview()).output).to.match(/6 unchanged/u);
        const quoted = `"materialize"."${schema.replaceAll('"', '""')}"`;
        await query(`ALTER SECRET ${quoted}."kafka_password" RENAME TO "moved"`);
        await query(`COMMENT ON CONNECTION ${quoted}."kafka3" IS 'somebody else''s'`);
        await query(`DROP MATERIALIZED VIEW ${quoted}."counted"`);
        ok(await stack.refresh());
        const preview = ok(await stack.preview()).output;
        expect(preview).to.contain('~ name         : "moved" => "kafka_password"');
        expect(preview)
            .to.match(/\+ 1 to create/u)
            .and.to.match(/~ 2 to update/u);
        ok(await stack.up());
        expect(Object.keys(await objects()).sort()).to.deep.equal(["clicks", "counted", "kafka3", "kafka_password"]);
        expect(ok(await stack.up()).output).to.match(/6 unchanged/u);
    });

    it("A destroy drops all objects", async () => {
        ok(await stack.destroy());
        expect(await objects()).to.deep.equal({});
        expect(await query("SELECT name FROM mz_schemas WHERE name = $1", [schema])).to.be.empty;
    });
});
