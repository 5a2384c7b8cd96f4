import { expect } from "chai";
import { UNKNOWN } from "../../../../provider/sql/sql";
import type { Fields } from "../../../../provider/values/value";
import { check, refusals } from "./support";

const STEP = "PrivateLinkLayout";

const broker = (id: number, zone: number, more: Fields = {}): Fields => ({
    id,
    host: `b-${String(id)}.example.com`,
    port: 9096,
    ip: `10.0.${String(zone)}.10`,
    subnetId: `subnet-${String(zone)}`,
    listenerPort: 9000 + id,
    ...more,
});

const place = (of: string, zone: number | string, more: Fields = {}): Fields => ({
    of,
    subnetId: `subnet-${String(zone)}`,
    zone: typeof zone === "string" ? zone : `use1-az${String(zone)}`,
    vpcId: "vpc-1",
    arn: `arn:aws:ec2:us-east-1:210987654321:subnet/subnet-${String(zone)}`,
    ...more,
});

const layout = (brokers: Fields[], more: Fields = {}): Fields => ({
    brokers,
    __places: brokers.map((one, at) => place(`brokers[${String(at)}]`, Number(String(one.subnetId).slice(7)))),
    ...more,
});

const THREE = [broker(0, 1), broker(3, 2), broker(101, 4)];
const cloud = { host: "abc.us-east-1.aws.materialize.cloud" };

describe("PrivateLinkLayout", () => {
    it("PrivateLinkLayout is computed without a query, so that previews show it", () => {
        const { inputs } = check(STEP, layout(THREE), {}, cloud);
        expect(inputs).to.include({ vpcId: "vpc-1", region: "us-east-1", acrossRegions: false });
        expect(inputs.availabilityZones).to.deep.equal(["use1-az1", "use1-az2", "use1-az4"]);
        expect(inputs.loadBalancerSubnets).to.deep.equal(["subnet-1", "subnet-2", "subnet-4"]);
        expect(inputs.supportedRegions).to.deep.equal([]);
    });

    it("PrivateLinkLayout has one subnet in each zone, and prefers subnetIds", () => {
        const brokers = [broker(1, 1), broker(2, 1, { subnetId: "subnet-other" })];
        const __places = [place("brokers[0]", 1), place("brokers[1]", 1, { subnetId: "subnet-other" })];
        expect(check(STEP, layout(brokers, { __places })).inputs.loadBalancerSubnets).to.deep.equal(["subnet-1"]);
        const asked = [...__places, place("subnetIds[0]", 1, { subnetId: "subnet-asked" }), place("subnetIds[1]", 2)];
        const { inputs } = check(STEP, layout(brokers, { __places: asked, subnetIds: ["subnet-asked", "subnet-2"] }));
        expect(inputs.loadBalancerSubnets).to.deep.equal(["subnet-asked", "subnet-2"]);
        expect(inputs.availabilityZones, "a zone without a broker").to.deep.equal(["use1-az1"]);
    });

    const servers = [{ key: "shop", ip: "10.0.1.50", port: 5432, listenerPort: 5432 }];
    const moved = (zones: number[]): Fields => ({ servers, __serverPlaces: zones.map(zone => place("servers.shop", zone)) });

    it("PrivateLinkLayout keeps the subnets and zones of a server that moves among them", () => {
        const { inputs: before } = check(STEP, layout([], moved([1, 2])));
        expect(before).to.include({ vpcId: "vpc-1", region: "us-east-1" });
        expect(before.availabilityZones).to.deep.equal(["use1-az1", "use1-az2"]);
        const after = check(STEP, layout([], { ...moved([1, 2]), servers: [{ ...servers[0], ip: "10.0.2.50" }] }), before);
        expect(after.failures).to.be.empty;
        expect(after.inputs.loadBalancerSubnets).to.deep.equal(before.loadBalancerSubnets);
    });

    it("PrivateLinkLayout is unknown in a preview that does not know the subnets of a server", () => {
        const { inputs, failures } = check(STEP, layout([], { servers, __serverPlaces: UNKNOWN }));
        expect(failures).to.be.empty;
        expect(inputs).to.include({ vpcId: UNKNOWN, loadBalancerSubnets: UNKNOWN, availabilityZones: UNKNOWN });
    });

    it("PrivateLinkLayout refuses a listener of a server on a port that a broker's listener had", () => {
        const { inputs: before } = check(STEP, layout(THREE));
        const shop = [{ ...servers[0], listenerPort: 9101 }];
        const { failures } = check(STEP, layout([broker(0, 1), broker(3, 2)], { ...moved([1]), servers: shop }), before);
        expect(failures.map(({ reason }) => reason)).to.match(
            /the listener of servers\.shop would take port 9101 over from that of broker 101/u,
        );
    });

    it("PrivateLinkLayout gives the connection only availabilityZones, and the load balancer the subnets of all zones", () => {
        const { inputs } = check(STEP, layout(THREE, { __zones: ["use1-az1", "use1-az2"] }));
        expect(inputs.availabilityZones).to.deep.equal(["use1-az1", "use1-az2"]);
        expect(inputs.loadBalancerSubnets).to.deep.equal(["subnet-1", "subnet-2", "subnet-4"]);
        const unknown = check(STEP, layout(THREE, { __zones: [UNKNOWN] }));
        expect(unknown.failures).to.be.empty;
    });

    it("PrivateLinkLayout keeps the subnets of the load balancer, since losing one replaces it", () => {
        const { inputs: before } = check(STEP, layout(THREE));
        const { inputs: fewer } = check(STEP, layout(THREE.slice(0, 2)), before);
        expect(fewer.loadBalancerSubnets).to.deep.equal(before.loadBalancerSubnets);
        expect(fewer.availabilityZones).to.deep.equal(["use1-az1", "use1-az2"]);
        const { inputs: grown } = check(STEP, layout([...THREE, broker(7, 5)]), fewer);
        expect(grown.loadBalancerSubnets).to.deep.equal(["subnet-1", "subnet-2", "subnet-4", "subnet-5"]);
        const elsewhere = { __places: [place("brokers[0]", 6, { vpcId: "vpc-2" })] };
        expect(check(STEP, layout([broker(1, 6)], elsewhere), grown).inputs.loadBalancerSubnets).to.deep.equal(["subnet-6"]);
    });

    it("PrivateLinkLayout gives Materialize no zones across regions, and supports its region", () => {
        const west = { host: "abc.us-west-2.aws.materialize.cloud" };
        const { inputs, failures } = check(STEP, layout(THREE, { materializeRegion: "us-west-2" }), {}, west);
        expect(failures).to.be.empty;
        expect(inputs).to.deep.include({
            acrossRegions: true,
            availabilityZones: [],
            supportedRegions: ["us-east-1", "us-west-2"],
        });
    });

    it("PrivateLinkLayout does not treat the brokers' region as another one", () => {
        const { inputs } = check(STEP, layout(THREE, { materializeRegion: "us-east-1" }), {}, cloud);
        expect(inputs).to.deep.include({ acrossRegions: false, supportedRegions: [] });
    });

    it("PrivateLinkLayout accepts one host on two ports, and hosts that are unknown", () => {
        const ports = [broker(1, 1), broker(2, 2, { host: "b-1.example.com", port: 9097 })];
        expect(refusals(STEP, layout(ports))).to.be.empty;
        expect(refusals(STEP, layout([1, 2].map(id => broker(id, id, { host: UNKNOWN, ip: UNKNOWN }))))).to.be.empty;
    });

    it("PrivateLinkLayout returns the known outputs while a subnet is unknown", () => {
        const __places = [
            place("brokers[0]", 1),
            { of: "brokers[1]", subnetId: UNKNOWN, zone: UNKNOWN, vpcId: UNKNOWN, arn: UNKNOWN },
        ];
        const { inputs, failures } = check(STEP, layout([broker(1, 1), broker(2, 2, { subnetId: UNKNOWN })], { __places }));
        expect(failures).to.be.empty;
        expect(inputs).to.deep.include({ vpcId: "vpc-1", acrossRegions: false, supportedRegions: [] });
        expect(inputs).to.include({ loadBalancerSubnets: UNKNOWN, availabilityZones: UNKNOWN });
    });
});

const REGISTRY = { ip: "10.0.1.9", port: 8081, subnetId: "subnet-1" };
const across = { materializeRegion: "eu-west-1" };
const zones = (...names: string[]): Fields => ({
    ...across,
    __places: names.map((zone, at) => place(`brokers[${String(at)}]`, zone)),
});

const REFUSED: readonly (readonly [what: string, args: Fields, sentence: RegExp])[] = [
    ["no brokers", layout([]), /^brokers takes at least 1 item$/u],
    ["an id that is no number", layout([broker(1, 1, { id: "1" })]), /^brokers\[0\]\.id takes a whole number, not a string$/u],
    [
        "a misspelt argument of a broker",
        layout([broker(1, 1, { instanceID: "i-1" })]),
        /^brokers\[0\]\.instanceID is not an argument; did you mean instanceId\?$/u,
    ],
    [
        "a host with its port",
        layout([broker(1, 1, { host: "b-1.example.com:9096" })]),
        /^brokers\[0\]\.host takes a host such as "b-1\.example\.com", without protocol and port$/u,
    ],
    [
        "what is no address",
        layout([broker(1, 1, { ip: "10.0.1.280" })]),
        /^brokers\[0\]\.ip takes an IPv4 address such as "10\.0\.1\.10"$/u,
    ],
    [
        "a registry at a name",
        layout([broker(1, 1)], { schemaRegistry: { ...REGISTRY, ip: "registry.internal" } }),
        /^schemaRegistry\.ip takes an IPv4 address such as "10\.0\.1\.10"$/u,
    ],
    [
        "one host and port of two brokers",
        layout([broker(1, 1), broker(2, 2, { host: "b-1.example.com" })]),
        /^brokers\[1\]\.host is b-1\.example\.com:9096, as that of brokers\[0\] is: give each broker the host and port/u,
    ],
    [
        "two VPCs",
        layout([broker(1, 1), broker(2, 2)], { __places: [place("brokers[0]", 1), place("brokers[1]", 2, { vpcId: "vpc-2" })] }),
        /subnet of brokers\[1\] is in vpc-2, and that of brokers\[0\] in vpc-1/u,
    ],
    [
        "a zone that is not served",
        layout([broker(1, 1), broker(2, 3)], zones("use1-az1", "use1-az3")),
        /brokers\[1\] is in the zone use1-az3, which AWS does not serve across regions/u,
    ],
    [
        "a zone of the connection in which the load balancer has no subnet",
        layout([broker(1, 1), broker(2, 2)], { __zones: ["use1-az1", "use1-az6"] }),
        /^availabilityZones has use1-az6, and the load balancer has subnets in use1-az1, use1-az2 alone: give a subnet in use1-az6 as subnetIds/u,
    ],
    [
        "zones of the connection across regions",
        layout([broker(1, 1), broker(2, 2)], { ...zones("use1-az1", "use1-az2"), __zones: ["use1-az1"] }),
        /^availabilityZones is for targets in the region of Materialize/u,
    ],
    [
        "one zone alone",
        layout([broker(1, 1)], zones("use1-az1")),
        /needs subnets in two zones, and use1-az1 is the only one: give one in another zone as subnetIds/u,
    ],
];

describe("arguments that PrivateLinkLayout refuses", () => {
    for (const [what, args, sentence] of REFUSED) {
        it(`PrivateLinkLayout refuses ${what}`, () => {
            expect(refusals(STEP, args)).to.have.length(1);
            expect(refusals(STEP, args)[0]).to.match(sentence);
        });
    }

    it("PrivateLinkLayout refuses a missing or wrong materializeRegion, according to the host name", () => {
        const ireland = { host: "abc.eu-west-1.aws.materialize.cloud" };
        expect(refusals(STEP, layout(THREE), ireland)).to.deep.equal([
            'materializeRegion is missing: the targets are in us-east-1 and Materialize is in eu-west-1; write "eu-west-1"',
        ]);
        expect(refusals(STEP, layout(THREE, { materializeRegion: "us-west-2" }), ireland)).to.deep.equal([
            'materializeRegion is "us-west-2", but Materialize is in eu-west-1: write "eu-west-1"',
        ]);
        expect(refusals(STEP, layout(THREE, { materializeRegion: "us-west-2" }), cloud)).to.deep.equal([
            'materializeRegion is "us-west-2", but Materialize is in us-east-1: leave it out',
        ]);
    });

    it("PrivateLinkLayout refuses another subnet in a zone of the load balancer, which would replace it", () => {
        const asked = (subnetId: string): Fields => {
            const { __places: places } = layout(THREE);
            const more = place("subnetIds[0]", 1, { subnetId });
            return layout(THREE, { subnetIds: [subnetId], __places: [...(places as Fields[]), more] });
        };
        const { inputs: before } = check(STEP, layout(THREE));
        expect(check(STEP, asked("subnet-1"), before).failures).to.be.empty;
        expect(check(STEP, asked("subnet-other"), before).failures.map(({ reason }) => reason)).to.deep.equal([
            "subnetIds[0] is subnet-other, and in its zone use1-az1 the load balancer has subnet-1, which AWS does not let go while an endpoint service uses it: leave subnetIds[0] out, or give this PrivateLinkNetwork another name, which recreates it",
        ]);
    });

    it("PrivateLinkLayout refuses a port that another listener had, since AWS has both for some time", () => {
        const { inputs: before } = check(STEP, layout(THREE, { schemaRegistry: REGISTRY }));
        const again = (brokers: Fields[], more: Fields = {}): string[] =>
            check(STEP, layout(brokers, more), before).failures.map(({ reason }) => reason);
        const [zero, three, last] = THREE as [Fields, Fields, Fields];
        expect(again([zero, broker(3, 2, { listenerPort: 9500 }), last]), "a port of its own").to.be.empty;
        expect(again([zero, last, broker(7, 2, { listenerPort: 9003 })])).to.deep.equal([
            "the listener of broker 7 would take port 9003 over from that of broker 3, and AWS creates the one before it deletes the other: give broker 7 another listenerPort, or let a `pulumi up` free the port first",
        ]);
        expect(again([{ ...zero, listenerPort: 9003 }, { ...three, listenerPort: 9000 }, last]), "changed about").to.have.length(
            2,
        );
        expect(again([...THREE, broker(7, 2, { listenerPort: 8081 })])).to.match(/broker 7.*8081.*that of the schema registry/u);
        expect(again([zero, three], { schemaRegistry: { ...REGISTRY, port: 9101 } })).to.have.length(1);
    });

    it("PrivateLinkLayout refuses an AWS provider with access keys", () => {
        expect(refusals(STEP, layout(THREE, { __aws: { hasKeys: true } }))[0]).to.match(
            /access keys, which would stand in the state/u,
        );
    });
});
