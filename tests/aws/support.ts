import type { LocalAws } from ".";
import { handlePluginRequest } from "./provider/lifecycle";
import type { PluginAnswer, PluginRequest } from "./provider/protocol";
import type { JsonObject } from "./provider/values";

/** Returns the token for the name of a class in `@pulumi/aws`, for example `lb.LoadBalancer`. */
const tokenOf = (name: string): string => {
    const [module = "", type = ""] = name.split(".");
    return `aws:${module}/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
};

/** Sends the request that the plugin would send. */
export const callPlugin = (
    aws: LocalAws,
    method: PluginRequest["method"],
    name: string,
    rest: Partial<PluginRequest> = {},
): Promise<PluginAnswer> => {
    const token = tokenOf(name);
    const urn = rest.urn ?? `urn:pulumi:test::test::${token}::resource`;
    return handlePluginRequest(aws.world, { method, region: "us-east-1", token, urn, ...rest });
};

/** Checks the inputs and creates a resource, as the engine does. Returns the answer, which may be an error. */
export async function tryCreate(
    aws: LocalAws,
    name: string,
    args: JsonObject,
    region = "us-east-1",
    resourceName = "resource",
): Promise<PluginAnswer> {
    const urn = `urn:pulumi:test::test::${name}::${resourceName}`;
    const { inputs = {}, failures = [], error } = await callPlugin(aws, "check", name, { news: args, region, urn });
    if (error !== undefined || failures.length > 0) {
        return { error: error ?? failures.map(({ property, reason }) => `${property}${property && ": "}${reason}`).join("\n") };
    }
    return callPlugin(aws, "create", name, { news: inputs, region });
}

/** Creates a resource and returns its id, or throws the error. */
export async function create(aws: LocalAws, name: string, args: JsonObject, region?: string): Promise<string> {
    const { id, error } = await tryCreate(aws, name, args, region);
    if (id === undefined) throw new Error(error);
    return id;
}

/** Creates a target group with the address of one broker, and a listener that forwards to it. */
export async function createBrokerListener(
    aws: LocalAws,
    balancer: string,
    id: number,
    ip: string,
): Promise<readonly [group: string, listener: string]> {
    const group = await create(aws, "lb.TargetGroup", {
        ...{ port: 9096, protocol: "TCP", targetType: "ip", vpcId: "vpc-main", preserveClientIp: "false" },
        healthCheck: { protocol: "TCP", port: "traffic-port" },
    });
    await create(aws, "lb.TargetGroupAttachment", { targetGroupArn: group, targetId: ip, port: 9096 });
    const defaultActions = [{ type: "forward", targetGroupArn: group }];
    const listener = await create(aws, "lb.Listener", {
        loadBalancerArn: balancer,
        port: 9000 + id,
        protocol: "TCP",
        defaultActions,
    });
    return [group, listener];
}

/**
 * Creates a complete PrivateLink network for the SCRAM port of the MSK cluster
 * `orders`: security group, load balancer, listeners and endpoint service.
 */
export async function createPrivateLinkNetwork(aws: LocalAws, { acceptanceRequired = true, ...change }: JsonObject = {}) {
    const group = await create(aws, "ec2.SecurityGroup", { vpcId: "vpc-main" });
    const port = { ipProtocol: "tcp", fromPort: 9096, toPort: 9096 };
    const egressRule = await create(aws, "vpc.SecurityGroupEgressRule", {
        securityGroupId: group,
        referencedSecurityGroupId: "sg-msk",
        ...port,
    });
    const ingressRule = await create(aws, "vpc.SecurityGroupIngressRule", {
        securityGroupId: "sg-msk",
        referencedSecurityGroupId: group,
        ...port,
    });
    const balancer = await create(aws, "lb.LoadBalancer", {
        ...{
            loadBalancerType: "network",
            internal: true,
            subnets: ["subnet-a", "subnet-b", "subnet-c"],
            securityGroups: [group],
        },
        ...{ enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off", enableCrossZoneLoadBalancing: true, ...change },
    });
    const brokers: (readonly [string, string])[] = [];
    for (const id of [1, 2, 3]) brokers.push(await createBrokerListener(aws, balancer, id, `10.0.${String(id)}.11`));
    const service = await create(aws, "ec2.VpcEndpointService", { networkLoadBalancerArns: [balancer], acceptanceRequired });
    const principal = await create(aws, "ec2.VpcEndpointServiceAllowedPrinciple", {
        vpcEndpointServiceId: service,
        principalArn: "arn:aws:iam::123456789012:role/mz_1_u1",
    });
    const [groups, listeners] = [0, 1].map(index => brokers.map(broker => broker[index] ?? "")) as [string[], string[]];
    return { group, egressRule, ingressRule, balancer, groups, listeners, service, principal };
}
