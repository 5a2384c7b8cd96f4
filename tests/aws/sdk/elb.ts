import { AwsError } from "../errors";
import type { RegionContext } from "../resources/resource";
import { targetHealth } from "../world/targetHealth";
import type { Entity } from "../world/entities";
import type { World } from "../world/world";
import { TokenBucket } from "./tokenBucket";
import { listMembers, type Xml } from "./xml";

type Operation = (context: RegionContext, query: URLSearchParams) => Xml;

function describeLoadBalancers({ world, region }: RegionContext, query: URLSearchParams): Xml {
    const [arns, names] = [listMembers(query, "LoadBalancerArns"), listMembers(query, "Names")];
    const loadBalancers = world.all("loadBalancer", (_, balancer) => balancer.region === region);
    const missing =
        arns.find(arn => !loadBalancers.some(({ id }) => id === arn)) ??
        names.find(name => !loadBalancers.some(({ props }) => props.name === name));
    if (missing !== undefined) throw new AwsError("LoadBalancerNotFound", "One or more load balancers not found");
    const wanted = loadBalancers.filter(({ id, props }) =>
        arns.length > 0 ? arns.includes(id) : names.length > 0 ? names.includes(props.name ?? "") : true,
    );
    return {
        LoadBalancers: wanted.map(balancer => {
            const { props, id } = balancer;
            return {
                ...{ LoadBalancerArn: id, LoadBalancerName: props.name, DNSName: props.dnsName, VpcId: props.vpcId },
                ...{ Type: props.loadBalancerType, Scheme: props.internal === true ? "internal" : "internet-facing" },
                ...{ State: { Code: world.isReady(balancer, "loadBalancer") ? "active" : "provisioning" } },
                SecurityGroups: props.securityGroups,
                AvailabilityZones: (props.subnets ?? []).map(SubnetId => ({
                    SubnetId,
                    ZoneName: world.find("subnet", SubnetId, region)?.props.availabilityZone,
                })),
            };
        }),
    };
}

function describeTargetHealth({ world, region }: RegionContext, query: URLSearchParams): Xml {
    const arn = query.get("TargetGroupArn") ?? "";
    if (!world.find("targetGroup", arn, region)) throw new AwsError("TargetGroupNotFound", "One or more target groups not found");
    const targets: Entity<"attachment">[] = world.all("attachment", props => props.targetGroupArn === arn);
    return {
        TargetHealthDescriptions: targets.map(target => {
            const { state, reason, description } = targetHealth(world, target);
            return {
                Target: { Id: target.props.targetId, Port: target.props.port, AvailabilityZone: target.props.availabilityZone },
                HealthCheckPort: target.props.port,
                TargetHealth: { State: state, Reason: reason, Description: description },
            };
        }),
    };
}

/** The bucket of each world from which the calls that describe something take their tokens. */
const buckets = new WeakMap<World, TokenBucket>();

/** Limits an operation (https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html). */
const limited =
    (operation: Operation): Operation =>
    (context, query) => {
        const bucket = buckets.get(context.world) ?? new TokenBucket();
        buckets.set(context.world, bucket);
        bucket.take();
        return operation(context, query);
    };

export const ELB_OPERATIONS: Readonly<Record<string, Operation>> = {
    DescribeLoadBalancers: limited(describeLoadBalancers),
    DescribeTargetHealth: limited(describeTargetHealth),
};
