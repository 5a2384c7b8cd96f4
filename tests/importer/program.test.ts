import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { expect } from "chai";
import fc from "fast-check";
import { writeProgram } from "../../importer";
import { printed, templateText } from "../../importer/code";
import { importOptions } from "../../importer/options";
import { camelCase } from "../../importer/variables";
import { resetEnvironment } from "../changes/support";
import { Program, removePrograms } from "../doctor/support";
import { type Server, timeLimit } from "../server";

const SETUP = [
    "CREATE SCHEMA clicks",
    "CREATE SECRET password AS 'hunter2'",
    "CREATE SECRET clicks.login AS 'hunter3'",
    'CREATE TABLE clicks."`${x}\\" (a int)',
    'CREATE VIEW clicks."default" AS SELECT a, \'`${a}\' AS b FROM clicks."`${x}\\"',
    "COMMENT ON COLUMN clicks.\"default\".b IS 'it''s'",
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9096', SECURITY PROTOCOL 'SASL_PLAINTEXT', SASL MECHANISMS 'SCRAM-SHA-256', SASL USERNAME SECRET clicks.login, SASL PASSWORD SECRET password) WITH (VALIDATE = false)",
];

describe("the programs of the command import", function () {
    this.timeout(timeLimit("60s"));
    let server: Server;
    before(async () => {
        server = await resetEnvironment(SETUP);
    });
    after(removePrograms);

    async function write(...args: readonly string[]): Promise<{ report: string; text: string }> {
        const setting = (value: string) => ({ value });
        const settings = { host: server.host, port: String(server.port), sslmode: "disable" };
        const program = Program.complete(
            Object.fromEntries(Object.entries(settings).map(([key, value]) => [`materialize:${key}`, setting(value)])),
        );
        const report = await writeProgram(program.machine(), importOptions(["--program", ...args]));
        return { report, text: readFileSync(join(program.folder, "index.ts"), "utf8") };
    }

    it("resources refer to each other by variables, also in queries, and secrets are read from the configuration", async () => {
        const { report, text } = await write();
        expect(text).to.equal(`import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();

const clicksSchema = new materialize.Schema("clicks_schema", { name: "clicks", adopt: true });
const clicksX = new materialize.Table("clicks_x", {
    name: "\`\${x}\\\\",
    schema: clicksSchema,
    columns: [{ name: "a", type: "int4" }],
    adopt: true,
});
new materialize.View("clicks_default", {
    name: "default",
    schema: clicksSchema,
    comments: { b: "it's" },
    query: pulumi.interpolate\`SELECT "a", '\\\`\\\${a}' AS "b" FROM \${clicksX.qualifiedName}\`,
    adopt: true,
});
const clicksLogin = new materialize.Secret("clicks_login", {
    name: "login",
    schema: clicksSchema,
    value: config.requireSecret("clicksLogin"),
    adopt: true,
});
const password = new materialize.Secret("password", { value: config.requireSecret("password"), adopt: true });
new materialize.KafkaConnection("kafka", {
    brokers: ["127.0.0.1:9096"],
    securityProtocol: "SASL_PLAINTEXT",
    sasl: { mechanism: "SCRAM-SHA-256", username: clicksLogin, password },
    adopt: true,
});
`);
        expect(report)
            .to.contain('ALTER SECRET "materialize"."clicks"."login" AS …')
            .and.to.contain("pulumi config set --secret clicksLogin")
            .and.not.to.contain("hunter");
    });

    it("what the program does not declare has its name, and a secret its lookup", async () => {
        const { text } = await write("--exclude", "clicks", "--exclude", "password", "--exclude", "login");
        expect(text)
            .to.contain('schema: "clicks"')
            .and.to.contain(
                'password: materialize.getSecretOutput({ name: "password", schema: "public", database: "materialize" })',
            )
            .and.not.to.contain("config");
    });

    it("the schema of a connection is a variable beside the database of its server", async () => {
        await resetEnvironment([
            "CREATE DATABASE shop",
            "CREATE SCHEMA shop.raw",
            "CREATE SCHEMA raw",
            "CREATE CONNECTION raw.pg TO POSTGRES (HOST 'localhost', DATABASE 'shop', USER 'postgres') WITH (VALIDATE = false)",
        ]);
        const { text } = await write();
        await resetEnvironment(SETUP);
        expect(text).to.contain('const rawSchema = new materialize.Schema("raw_schema"');
        const [, connection = ""] = text.split("new materialize.PostgresConnection(");
        expect(connection).to.contain("schema: rawSchema").and.to.contain('database: "shop"');
    });

    it("a load generator in the older form, which has its tables itself, is read", async () => {
        await resetEnvironment([
            "CREATE SOURCE auction IN CLUSTER quickstart FROM LOAD GENERATOR AUCTION (TICK INTERVAL '500ms') FOR ALL TABLES",
        ]);
        const { text } = await write();
        await resetEnvironment(SETUP);
        expect(text).to.contain('generator: { auction: { tickInterval: "500ms" } }');
    });

    it("values and templates mean in TypeScript what they are", () => {
        const evaluate = (code: string): unknown => (compileFunction(`return ${code};`) as () => unknown)();
        const value = fc.jsonValue({ maxDepth: 3 }).filter(one => !JSON.stringify(one).includes("__proto__"));
        fc.assert(
            fc.property(value, fc.nat(200), (one, before) => {
                expect(evaluate(`(${printed(one, before)})`)).to.deep.equal(JSON.parse(JSON.stringify(one)));
            }),
        );
        const unit = fc.oneof(fc.constantFrom("`", "$", "{", "}", "\\", "\n", "'"), fc.string({ minLength: 1, maxLength: 1 }));
        fc.assert(
            fc.property(fc.string({ unit, maxLength: 20 }), text => {
                expect(evaluate(`\`${templateText(text)}\``)).to.equal(text);
            }),
        );
    });

    it("the names of variables are identifiers", () => {
        expect(["clicks_schema", "_2024", "Data_Team_a", "schön"].map(camelCase)).to.deep.equal([
            ...["clicksSchema", "_2024", "dataTeamA", "schön"],
        ]);
    });
});
