import { expect } from "chai";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startAws } from ".";
import { callPlugin, create } from "./support";

describe("the state of the local AWS", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "aws-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    it("The local AWS keeps its state in a file that other users cannot read", async () => {
        const state = join(folder, "world.state.json");
        const first = await startAws({ state });
        const id = await create(first, "ec2.SecurityGroup", { vpcId: "vpc-main", description: "kept" });
        await first.close();
        expect(statSync(state).mode & 0o077).to.equal(0);
        const second = await startAws({ state });
        expect(second.world.find("securityGroup", id)?.props.description).to.equal("kept");
        await second.close();
    });

    it("The local AWS has separate resources in each region", async () => {
        const aws = await startAws();
        const west = await create(aws, "ec2.SecurityGroup", { vpcId: "vpc-west", region: "us-west-2" });
        expect(await callPlugin(aws, "read", "ec2.SecurityGroup", { id: west })).to.deep.equal({});
        expect(await callPlugin(aws, "read", "ec2.SecurityGroup", { id: west, region: "us-west-2" })).to.have.property(
            "id",
            west,
        );
        const lookup = { token: "aws:ec2/getSubnet:getSubnet", news: { id: "subnet-west-a" } };
        expect((await callPlugin(aws, "invoke", "ec2.GetSubnet", lookup)).error).to.contain("no matching EC2 Subnet found");
        const inWest = { ...lookup, news: { ...lookup.news, region: "us-west-2" } };
        expect((await callPlugin(aws, "invoke", "ec2.GetSubnet", inWest)).outputs).to.have.property(
            "availabilityZoneId",
            "usw2-az1",
        );
        await aws.close();
    });

    it("The local AWS has a route table for each public subnet, and the main one of a VPC for the others", async () => {
        const aws = await startAws();
        const find = async (filters: Readonly<Record<string, string>>) => {
            const list = Object.entries(filters).map(([name, value]) => ({ name, values: [value] }));
            const token = "aws:ec2/getRouteTables:getRouteTables";
            return (await callPlugin(aws, "invoke", "ec2.GetRouteTables", { token, news: { filters: list } })).outputs?.ids;
        };
        const routesOf = async (routeTableId: string) => {
            const token = "aws:ec2/getRouteTable:getRouteTable";
            return (await callPlugin(aws, "invoke", "ec2.GetRouteTable", { token, news: { routeTableId } })).outputs?.routes;
        };
        expect(await find({ "association.subnet-id": "subnet-public-a" })).to.deep.equal(["rtb-public-a"]);
        expect(await find({ "association.subnet-id": "subnet-a" })).to.deep.equal([]);
        expect(await find({ "vpc-id": "vpc-main", "association.main": "true" })).to.deep.equal(["rtb-main"]);
        expect(await routesOf("rtb-public-a"))
            .to.have.nested.property("[0].gatewayId")
            .that.matches(/^igw-/u);
        expect(await routesOf("rtb-main")).to.deep.equal([]);
        await aws.close();
    });

    it("The description of a world sets the server properties of a cluster's configuration", async () => {
        const subnet = { vpcId: "vpc-1", cidr: "10.0.1.0/24", zone: "us-east-1a", zoneId: "use1-az1" };
        const aws = await startAws({
            world: {
                vpcs: [{ id: "vpc-1", cidr: "10.0.0.0/16" }],
                subnets: [{ id: "subnet-1", ...subnet }],
                securityGroups: [{ id: "sg-1", vpcId: "vpc-1" }],
                mskClusters: [
                    {
                        ...{ name: "named", uuid: "1-2", securityGroups: ["sg-1"], authentication: ["iam"] },
                        ...{ brokers: [{ id: 7, subnetId: "subnet-1", ip: "10.0.1.7" }], properties: "min.insync.replicas=1" },
                    },
                ],
            },
        });
        const arn = aws.world.all("cluster")[0]?.props.configurationInfo?.arn;
        expect(aws.world.find("configuration", arn)?.props.serverProperties).to.equal("min.insync.replicas=1");
        await aws.close();
    });
});
