import { expect } from "chai";
import { timeLimit } from "../server";
import { DEFAULT_WORLD } from "../aws";
import { changeCounts, expectFailure, JoinedStack, ok } from "./networks/support";

/** Components under other names and in another component, and components that keep their place. */
const PROGRAM = `
class Team extends pulumi.ComponentResource { constructor(name, opts) { super("tests:index:Team", name, {}, opts); } }
const stage = config.require("stage");
const team = stage === "moved" ? new Team("team") : undefined;
const called = name => (stage === "renamed" ? "new-" + name : name);
const opts = name =>
    stage === "renamed" ? { aliases: [{ name }] }
    : stage === "moved" ? { parent: team, aliases: [{ parent: pulumi.rootStackResource }] } : {};
const scram = { username: "materialize", password: config.requireSecret("password") };

// Resources with their own names.
const password = new materialize.Secret(called("password"), { name: "password", value: scram.password }, opts("password"));
const role = new materialize.Role(called("role"), { name: "role" }, opts("role"));
new materialize.Grant(called("grant"), { on: password, role, privileges: ["USAGE"] }, opts("grant"));
const view = new materialize.View(called("view"), { name: "view", query: "SELECT 1 AS one" }, opts("view"));
new materialize.Index(called("index"), { name: "index", on: view, columns: ["one"], cluster: "quickstart" }, opts("index"));
// Resources with many AWS and Materialize objects.
new materialize.SelfHostedKafkaIngestion(called("own"), {
    brokers: [1, 2, 3].map(id => ({ host: "kafka-" + id + ".internal", port: 9096 })), auth: { scram }, cluster: "quickstart",
    network: { sshBastion: { subnetId: "subnet-public-a", brokerSecurityGroupId: "sg-kafka" } },
    sources: { events: { topic: "events", format: { json: {} } } },
}, opts("own"));
new materialize.MskIngestion(called("msk"), {
    mskClusterArn: config.require("arn"), brokerCount: 3, auth: { iam: {} }, network: { privateLink: {} },
}, opts("msk"));

// Two components in one stack with options that their children inherit.
const database = new materialize.Database("database");
for (const name of ["one", "two"])
    new materialize.WarpStreamIngestion(name, {
        bootstrapServer: "warp:9092", auth: { plain: scram }, validation: "skip",
    }, { retainOnDelete: true, deletedWith: database });
new materialize.KafkaConnection("steady", {
    brokers: [stage + ":9092"], securityProtocol: "PLAINTEXT", validate: false,
}, { ignoreChanges: ["brokers"] });
if (stage !== "kept") new materialize.Secret("kept", { value: "x" }, { retainOnDelete: true });
const query = stage === "replaced" ? "SELECT 2 AS two" : "SELECT 1 AS one";
new materialize.View("retained", { query }, { retainOnDelete: true });`;

const ORDERS = "arn:aws:kafka:us-east-1:210987654321:cluster/orders/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2";

describe("resource options of components and resources", function () {
    this.timeout(timeLimit("5m"));
    let joined: JoinedStack;

    before(async () => {
        joined = await JoinedStack.start("ordinary", PROGRAM, { world: DEFAULT_WORLD });
        await joined.stack.configure({
            "ordinary:password": { secret: "hunter2" },
            "ordinary:arn": ORDERS,
            "ordinary:stage": "first",
        });
    });
    after(() => joined.close());

    const at = (stage: string) => joined.stack.configure({ "ordinary:stage": stage });

    it("Components inherit options and can be used twice in a stack", async () => {
        ok(await joined.stack.up());
        const state = (await joined.stack.state()) as unknown as Record<string, unknown>[];
        const children = state.filter(({ urn }) => /::(?:one|two)_\w+$/u.test(String(urn)));
        expect(children).to.have.length(6);
        for (const child of children) {
            expect(child).to.include({ retainOnDelete: true });
            expect(child.deletedWith).to.match(/::database$/u);
        }
    });

    it("Components that move into another component keep all of their resources", async () => {
        await at("moved");
        expect(changeCounts(ok(await joined.stack.preview()))).to.deep.equal({ create: 1 });
    });

    it("Components with new names keep their resources, and generated object names and tags are updated in place", async () => {
        await at("renamed");
        const preview = ok(await joined.stack.preview());
        expect(changeCounts(preview)).to.have.all.keys("update");
        expect(preview.output).not.to.match(/::new-(?:password|role|grant|view|index|own_events)\n/u);
        expect(preview.output).to.contain('CREATE CONNECTION "materialize"."public"."new-own_kafka"');
    });

    it("Retained objects stay in Materialize, and a preview refuses a replacement with the same name", async () => {
        await at("kept");
        expect(ok(await joined.stack.up()).output).to.contain("[retain]");
        expect(await joined.query("SELECT name FROM mz_secrets WHERE name = 'kept'")).to.have.length(1);
        await at("replaced");
        expect(expectFailure(await joined.stack.preview())).to.contain(
            "View retained must be replaced: query – Materialize cannot alter the query of a view; with retainOnDelete the existing object stays and keeps its name: choose another name, or remove retainOnDelete",
        );
    });

    it("A resource with ignoreChanges keeps its arguments", async () => {
        const steady = await joined.query("SELECT create_sql FROM mz_connections WHERE name = 'steady'");
        expect(String(steady[0]?.create_sql)).to.contain("first:9092");
    });
});
