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

/** Creates a load balancer with a number of listeners. */
async function fillListeners(aws: LocalAws, count: number): Promise<string> {
    const { id = "" } = await createLoadBalancer(aws);
    for (let n = 0; n < count; n++) await createBrokerListener(aws, id, n, "10.0.1.11");
    return id;
}

const HEALTH = { protocol: "TCP", port: "traffic-port" };

export const LOAD_BALANCING_CASES: Readonly<Record<string, RuleCase>> = {
    "The tags of a load balancer have only letters, digits, spaces and some other characters": {
        message: /^ValidationError: The value 'orders \(new\)' of a tag is invalid$/u,
        comply: aws => createLoadBalancer(aws, { tags: { Name: "commandes reçues + 1" } }),
        violate: aws => createLoadBalancer(aws, { tags: { Name: "orders (new)" } }),
    },
    "The name of a load balancer has at most 32 letters, digits and hyphens": {
        message: /^"name" cannot be longer than 32 characters$/mu,
        comply: aws => createLoadBalancer(aws, { name: "x".repeat(32) }),
        violate: aws => createLoadBalancer(aws, { name: "x".repeat(33) }),
    },
    "The name of a load balancer does not begin with internal-": {
        message: /"name" cannot begin with "internal-"/u,
        violate: aws => createLoadBalancer(aws, { name: "internal-kafka" }),
    },
    "The name of a load balancer is unique": {
        message: /ELBv2 Load Balancer \(kafka\) already exists/u,
        violate: aws => runBoth(createLoadBalancer(aws, { name: "kafka" }), () => createLoadBalancer(aws, { name: "kafka" })),
    },
    "A load balancer has at most one subnet in each availability zone": {
        message: /cannot be attached to multiple subnets in the same Availability Zone/u,
        comply: aws => createLoadBalancer(aws, { subnets: ["subnet-a", "subnet-b"] }),
        violate: aws => createLoadBalancer(aws, { subnets: ["subnet-a", "subnet-public-a"] }),
    },
    "A load balancer without security groups cannot get them later": {
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
    "A load balancer and its security groups are in the same VPC": {
        message: /security groups are invalid/u,
        comply: aws => createLoadBalancer(aws, { securityGroups: ["sg-app"] }),
        violate: aws => createLoadBalancer(aws, { securityGroups: ["sg-west"] }),
    },
    "A load balancer of an endpoint service cannot be deleted": {
        message: /^ResourceInUse: Load balancer '.*' cannot be deleted because it is currently associated with another service/u,
        violate: async aws =>
            callPlugin(aws, "delete", "lb.LoadBalancer", { id: (await createPrivateLinkNetwork(aws)).balancer }),
    },
    "The name of a target group has at most 32 letters, digits and hyphens": {
        message: /only alphanumeric characters and hyphens allowed in "name"/u,
        violate: aws => createTargetGroup(aws, { name: "brokers_1" }),
    },
    "The name of a target group is unique": {
        message: /ELBv2 Target Group \(brokers\) already exists/u,
        violate: aws => runBoth(createTargetGroup(aws, { name: "brokers" }), () => createTargetGroup(aws, { name: "brokers" })),
    },
    "A public address cannot be a target": { message: /8\.8\.8\.8/u, violate: aws => attachTarget(aws, "8.8.8.8") },
    "A target outside of the VPC names an availability zone": {
        message:
            /You must specify a valid Availability Zone or select 'all' .* since the IP address '10\.9\.0\.1' is outside the VPC/u,
        comply: aws => attachTarget(aws, "10.9.0.1", { availabilityZone: "all" }),
        violate: aws => attachTarget(aws, "10.9.0.1"),
    },
    "A target inside the VPC cannot be in all availability zones": {
        message:
            /The IP address '10\.0\.2\.11' is within the VPC, and cannot have its Availability Zone overridden to 'all' from 'us-east-1b'/u,
        comply: aws => attachTarget(aws, "10.0.2.11"),
        violate: aws => attachTarget(aws, "10.0.2.11", { availabilityZone: "all" }),
    },
    "A target group has a port, a protocol and a VPC": {
        message: /Attribute "vpc_id" must be specified when "target_type" is "ip"/u,
        violate: aws => tryCreate(aws, "lb.TargetGroup", { port: 9096, protocol: "TCP", targetType: "ip" }),
    },
    "The numbers of a health check are within their ranges": {
        message: /expected health_check\.0\.interval to be in the range \(5 - 300\), got 4/u,
        comply: aws => createTargetGroup(aws, { healthCheck: { ...HEALTH, interval: 5, timeout: 2 } }),
        violate: aws => createTargetGroup(aws, { healthCheck: { ...HEALTH, interval: 4 } }),
    },
    "A TCP health check has no path and no matcher": {
        message: /Attribute "health_check\.path" cannot be specified when "health_check\.protocol" is "TCP"/u,
        violate: aws => createTargetGroup(aws, { healthCheck: { ...HEALTH, path: "/" } }),
    },
    "The timeout of a health check is shorter than its interval": {
        message: /Health check timeout '10' must be smaller than the interval '10'/u,
        comply: aws => createTargetGroup(aws, { healthCheck: { ...HEALTH, interval: 10, timeout: 9 } }),
        violate: aws => createTargetGroup(aws, { healthCheck: { ...HEALTH, interval: 10, timeout: 10 } }),
    },
    "A target group that a listener uses cannot be deleted": {
        message: /^ResourceInUse: Target group '.*' is currently in use by a listener or a rule/u,
        violate: async aws =>
            callPlugin(aws, "delete", "lb.TargetGroup", { id: (await createPrivateLinkNetwork(aws)).groups[0] ?? "" }),
    },
    "The target groups of a listener are in the VPC of the load balancer": {
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
    "A listener and its target groups have the same protocol": {
        message: /incompatible protocols/u,
        violate: async aws =>
            createListener(
                aws,
                (await createLoadBalancer(aws)).id ?? "",
                9001,
                await create(aws, "lb.TargetGroup", { ...GROUP, protocol: "TLS" }),
            ),
    },
    "The port of a listener is unique on its load balancer": {
        message: /^DuplicateListener: A listener already exists on this port for this load balancer 'arn:/u,
        violate: async aws => {
            const { balancer: id, groups } = await createPrivateLinkNetwork(aws);
            return createListener(aws, id, 9001, groups[1] ?? "");
        },
    },
    "A load balancer has at most 50 listeners": {
        message: /^TooManyListeners/u,
        comply: async aws => createListener(aws, await fillListeners(aws, 49), 1, await create(aws, "lb.TargetGroup", GROUP)),
        violate: async aws => createListener(aws, await fillListeners(aws, 50), 1, await create(aws, "lb.TargetGroup", GROUP)),
    },
    "A target group belongs to one load balancer": {
        message:
            /^TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: arn:/u,
        violate: async aws => {
            const { groups } = await createPrivateLinkNetwork(aws);
            return createListener(aws, (await createLoadBalancer(aws)).id ?? "", 9001, groups[0] ?? "");
        },
    },
};
