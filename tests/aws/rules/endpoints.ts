import { loadBalancersOf, endpointState } from "../world/endpoints";
import { loadBalancerNodes } from "../world/network";
import type { Entity } from "../world/entities";
import { type Attempt, CREATE_OR_UPDATE, type Rule, rule } from "./rule";

/**
 * Availability zones that do not support cross-region access
 * (https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html).
 */
const ZONES_WITHOUT_CROSS_REGION = ["use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"];

const givenLoadBalancers = ({ world, region, inputs }: Attempt<"endpointService">): (Entity<"loadBalancer"> | undefined)[] =>
    (inputs.networkLoadBalancerArns ?? []).map(arn => world.find("loadBalancer", arn, region));

export const ENDPOINTS: readonly Rule[] = [
    rule([11, "An endpoint service has a load balancer", "endpointService", ["check"]], ({ inputs }) =>
        inputs.networkLoadBalancerArns?.length === 0
            ? "Not enough list items. Attribute network_load_balancer_arns requires 1 item minimum, but config has only 0 declared."
            : undefined,
    ),
    rule(
        [11, "The load balancer of an endpoint service is an active Network Load Balancer", "endpointService", CREATE_OR_UPDATE],
        attempt => {
            const found = givenLoadBalancers(attempt);
            const usable = found.every(balancer => {
                return balancer?.props.loadBalancerType === "network" && attempt.world.isReady(balancer, "loadBalancer");
            });
            return usable && found.length > 0
                ? undefined
                : "InvalidParameter: The load balancer(s) of an endpoint service must be active network load balancers";
        },
        "unverified",
    ),
    rule(
        [11, "A load balancer belongs to one endpoint service", "endpointService", CREATE_OR_UPDATE],
        ({ world, inputs: { networkLoadBalancerArns = [] }, entity }) => {
            const used = networkLoadBalancerArns.find(
                arn =>
                    world.all("endpointService", (props, other) => {
                        return other.id !== entity?.id && props.networkLoadBalancerArns?.includes(arn) === true;
                    }).length > 0,
            );
            return used && `InvalidParameter: Load balancer '${used}' is already associated with another endpoint service`;
        },
        "unverified",
    ),
    rule([13, "An endpoint service with connections cannot be deleted", "endpointService", ["delete"]], ({ world, entity }) => {
        const open = world.all("endpointConnection", (props, connection) => {
            const state = endpointState(world, connection);
            return (
                props.serviceName === entity?.props.serviceName && ["available", "pending", "pendingAcceptance"].includes(state)
            );
        });
        return open.length > 0
            ? `ExistingVpcEndpointConnections: Service has existing active VPC Endpoint connections: ${entity?.id ?? ""}`
            : undefined;
    }),
    rule(
        [14, "An allowed principal is an account, a user or a role", "principal", ["create"]],
        ({ inputs: { principalArn = "" } }) =>
            principalArn === "*" || /^arn:aws:iam::\d+:(?:root|(?:user|role)\/.+)$/u.test(principalArn)
                ? undefined
                : `InvalidPrincipal: Invalid Principal: '${principalArn}'`,
    ),
    rule(
        [14, "The name of an allowed principal has no path", "principal", ["create"]],
        ({ inputs: { principalArn = "" } }) =>
            /:(?:user|role)\/.*\//u.test(principalArn) ? `InvalidPrincipal: Invalid Principal: '${principalArn}'` : undefined,
        "unverified",
    ),
    rule(
        [14, "A new role can be an allowed principal only after a while", "principal", ["create"]],
        ({ world, inputs: { principalArn = "" } }) => {
            const endpoints = world.all("endpointConnection", ({ principal }) => principal === principalArn);
            return endpoints.some(connection => !world.isReady(connection, "role"))
                ? `InvalidPrincipal: Invalid Principal: '${principalArn}'`
                : undefined;
        },
        "unverified",
    ),
    rule(
        [15, "Some availability zones do not support cross-region access", "endpointService", CREATE_OR_UPDATE],
        attempt => {
            const { world, region, inputs, entity } = attempt;
            const others = (inputs.supportedRegions ?? []).filter(name => name !== region);
            const found = entity
                ? loadBalancersOf(world, { ...entity, props: { ...entity.props, ...inputs } })
                : givenLoadBalancers(attempt);
            const zones = found.flatMap(balancer =>
                balancer ? loadBalancerNodes(world, balancer).map(({ zoneId }) => zoneId) : [],
            );
            const zone = others.length > 0 ? zones.find(id => ZONES_WITHOUT_CROSS_REGION.includes(id)) : undefined;
            return zone && `InvalidParameter: Availability Zone ${zone} does not support cross-region access`;
        },
        "unverified",
    ),
];
