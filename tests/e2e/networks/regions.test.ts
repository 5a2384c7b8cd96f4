import { expect } from "chai";
import { broker, dependencyDepth, expectFailure, JoinedStack, kafka, ok, dependenciesOf, world } from "./support";

/** Two networks in one VPC with the same security group, and a third one in another region than Materialize. */
const PROGRAM = `
const networks = config.requireObject("networks");
const password = new materialize.Secret("password", { value: "hunter2" });
const sasl = { mechanism: "SCRAM-SHA-512", username: "materialize", password };
for (const [name, args] of Object.entries(networks)) {
    const network = new materialize.PrivateLinkNetwork(name, { timeoutMinutes: 1, ...args });
    const kafka = new materialize.KafkaConnection(\`\${name}_kafka\`, { brokers: network.brokers, sasl });
}`;

const FIRST = [broker(1, "a"), broker(2, "b")];
const SECOND = [broker(11, "a"), broker(12, "b")];
const WEST = [
    { ...broker(21, "a", "10.8.1.21"), subnetId: "subnet-west-a" },
    { ...broker(22, "b", "10.8.2.22"), subnetId: "subnet-west-b" },
];

const first = { brokers: FIRST, brokerSecurityGroupId: "sg-kafka" };
const second = { brokers: SECOND, brokerSecurityGroupId: "sg-kafka", acceptanceRequired: true };
const west = { brokers: WEST, brokerSecurityGroupId: "sg-west", region: "us-west-2", materializeRegion: "us-east-1" };
/** A name longer than AWS allows. */
const LONG = "the-orders-of-all-shops-in-the-first-vpc";

describe("several networks and regions", function () {
    this.timeout("10m");
    let joined: JoinedStack;

    before(async () => {
        const kafkas = [
            kafka(FIRST),
            kafka(SECOND, "sg-kafka", "second"),
            { ...kafka(WEST, "sg-west", "west"), region: "us-west-2" },
        ];
        joined = await JoinedStack.start("regions", PROGRAM, {
            world: world([], { kafkas }),
            times: { endpointConnection: 400 },
        });
    });
    after(() => joined.close());

    it("A network in another region without materializeRegion is refused before anything is created", async () => {
        await joined.setArguments({ networks: { west: { ...west, materializeRegion: undefined } } });
        expect(expectFailure(await joined.stack.up())).to.contain(
            'materializeRegion is missing: the targets are in us-west-2 and Materialize is in us-east-1; write "us-east-1"',
        );
        expect(joined.changeCalls(0)).to.be.empty;
    });

    it("Several networks reach all of their brokers and accept their endpoints if required", async () => {
        await joined.setArguments({ networks: { [LONG]: first, second, west } });
        ok(await joined.stack.up());
        const service = joined.aws.world.all("endpointService", (_, { region }) => region === "us-west-2")[0];
        expect(service?.props.supportedRegions).to.deep.equal(["us-east-1", "us-west-2"]);
        expect(joined.aws.log.entries.some(({ call }) => call === "ec2 AcceptVpcEndpointConnections")).to.equal(true);
        const created = joined.createdEntities(["loadBalancer", "targetGroup", "securityGroup", "endpointService"]);
        expect(created.filter(({ region }) => region === "us-west-2").map(({ kind }) => kind)).to.have.members([
            ...["securityGroup", "loadBalancer", "endpointService", "targetGroup", "targetGroup"],
        ]);
        const [link] = await joined.query("SHOW CREATE CONNECTION west_privatelink");
        expect(link?.create_sql).to.contain("AVAILABILITY ZONES = ()");
        const [brokers] = await joined.query("SHOW CREATE CONNECTION west_kafka");
        expect(brokers?.create_sql).to.contain("PORT = 9021").and.not.to.contain("AVAILABILITY ZONE ");
    });

    it("A network does not depend on other networks and has no longer chain of dependencies than documented", async () => {
        const state = await joined.stack.state();
        const named = (part: string): string[] => state.flatMap(({ urn }) => (urn.includes(part) ? [urn] : []));
        for (const [name, other] of [
            ["west", "second"],
            ["second", "west"],
        ] as const) {
            const [connection = ""] = named(`::${name}_kafka`);
            const waits = [...dependenciesOf(state, connection)];
            expect(waits, name)
                .to.include.members(named(`::${name}-endpoint`))
                .and.to.include.members(named("::password"));
            expect(
                waits.filter(urn => urn.split("::").at(-1)?.startsWith(other)),
                name,
            ).to.be.empty;
        }
        expect(dependencyDepth(state, "PrivateLinkNetwork"), "docs/networks.md").to.equal(10);
    });

    it("A second up of several networks changes nothing, and a destroy removes all of their resources", async () => {
        ok(await joined.stack.preview("--expect-no-changes"));
        ok(await joined.stack.destroy());
        expect(joined.createdEntities(["loadBalancer", "targetGroup", "securityGroup", "endpointService", "endpointConnection"]))
            .to.be.empty;
        expect(joined.aws.world.all("ingressRule")).to.have.length(1);
    });
});
