import { resolve } from "node:path";
import { expect } from "chai";
import { timeLimit } from "../server";
import { ok, run, Stack } from "./support/stack";
import { changeStatements, query, settings } from "./support/testServer";

const CLI = resolve(__dirname, "../../dist/cli/main.js");

/** Declares the provider, and each resource of an exported state with its arguments. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { existsSync, readFileSync } = require("node:fs");
const server = new pulumi.Config("materialize");
const given = { host: server.require("host"), port: server.get("port"), user: server.get("user"), sslmode: server.get("sslmode") };
const provider = new pulumi.ProviderResource("materialize", "mz", { ...given, password: server.getSecret("password") });
const state = existsSync("state.json") ? JSON.parse(readFileSync("state.json", "utf8")) : [];
const computed = ["definition", "qualifiedName"];
for (const { urn, type, inputs } of state.filter(({ type }) => type.startsWith("materialize:index:"))) {
    const args = Object.entries(inputs).filter(([key]) => !key.startsWith("__") && !computed.includes(key));
    const value = type.endsWith(":Secret") ? { value: new pulumi.Config().requireSecret("password") } : {};
    new pulumi.CustomResource(type, urn.split("::").at(-1), { ...Object.fromEntries(args), ...value }, { provider });
}
`;

const PASSWORD = "the value of the secret";

describe("the command import under Pulumi's engine", function () {
    this.timeout(timeLimit("5m"));
    const database = `e2e_import_${String(process.pid)}`;
    const statements = [
        `CREATE DATABASE ${database}`,
        `CREATE SCHEMA ${database}.txt`,
        `CREATE SECRET ${database}.txt.password AS 'hunter2'`,
        `CREATE CONNECTION ${database}.txt.kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)`,
        `CREATE SOURCE ${database}.txt.txt IN CLUSTER quickstart FROM KAFKA CONNECTION ${database}.txt.kafka (TOPIC 'txt')`,
        `CREATE TABLE ${database}.public.txt FROM SOURCE ${database}.txt.txt (REFERENCE txt) FORMAT TEXT`,
        `CREATE VIEW ${database}.public.kafka (txt) AS SELECT text FROM ${database}.public.txt`,
        `CREATE INDEX "by txt" IN CLUSTER quickstart ON ${database}.public.kafka (upper(txt))`,
        `CREATE SINK ${database}.public.sink IN CLUSTER quickstart FROM ${database}.public.txt INTO KAFKA CONNECTION ${database}.txt.kafka (TOPIC '${database}') FORMAT JSON ENVELOPE DEBEZIUM`,
        `COMMENT ON VIEW ${database}.public.kafka IS 'txt'`,
    ];
    let stack: Stack;
    before(async () => {
        for (const statement of statements) await query(statement);
        stack = new Stack("import");
        stack.usePlugin().write("index.js", PROGRAM);
        await stack.configure({ ...(await settings()), "import:password": { secret: PASSWORD } });
    });
    after(async () => {
        stack.remove();
        await query(`DROP DATABASE ${database} CASCADE`);
    });

    it("a catalog whose topics, schemas and objects share names is imported without a statement, and has no change but the value of its secret", async () => {
        ok(await stack.up());
        const start = Date.now();
        const command = [CLI, "import", "--database", database, "--provider", "mz"];
        const { output } = ok(await run(process.execPath, command, stack.folder, stack.environment()));
        expect(output).to.contain("import.json has 9 objects").and.to.contain(`Secret ${database}_txt_password: value`);
        // The language host of the tests generates no code.
        ok(await stack.pulumi(["import", "--file", "import.json", "--yes", "--protect=false", "--generate-code=false"]));
        const imported = await stack.state();
        expect(imported.filter(({ type }) => type.startsWith("materialize:index:"))).to.have.length(9);
        stack.write("state.json", JSON.stringify(imported));
        const preview = ok(await stack.preview());
        expect(preview.output)
            .to.match(/Resources:\s+~ 1 to update\s+10 unchanged/u)
            .and.to.contain("+ value");
        expect(ok(await stack.refresh()).output).to.match(/Resources:\s+11 unchanged/u);
        expect(await changeStatements(start)).to.deep.equal([]);
        ok(await stack.up());
        expect((await changeStatements(start)).map(sql => sql.split(" AS ")[0])).to.deep.equal([
            `ALTER SECRET "${database}"."txt"."password"`,
        ]);
        expect(ok(await stack.preview()).output).to.match(/Resources:\s+11 unchanged/u);
        expect(stack.writtenText()).not.to.contain(PASSWORD).and.not.to.contain("hunter2");
    });
});
