import { createRequire } from "node:module";
import { resolve } from "node:path";
import { expect } from "chai";
import { DEFAULT_WORLD } from "../aws";
import { readWorldFile } from "../aws/world/worldFile";
import { type LocalKafka, startKafka } from "../kafka";
import { JoinedStack } from "./networks/support";
import { Evidence } from "./support/evidence";

/** The classes are not part of the public API, so they are imported from the sources. */
const STEPS = JSON.stringify(resolve(__dirname, "../../components/kafka/helperResources.ts"));
const TSX = JSON.stringify(createRequire(__filename).resolve("tsx/cjs"));

const ORDERS = "arn:aws:kafka:us-east-1:210987654321:cluster/orders/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2";

/** Secret values that occur nowhere else. */
const SECRETS = {
    username: String.raw`user'na"me-5b2e1a (.*)+[x]$ \ of kafka`,
    password: String.raw`pass'wo"rd-5b2e1b (.*)+[x]$ \ of kafka`,
    wrong: String.raw`wrong-'5b2e1c" (.*)+[x]$ \ password`,
    topic: "topic-5b2e1d-with-a-name",
    compression: String.raw`compression-'5b2e1e" (.*)+[x]$ \ of a topic`,
    principal: String.raw`User:principal-'5b2e1f" (.*)+[x]$ \ of an ACL`,
    group: String.raw`group-'5b2e20" (.*)+[x]$ \ of an ACL`,
    cluster: ORDERS,
    missing: "arn:aws:kafka:us-east-1:210987654321:cluster/missing-5b2e21/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2",
    login: "login-5b2e22-of-materialize",
    subnet: "subnet-5b2e23ofabastion",
    accessKey: "AKIA5B2E24OFAWSACCESS",
    secretKey: String.raw`secret/key+'5b2e25" (.*)+[x]$ \ of aws`,
    token: "token-5b2e26-of-a-session",
};

const PROGRAM = `
require(${TSX});
const { KafkaAcl, KafkaTopic } = require(${STEPS});
const aws = require("@pulumi/aws");
const of = name => pulumi.secret(config.requireObject("secrets")[name]);
const mode = config.require("mode");
const sasl = { mechanism: "PLAIN", username: of("username"), password: of(mode === "refused login" ? "wrong" : "password") };
const access = { bootstrapServers: config.require("kafka"), securityProtocol: "SASL_PLAINTEXT", timeoutMinutes: 1, sasl };
const partitions = mode === "made" ? 2 : mode === "refused partitions" ? 1 : 3;
const configs = { [mode === "refused topic" ? "retention.ms" : "compression.type"]: of("compression") };
const topic = new KafkaTopic("topic", { access, topic: { name: of("topic"), partitions, configs } });
const rule = { principal: of(mode === "refused principal" ? "group" : "principal"), resourceType: "GROUP", resourceName: of("group") };
new KafkaAcl("acl", { access, acl: { ...rule, operations: mode === "made" ? ["READ"] : ["READ", "DESCRIBE"] } }, { dependsOn: topic });
const msk = (name, cluster, opts) => new materialize.MskIngestion(name, {
    mskClusterArn: of(cluster), brokerCount: 3, network: { privateLink: {} }, cluster: "quickstart",
    auth: { scram: { username: "materialize", password: of("login") } }, validation: "skip",
}, opts);
if (mode === "made" || mode === "changed") msk("msk", "cluster");
const refused = {
    cluster: () => msk("missing", "missing"),
    subnet: () => new materialize.SshBastionNetwork("bastion", {
        subnetId: of("subnet"), brokerSecurityGroupId: "sg-kafka", ports: [9092],
    }),
    credentials: () => msk("foreign", "cluster", { provider: new aws.Provider("explicit", {
        region: "us-east-1", accessKey: of("accessKey"), secretKey: of("secretKey"), token: of("token"),
    }) }),
};
refused[mode.replace("refused ", "")]?.();`;

/** What is refused, and a part of the message. */
const REFUSED: Readonly<Record<string, string>> = {
    login: "refuses the login of the user",
    topic: "for configuration retention.ms: Not a number",
    partitions: "Kafka takes none away",
    principal: "a principal with its type",
    cluster: "AWS has no MSK cluster [secret]",
    subnet: "subnetId is [secret], whose route table",
    credentials: "the AWS provider that is given has access keys",
};

describe("secrets of helper resources in logs and state", function () {
    this.timeout("10m");
    let kafka: LocalKafka;
    let joined: JoinedStack;
    let evidence: Evidence;

    before(async () => {
        kafka = await startKafka({
            listeners: [{ mechanisms: ["PLAIN"] }],
            users: { [SECRETS.username]: SECRETS.password },
            authorizer: true,
            superUsers: [`User:${SECRETS.username}`],
        });
        const world = readWorldFile(DEFAULT_WORLD);
        const subnet = { id: SECRETS.subnet, vpcId: "vpc-main", cidr: "10.0.99.0/24", zone: "us-east-1a", zoneId: "use1-az1" };
        joined = await JoinedStack.start("helpers", PROGRAM, {
            world: { ...world, subnets: [...(world.subnets ?? []), subnet] },
        });
        evidence = new Evidence(joined.stack);
        await joined.stack.configure({
            "helpers:secrets": { secret: JSON.stringify(SECRETS) },
            "helpers:kafka": kafka.addresses[0] ?? "",
        });
    });
    after(async () => {
        await joined.close();
        await kafka.close();
    });

    async function up(mode: string): Promise<{ code: number; output: string }> {
        await joined.stack.configure({ "helpers:mode": mode });
        await evidence.pulumi("preview", "--diff", "--show-full-output", "--show-replacement-steps", "--show-reads");
        if (!mode.startsWith("refused")) await evidence.pulumi("preview", "--json");
        const result = await evidence.pulumi("up", "--yes", "--skip-preview", "--diff", "--show-full-output");
        await evidence.collectState();
        return result;
    }

    /** Checks that no secret is found anywhere. Encrypted secrets of the state do not count. */
    function expectNoSecrets(): void {
        for (const [name, text] of Object.entries(SECRETS)) expect(evidence.findings(text), name).to.deep.equal([]);
    }

    it("No secret is written in clear text when helper resources are created, updated and read", async () => {
        for (const mode of ["made", "changed"]) {
            const { code, output } = await up(mode);
            expect(code, output).to.equal(0);
        }
        expect(kafka.world.topics.get(SECRETS.topic)?.partitions).to.equal(3);
        const { code, output } = await evidence.pulumi("refresh", "--yes", "--skip-preview", "--diff");
        expect(code, output).to.equal(0);
        expectNoSecrets();
    });

    for (const [what, message] of Object.entries(REFUSED))
        it(`No secret is written in clear text when ${what} is refused`, async () => {
            const { code, output } = await up(`refused ${what}`);
            expect(code, output).not.to.equal(0);
            expect(output).to.contain(message);
            expectNoSecrets();
        });

    it("No secret is written in clear text when helper resources are deleted", async () => {
        const { code, output } = await evidence.pulumi("destroy", "--yes", "--skip-preview", "--diff");
        expect(code, output).to.equal(0);
        expectNoSecrets();
    });
});
