import type { World } from "../world/world";
import { CREATE_OR_UPDATE, type Rule, rule } from "./rule";

/** Returns the provider's error message for an invalid name of a load balancer or target group. */
export function nameProblem(name: string | undefined): string | undefined {
    if (name === undefined) return undefined;
    if (name.length > 32) return '"name" cannot be longer than 32 characters';
    if (!/^[\dA-Za-z-]+$/u.test(name)) return 'only alphanumeric characters and hyphens allowed in "name"';
    if (name.startsWith("-")) return '"name" cannot begin with a hyphen';
    return name.endsWith("-") ? '"name" cannot end with a hyphen' : undefined;
}

const zonesOf = (world: World, subnets: readonly string[] = []): (string | undefined)[] =>
    subnets.map(id => world.find("subnet", id)?.props.availabilityZone);

export const LOAD_BALANCERS: readonly Rule[] = [
    rule(
        [
            1,
            "The tags of a load balancer have only letters, digits, spaces and some other characters",
            "loadBalancer",
            ["create"],
        ],
        ({ inputs: { tags = {} } }) => {
            const wrong = Object.values(tags).find(tag => !/^[\p{L}\p{N}\p{Z}_.:/=+@-]{0,256}$/u.test(tag ?? ""));
            return wrong === undefined ? undefined : `ValidationError: The value '${wrong}' of a tag is invalid`;
        },
        "unverified",
    ),
    rule([1, "The name of a load balancer has at most 32 letters, digits and hyphens", "loadBalancer", ["check"]], ({ inputs }) =>
        nameProblem(inputs.name),
    ),
    rule([1, "The name of a load balancer does not begin with internal-", "loadBalancer", ["check"]], ({ inputs }) =>
        inputs.name?.startsWith("internal-") === true ? '"name" cannot begin with "internal-"' : undefined,
    ),
    rule([2, "The name of a load balancer is unique", "loadBalancer", ["create"]], ({ world, region, inputs: { name = "" } }) => {
        const sameName = world.all("loadBalancer", (props, other) => props.name === name && other.region === region);
        return sameName.length > 0 ? `ELBv2 Load Balancer (${name}) already exists` : undefined;
    }),
    rule(
        [3, "A load balancer has at most one subnet in each availability zone", "loadBalancer", CREATE_OR_UPDATE],
        ({ world, inputs }) => {
            const zones = zonesOf(world, inputs.subnets);
            return new Set(zones).size < zones.length
                ? "InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone."
                : undefined;
        },
    ),
    rule(
        [4, "A load balancer without security groups cannot get them later", "loadBalancer", ["update"]],
        ({ inputs, entity }) =>
            (entity?.props.securityGroups ?? []).length === 0 && (inputs.securityGroups ?? []).length > 0
                ? "InvalidConfigurationRequest: You cannot set security groups on a Network Load Balancer which was created without any security groups."
                : undefined,
    ),
    rule(
        [4, "A load balancer and its security groups are in the same VPC", "loadBalancer", CREATE_OR_UPDATE],
        ({ world, region, inputs: { subnets = [], securityGroups = [] } }) => {
            const vpc = world.find("subnet", subnets[0], region)?.props.vpcId;
            const otherGroup = securityGroups.find(id => world.find("securityGroup", id, region)?.props.vpcId !== vpc);
            return otherGroup === undefined
                ? undefined
                : `InvalidConfigurationRequest: One or more security groups are invalid: ${otherGroup} is not in ${vpc ?? "the VPC"}`;
        },
        "unverified",
    ),
    rule([12, "A load balancer of an endpoint service cannot be deleted", "loadBalancer", ["delete"]], ({ world, entity }) => {
        const arn = entity?.id ?? "";
        return world.all("endpointService", props => props.networkLoadBalancerArns?.includes(arn) === true).length > 0
            ? `ResourceInUse: Load balancer '${arn}' cannot be deleted because it is currently associated with another service`
            : undefined;
    }),
];
