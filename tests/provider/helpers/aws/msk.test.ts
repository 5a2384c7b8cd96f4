import { EC2Client } from "@aws-sdk/client-ec2";
import { KafkaClient } from "@aws-sdk/client-kafka";
import { expect } from "chai";
import type { HelperContext } from "../../../../provider/helpers/helperKind";
import { UNKNOWN } from "../../../../provider/sql/sql";
import type { Fields } from "../../../../provider/values/value";
import { type LocalAws, startAws, type WorldFile } from "../../../aws";
import { ask, check, failure, stepNamed, workOf } from "./support";

const subnets = ["a", "b", "c"].map((zone, at) => ({
    ...{ id: `subnet-${zone}`, vpcId: "vpc-main", cidr: `10.0.${String(at + 1)}.0/24`, zone: `us-east-1${zone}` },
    ...{ zoneId: `use1-az${String(at + 1)}`, isPublic: true },
}));
const brokers = (...ids: number[]) =>
    ids.map((id, at) => ({
        id,
        subnetId: `subnet-${"abc".charAt(at % 3)}`,
        ip: `10.0.${String((at % 3) + 1)}.${String(id + 11)}`,
    }));
type Cluster = NonNullable<WorldFile["mskClusters"]>[number];
const cluster = (name: string, more: Partial<Cluster> = {}): Cluster => ({
    ...{ name, uuid: "1-2", securityGroups: ["sg-msk"], brokers: brokers(1, 2, 3), authentication: ["scram", "iam"], ...more },
});
const WORLD: WorldFile = {
    vpcs: [{ id: "vpc-main", cidr: "10.0.0.0/16" }],
    internetGateways: [{ id: "igw-main", vpcId: "vpc-main" }],
    subnets: [
        ...subnets,
        { id: "subnet-inside", vpcId: "vpc-main", cidr: "10.0.9.0/24", zone: "us-east-1c", zoneId: "use1-az3" },
    ],
    securityGroups: [{ id: "sg-msk", vpcId: "vpc-main" }],
    mskClusters: [
        cluster("orders"),
        cluster("gaps", { brokers: brokers(0, 3, 101) }),
        cluster("grown", { brokers: brokers(1, 2, 3, 4, 5, 6) }),
        cluster("old", { kafkaVersion: "2.8.1" }),
        cluster("open", { authentication: ["unauthenticated", "tls"], plaintext: true }),
        cluster("closed", { properties: "allow.everyone.if.no.acl.found=false" }),
        cluster("inside", {
            brokers: [...brokers(1, 2), { id: 3, subnetId: "subnet-inside", ip: "10.0.9.11" }],
            properties: "allow.everyone.if.no.acl.found=false",
        }),
        cluster("out", { properties: "allow.everyone.if.no.acl.found = false", publicAccess: true }),
        cluster("named", { properties: "custom.advertised.listeners=CLIENT_IAM://b-{broker_id}.x.com:9000+{broker_id}" }),
    ],
};
const arnOf = (name: string): string => `arn:aws:kafka:us-east-1:210987654321:cluster/${name}/1-2`;

describe("MskBrokers", () => {
    let aws: LocalAws;
    let work: HelperContext;
    let said: string[];

    before(async () => {
        aws = await startAws({ world: WORLD });
    });
    after(() => aws.close());
    beforeEach(() => {
        aws.reset();
        const credentials = { accessKeyId: "local", secretAccessKey: "local" };
        const hand = workOf({});
        const kafka = new KafkaClient({ endpoint: aws.url, region: "us-east-1", credentials, maxAttempts: 1 });
        said = hand.said;
        const ec2 = new EC2Client({ endpoint: aws.url, region: "us-east-1", credentials, maxAttempts: 1 });
        work = { ...hand.work, aws: () => ({ ...hand.work.aws("us-east-1"), kafka: () => kafka, ec2: () => ec2 }) };
    });

    const find = (name: string, args: Fields = {}, olds: Fields = {}) =>
        ask("MskBrokers", work, { clusterArn: arnOf(name), auth: "scram", isPublic: false, ...args }, olds);
    const refused = async (name: string, args: Fields = {}): Promise<string[]> =>
        (await find(name, args)).failures.map(({ reason }) => reason);

    it("MskBrokers returns brokers, security group, region and bootstrap servers", async () => {
        const { inputs, failures } = await find("orders", { brokerCount: 3 });
        expect(failures).to.be.empty;
        expect(inputs).to.deep.include({
            region: "us-east-1",
            securityGroupId: "sg-msk",
            "broker-2": { host: "b-2.orders.12.c2.kafka.us-east-1.amazonaws.com", ip: "10.0.2.13", subnetId: "subnet-b" },
            bootstrapServers: [1, 2, 3].map(id => `b-${String(id)}.orders.12.c2.kafka.us-east-1.amazonaws.com:9096`),
        });
    });

    it("MskBrokers needs no number of brokers", async () => {
        expect(await refused("gaps")).to.be.empty;
        const { inputs } = await find("out", { auth: "iam", isPublic: true });
        expect(inputs.bootstrapServers).to.include("b-1-public.out.12.c2.kafka.us-east-1.amazonaws.com:9198");
    });

    const REFUSED: readonly (readonly [what: string, cluster: string, args: Fields, says: string])[] = [
        [
            "too few brokers",
            "grown",
            { brokerCount: 3 },
            "brokerCount is 3, but the cluster grown has 6 brokers: write brokerCount: 6",
        ],
        [
            "too many",
            "orders",
            { brokerIds: [1, 2, 3, 4] },
            "brokerIds is [1, 2, 3, 4], but the cluster orders has 3 brokers: write brokerCount: 3",
        ],
        [
            "ids with gaps, counted",
            "gaps",
            { brokerCount: 3 },
            "brokerCount is 3, but the cluster gaps has 3 brokers, whose ids have gaps: write brokerIds: [0, 3, 101]",
        ],
        ["an id twice", "orders", { brokerIds: [1, 1, 2] }, "but the cluster orders has 3 brokers: write brokerCount: 3"],
        ["a Kafka that is too old", "old", {}, "the cluster old runs Kafka 2.8.1, and Materialize reads 3.2 and later"],
        [
            "a way that is not on",
            "open",
            {},
            "the cluster open has not turned on SASL/SCRAM (auth.scram); it has auth.unauthenticated, auth.tls",
        ],
        [
            "mutual TLS without authorities",
            "orders",
            { auth: "mutualTls" },
            "has not turned on mutual TLS (auth.mutualTls); it has auth.scram, auth.iam",
        ],
        [
            "a cluster that is not public",
            "orders",
            { isPublic: true },
            "the cluster orders is not public: give network.allowMaterializeIps: { publicAccess: true }",
        ],
        [
            "names of its own",
            "named",
            { auth: "iam", brokerCount: 3 },
            "the cluster named advertises b-1.x.com:9001 (custom.advertised.listeners)",
        ],
        ["no cluster", "none", {}, `AWS has no MSK cluster ${arnOf("none")}`],
    ];
    for (const [what, name, args, says] of REFUSED) {
        it(`MskBrokers refuses ${what}`, async () => {
            const reasons = await refused(name, args).catch((error: unknown) => [String(error)]);
            expect(reasons).to.have.length(1);
            expect(reasons[0]).to.contain(says);
        });
    }

    it("MskBrokers returns no unknown output with an error, since the engine refuses them during an up", async () => {
        const { inputs, failures } = await find("orders", { brokerCount: 4 });
        expect(failures).to.have.length(1);
        expect(JSON.stringify(inputs)).not.to.contain(UNKNOWN);
    });

    it("MskBrokers refuses a text that is not an ARN, without a query", () => {
        const { failures } = check("MskBrokers", { clusterArn: "orders", auth: "scram", isPublic: false });
        expect(failures.map(({ reason }) => reason).join()).to.contain("mskClusterArn takes the ARN of a cluster");
    });

    it("MskBrokers returns the known brokers while the program adds others", async () => {
        const { inputs, failures } = await find("orders", { brokerCount: 6, __changing: "cluster" });
        expect(failures).to.be.empty;
        expect(inputs["broker-3"]).to.have.property("ip", "10.0.3.14");
        expect(inputs["broker-4"]).to.equal(UNKNOWN);
    });

    it("MskBrokers accepts a cluster whose public access will be turned on, and reports other problems", async () => {
        const { inputs, failures } = await find("orders", { isPublic: true, __changing: "access" });
        expect(failures).to.be.empty;
        expect(inputs.bootstrapServers).to.equal(UNKNOWN);
        expect(await refused("open", { isPublic: true, __changing: "access" })).to.have.length(1);
    });

    it("MskBrokers does not query a cluster whose ARN is unknown", async () => {
        const { inputs } = await find("", { clusterArn: UNKNOWN, brokerCount: 2 });
        expect(inputs).to.deep.include({ region: UNKNOWN, "broker-2": UNKNOWN, bootstrapServers: UNKNOWN });
    });

    it("MskBrokers keeps its bootstrap servers while their brokers exist", async () => {
        const [first] = [(await find("grown")).inputs];
        const [host = ""] = first.bootstrapServers as string[];
        const others = [1, 5, 6].map(id => host.replace("b-1", `b-${String(id)}`));
        const args = { clusterArn: arnOf("grown"), auth: "scram", isPublic: false };
        expect((await find("grown", {}, { ...args, bootstrapServers: others })).inputs.bootstrapServers).to.deep.equal(others);
        const gone = others.map(server => server.replace("b-6", "b-7"));
        const now = (await find("grown", {}, { ...args, bootstrapServers: gone })).inputs.bootstrapServers;
        expect(now).to.deep.equal(first.bootstrapServers);
    });

    describe("MskPublicAccess", () => {
        const open = (name: string, args: Fields = {}) =>
            ask("MskPublicAccess", work, { clusterArn: arnOf(name), timeoutMinutes: 1, ...args });
        const run = (name: string) =>
            stepNamed("MskPublicAccess").apply?.(work, { clusterArn: arnOf(name), timeoutMinutes: 0.01 });
        const typeOf = async (name: string) => {
            const seen = await stepNamed("MskPublicAccess").read?.(work, { clusterArn: arnOf(name) });
            return seen?.publicAccess;
        };

        it("MskPublicAccess reports all missing requirements in the check", async () => {
            expect((await open("open")).failures.map(({ reason }) => reason)).to.deep.equal([
                'the cluster open cannot be made public as it is: turn plaintext off (clientBroker: "TLS"); turn unauthenticated access off; apply a configuration with allow.everyone.if.no.acl.found=false, with ACLs for whom it is to serve',
            ]);
            expect((await open("orders")).failures[0]?.reason).to.contain("apply a configuration with allow.everyone");
            const changing = await open("orders", { __changing: "cluster" });
            expect(changing.failures).to.be.empty;
            expect(changing.inputs, "an update plan would refuse it").not.to.have.property("__changing");
            expect((await open("closed")).failures).to.be.empty;
        });

        it("MskPublicAccess refuses a subnet without a route to an internet gateway", async () => {
            expect((await open("inside")).failures.map(({ reason }) => reason)).to.deep.equal([
                "the cluster inside cannot be made public as it is: give subnet-inside a route to an internet gateway",
            ]);
            expect(said).to.be.empty;
        });

        it("MskPublicAccess warns with the missing permissions if AWS denies the calls that read the routes", async () => {
            const denied = Object.assign(new Error("You are not authorized"), { name: "UnauthorizedOperation" });
            const ec2 = Object.assign(new EC2Client({ region: "us-east-1" }), { send: () => Promise.reject(denied) });
            const clients = work.aws("us-east-1");
            work = { ...work, aws: () => ({ ...clients, ec2: () => ec2 }) };
            expect((await open("inside")).failures).to.be.empty;
            expect(said).to.deep.equal([
                "cannot check that subnet-a, subnet-b, subnet-inside have a route to an internet gateway: allow ec2:DescribeSubnets and ec2:DescribeRouteTables (UnauthorizedOperation: You are not authorized)",
            ]);
        });

        it("MskPublicAccess turns public access on, and prints the progress", async () => {
            expect(await typeOf("closed")).to.equal("DISABLED");
            expect(await failure(run("closed"))).to.equal("");
            expect(await typeOf("closed")).to.equal("SERVICE_PROVIDED_EIPS");
            expect(said).to.deep.equal(["waiting for public access: public access is being turned on"]);
        });

        it("MskPublicAccess returns the versions that the cluster had before, with that of the state, and its current one", async () => {
            const apply = (more: Fields = {}) =>
                stepNamed("MskPublicAccess").apply?.(work, { clusterArn: arnOf("closed"), timeoutMinutes: 0.01, ...more });
            const versionOf = (name: string) => aws.world.find("cluster", arnOf(name))?.props.currentVersion;
            const before = versionOf("closed");
            const first = await apply();
            expect(first).to.deep.equal({ versions: { former: [before], current: versionOf("closed") } });
            expect(versionOf("closed")).not.to.equal(before);
            const again = await apply({ __recordedVersion: before });
            expect(again).to.deep.equal(first);
        });

        it("MskPublicAccess keeps the version that it was created with, so that later versions change no inputs", () => {
            const inputsOf = (version: string, olds: Fields) =>
                check("MskPublicAccess", { clusterArn: arnOf("a"), timeoutMinutes: 1, __recordedVersion: version }, olds).inputs;
            const first = inputsOf("K1", {});
            expect(first).to.include({ __recordedVersion: "K1" });
            expect(inputsOf("K2", first)).to.include({ __recordedVersion: "K1" });
            expect(inputsOf("K2", { ...first, clusterArn: arnOf("b") })).to.include({ __recordedVersion: "K2" });
        });

        it("MskPublicAccess does not change a public cluster, and a refresh finds that a cluster does not exist", async () => {
            await run("out");
            expect(aws.log.entries.filter(({ call }) => call.includes("PUT"))).to.be.empty;
            expect(await typeOf("none")).to.equal(undefined);
        });

        it("MskPublicAccess waits until the cluster is active first", async () => {
            const clusterArn = arnOf("closed");
            const operation = { clusterArn, type: "DISABLED", other: false, version: "", since: Date.now() + 60_000 };
            aws.world.add("operation", "us-east-1", "operation", operation);
            expect(await failure(run("closed")))
                .to.contain("gave up waiting for public access")
                .and.to.contain("the cluster is UPDATING");
        });

        it("MskPublicAccess fails with AWS's reason", async () => {
            const hand = workOf({
                aws: command =>
                    command === "DescribeClusterV2"
                        ? { ClusterInfo: { State: "ACTIVE", Provisioned: {} } }
                        : command === "UpdateConnectivity"
                          ? { ClusterOperationArn: "operation" }
                          : {
                                ClusterOperationInfo: {
                                    OperationState: "UPDATE_FAILED",
                                    ErrorInfo: { ErrorString: "no address is free" },
                                },
                            },
            });
            const args = { clusterArn: arnOf("closed"), timeoutMinutes: 1 };
            expect(await failure(stepNamed("MskPublicAccess").apply?.(hand.work, args))).to.equal(
                "AWS could not turn public access on: no address is free",
            );
        });
    });
});
