import type { LocalAws } from "../..";
import type { JsonObject } from "../../provider/values";
import { ask, make, makeBroker, made, makeNetwork } from "../../support";
import type { Provocation } from ".";

const NETWORK = { loadBalancerType: "network", internal: true };
const GROUP = { port: 9096, protocol: "TCP", targetType: "ip", vpcId: "vpc-main" };
const forward = (arn: string): JsonObject[] => [{ type: "forward", targetGroupArn: arn }];

const balancer = (aws: LocalAws, args: JsonObject = {}) =>
    make(aws, "lb.LoadBalancer", { ...NETWORK, subnets: ["subnet-a"], ...args });
const group = (aws: LocalAws, args: JsonObject = {}) => make(aws, "lb.TargetGroup", { ...GROUP, ...args });
const attach = async (aws: LocalAws, targetId: string, rest: JsonObject = {}) =>
    make(aws, "lb.TargetGroupAttachment", {
        targetGroupArn: await made(aws, "lb.TargetGroup", GROUP),
        targetId,
        port: 9096,
        ...rest,
    });
const listen = (aws: LocalAws, loadBalancerArn: string, port: number, group: string) =>
    make(aws, "lb.Listener", { loadBalancerArn, port, protocol: "TCP", defaultActions: forward(group) });

async function twice(first: Promise<unknown>, second: () => ReturnType<typeof make>): ReturnType<typeof make> {
    await first;
    return second();
}

/** A balancer with as many listeners. */
async function full(aws: LocalAws, count: number): Promise<string> {
    const { id = "" } = await balancer(aws);
    for (let n = 0; n < count; n++) await makeBroker(aws, id, n, "10.0.1.11");
    return id;
}

const HEALTH = { protocol: "TCP", port: "traffic-port" };

export const BALANCING: Readonly<Record<string, Provocation>> = {
    "a load balancer's name is short and plain": {
        says: /^"name" cannot be longer than 32 characters$/mu,
        works: aws => balancer(aws, { name: "x".repeat(32) }),
        fails: aws => balancer(aws, { name: "x".repeat(33) }),
    },
    "a load balancer's name does not begin with internal-": {
        says: /"name" cannot begin with "internal-"/u,
        fails: aws => balancer(aws, { name: "internal-kafka" }),
    },
    "a load balancer's name is its own": {
        says: /ELBv2 Load Balancer \(kafka\) already exists/u,
        fails: aws => twice(balancer(aws, { name: "kafka" }), () => balancer(aws, { name: "kafka" })),
    },
    "one subnet in each zone": {
        says: /cannot be attached to multiple subnets in the same Availability Zone/u,
        works: aws => balancer(aws, { subnets: ["subnet-a", "subnet-b"] }),
        fails: aws => balancer(aws, { subnets: ["subnet-a", "subnet-public-a"] }),
    },
    "security groups only from the start": {
        says: /You cannot set security groups on a Network Load Balancer which was created without any security groups/u,
        fails: async aws => {
            const { id = "", outputs = {} } = await balancer(aws);
            return ask(aws, "update", "lb.LoadBalancer", {
                id,
                olds: outputs,
                news: { ...NETWORK, subnets: ["subnet-a"], securityGroups: ["sg-app"] },
            });
        },
    },
    "security groups of the same VPC": {
        says: /security groups are invalid/u,
        works: aws => balancer(aws, { securityGroups: ["sg-app"] }),
        fails: aws => balancer(aws, { securityGroups: ["sg-west"] }),
    },
    "a load balancer of an endpoint service is not deleted": {
        says: /^ResourceInUse: Load balancer '.*' cannot be deleted because it is currently associated with another service/u,
        fails: async aws => ask(aws, "delete", "lb.LoadBalancer", { id: (await makeNetwork(aws)).balancer }),
    },
    "a target group's name is short and plain": {
        says: /only alphanumeric characters and hyphens allowed in "name"/u,
        fails: aws => group(aws, { name: "brokers_1" }),
    },
    "a target group's name is its own": {
        says: /ELBv2 Target Group \(brokers\) already exists/u,
        fails: aws => twice(group(aws, { name: "brokers" }), () => group(aws, { name: "brokers" })),
    },
    "a public address is no target": { says: /8\.8\.8\.8/u, fails: aws => attach(aws, "8.8.8.8") },
    "an address outside of the VPC names a zone": {
        says: /You must specify a valid Availability Zone or select 'all' .* since the IP address '10\.9\.0\.1' is outside the VPC/u,
        works: aws => attach(aws, "10.9.0.1", { availabilityZone: "all" }),
        fails: aws => attach(aws, "10.9.0.1"),
    },
    "an address inside of the VPC is not in all zones": {
        says: /The IP address '10\.0\.2\.11' is within the VPC, and cannot have its Availability Zone overridden to 'all' from 'us-east-1b'/u,
        works: aws => attach(aws, "10.0.2.11"),
        fails: aws => attach(aws, "10.0.2.11", { availabilityZone: "all" }),
    },
    "a target group has a port, a protocol and a VPC": {
        says: /Attribute "vpc_id" must be specified when "target_type" is "ip"/u,
        fails: aws => make(aws, "lb.TargetGroup", { port: 9096, protocol: "TCP", targetType: "ip" }),
    },
    "a health check's numbers are in their ranges": {
        says: /expected health_check\.0\.interval to be in the range \(5 - 300\), got 4/u,
        works: aws => group(aws, { healthCheck: { ...HEALTH, interval: 5, timeout: 2 } }),
        fails: aws => group(aws, { healthCheck: { ...HEALTH, interval: 4 } }),
    },
    "a TCP check has no path and no matcher": {
        says: /Attribute "health_check\.path" cannot be specified when "health_check\.protocol" is "TCP"/u,
        fails: aws => group(aws, { healthCheck: { ...HEALTH, path: "/" } }),
    },
    "a check ends before the next begins": {
        says: /Health check timeout '10' must be smaller than the interval '10'/u,
        works: aws => group(aws, { healthCheck: { ...HEALTH, interval: 10, timeout: 9 } }),
        fails: aws => group(aws, { healthCheck: { ...HEALTH, interval: 10, timeout: 10 } }),
    },
    "a group that a listener uses is not deleted": {
        says: /^ResourceInUse: Target group '.*' is currently in use by a listener or a rule/u,
        fails: async aws => ask(aws, "delete", "lb.TargetGroup", { id: (await makeNetwork(aws)).groups[0] ?? "" }),
    },
    "target groups of the same VPC": {
        says: /is not in the load balancer's VPC/u,
        fails: async aws => {
            const other = await made(aws, "ec2.Vpc", { cidrBlock: "10.20.0.0/16" });
            return listen(
                aws,
                (await balancer(aws)).id ?? "",
                9001,
                await made(aws, "lb.TargetGroup", { ...GROUP, vpcId: other }),
            );
        },
    },
    "a TCP listener forwards to TCP groups": {
        says: /incompatible protocols/u,
        fails: async aws =>
            listen(aws, (await balancer(aws)).id ?? "", 9001, await made(aws, "lb.TargetGroup", { ...GROUP, protocol: "TLS" })),
    },
    "a listener's port is its own": {
        says: /^DuplicateListener: A listener already exists on this port for this load balancer 'arn:/u,
        fails: async aws => {
            const { balancer: id, groups } = await makeNetwork(aws);
            return listen(aws, id, 9001, groups[1] ?? "");
        },
    },
    "no more than 50 listeners": {
        says: /^TooManyListeners/u,
        works: async aws => listen(aws, await full(aws, 49), 1, await made(aws, "lb.TargetGroup", GROUP)),
        fails: async aws => listen(aws, await full(aws, 50), 1, await made(aws, "lb.TargetGroup", GROUP)),
    },
    "a target group belongs to one load balancer": {
        says: /^TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: arn:/u,
        fails: async aws => {
            const { groups } = await makeNetwork(aws);
            return listen(aws, (await balancer(aws)).id ?? "", 9001, groups[0] ?? "");
        },
    },
};
