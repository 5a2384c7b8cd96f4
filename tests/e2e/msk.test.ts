import { expect } from "chai";
import { DEFAULT_WORLD, type WorldFile } from "../aws";
import { readWorldFile } from "../aws/world/worldFile";
import { type PublicMsk, startPublicMsk } from "../kafka/msk";
import { changeCounts, expectFailure, JoinedStack, ok } from "./networks/support";

/** A cluster that the program creates and enlarges, ingested over PrivateLink, and an existing cluster that becomes public, both with schemas of AWS Glue. */
const PROGRAM = `
const scram = { username: "materialize", password: config.requireSecret("password") };
const schemaRegistry = { glue: { registry: "shop" } };
const { brokers, counted } = config.requireObject("sizes");
const made = new materialize.MskPublicCluster("made", {
    vpcId: "vpc-main", subnetIds: ["subnet-public-a", "subnet-public-b"], kafkaVersion: "3.6.0", instanceType: "kafka.m5.large",
    users: { materialize: scram.password }, topics: [{ name: "clicks", partitions: 3 }], brokerCount: brokers,
    acls: [{ user: "materialize", topic: "clicks", operations: ["READ"] }], adminCidrs: ["203.0.113.200/32"],
});
new materialize.MskIngestion("inside", {
    mskClusterArn: made.arn, brokerCount: counted, auth: { scram }, network: { privateLink: {} }, cluster: "quickstart", schemaRegistry,
    sources: { clicks: { topic: "clicks", format: { json: {} } } },
});
new materialize.MskIngestion("outside", {
    mskClusterArn: "arn:aws:kafka:us-east-1:210987654321:cluster/closed/1-2", auth: { iam: {} },
    network: { allowMaterializeIps: { publicAccess: true } }, cluster: "quickstart", schemaRegistry,
    sources: { orders: { topic: "orders", tables: { orders_v1: { format: { avro: { glue: { schemaName: "orders" } } } } } } },
});`;

const world = (): WorldFile => {
    const file = readWorldFile(DEFAULT_WORLD);
    const brokers = ["a", "b"].map((zone, at) => ({
        id: at + 1,
        subnetId: `subnet-public-${zone}`,
        ip: `10.0.10${String(at + 1)}.50`,
    }));
    const closed = {
        ...{ name: "closed", uuid: "1-2", securityGroups: ["sg-kafka"], brokers, authentication: ["iam", "scram"] as const },
        properties: "allow.everyone.if.no.acl.found=false",
        topics: { orders: { messages: [{ value: { id: 7 } }] } },
    };
    return { ...file, mskClusters: [...(file.mskClusters ?? []), closed] };
};

describe("Amazon MSK with the engine", function () {
    this.timeout("10m");
    let joined: JoinedStack;
    let msk: PublicMsk;

    before(async () => {
        msk = await startPublicMsk();
        joined = await JoinedStack.start("grown", PROGRAM, {
            world: world(),
            times: { connectivity: 1500, role: 1500, policy: 4000 },
        });
        joined.stack.env = { ...joined.stack.env, ...msk.env };
        await joined.stack.configure({ "grown:password": { secret: "hunter2" } });
    });
    after(async () => {
        await joined.close();
        await msk.close();
    });

    it("One up, with the plan of a preview, creates a public cluster and ingests it, makes an existing cluster public, and reports what it waits for", async () => {
        await joined.setArguments({ sizes: { brokers: 2, counted: 2 } });
        ok(await joined.stack.preview("--save-plan", "plan.json"));
        const { output } = ok(await joined.stack.up("--plan", "plan.json"));
        expect(output).to.match(/made-public-access: waiting for public access: the cluster is UPDATING/u);
        expect(output).to.match(/outside-role: waiting for the role: /u);
        expect(output).to.match(/outside_kafka: waiting for the role's policy: .*Access denied/u);
        expect(output).to.match(/inside_glue: waiting for the role's policy: .*not authorized to perform: glue:GetRegistry/u);
        expect(
            joined.aws.world.all("cluster", ({ clusterName }) => clusterName === "closed")[0]?.props.brokerNodeGroupInfo,
        ).to.have.nested.property("connectivityInfo.publicAccess.type", "SERVICE_PROVIDED_EIPS");
        const [made] = joined.aws.world.all("cluster", ({ clusterName }) => clusterName?.startsWith("made") === true);
        const recorded = (await joined.stack.state()).find(({ type }) => type === "aws:msk/cluster:Cluster");
        expect(recorded?.outputs).to.include({ currentVersion: made?.props.currentVersion, kafkaVersion: "3.6.0" });
        expect(msk.world.acls).to.have.length(3);
        expect(await joined.query("SELECT name FROM mz_sources WHERE name = 'clicks'")).to.have.length(1);
        expect(await joined.query("SELECT id FROM orders_v1")).to.deep.equal([{ id: 7 }]);
    });

    it("An up refuses a broker number that is wrong for the new size of the cluster with one line", async () => {
        await joined.setArguments({ sizes: { brokers: 4, counted: 2 } });
        ok(await joined.stack.preview());
        const output = expectFailure(await joined.stack.up());
        expect(output).to.match(/brokerCount is 2, but the cluster made-[\da-f]+ has 4 brokers: write brokerCount: 4/u);
        expect(output).not.to.match(/\n\s+at /u);
    });

    it("A cluster grows in place as previewed, stays public, and needs one ALTER CONNECTION", async () => {
        await joined.setArguments({ sizes: { brokers: 4, counted: 4 } });
        const preview = ok(await joined.stack.preview());
        expect(changeCounts(preview)).not.to.have.any.keys("replace", "delete");
        const since = Date.now();
        expect(changeCounts(ok(await joined.stack.up())))
            .to.include({ create: 6 })
            .and.not.have.any.keys("replace", "delete");
        expect(joined.changeStatements(since).filter(({ sql }) => !sql.startsWith("VALIDATE"))).to.have.length(1);
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("A destroy removes the cluster and keeps the existing cluster public", async () => {
        ok(await joined.stack.destroy());
        expect(joined.aws.world.all("cluster", ({ clusterName }) => clusterName?.startsWith("made") === true)).to.be.empty;
        expect(joined.aws.world.all("key")).to.be.empty;
    });
});
