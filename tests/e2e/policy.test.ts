import { chmodSync, cpSync, mkdirSync, symlinkSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { expect } from "chai";
import { timeLimit } from "../server";
import { type LocalAws, startAws } from "../aws";
import { kafka, world } from "./networks/support";
import { useAws } from "./support/aws";
import { ok, Stack } from "./support/stack";

const root = resolve(__dirname, "../..");

/** A violation of each policy or, if `good` is set, a similar program without violations. */
const PROGRAM = `
const good = config.getBoolean("good");
const owner = good ? new materialize.Role("team") : undefined;
const value = good ? config.requireSecret("password") : "unlikely-5e1d";
const password = new materialize.Secret("password", { value, owner });
if (good) new materialize.Role("person", { login: true, password: config.requireSecret("password") });
else new materialize.Role("person", { login: true, password: pulumi.output("unlikely-5e1d") });
const bastion = new materialize.SshBastionNetwork("way", {
    subnetId: "subnet-public-a",
    brokerSecurityGroupId: "sg-kafka",
    ports: [9092],
    cidrs: ["203.0.113.10/32"],
    keyName: "admin",
    adminCidrs: [good ? "198.51.100.0/28" : "0.0.0.0/0"],
    owner,
});
const user = good ? password : "me";
const way = good ? { sshTunnel: bastion.sshTunnel } : {};
const broker = address => (good ? { address, ...way } : address);
const rest = { owner, validate: false };
new materialize.KafkaConnection("whole", { ...rest, ...way, brokers: ["b-1:9092"], securityProtocol: "PLAINTEXT" });
new materialize.KafkaConnection("each", {
    ...rest,
    brokers: [{ address: "b-1:9092", sshTunnel: bastion.sshTunnel }, broker("b-2:9092")],
    securityProtocol: "SASL_PLAINTEXT",
    sasl: { mechanism: "PLAIN", username: user, password },
});
new materialize.ConfluentSchemaRegistryConnection("registry", { ...rest, url: good ? "https://registry" : "http://registry" });
const far = new materialize.Provider("far", { host: "far.example.com", offline: true });
new materialize.Secret("remote", { value, owner: good ? "team" : undefined }, { provider: far });
new materialize.PostgresConnection("postgres", {
    ...rest,
    host: "db",
    user,
    database: "shop",
    sslMode: good ? "require" : "disable",
});`;

const BROKEN: Readonly<Record<string, readonly string[]>> = {
    "no-plaintext": [
        'whole: securityProtocol is "PLAINTEXT": use SSL or SASL_SSL, or set sshTunnel or privateLink',
        'each: securityProtocol is "SASL_PLAINTEXT": use SSL or SASL_SSL',
        'registry: url begins with "http:": use "https:"',
        "postgres: sslMode is missing or does not encrypt",
    ],
    "no-plain-secrets": [
        "password: value is a plain string: use config.requireSecret",
        "remote: value is a plain string",
        "person: password is a plain string",
    ],
    "no-clear-text": ["each: sasl.username", "postgres: user"].map(
        argument => `${argument} is a text, which every user of Materialize can read: give a Secret`,
    ),
    "connections-validated": ["whole", "each", "registry", "postgres"].map(
        name => `${name}: validate is false in the stack "test"`,
    ),
    "no-open-bastion": ["the rule allows 0.0.0.0/0, which is every address: list the addresses in cidrs and adminCidrs"],
    "owners-set": ["password", "remote", "way_ssh", "whole", "each", "registry", "postgres"].map(
        name => `${name}: owner is missing`,
    ),
};

describe("the policy pack", function () {
    this.timeout(timeLimit("3m"));
    let aws: LocalAws;
    let stack: Stack;

    before(async () => {
        aws = await startAws({ world: world([], { kafkas: [kafka([])] }) });
        stack = useAws(new Stack("policed").program(PROGRAM), aws).usePlugin();
        // The engine of the tests cannot run policies, so the test runs the policy pack as Pulumi's language host would.
        const [pack, bin] = ["policy", "bin"].map(folder => join(stack.folder, folder)) as [string, string];
        cpSync(join(root, "policy"), pack, { recursive: true });
        symlinkSync(join(root, "node_modules"), join(pack, "node_modules"));
        mkdirSync(bin);
        stack.write("policy/PulumiPolicy.yaml", "runtime: testnode\n");
        stack.write(
            "bin/pulumi-analyzer-policy-testnode",
            '#!/bin/sh\nexec node ./node_modules/@pulumi/pulumi/cmd/run-policy-pack "$@"\n',
        );
        chmodSync(join(bin, "pulumi-analyzer-policy-testnode"), 0o755);
        stack.env = { ...stack.env, PATH: [bin, process.env.PATH, join(root, "node_modules/@pulumi/pulumi")].join(delimiter) };
        stack.write(
            "policed.json",
            JSON.stringify({ "connections-validated": { enforcementLevel: "mandatory", stacks: ["test"] } }),
        );
        await stack.configure({ "materialize:offline": "true", "policed:password": { secret: "unlikely-5e1d" } });
    });
    after(async () => {
        stack.remove();
        await aws.close();
    });

    const previewWithPolicies = (...args: string[]) => stack.pulumi(["preview", "--policy-pack", "policy", ...args]);

    it("The policies report each violation and what to write instead", async () => {
        await stack.configure({ "policed:good": "false" });
        const { code, output } = await previewWithPolicies("--policy-pack-config", "policed.json");
        expect(code).not.to.equal(0);
        for (const [policy, messages] of Object.entries(BROKEN)) {
            const level = policy === "no-clear-text" ? "advisory" : "mandatory";
            expect(output.match(new RegExp(`\\[${level}\\] {2}${policy} `, "gu")), policy).to.have.length(messages.length);
            for (const message of messages) expect(output).to.contain(message);
        }
        expect(output).not.to.contain("unlikely-5e1d");
    });

    it("The policies report nothing else", async () => {
        await stack.configure({ "policed:good": "true" });
        const { output } = ok(await previewWithPolicies());
        for (const policy of Object.keys(BROKEN)) expect(output).not.to.contain(policy);
        expect(output).not.to.contain("unlikely-5e1d");
    });
});
