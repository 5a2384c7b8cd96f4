import type { LocalAws } from "../..";
import type { JsonObject } from "../../provider/values";
import { callPlugin, tryCreate, createBrokerListener, create, createPrivateLinkNetwork } from "../../support";
import type { RuleCase } from ".";

const NETWORK = { loadBalancerType: "network", internal: true };
const GROUP = { port: 9096, protocol: "TCP", targetType: "ip", vpcId: "vpc-main" };
const forward = (arn: string): JsonObject[] => [{ type: "forward", targetGroupArn: arn }];

const createLoadBalancer = (aws: LocalAws, args: JsonObject = {}) =>
    tryCreate(aws, "lb.LoadBalancer", { ...NETWORK, subnets: ["subnet-a"], ...args });
const createTargetGroup = (aws: LocalAws, args: JsonObject = {}) => tryCreate(aws, "lb.TargetGroup", { ...GROUP, ...args });
const attachTarget = async (aws: LocalAws, targetId: string, rest: JsonObject = {}) =>
    tryCreate(aws, "lb.TargetGroupAttachment", {
        targetGroupArn: await create(aws, "lb.TargetGroup", GROUP),
        targetId,
        port: 9096,
        ...rest,
    });
const createListener = (aws: LocalAws, loadBalancerArn: string, port: number, group: string) =>
    tryCreate(aws, "lb.Listener", { loadBalancerArn, port, protocol: "TCP", defaultActions: forward(group) });

async function runBoth(first: Promise<unknown>, second: () => ReturnType<typeof tryCreate>): ReturnType<typeof tryCreate> {
    await first;
    return second();
}

/** A balancer with as many listeners. */
async function fillListeners(aws: LocalAws, count: number): Promise<string> {
    const { id = "" } = await createLoadBalancer(aws);
    for (let n = 0; n < count; n++) await createBrokerListener(aws, id, n, "10.0.1.11");
    return id;
}

const HEALTH = { protocol: "TCP", port: "traffic-port" };

export const LOAD_BALANCING_CASES: Readonly<Record<string, RuleCase>> = {
    "a load balancer's name is short and plain": {
        message: /^"name" cannot be longer than 32 characters$/mu,
        comply: aws => createLoadBalancer(aws, { name: "x".repeat(32) }),
        violate: aws => createLoadBalancer(aws, { name: "x".repeat(33) }),
    },
    "a load balancer's name does not begin with internal-": {
        message: /"name" cannot begin with "internal-"/u,
        violate: aws => createLoadBalancer(aws, { name: "internal-kafka" }),
    },
    "a load balancer's name is its own": {
        message: /ELBv2 Load Balancer \(kafka\) already exists/u,
        violate: aws => runBoth(createLoadBalancer(aws, { name: "kafka" }), () => createLoadBalancer(aws, { name: "kafka" })),
    },
    "one subnet in each zone": {
        message: /cannot be attached to multiple subnets in the same Availability Zone/u,
        comply: aws => createLoadBalancer(aws, { subnets: ["subnet-a", "subnet-b"] }),
        violate: aws => createLoadBalancer(aws, { subnets: ["subnet-a", "subnet-public-a"] }),
    },
    "security groups only from the start": {
        message: /You cannot set security groups on a Network Load Balancer which was created without any security groups/u,
        violate: async aws => {
            const { id = "", outputs = {} } = await createLoadBalancer(aws);
            return callPlugin(aws, "update", "lb.LoadBalancer", {
                id,
                olds: outputs,
                news: { ...NETWORK, subnets: ["subnet-a"], securityGroups: ["sg-app"] },
            });
        },
    },
    "security groups of the same VPC": {
        message: /security groups are invalid/u,
        comply: aws => createLoadBalancer(aws, { securityGroups: ["sg-app"] }),
        violate: aws => createLoadBalancer(aws, { securityGroups: ["sg-west"] }),
    },
    "a load balancer of an endpoint service is not deleted": {
        message: /^ResourceInUse: Load balancer '.*' cannot be deleted because it is currently associated with another service/u,
        violate: async aws =>
            callPlugin(aws, "delete", "lb.LoadBalancer", { id: (await createPrivateLinkNetwork(aws)).balancer }),
    },
    "a target group's name is short and plain": {
        message: /only alphanumeric characters and hyphens allowed in "name"/u,
        violate: aws => createTargetGroup(aws, { name: "brokers_1" }),
    },
    "a target group's name is its own": {
        message: /ELBv2 Target Group \(brokers\) already exists/u,
        violate: aws => runBoth(createTargetGroup(aws, { name: "brokers" }), () => createTargetGroup(aws, { name: "brokers" })),
    },
    "a public address is no target": { message: /8\.8\.8\.8/u, violate: aws => attachTarget(aws, "8.8.8.8") },
    "an address outside of the VPC names a zone": {
        message:
            /You must specify a valid Availability Zone or select 'all' .* since the IP address '10\.9\.0\.1' is outside the VPC/u,
        comply: aws => attachTarget(aws, "10.9.0.1", { availabilityZone: "all" }),
        violate: aws => attachTarget(aws, "10.9.0.1"),
    },
    "an address inside of the VPC is not in all zones": {
        message:
            /The IP address '10\.0\.2\.11' is within the VPC, and cannot have its Availability Zone overridden to 'all' from 'us-east-1b'/u,
        comply: aws => attachTarget(aws, "10.0.2.11"),
        violate: aws => attachTarget(aws, "10.0.2.11", { availabilityZone: "all" }),
    },
    "a target group has a port, a protocol and a VPC": {
        message: /Attribute "vpc_id" must be specified when "target_type" is "ip"/u,
        violate: aws => tryCreate(aws, "lb.TargetGroup", { port: 9096, protocol: "TCP", targetType: "ip" }),
    },
    "a health check's numbers are in their ranges": {
        message: /expected health_check\.0\.interval to be in the range \(5 - 300\), got 4/u,
        comply: aws => createTargetGroup(aws, { healthCheck: { ...HEALTH, interval: 5, timeout: 2 } }),
        violate: aws => createTargetGroup(aws, { healthCheck: { ...HEALTH, interval: 4 } }),
    },
    "a TCP check has no path and no matcher": {
        message: /Attribute "health_check\.path" cannot be specified when "health_check\.protocol" is "TCP"/u,
        violate: aws => createTargetGroup(aws, { healthCheck: { ...HEALTH, path: "/" } }),
    },
    "a check ends before the next begins": {
        message: /Health check timeout '10' must be smaller than the interval '10'/u,
        comply: aws => createTargetGroup(aws, { healthCheck: { ...HEALTH, interval: 10, timeout: 9 } }),
        violate: aws => createTargetGroup(aws, { healthCheck: { ...HEALTH, interval: 10, timeout: 10 } }),
    },
    "a group that a listener uses is not deleted": {
        message: /^ResourceInUse: Target group '.*' is currently in use by a listener or a rule/u,
        violate: async aws =>
            callPlugin(aws, "delete", "lb.TargetGroup", { id: (await createPrivateLinkNetwork(aws)).groups[0] ?? "" }),
    },
    "target groups of the same VPC": {
        message: /is not in the load balancer's VPC/u,
        violate: async aws => {
            const other = await create(aws, "ec2.Vpc", { cidrBlock: "10.20.0.0/16" });
            return createListener(
                aws,
                (await createLoadBalancer(aws)).id ?? "",
                9001,
                await create(aws, "lb.TargetGroup", { ...GROUP, vpcId: other }),
            );
        },
    },
    "a TCP listener forwards to TCP groups": {
        message: /incompatible protocols/u,
        violate: async aws =>
            createListener(
                aws,
                (await createLoadBalancer(aws)).id ?? "",
                9001,
                await create(aws, "lb.TargetGroup", { ...GROUP, protocol: "TLS" }),
            ),
    },
    "a listener's port is its own": {
        message: /^DuplicateListener: A listener already exists on this port for this load balancer 'arn:/u,
        violate: async aws => {
            const { balancer: id, groups } = await createPrivateLinkNetwork(aws);
            return createListener(aws, id, 9001, groups[1] ?? "");
        },
    },
    "no more than 50 listeners": {
        message: /^TooManyListeners/u,
        comply: async aws => createListener(aws, await fillListeners(aws, 49), 1, await create(aws, "lb.TargetGroup", GROUP)),
        violate: async aws => createListener(aws, await fillListeners(aws, 50), 1, await create(aws, "lb.TargetGroup", GROUP)),
    },
    "a target group belongs to one load balancer": {
        message:
            /^TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: arn:/u,
        violate: async aws => {
            const { groups } = await createPrivateLinkNetwork(aws);
            return createListener(aws, (await createLoadBalancer(aws)).id ?? "", 9001, groups[0] ?? "");
        },
    },
};
