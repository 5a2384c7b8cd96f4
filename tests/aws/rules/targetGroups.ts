import { targetGroupsOf } from "../resources/lb/targetGroup";
import { isIpv4Address, isInBlock } from "../world/addresses";
import type { EntityProps } from "../world/entities";
import { nameProblem } from "./loadBalancers";
import { CREATE_OR_UPDATE, type Rule, rule } from "./rule";

const REQUIRED = ["port", "protocol", "vpcId"] as const;

/** The fields of a health check with their minimum and maximum. */
const RANGES = [
    ["healthyThreshold", "healthy_threshold", 2, 10],
    ["unhealthyThreshold", "unhealthy_threshold", 2, 10],
    ["interval", "interval", 5, 300],
    ["timeout", "timeout", 2, 120],
] as const;

function rangeProblem({ healthCheck = {} }: EntityProps["targetGroup"]): string | undefined {
    const outOfRange = RANGES.find(([field, , min, max]) => Number(healthCheck[field]) < min || Number(healthCheck[field]) > max);
    if (!outOfRange) return undefined;
    const [field, name, min, max] = outOfRange;
    return `expected health_check.0.${name} to be in the range (${String(min)} - ${String(max)}), got ${String(healthCheck[field])}`;
}

const PRIVATE_BLOCKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

export const TARGET_GROUPS: readonly Rule[] = [
    rule([1, "The name of a target group has at most 32 letters, digits and hyphens", "targetGroup", ["check"]], ({ inputs }) =>
        nameProblem(inputs.name),
    ),
    rule([2, "The name of a target group is unique", "targetGroup", ["create"]], ({ world, region, inputs: { name = "" } }) => {
        const sameName = world.all("targetGroup", (props, other) => props.name === name && other.region === region);
        return sameName.length > 0 ? `ELBv2 Target Group (${name}) already exists` : undefined;
    }),
    rule(
        [5, "A public address cannot be a target", "attachment", ["create"]],
        ({ inputs: { targetId = "" } }) =>
            isIpv4Address(targetId) && !PRIVATE_BLOCKS.some(block => isInBlock(targetId, block))
                ? `ValidationError: The IP address '${targetId}' is not a valid target: it is publicly routable`
                : undefined,
        "unverified",
    ),
    rule([5, "A target outside of the VPC names an availability zone", "attachment", ["create"]], ({ world, region, inputs }) => {
        const { targetGroupArn, targetId = "", availabilityZone } = inputs;
        const vpc = world.find("vpc", world.find("targetGroup", targetGroupArn, region)?.props.vpcId, region);
        if (
            !isIpv4Address(targetId) ||
            isInBlock(targetId, vpc?.props.cidrBlock ?? "0.0.0.0/0") ||
            availabilityZone !== undefined
        )
            return undefined;
        return `ValidationError: You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '${targetId}' is outside the VPC`;
    }),
    rule(
        [5, "A target inside the VPC cannot be in all availability zones", "attachment", ["create"]],
        ({ world, region, inputs }) => {
            const { targetGroupArn, targetId = "", availabilityZone } = inputs;
            const vpc = world.find("vpc", world.find("targetGroup", targetGroupArn, region)?.props.vpcId, region);
            if (availabilityZone !== "all" || !isInBlock(targetId, vpc?.props.cidrBlock ?? "0.0.0.0/32")) return undefined;
            const subnet = world.all(
                "subnet",
                props => props.vpcId === vpc?.id && isInBlock(targetId, props.cidrBlock ?? "0.0.0.0/32"),
            )[0];
            return `ValidationError: The IP address '${targetId}' is within the VPC, and cannot have its Availability Zone overridden to 'all' from '${subnet?.props.availabilityZone ?? ""}'`;
        },
    ),
    rule([6, "A target group has a port, a protocol and a VPC", "targetGroup", ["check"]], ({ inputs }) => {
        const missing = inputs.targetType === "lambda" ? undefined : REQUIRED.find(name => inputs[name] === undefined);
        const name = missing === "vpcId" ? "vpc_id" : missing;
        return name && `Attribute "${name}" must be specified when "target_type" is "${inputs.targetType ?? ""}".`;
    }),
    rule([6, "The numbers of a health check are within their ranges", "targetGroup", ["check"]], ({ inputs }) =>
        rangeProblem(inputs),
    ),
    rule([6, "A TCP health check has no path and no matcher", "targetGroup", ["check"]], ({ inputs: { healthCheck = {} } }) => {
        const field = healthCheck.protocol === "TCP" ? (["path", "matcher"] as const).find(name => healthCheck[name]) : undefined;
        return field && `Attribute "health_check.${field}" cannot be specified when "health_check.protocol" is "TCP".`;
    }),
    rule(
        [6, "The timeout of a health check is shorter than its interval", "targetGroup", CREATE_OR_UPDATE],
        ({ inputs: { healthCheck = {} } }) => {
            const { timeout = 10, interval = 30 } = healthCheck;
            return timeout >= interval
                ? `ValidationError: Health check timeout '${String(timeout)}' must be smaller than the interval '${String(interval)}'`
                : undefined;
        },
    ),
    rule([10, "A target group that a listener uses cannot be deleted", "targetGroup", ["delete"]], ({ world, entity }) => {
        const arn = entity?.id ?? "";
        return world.all("listener", props => targetGroupsOf(props).includes(arn)).length > 0
            ? `ResourceInUse: Target group '${arn}' is currently in use by a listener or a rule`
            : undefined;
    }),
];
