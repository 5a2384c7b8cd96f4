import { expect } from "chai";
import { timeLimit } from "../server";

import { type JoinedPair, startJoinedPair, useAws } from "./support/aws";
import { ok, Stack } from "./support/stack";

/** PrivateLink to two self-hosted brokers in one program: outputs of Materialize are inputs of AWS and the other way round. */
const PROGRAM = `
const aws = require("@pulumi/aws");
const port = { ipProtocol: "tcp", fromPort: 9096, toPort: 9096 };
const group = new aws.ec2.SecurityGroup("nlb", { vpcId: "vpc-main" });
const out = new aws.vpc.SecurityGroupEgressRule("out", { securityGroupId: group.id, referencedSecurityGroupId: "sg-kafka", ...port });
const into = new aws.vpc.SecurityGroupIngressRule("into", { securityGroupId: "sg-kafka", referencedSecurityGroupId: group.id, ...port });
const balancer = new aws.lb.LoadBalancer("brokers", {
    loadBalancerType: "network", internal: true, subnets: ["subnet-a", "subnet-b", "subnet-c"], securityGroups: [group.id],
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
});
const ids = [1, 2, 3];
const listeners = ids.map(id => {
    const targets = new aws.lb.TargetGroup("broker-" + id, {
        port: 9096, protocol: "TCP", targetType: "ip", vpcId: "vpc-main", healthCheck: { protocol: "TCP", port: "traffic-port" },
    });
    const attachment = new aws.lb.TargetGroupAttachment("broker-" + id, { targetGroupArn: targets.arn, targetId: "10.0." + id + ".10" });
    return new aws.lb.Listener("broker-" + id, {
        loadBalancerArn: balancer.arn, port: 9000 + id, protocol: "TCP", defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
    }, { dependsOn: attachment });
});
const service = new aws.ec2.VpcEndpointService("service", { networkLoadBalancerArns: [balancer.arn], acceptanceRequired: false }, { dependsOn: listeners });
const zones = ["use1-az1", "use1-az2", "use1-az4"];
const link = new materialize.AwsPrivatelinkConnection("link", { serviceName: service.serviceName, availabilityZones: zones });
const allowed = new aws.ec2.VpcEndpointServiceAllowedPrinciple("materialize", { vpcEndpointServiceId: service.id, principalArn: link.principal });
const password = new materialize.Secret("password", { value: config.requireSecret("password") });
const kafka = new materialize.KafkaConnection("kafka", {
    brokers: ids.map(id => ({
        address: "kafka-" + id + ".internal:9096",
        privateLink: { connection: link, port: (config.getNumber("first") ?? 9001) + id - 1, availabilityZone: zones[id - 1] },
    })),
    sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
}, { dependsOn: [allowed, out, into] });
new materialize.KafkaSource("events", { connection: kafka, topic: "events", format: { json: {} }, cluster: "quickstart" });`;

describe("the local AWS and the local Materialize with the engine", function () {
    this.timeout(timeLimit("5m"));
    const stack = new Stack("joined").program(PROGRAM);
    let pair: JoinedPair;

    before(async () => {
        pair = await startJoinedPair();
        await useAws(stack, pair.aws).configure({
            ...pair.settings,
            "joined:password": { secret: "hunter2" },
            "joined:first": "9002",
        });
    });
    after(async () => {
        stack.remove();
        await pair.close();
    });

    it("A wrong port fails with the error message of Materialize", async () => {
        const { code, output } = await stack.up();
        expect(code).not.to.equal(0);
        expect(output).to.contain("Broker transport failure");
    });

    it("One up creates a PrivateLink network and a source with the right port", async () => {
        await stack.configure({ "joined:first": "9001" });
        ok(await stack.up());
        expect(pair.aws.world.all("endpointConnection").map(({ props }) => props.state)).to.deep.equal(["accepted"]);
        ok(await stack.preview("--expect-no-changes"));
    });

    it("One destroy removes the PrivateLink network and the source", async () => {
        ok(await stack.destroy());
        expect(pair.aws.world.all("endpointConnection")).to.be.empty;
        expect(pair.aws.world.all("endpointService")).to.be.empty;
    });
});
