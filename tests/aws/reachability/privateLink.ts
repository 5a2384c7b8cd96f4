import { targetGroupsOf } from "../resources/lb/targetGroup";
import { targetIp } from "../world/targetHealth";
import { loadBalancersOf, findService, endpointState } from "../world/endpoints";
import { allowsIngress, findHost, loadBalancerNodes, trafficProblem } from "../world/network";
import type { Entity } from "../world/entities";
import type { World } from "../world/world";
import { findEndpoint } from "./endpointSync";
import type { Environment, Route } from "./protocol";
import { REFUSED, UNRESOLVED } from "./messages";

/** The source address of Materialize's packets inside its own network, which customers do not know. */
const CLIENT_IP = "10.200.0.10";

/** Returns the addresses and ports of the targets behind a PrivateLink connection, or the error message if there are none. */
export function resolveLink(world: World, { client }: Environment, link: NonNullable<Route["link"]>): readonly string[] | string {
    const endpoint = findEndpoint(world, client, link.id);
    const service = endpoint && findService(world, endpoint.props.serviceName);
    if (!service || endpointState(world, endpoint) !== "available") return UNRESOLVED;
    const [balancer] = loadBalancersOf(world, service);
    if (!balancer) return REFUSED;
    const inRegion = endpoint.props.region === service.region;
    const zones =
        endpoint.props.zoneIds.length > 0
            ? endpoint.props.zoneIds
            : loadBalancerNodes(world, balancer).map(({ zoneId }) => zoneId);
    if (link.zoneId !== undefined && !(inRegion && zones.includes(link.zoneId))) return UNRESOLVED;
    const listener = world.all("listener", props => props.loadBalancerArn === balancer.id && props.port === link.port)[0];
    if (!listener || !allowsClient(world, balancer, link.port)) return REFUSED;
    const [group] = targetGroupsOf(listener.props);
    const targets = world.all("attachment", props => props.targetGroupArn === group);
    const targetsByZone = (link.zoneId === undefined ? zones : [link.zoneId]).map(zone =>
        reachableTargets(world, balancer, targets, zone),
    );
    return targetsByZone.some(zoneTargets => zoneTargets.length === 0) ? REFUSED : [...new Set(targetsByZone.flat())];
}

/**
 * Returns whether the security groups allow the client. They check its own
 * address unless enforcement on PrivateLink traffic is off.
 */
function allowsClient(world: World, { props }: Entity<"loadBalancer">, port: number): boolean {
    const groups = props.securityGroups ?? [];
    const enforced = props.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== "off";
    return groups.length === 0 || !enforced || allowsIngress(world, { ip: CLIENT_IP }, { ip: "", groups }, port);
}

/**
 * Returns the targets to which the node of a zone sends packets: those of
 * its zone, or of all zones with cross-zone load balancing.
 */
function reachableTargets(
    world: World,
    balancer: Entity<"loadBalancer">,
    targets: readonly Entity<"attachment">[],
    zoneId: string,
): string[] {
    const node = loadBalancerNodes(world, balancer).find(candidate => candidate.zoneId === zoneId);
    if (!node) return [];
    const isCrossZone = balancer.props.enableCrossZoneLoadBalancing === true;
    return targets.flatMap(target => {
        const ip = targetIp(world, target);
        const port = target.props.port ?? 0;
        const host = findHost(world, ip);
        if (!host?.ports.includes(port) || trafficProblem(world, node, host, port) !== undefined) return [];
        return isCrossZone || host.zoneId === zoneId ? [`${ip}:${String(port)}`] : [];
    });
}
