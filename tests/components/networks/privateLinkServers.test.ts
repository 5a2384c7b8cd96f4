import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { PrivateLinkNetwork, type PrivateLinkNetworkArgs } from "../../../components";
import { of, only, run, valueOf } from "./support";

const brokers = [{ id: 1, host: "b-1.example.com", port: 9096, ip: "10.0.1.10", subnetId: "subnet-a" }];

describe("PrivateLinkNetwork with servers", () => {
    const database = { ip: "10.0.1.50", port: 5432, subnetIds: ["subnet-a", "subnet-b"], securityGroupId: "sg-db" };
    const toServers = (servers: Readonly<Record<string, object>>, more: Partial<PrivateLinkNetworkArgs> = {}) =>
        run(() => new PrivateLinkNetwork("orders", { servers, ...more } as PrivateLinkNetworkArgs));

    it("PrivateLinkNetwork leads to servers without brokers, on their own ports", async () => {
        const erp = { ...database, instanceId: "i-1", ip: undefined, port: 1433, listenerPort: 9433, securityGroupId: "sg-erp" };
        const { made, refused, result } = await toServers({ shop: database, erp });
        expect(refused).to.deep.equal([]);
        expect(of(made, "Listener").map(({ name, inputs }) => [name, inputs.port])).to.deep.equal([
            ["orders-server-shop", 5432],
            ["orders-server-erp", 9433],
        ]);
        expect(of(made, "TargetGroupAttachment").map(({ inputs }) => [inputs.targetId, inputs.port])).to.deep.equal([
            ["10.0.1.50", 5432],
            ["10.0.9.9", 1433],
        ]);
        const admitted = of(made, "SecurityGroupIngressRule").map(({ name, inputs }) => [
            name,
            inputs.securityGroupId,
            inputs.fromPort,
        ]);
        expect(admitted).to.deep.equal([
            ["orders-5432", "sg-db", 5432],
            ["orders-server-erp-1433", "sg-erp", 1433],
        ]);
        expect(result.brokers).to.deep.equal([]);
        expect(Object.entries(result.servers).map(([key, { port }]) => [key, port])).to.deep.equal([
            ["shop", 5432],
            ["erp", 9433],
        ]);
        expect(await valueOf(result.servers.shop?.connection.qualifiedName ?? pulumi.output(""))).to.contain(
            "orders_privatelink",
        );
    });

    it("PrivateLinkNetwork has a subnet in each zone that a server can move to, also if the subnets are outputs", async () => {
        for (const subnetIds of [database.subnetIds, pulumi.output(database.subnetIds)]) {
            const { made } = await toServers({ shop: { ...database, subnetIds } });
            expect(only(made, "LoadBalancer").subnets).to.deep.equal(["subnet-a", "subnet-b"]);
            expect(only(made, "AwsPrivatelinkConnection").availabilityZones).to.deep.equal(["use1-az1", "use1-az2"]);
        }
    });

    it("PrivateLinkNetwork adds servers to brokers without a change of the brokers", async () => {
        const toBrokers = { brokers, brokerSecurityGroupId: "sg-kafka" };
        const without = await run(() => new PrivateLinkNetwork("orders", toBrokers));
        const { made } = await toServers({ shop: database }, toBrokers);
        const inputs = (all: typeof made, type: string) =>
            of(all, type).filter(({ name }) => !name.includes("shop") && !name.includes("5432"));
        for (const type of [
            "TargetGroup",
            "TargetGroupAttachment",
            "Listener",
            "SecurityGroupEgressRule",
            "SecurityGroupIngressRule",
        ])
            expect(inputs(made, type), type).to.deep.equal(inputs(without.made, type));
        expect(of(made, "Listener")).to.have.length(2);
    });

    it("PrivateLinkNetwork reports servers that are not valid", async () => {
        const refused = async (server: object, more: object = {}) =>
            (await toServers({ shop: { ...database, ...server } }, more)).refused;
        expect(await refused({ instanceId: "i-1" })).to.deep.equal(["servers.shop takes exactly one of ip and instanceId"]);
        expect(await refused({ port: 70_000 })).to.deep.equal([
            "servers.shop.port takes a whole number from 1 to 65535, not 70000",
        ]);
        expect(await refused({ subnetIds: [] })).to.deep.equal(["servers.shop.subnetIds takes at least 1 of subnets"]);
        expect(await refused({ securityGroupId: undefined })).to.deep.equal(["servers.shop.securityGroupId is missing"]);
        expect((await toServers([] as never)).refused).to.deep.equal([
            "servers takes { <key>: { ip, port, subnetIds, securityGroupId } }, not a list",
        ]);
        expect((await run(() => new PrivateLinkNetwork("orders", {}))).refused).to.deep.equal([
            "brokers is missing: give brokers, or other servers as servers",
        ]);
        expect((await toServers({ one: database, two: database })).refused).to.deep.equal([
            "the listeners of servers.one and of servers.two are both on port 5432: set listenerPort of one server",
        ]);
    });
});
