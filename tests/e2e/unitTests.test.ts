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

/** Every component with mocks that return the inputs. Prints the outputs that are undefined, and what depends on values of AWS and Confluent Cloud. */
const COMPONENTS = `
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const valueOf = <T>(output: pulumi.Output<T>): Promise<T> => new Promise(resolve => output.apply(resolve));
const scram = { username: "u", password: pulumi.secret("p") };
const sources = { events: { topic: "events", format: { json: {} } } };
const topics = [{ name: "events", partitions: 1 }];
const brokers = [{ id: 1, host: "kafka-1", port: 9096, ip: "10.0.0.1", subnetId: "subnet-a" }];
const [self, sshBastion] = [{ brokerSecurityGroupId: "sg-1" }, { subnetId: "subnet-a", brokerSecurityGroupId: "sg-1" }];
const msk = { mskClusterArn: "arn:aws:kafka:us-east-1:210987654321:cluster/orders/1-2", brokerCount: 2, sources, topics };
const confluent = { bootstrapServer: "pkc-1.us-east-1.aws.confluent.cloud:9092", sources };
const provision = { environmentId: "env-1", kafkaClusterId: "lkc-1" };

void (async () => {
    const mocks = { newResource: ({ name, inputs }) => ({ id: name + "-id", state: inputs }), call: ({ inputs }) => inputs };
    await pulumi.runtime.setMocks(mocks);
    const made = {
        privateLink: new materialize.PrivateLinkNetwork("a", { brokers, ...self }),
        sshBastion: new materialize.SshBastionNetwork("b", { ...sshBastion, ports: [9096] }),
        allowMaterializeIps: new materialize.AllowMaterializeIps("c", { securityGroupId: "sg-1", ports: [9096] }),
        mskPrivateLink: new materialize.MskIngestion("d", { ...msk, auth: { iam: {} }, network: { privateLink: {} } }),
        mskBastion: new materialize.MskIngestion("e", { ...msk, auth: { scram }, network: { sshBastion: { subnetId: "subnet-a" } } }),
        mskIps: new materialize.MskIngestion("f", { ...msk, auth: { iam: {} }, network: { allowMaterializeIps: { publicAccess: true } } }),
        mskPublic: new materialize.MskPublicCluster("g", {
            vpcId: "vpc-1", subnetIds: ["subnet-a", "subnet-b"], kafkaVersion: "3.6.0", instanceType: "kafka.m5.large", brokerCount: 2, topics,
            users: { materialize: scram.password }, acls: [{ user: "materialize", topic: "events", operations: ["READ"] }], adminCidrs: ["203.0.113.200/32"],
        }),
        selfPrivateLink: new materialize.SelfHostedKafkaIngestion("h", { brokers, auth: { scram }, network: { privateLink: self }, sources }),
        selfBastion: new materialize.SelfHostedKafkaIngestion("i", { brokers, auth: { scram }, network: { sshBastion }, sources }),
        selfIps: new materialize.SelfHostedKafkaIngestion("j", { brokers, auth: { scram }, network: { allowMaterializeIps: self }, sources }),
        confluent: new materialize.ConfluentCloudIngestion("k", { ...confluent, auth: { apiKey: { key: "k", secret: scram.password } } }),
        provisioned: new materialize.ConfluentCloudIngestion("l", { ...confluent, auth: { provision }, topics }),
        warpStream: new materialize.WarpStreamIngestion("m", { bootstrapServer: "w:9092", auth: { plain: scram }, sources, topics }),
    };
    const missing = [];
    const check = async (path, value) => {
        if (pulumi.Output.isInstance(value)) value = await valueOf(value);
        if (value === undefined || value === null) missing.push(path);
        else if (value.definition !== undefined) {
            await check(path + ".qualifiedName", value.qualifiedName);
            await check(path + ".definition", value.definition);
        } else if (typeof value === "object" && !pulumi.Resource.isInstance(value))
            for (const [key, one] of Object.entries(value)) await check(path + "." + key, one);
    };
    for (const [name, component] of Object.entries(made)) {
        const outputs = ["arn", "aws", "bastion", "brokers", "connection", "endpointService", "instance", "kafkaCommands", "loadBalancer"];
        for (const output of [...outputs, "privateLink", "publicIp", "rules", "secrets", "securityGroupId", "sources", "sshTunnel"])
            // A target has only the outputs of its network.
            if (component[output] !== undefined) await check(name + "." + output, component[output]);
    }
    console.log(JSON.stringify({
        missing,
        tunnel: await valueOf(made.sshBastion.sshTunnel.definition),
        keys: (await valueOf(made.sshBastion.sshTunnel.publicKeys)).length,
        brokers: await valueOf(made.mskPrivateLink.connection.definition),
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

    it("The outputs of every component are defined with mocks that return the inputs, and nothing fails", async () => {
        const { code, output } = await runTest(COMPONENTS);
        expect(code, output).to.equal(0);
        expect(output).not.to.contain("warning");
        const { missing, tunnel, keys, brokers } = JSON.parse(
            output.split("\n").find(one => one.startsWith("{")) ?? "{}",
        ) as Record<string, unknown>;
        expect(missing).to.deep.equal([]);
        expect(tunnel).to.match(/HOST = '[\d.]+'/u);
        expect(keys).to.equal(2);
        expect(brokers).to.match(/'b-1\.[^']+:9098' USING AWS PRIVATELINK "materialize"\."public"\."d_privatelink"/u);
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
