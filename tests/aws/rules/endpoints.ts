import { balancersOf, stateOf } from "../world/endpoints";
import { nodesOf } from "../world/network";
import type { Thing } from "../world/things";
import { type Attempt, CHANGES, type Rule, rule } from "./rule";

/** Zones from which no other region is served. */
const LOCAL_ZONES = ["use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"];

const balancers = ({ world, region, inputs }: Attempt<"endpointService">): (Thing<"loadBalancer"> | undefined)[] =>
    (inputs.networkLoadBalancerArns ?? []).map(arn => world.find("loadBalancer", arn, region));

export const ENDPOINTS: readonly Rule[] = [
    rule([11, "an endpoint service has a load balancer", "endpointService", ["check"]], ({ inputs }) =>
        inputs.networkLoadBalancerArns?.length === 0
            ? "Not enough list items. Attribute network_load_balancer_arns requires 1 item minimum, but config has only 0 declared."
            : undefined,
    ),
    rule(
        [11, "an endpoint service's load balancer is a network's, and active", "endpointService", CHANGES],
        attempt => {
            const found = balancers(attempt);
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
        [11, "a load balancer belongs to one endpoint service", "endpointService", CHANGES],
        ({ world, inputs: { networkLoadBalancerArns = [] }, thing }) => {
            const taken = networkLoadBalancerArns.find(
                arn =>
                    world.all("endpointService", (props, other) => {
                        return other.id !== thing?.id && props.networkLoadBalancerArns?.includes(arn) === true;
                    }).length > 0,
            );
            return taken && `InvalidParameter: Load balancer '${taken}' is already associated with another endpoint service`;
        },
        "unverified",
    ),
    rule([13, "an endpoint service with connections is not deleted", "endpointService", ["delete"]], ({ world, thing }) => {
        const open = world.all("endpointConnection", (props, connection) => {
            const state = stateOf(world, connection);
            return (
                props.serviceName === thing?.props.serviceName && ["available", "pending", "pendingAcceptance"].includes(state)
            );
        });
        return open.length > 0
            ? `ExistingVpcEndpointConnections: Service has existing active VPC Endpoint connections: ${thing?.id ?? ""}`
            : undefined;
    }),
    rule([14, "a principal is an account, a user or a role", "principal", ["create"]], ({ inputs: { principalArn = "" } }) =>
        principalArn === "*" || /^arn:aws:iam::\d+:(?:root|(?:user|role)\/.+)$/u.test(principalArn)
            ? undefined
            : `InvalidPrincipal: Invalid Principal: '${principalArn}'`,
    ),
    rule(
        [14, "a principal's name has no path", "principal", ["create"]],
        ({ inputs: { principalArn = "" } }) =>
            /:(?:user|role)\/.*\//u.test(principalArn) ? `InvalidPrincipal: Invalid Principal: '${principalArn}'` : undefined,
        "unverified",
    ),
    rule(
        [14, "a principal's role is known a while after it was made", "principal", ["create"]],
        ({ world, inputs: { principalArn = "" } }) => {
            const made = world.all("endpointConnection", ({ principal }) => principal === principalArn);
            return made.some(connection => !world.isReady(connection, "role"))
                ? `InvalidPrincipal: Invalid Principal: '${principalArn}'`
                : undefined;
        },
        "unverified",
    ),
    rule(
        [15, "some zones serve no other region", "endpointService", CHANGES],
        attempt => {
            const { world, region, inputs, thing } = attempt;
            const others = (inputs.supportedRegions ?? []).filter(name => name !== region);
            const found = thing ? balancersOf(world, { ...thing, props: { ...thing.props, ...inputs } }) : balancers(attempt);
            const zones = found.flatMap(balancer => (balancer ? nodesOf(world, balancer).map(({ zoneId }) => zoneId) : []));
            const zone = others.length > 0 ? zones.find(id => LOCAL_ZONES.includes(id)) : undefined;
            return zone && `InvalidParameter: Availability Zone ${zone} does not support cross-region access`;
        },
        "unverified",
    ),
];
