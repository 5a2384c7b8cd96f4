import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type PrivateLinkBroker, PrivateLinkNetwork, type PrivateLinkNetworkArgs } from "../../../components";
import { KafkaConnection } from "../../../sdk";
import { of, only, run, valueOf } from "./support";

const BROKERS: readonly PrivateLinkBroker[] = [
    { id: 0, host: "b-0.example.com", port: 9096, ip: "10.0.1.10", subnetId: "subnet-a" },
    { id: 3, host: "b-3.example.com", port: 9096, ip: "10.0.2.10", subnetId: "subnet-b" },
    { id: 101, host: "b-101.example.com", port: 9096, instanceId: "i-1", subnetId: "subnet-c" },
];

const network = (args: Partial<PrivateLinkNetworkArgs> = {}, opts?: pulumi.ComponentResourceOptions) =>
    run(() => new PrivateLinkNetwork("orders", { brokers: BROKERS, brokerSecurityGroupId: "sg-kafka", ...args }, opts));

/** AWS's types that take tags. */
const TAGGED = [
    "SecurityGroup",
    "SecurityGroupEgressRule",
    "SecurityGroupIngressRule",
    "LoadBalancer",
    "TargetGroup",
    "Listener",
    "VpcEndpointService",
];

describe("PrivateLinkNetwork", () => {
    it("PrivateLinkNetwork creates a target group, a target and a listener for each broker, named by its id", async () => {
        const { made } = await network();
        const names = ["orders-broker-0", "orders-broker-3", "orders-broker-101"];
        for (const type of ["TargetGroup", "TargetGroupAttachment", "Listener"]) {
            expect(
                of(made, type).map(({ name }) => name),
                type,
            ).to.have.members(type === "TargetGroupAttachment" ? names.map(name => `${name}-9096`) : names);
        }
        expect(of(made, "TargetGroupAttachment").map(({ inputs }) => inputs.targetId)).to.have.members([
            "10.0.1.10",
            "10.0.2.10",
            "10.0.9.9",
        ]);
        for (const { inputs } of of(made, "TargetGroup")) {
            expect(inputs).to.deep.include({
                targetType: "ip",
                protocol: "TCP",
                port: 9096,
                preserveClientIp: "false",
                vpcId: "vpc-main",
            });
            expect(inputs.healthCheck).to.deep.equal({ protocol: "TCP", port: "traffic-port" });
        }
    });

    it("PrivateLinkNetwork writes the ports of the listeners in SQL", async () => {
        const { made, result } = await network();
        const listeners = Object.fromEntries(of(made, "Listener").map(({ name, inputs }) => [name, inputs.port]));
        expect(listeners).to.deep.equal({ "orders-broker-0": 9000, "orders-broker-3": 9003, "orders-broker-101": 9101 });
        const ports = result.brokers.map(async ({ id, privateLink }) => [
            `orders-broker-${String(id)}`,
            await valueOf(privateLink.port),
        ]);
        expect(await Promise.all(ports)).to.deep.equal(Object.entries(listeners));
        const [first] = result.brokers;
        expect(await valueOf(pulumi.output(first?.address))).to.equal("b-0.example.com:9096");
        expect(await valueOf(pulumi.output(first?.privateLink.availabilityZone))).to.equal("use1-az1");
    });

    it("PrivateLinkNetwork names no zone for a broker outside of availabilityZones, which is reached across zones", async () => {
        const { made, result } = await network({ availabilityZones: ["use1-az1", pulumi.output("use1-az4")] });
        const zones = result.brokers.map(({ privateLink }) => valueOf(pulumi.output(privateLink.availabilityZone)));
        expect(await Promise.all(zones)).to.deep.equal(["use1-az1", undefined, "use1-az4"]);
        expect(only(made, "AwsPrivatelinkConnection").availabilityZones).to.deep.equal(["use1-az1", "use1-az4"]);
        expect(only(made, "LoadBalancer").subnets).to.deep.equal(["subnet-a", "subnet-b", "subnet-c"]);
    });

    it("PrivateLinkNetwork creates a load balancer that PrivateLink can use", async () => {
        const { made } = await network();
        const group = of(made, "SecurityGroup")[0]?.inputs;
        expect(only(made, "LoadBalancer")).to.deep.include({
            loadBalancerType: "network",
            internal: true,
            subnets: ["subnet-a", "subnet-b", "subnet-c"],
            securityGroups: ["orders-id"],
            enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
            enableCrossZoneLoadBalancing: true,
        });
        expect(group).to.not.have.any.keys("ingress", "egress");
        expect(only(made, "SecurityGroupIngressRule")).to.deep.include({
            securityGroupId: "sg-kafka",
            referencedSecurityGroupId: "orders-id",
            ipProtocol: "tcp",
            fromPort: 9096,
            toPort: 9096,
        });
        expect(of(made, "SecurityGroupEgressRule").map(({ inputs }) => inputs.cidrIpv4)).to.include.members([
            "10.0.1.10/32",
            "10.0.2.10/32",
        ]);
    });

    it("PrivateLinkNetwork names the egress rules by addresses, since AWS refuses a second rule for the same address", async () => {
        const names = async (brokers: readonly PrivateLinkBroker[]): Promise<string[]> =>
            of((await network({ brokers })).made, "SecurityGroupEgressRule").map(({ name }) => name);
        const before = await names(BROKERS);
        expect(before).to.have.members(["orders-10.0.1.10-9096", "orders-10.0.2.10-9096", "orders-9096"]);
        const others = BROKERS.map(one => ({ ...one, id: one.id + 1 }));
        expect(await names(others), "other ids at the same addresses").to.deep.equal(before);
    });

    it("PrivateLinkNetwork opens the security group of the brokers if their addresses are outputs", async () => {
        const rules = async (brokers: readonly PrivateLinkBroker[]): Promise<[string, unknown, unknown][]> =>
            of((await network({ brokers })).made, "SecurityGroupEgressRule").map(({ name, inputs }) => {
                return [name, inputs.referencedSecurityGroupId ?? inputs.cidrIpv4, inputs.fromPort];
            });
        const [first, second] = BROKERS.slice(0, 2) as [PrivateLinkBroker, PrivateLinkBroker];
        const worked = { ...first, ip: pulumi.output("10.0.1.10") } as typeof first;
        const expected = [
            ["orders-10.0.2.10-9096", "10.0.2.10/32", 9096],
            ["orders-9096", "sg-kafka", 9096],
        ];
        expect(await rules([worked, second])).to.have.deep.members(expected);
        expect(await rules([{ ...worked, id: 7 }, second]), "another broker at the same address").to.have.deep.members(expected);
        const instance = { id: 0, host: first.host, port: 9096, subnetId: "subnet-a", instanceId: "i-1" };
        expect(await rules([instance, second]), "an instance, which may have it").to.have.deep.members(expected);
        const ports = BROKERS.map(one => ({ ...one, port: pulumi.output(9096) }));
        expect(await rules(ports)).to.deep.equal([["orders-ports", "sg-kafka", 9096]]);
    });

    it("PrivateLinkNetwork gives the rule to the group of the registry the same name whether or not addresses of brokers are outputs", async () => {
        const schemaRegistry = { ip: pulumi.output("10.0.1.9"), port: 8081, subnetId: "subnet-a", securityGroupId: "sg-app" };
        const toRegistry = async (brokers: readonly PrivateLinkBroker[]): Promise<string[]> =>
            of((await network({ brokers, schemaRegistry })).made, "SecurityGroupEgressRule").flatMap(({ name, inputs }) =>
                inputs.referencedSecurityGroupId === "sg-app" ? [name] : [],
            );
        expect(await toRegistry(BROKERS.slice(0, 2))).to.deep.equal(["orders-registry-8081"]);
        expect(await toRegistry(BROKERS)).to.deep.equal(["orders-registry-8081"]);
    });

    it("PrivateLinkNetwork allows only the principal of Materialize", async () => {
        const { made } = await network();
        expect(only(made, "AllowedPrincipal").principal).to.equal("arn:aws:iam::664411391173:role/mz_1_u1");
        const service = only(made, "VpcEndpointService");
        expect(service).to.include({ acceptanceRequired: false });
        expect(service).to.not.have.any.keys("allowedPrincipals", "supportedRegions");
    });

    it("PrivateLinkNetwork sets no fixed names, and tags all resources that support tags", async () => {
        const { made } = await network({ tags: { team: "ingest" } });
        for (const { type, name, inputs } of made) {
            if (TAGGED.includes(type)) expect(inputs.tags, `${type} ${name}`).to.deep.equal({ Name: name, team: "ingest" });
            if (type !== "AwsPrivatelinkConnection") expect(inputs, type).to.not.have.property("name");
        }
    });

    it("PrivateLinkNetwork uses one region for all resources and lookups", async () => {
        const west = BROKERS.slice(0, 2).map((broker, at) => ({ ...broker, subnetId: `subnet-west-${"ab"[at] ?? ""}` }));
        const { made, looked } = await network({ region: "us-west-2", brokers: west, materializeRegion: "us-east-1" });
        const inAws = made.filter(({ type }) => [...TAGGED, "TargetGroupAttachment", "AllowedPrincipal"].includes(type));
        expect(new Set(inAws.map(({ inputs }) => inputs.region))).to.deep.equal(new Set(["us-west-2"]));
        expect(new Set(looked.map(({ region }) => region))).to.deep.equal(new Set(["us-west-2"]));
        expect(only(made, "EndpointAvailable").region).to.equal("us-west-2");
    });

    it("PrivateLinkNetwork sets no availability zones across regions, and supports the region of Materialize", async () => {
        const { made, result } = await network({ materializeRegion: "us-west-2" });
        expect(only(made, "AwsPrivatelinkConnection").availabilityZones).to.deep.equal([]);
        expect(only(made, "VpcEndpointService").supportedRegions).to.deep.equal(["us-east-1", "us-west-2"]);
        expect(await valueOf(pulumi.output(result.brokers[0]?.privateLink.availabilityZone))).to.equal(undefined);
    });

    it("PrivateLinkNetwork creates one rule for ports that are outputs, since AWS refuses a second rule for the same port", async () => {
        const brokers = BROKERS.map((broker, at) => ({ ...broker, port: pulumi.output(9092 + at) }));
        const { made } = await network({ brokers });
        expect(only(made, "SecurityGroupIngressRule")).to.include({ fromPort: 9092, toPort: 9094 });
    });

    it("PrivateLinkNetwork reaches a schema registry, in its own security group if it has one", async () => {
        const schemaRegistry = { ip: "10.0.1.9", port: 8081, subnetId: "subnet-a" };
        const { made } = await network({ schemaRegistry });
        expect(of(made, "Listener").map(({ inputs }) => inputs.port)).to.include(8081);
        expect(
            of(made, "SecurityGroupIngressRule").map(({ inputs }) => [inputs.securityGroupId, inputs.fromPort]),
        ).to.have.deep.members([
            ["sg-kafka", 9096],
            ["sg-kafka", 8081],
        ]);
        const own = await network({ schemaRegistry: { ...schemaRegistry, securityGroupId: "sg-registry" } });
        expect(
            of(own.made, "SecurityGroupIngressRule").map(({ inputs }) => [inputs.securityGroupId, inputs.fromPort]),
        ).to.have.deep.members([
            ["sg-kafka", 9096],
            ["sg-registry", 8081],
        ]);
    });

    it("PrivateLinkNetwork returns brokers that KafkaConnection accepts", async () => {
        const { made } = await run(() => {
            const { brokers } = new PrivateLinkNetwork("orders", { brokers: BROKERS, brokerSecurityGroupId: "sg-kafka" });
            return new KafkaConnection("kafka", { brokers, securityProtocol: "PLAINTEXT" });
        });
        const [first] = only(made, "KafkaConnection").brokers as { privateLink: object }[];
        expect(first).to.deep.include({ id: 0, address: "b-0.example.com:9096" });
        expect(first?.privateLink).to.deep.include({ port: 9000, availabilityZone: "use1-az1" });
    });

    it("PrivateLinkNetwork reports a missing security group", async () => {
        const none = { brokerSecurityGroupId: undefined } as unknown as Partial<PrivateLinkNetworkArgs>;
        expect((await network(none)).refused).to.deep.equal(["brokerSecurityGroupId is missing"]);
    });

    it("PrivateLinkNetwork reports a missing subnet or address, and invokes no function of AWS", async () => {
        const without = (...keys: string[]): readonly PrivateLinkBroker[] =>
            BROKERS.map(one => Object.fromEntries(Object.entries(one).filter(([key]) => !keys.includes(key))) as typeof one);
        const unplaced = await network({ brokers: [...BROKERS.slice(0, 1), ...without("subnetId").slice(1, 2)] });
        expect(unplaced.refused).to.deep.equal(["brokers[1].subnetId is missing"]);
        const unaddressed = await network({ brokers: without("ip").slice(0, 1) });
        expect(unaddressed.refused).to.deep.equal(["brokers[0] takes exactly one of ip and instanceId"]);
        expect([...unplaced.looked, ...unaddressed.looked]).to.deep.equal([]);
        const registry = { ip: "10.0.1.9", port: 8081 } as PrivateLinkNetworkArgs["schemaRegistry"] & object;
        expect((await network({ schemaRegistry: registry })).refused).to.deep.equal(["schemaRegistry.subnetId is missing"]);
    });

    const [first] = BROKERS as [PrivateLinkBroker];
    const brokers = (...given: object[]) => ({ brokers: given.map(one => ({ ...first, ...one })) as typeof BROKERS });
    const registry = { schemaRegistry: { ip: "10.0.1.9", port: 9001, subnetId: "subnet-a" } };
    const REFUSED: readonly (readonly [what: string, args: object, message: string])[] = [
        ["there is no broker", { brokers: [] }, "brokers takes at least one broker"],
        [
            "two brokers have one id",
            brokers({ id: 1 }, { id: 1 }),
            "brokers has the id 1 twice: give each broker its own node.id",
        ],
        ["an id is a fraction", brokers({ id: 1.5 }), "brokers[0].id takes a whole number of at least 0, not 1.5"],
        ["both addresses are given", brokers({ instanceId: "i-1" }), "brokers[0] takes exactly one of ip and instanceId"],
        [
            "there are more listeners than AWS allows",
            { ...brokers(...Array.from({ length: 50 }, (_, id) => ({ id: id + 2 }))), ...registry },
            "brokers needs 51 listeners, with the schema registry's, and AWS allows a load balancer at most 50: create a second PrivateLinkNetwork for the other brokers, and give the brokers of both to one KafkaConnection",
        ],
        [
            "an id has no listener port",
            brokers({ id: 60000 }),
            "the listener of broker 60000 would be on port 69000, which does not exist: set listenerPort of this broker",
        ],
        [
            "two listeners have one port",
            brokers({ id: 1 }, { id: 2, listenerPort: 9001 }),
            "the listeners of broker 1 and of broker 2 are both on port 9001: set listenerPort of one broker",
        ],
        [
            "the registry has the port of a listener",
            { ...brokers({ id: 1 }), ...registry },
            "the listeners of broker 1 and of the schema registry are both on port 9001: set listenerPort of one broker",
        ],
        [
            "a zone is given by its name",
            { availabilityZones: ["use1-az1", "us-east-1a"] },
            'availabilityZones[1] takes the id of an availability zone, such as "use1-az1", not "us-east-1a"; names such as "us-east-1a" differ between accounts',
        ],
        ["there is no zone", { availabilityZones: [] }, "availabilityZones takes at least 1 of ids of availability zones"],
        ["subnets are not a list", { subnetIds: "subnet-c" }, "subnetIds takes a list of subnets, not a string"],
    ];
    for (const [what, args, message] of REFUSED) {
        it(`PrivateLinkNetwork reports an error if ${what}`, async () => {
            const { refused, made } = await network(args);
            expect(refused).to.deep.equal([message]);
            expect(made.map(({ type }) => type)).to.deep.equal(["PrivateLinkNetwork"]);
        });
    }

    it("PrivateLinkNetwork looks up each subnet once", async () => {
        const brokers = [1, 2, 3].map(id => ({ id, host: "b", port: 9096, ip: `10.0.1.${String(id)}`, subnetId: "subnet-a" }));
        const { looked } = await network({ brokers });
        expect(looked.filter(({ token }) => String(token).endsWith("getSubnet"))).to.have.length(1);
    });

    it("PrivateLinkNetwork passes the profile and the roles of an explicit AWS provider to helper resources", async () => {
        const { made } = await run(() => {
            const provider = new aws.Provider("team", {
                profile: "team",
                region: "us-east-1",
                assumeRoles: [{ roleArn: "arn:role" }],
            });
            return new PrivateLinkNetwork("orders", { brokers: BROKERS, brokerSecurityGroupId: "sg-kafka" }, { provider });
        });
        expect(only(made, "EndpointAvailable").__aws).to.deep.include({ profile: "team", hasKeys: false });
        expect(String((only(made, "EndpointAvailable").__aws as { assumeRoles: unknown }).assumeRoles)).to.contain("arn:role");
        expect(of(made, "LoadBalancer")[0]?.provider).to.contain("team");
    });
});
