import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { MskPublicCluster, SshBastionNetwork } from "../../../components";
import type { Fields } from "../../../provider/values/value";
import { useLocalMaterialize } from "../localMaterialize";
import { of, run } from "./support";

const bastion = (subnetId: pulumi.Input<string>) =>
    new SshBastionNetwork("orders", { subnetId, brokerSecurityGroupId: "sg-kafka", ports: [9092], cidrs: ["203.0.113.64/30"] });

const cluster = (...subnetIds: pulumi.Input<string>[]) =>
    new MskPublicCluster("clicks", {
        ...{ vpcId: "vpc-main", subnetIds, kafkaVersion: "3.6.0", instanceType: "kafka.m5.large" },
        ...{ users: { reader: "hunter2" }, adminCidrs: ["198.51.100.7/32"] },
        acls: [{ user: "reader", topic: "clicks", operations: ["READ"] }],
    });

/** A resource of the program, such as a subnet or a route. */
class Made extends pulumi.CustomResource {
    constructor() {
        super("example:index:Made", "made", {});
    }
}

/** The properties of a route that the AWS provider gives as empty strings. */
const NONE = {
    cidrBlock: "",
    ipv6CidrBlock: "",
    destinationPrefixListId: "",
    gatewayId: "",
    natGatewayId: "",
    vpcEndpointId: "",
};
const PUBLIC = { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" };
const NAT = { cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" };

/** Answers the lookups of a VPC whose subnets have tables of the given routes; `main` is the table of the others. */
function vpc(tables: Readonly<Record<string, readonly object[]>>) {
    return (token: string, inputs: Fields): Fields | undefined => {
        const filters = (inputs.filters ?? []) as { name: string; values: string[] }[];
        const valueOf = (name: string): string => filters.find(one => one.name === name)?.values.join() ?? "";
        if (token.endsWith("getRouteTables")) {
            const id = valueOf("association.main") === "true" ? "main" : valueOf("association.subnet-id");
            return { ids: id in tables ? [`rtb-${id}`] : [] };
        }
        if (!token.endsWith("getRouteTable")) return undefined;
        const routes = tables[String(inputs.routeTableId).replace("rtb-", "")] ?? [];
        return { routes: routes.map(route => ({ ...NONE, ...route })) };
    };
}

/** Runs a program, and also returns the warnings that it prints. */
async function outcome(program: () => unknown, answer: ReturnType<typeof vpc>, isPreview = true) {
    const warnings: string[] = [];
    const print = console.warn;
    console.warn = (line: string) => void warnings.push(line.replace(/^warning: \[runtime\] /u, ""));
    try {
        const { refused, looked, made } = await run(program, { isPreview, answer });
        const lookups = (name: string): Fields[] => looked.filter(({ token }) => String(token).includes(name));
        return { refused, warnings, made, tables: lookups("getRouteTable"), subnets: lookups("getSubnet") };
    } finally {
        console.warn = print;
    }
}

const onlyRoute = (route: object) => vpc({ "subnet-a": [route] });

const REFUSED: readonly (readonly [what: string, routes: readonly object[], does: string])[] = [
    ["has only local routes", [], "has no route for 0.0.0.0/0"],
    ["leads to a NAT gateway", [NAT], "sends 0.0.0.0/0 to nat-1"],
    ["leads to a VPN", [{ cidrBlock: "0.0.0.0/0", gatewayId: "vgw-1" }], "sends 0.0.0.0/0 to vgw-1"],
    ["leads out only for IPv6", [{ ipv6CidrBlock: "::/0", gatewayId: "igw-1" }], "has no route for 0.0.0.0/0"],
    ["has an endpoint of S3", [{ destinationPrefixListId: "pl-1", vpcEndpointId: "vpce-1" }], "has no route for 0.0.0.0/0"],
];

const ALLOWED: readonly (readonly [what: string, routes: readonly object[]])[] = [
    ["leads to an internet gateway", [NAT, PUBLIC]],
    ["leads there for some addresses", [NAT, { cidrBlock: "203.0.113.0/24", gatewayId: "igw-1" }]],
    ["leads there for a prefix list", [{ destinationPrefixListId: "pl-1", gatewayId: "igw-1" }]],
    ["leads to the endpoint of a firewall", [{ cidrBlock: "0.0.0.0/0", vpcEndpointId: "vpce-1" }]],
];

describe("subnets that need a route to the internet", () => {
    useLocalMaterialize();

    for (const [what, routes, does] of REFUSED) {
        it(`SshBastionNetwork refuses a subnet whose route table ${what}`, async () => {
            const { refused, made } = await outcome(() => bastion("subnet-a"), vpc({ "subnet-a": routes }));
            expect(refused).to.deep.equal([
                `subnetId is subnet-a, whose route table rtb-subnet-a ${does}, so Materialize cannot reach the bastion: give a subnet that has a route for 0.0.0.0/0 to an internet gateway, or add the route first. If this program adds it, make the id an output of the route: route.id.apply(() => "subnet-a")`,
            ]);
            for (const type of ["Eip", "Instance", "SecurityGroup"]) expect(of(made, type), type).to.deep.equal([]);
        });
    }

    for (const [what, routes] of ALLOWED) {
        it(`SshBastionNetwork accepts a subnet whose route table ${what}`, async () => {
            const { refused, warnings, made } = await outcome(() => bastion("subnet-a"), vpc({ "subnet-a": routes, main: [] }));
            expect([...refused, ...warnings]).to.deep.equal([]);
            expect(of(made, "Instance")).to.have.length(1);
        });
    }

    it("SshBastionNetwork refuses a subnet of the main route table, which it names, also in an up without a preview", async () => {
        const { refused } = await outcome(() => bastion("subnet-a"), vpc({ main: [NAT] }), false);
        expect(refused.join()).to.contain("whose route table rtb-main (the main one of vpc-main) sends 0.0.0.0/0 to nat-1, so");
        const accepted = await outcome(() => bastion("subnet-a"), vpc({ main: [PUBLIC] }));
        expect(accepted.refused).to.deep.equal([]);
        expect(accepted.subnets, "lookups of the subnet").to.have.length(1);
    });

    it("SshBastionNetwork warns of a route through a network interface, which may be a firewall or a NAT instance", async () => {
        const route = { cidrBlock: "0.0.0.0/0", networkInterfaceId: "eni-1", instanceId: "" };
        const { refused, warnings } = await outcome(() => bastion("subnet-a"), onlyRoute(route));
        expect(refused).to.deep.equal([]);
        expect(warnings).to.deep.equal([
            "subnetId is subnet-a, whose route table rtb-subnet-a sends 0.0.0.0/0 to eni-1; Materialize cannot reach the bastion unless that is a firewall in front of an internet gateway",
        ]);
    });

    it("MskPublicCluster refuses each subnet that is not public, before it creates anything", async () => {
        const { refused, made } = await outcome(() => cluster("subnet-a", "subnet-b"), vpc({ "subnet-a": [PUBLIC], main: [] }));
        expect(refused).to.have.length(1);
        expect(refused[0]).to.match(
            /^subnetIds\[1\] is subnet-b, whose route table rtb-main .* has no route for .*, so AWS does not make the cluster public: /u,
        );
        for (const type of ["Cluster", "Configuration", "Key", "SecurityGroup", "Secret"])
            expect(of(made, type), type).to.deep.equal([]);
        expect((await outcome(() => cluster("subnet-a", "subnet-b"), vpc({ main: [] }))).refused).to.have.length(2);
    });

    it("MskPublicCluster prints one warning if AWS denies the lookups, and refuses nothing", async () => {
        const deny = (token: string): Fields | undefined => {
            if (!token.endsWith("getRouteTables")) return undefined;
            throw Object.assign(new Error(), { details: "api error UnauthorizedOperation:\n\tnot you" });
        };
        const { refused, warnings, made } = await outcome(() => cluster("subnet-a", "subnet-b"), deny);
        expect(refused).to.deep.equal([]);
        expect(of(made, "Cluster")).to.have.length(1);
        expect(warnings).to.have.length(1);
        expect(warnings[0])
            .to.contain("cannot check that subnetIds[0], subnetIds[1] have a route to an internet gateway: ")
            .and.to.contain("allow ec2:DescribeSubnets and ec2:DescribeRouteTables (")
            .and.to.contain("UnauthorizedOperation: not you");
    });

    it("A subnet that the program makes is warned of in a preview, and not looked up in an up, which may add its route later", async () => {
        const made = () => bastion(new Made().id.apply(() => "subnet-a"));
        const preview = await outcome(made, onlyRoute(NAT));
        expect(preview.refused).to.deep.equal([]);
        expect(preview.warnings).to.deep.equal([
            "subnetId is subnet-a, whose route table rtb-subnet-a sends 0.0.0.0/0 to nat-1; Materialize cannot reach the bastion until it has a route for 0.0.0.0/0 to an internet gateway",
        ]);
        const up = await outcome(made, onlyRoute(NAT), false);
        expect([...up.refused, ...up.warnings, ...up.tables]).to.deep.equal([]);
    });

    it("A subnet of another stack is refused like one that is written in the program", async () => {
        const program = () => {
            const stack = new pulumi.StackReference("example/network/test");
            return bastion(pulumi.output(stack.name).apply(() => "subnet-a"));
        };
        expect((await outcome(program, onlyRoute(NAT))).refused).to.have.length(1);
    });

    it("A subnet that the preview does not know is not looked up", async () => {
        const program = () => bastion(new Made().id.apply(() => pulumi.unknown as string));
        const { refused, warnings, tables } = await outcome(program, onlyRoute(NAT));
        expect([...refused, ...warnings, ...tables]).to.deep.equal([]);
    });
});
