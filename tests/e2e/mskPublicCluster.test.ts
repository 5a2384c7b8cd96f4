import { expect } from "chai";
import { type PublicMsk, startPublicMsk } from "../kafka/msk";
import { changeCounts, expectFailure, JoinedStack, ok, world } from "./networks/support";

const PROGRAM = `
const { brokerCount, kafkaVersion, subnetIds = ["subnet-public-a", "subnet-public-b"] } = config.requireObject("cluster");
const made = new materialize.MskPublicCluster("made", {
    vpcId: "vpc-main", subnetIds, instanceType: "kafka.m5.large", kafkaVersion, brokerCount,
    users: { materialize: config.requireSecret("password") }, topics: [{ name: "clicks", partitions: 3 }],
    acls: [{ user: "materialize", topic: "clicks", operations: ["READ"] }], adminCidrs: ["203.0.113.200/32"],
});
exports.arn = made.arn;`;

describe("MskPublicCluster with the engine", function () {
    this.timeout("10m");
    let joined: JoinedStack;
    let msk: PublicMsk;

    before(async () => {
        msk = await startPublicMsk();
        joined = await JoinedStack.start("public", PROGRAM, { world: world([]), times: { connectivity: 500 } });
        joined.stack.env = { ...joined.stack.env, ...msk.env };
        await joined.stack.configure({ "public:password": { secret: "hunter2" } });
    });
    after(() => joined.close());

    const inAws = () => joined.aws.world.all("cluster")[0]?.props;
    const inState = async () => (await joined.stack.state()).find(({ type }) => type === "aws:msk/cluster:Cluster")?.outputs;

    it("A preview refuses a subnet without a route to the internet before the cluster exists, and an up creates nothing", async () => {
        await joined.setArguments({ cluster: { kafkaVersion: "3.6.0", subnetIds: ["subnet-public-a", "subnet-b"] } });
        for (const run of [joined.stack.preview, joined.stack.up]) {
            const errors = expectFailure(await run()).match(/error: .*/gu) ?? [];
            expect(errors).to.have.length(1);
            expect(errors[0]).to.contain(
                "error: subnetIds[1] is subnet-b, whose route table rtb-main (the main one of vpc-main) has no",
            );
        }
        expect(joined.changeCalls(0)).to.be.empty;
    });

    it("An up with a plan creates the cluster, whose version in the state is AWS's after public access is turned on", async () => {
        await joined.setArguments({ cluster: { brokerCount: 2, kafkaVersion: "3.6.0" } });
        ok(await joined.stack.preview("--save-plan", "plan.json"));
        ok(await joined.stack.up("--plan", "plan.json"));
        expect(inAws()).to.have.nested.property(
            "brokerNodeGroupInfo.connectivityInfo.publicAccess.type",
            "SERVICE_PROVIDED_EIPS",
        );
        expect(await inState()).to.include({ currentVersion: inAws()?.currentVersion });
    });

    it("An unchanged program plans no changes, although AWS answers blocks that the program does not give", async () => {
        expect(inAws()).to.have.nested.property("clientAuthentication.tls");
        ok(await joined.stack.preview("--expect-no-changes"));
        ok(await joined.stack.refresh("--expect-no-changes"));
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("The cluster is updated in place, twice, without a refresh", async () => {
        await joined.setArguments({ cluster: { brokerCount: 4, kafkaVersion: "3.6.0" } });
        expect(changeCounts(ok(await joined.stack.up()))).not.to.have.any.keys("replace", "delete");
        await joined.setArguments({ cluster: { brokerCount: 4, kafkaVersion: "3.7.0" } });
        expect(changeCounts(ok(await joined.stack.up()))).not.to.have.any.keys("replace", "delete");
        expect(inAws()).to.include({ numberOfBrokerNodes: 4, kafkaVersion: "3.7.0" });
        expect(await inState()).to.include({ currentVersion: inAws()?.currentVersion });
    });

    it("A destroy needs no route to the brokers, and leaves topics, users and ACLs to the deletion of the cluster", async () => {
        await msk.close();
        const since = Date.now();
        ok(await joined.stack.destroy());
        const calls = joined.changeCalls(since, "delete").map(({ call }) => call);
        expect(calls).to.include("delete aws:msk/cluster:Cluster");
        expect(calls).not.to.include("delete aws:msk/topic:Topic");
        expect(calls).not.to.include("delete aws:msk/singleScramSecretAssociation:SingleScramSecretAssociation");
        expect(joined.aws.world.all("cluster")).to.be.empty;
    });
});
