import { expect } from "chai";
import { DEFAULT_WORLD } from "../aws";
import { timeLimit } from "../server";
import { changeCounts, JoinedStack, ok } from "./networks/support";

/** Objects of every sort whose arguments come from AWS, from each other, or turn out to be secret; and components. */
const PROGRAM = `
const aws = require("@pulumi/aws");
const more = config.getBoolean("more");
const address = new aws.ec2.Eip("broker", { domain: "vpc" }).publicIp;
const latecomer = more ? [new aws.ec2.Eip("latecomer", { domain: "vpc" }).publicIp] : [];
const password = new materialize.Secret("password", { value: address });
const kafka = new materialize.KafkaConnection("kafka", {
    brokers: [address, ...latecomer].map(host => pulumi.interpolate\`\${host}:9096\`),
    sasl: { mechanism: "SCRAM-SHA-512", username: address.apply(text => pulumi.secret("user-" + text)), password },
    comment: more ? "two brokers" : "one broker",
    validate: false,
});
const view = new materialize.View("view", { query: pulumi.interpolate\`SELECT '\${address}' AS host\` });
new materialize.Index("by_host", { on: view, columns: ["host"], cluster: "quickstart" });
const role = new materialize.Role("reader", { name: pulumi.interpolate\`reader of \${address}\` });
new materialize.Grant("reads", { on: kafka, role, privileges: ["USAGE"] });
const local = new materialize.KafkaConnection("local", { brokers: ["127.0.0.1:9092"], securityProtocol: "PLAINTEXT" });
new materialize.KafkaSource("clicks", {
    name: pulumi.interpolate\`clicks of \${address}\`, connection: local, topic: "materialize_click_streams", format: { json: {} }, cluster: "quickstart",
});
new materialize.SelfHostedKafkaIngestion("own", {
    brokers: [1, 2].map(id => ({ host: "kafka-" + id + ".internal", port: 9096 })), auth: { scram: { username: "materialize", password: config.requireSecret("password") } },
    cluster: "quickstart", network: { sshBastion: { subnetId: "subnet-public-a", brokerSecurityGroupId: "sg-kafka" } },
    sources: { events: { topic: "events", format: { json: {} } } },
});
new materialize.MskIngestion("msk", {
    mskClusterArn: pulumi.output(config.require("arn")), brokerCount: 3, auth: { iam: {} }, network: { privateLink: {} },
});`;

const ORDERS = "arn:aws:kafka:us-east-1:210987654321:cluster/orders/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2";

describe("update plans", function () {
    this.timeout(timeLimit("5m"));
    let joined: JoinedStack;
    let preview = "";

    before(async () => {
        joined = await JoinedStack.start("plans", PROGRAM, { world: DEFAULT_WORLD });
        await joined.stack.configure({ "plans:arn": ORDERS, "plans:password": { secret: "hunter2" } });
    });
    after(() => joined.close());

    const savePlan = () => joined.stack.preview("--save-plan", "plan.json");
    const applyPlan = () => joined.stack.up("--plan", "plan.json");

    it("pulumi up accepts the plan of new objects whose arguments come from AWS and from each other", async () => {
        preview = ok(await savePlan()).output;
        ok(await applyPlan());
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("A preview prints the statements of which it knows only a part", () => {
        expect(preview).to.match(/\n\s*\+? *definition *: \[unknown\]/u);
        expect(/kafka: definition, with ‹…› .*/u.exec(preview)?.[0]).to.equal(
            'kafka: definition, with ‹…› for what is not known yet: CREATE CONNECTION "materialize"."public"."kafka" TO KAFKA ( BROKERS = (‹…›), SASL MECHANISMS = \'SCRAM-SHA-512\', SASL USERNAME = ‹…›, SASL PASSWORD = SECRET "materialize"."public"."password" ) WITH (VALIDATE = false)',
        );
    });

    it("pulumi up accepts the plan of a change to a value that is not known yet", async () => {
        await joined.stack.configure({ "plans:more": "true" });
        expect(changeCounts(ok(await savePlan()))).to.deep.equal({ create: 1, update: 1 });
        expect(changeCounts(ok(await applyPlan()))).to.deep.equal({ create: 1, update: 1 });
    });

    it("What turns out to be secret is not in the state in plain text", async () => {
        const kafka = (await joined.stack.state()).find(({ urn }) => urn.endsWith("::kafka"));
        expect(JSON.stringify(kafka)).not.to.contain("user-");
    });
});
