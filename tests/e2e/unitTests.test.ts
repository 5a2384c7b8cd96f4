import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { timeLimit } from "../server";
import { run } from "./support/stack";

const root = resolve(__dirname, "../..");
const example = /^```ts\n(?<text>[^]*?)^```/mu.exec(readFileSync(join(root, "docs/unit-tests.md"), "utf8"))?.groups?.text ?? "";

/** A test whose mocks return no inputs, and whose program has a mistake. */
const MORE = `
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const valueOf = <T>(output: pulumi.Output<T>): Promise<T> => new Promise(resolve => output.apply(resolve));

void (async () => {
    await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
    pulumi.runtime.setAllConfig({ "materialize:database": "d" });
    const secret = new materialize.Secret("pw", { value: "hunter2" });
    const wrong = new materialize.View("wrong", { query: "CREATE VIEW wrong AS SELECT 1" });
    const grant = new materialize.Grant("grant", { on: secret, role: "r", privileges: ["USAGE"] });
    const own = new materialize.SelfHostedKafkaIngestion("own", {
        brokers: [{ host: "h", port: 9096 }],
        auth: { scram: { username: "u", password: "p" } },
        network: { none: {} },
        topics: [{ name: "clicks", partitions: 1 }],
    });
    console.log(JSON.stringify({
        secret: [await valueOf(secret.qualifiedName), await valueOf(secret.definition), await pulumi.isSecret(secret.definition)],
        wrong: [await valueOf(wrong.qualifiedName), (await valueOf(wrong.definition)) ?? "undefined"],
        grant: await valueOf(grant.definition),
        own: [await valueOf(own.connection.qualifiedName), await valueOf(own.kafkaCommands)],
    }));
})();
`;

describe("unit tests of a program with Pulumi's mocks", function () {
    this.timeout(timeLimit("2m"));
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "mocks-"));
        mkdirSync(join(folder, "node_modules"));
        for (const [name, target] of [
            ["pulumi-materialize", root],
            ["@pulumi", join(root, "node_modules/@pulumi")],
        ] as const) {
            symlinkSync(target, join(folder, "node_modules", name));
        }
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    const runTest = (text: string) => {
        writeFileSync(join(folder, "program.test.ts"), text);
        const environment = { ...process.env, MZ_DATABASE: "of the machine" };
        return run(
            process.execPath,
            ["--import", join(root, "node_modules/tsx/dist/loader.mjs"), "program.test.ts"],
            folder,
            environment,
        );
    };

    it("The test in docs/unit-tests.md passes", async () => {
        const { code, output } = await runTest(example);
        expect(code, output).to.equal(0);
        expect(output)
            .to.match(/pass 1\b/u)
            .and.not.to.contain("warning");
    });

    it("Outputs that previews know are defined, and refused arguments are warnings", async () => {
        const { code, output } = await runTest(MORE);
        expect(code, output).to.equal(0);
        expect(output).to.contain("View wrong: query is a whole statement").and.not.to.contain("hunter2");
        const line = output.split("\n").find(one => one.startsWith("{")) ?? "{}";
        expect(JSON.parse(line)).to.deep.equal({
            secret: ['"d"."public"."pw"', 'CREATE SECRET "d"."public"."pw" AS [secret]', false],
            wrong: ['"d"."public"."wrong"', "undefined"],
            grant: 'GRANT USAGE\n    ON SECRET "d"."public"."pw" TO "r"',
            own: [
                '"d"."public"."own_kafka"',
                [
                    "kafka-topics.sh --bootstrap-server h:9096 --command-config client.properties --create --topic clicks --partitions 1",
                ],
            ],
        });
    });
});
