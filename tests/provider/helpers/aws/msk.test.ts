import { expect } from "chai";
import { UNKNOWN } from "../../../../provider/sql/sql";
import type { Fields } from "../../../../provider/values/value";
import { arnOf, MskWorld } from "./mskWorld";
import { ask, check } from "./support";

describe("MskBrokers", () => {
    const world = new MskWorld();
    before(() => world.start());
    after(() => world.aws.close());
    beforeEach(() => {
        world.reset();
    });

    const find = (name: string, args: Fields = {}, olds: Fields = {}) =>
        ask("MskBrokers", world.work, { clusterArn: arnOf(name), auth: "scram", isPublic: false, ...args }, olds);
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
});
