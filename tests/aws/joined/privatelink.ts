import { groupsOf } from "../resources/lb/targetGroup";
import { addressOf } from "../world/balancing";
import { balancersOf, serviceOf, stateOf } from "../world/endpoints";
import { enters, hostAt, nodesOf, packetProblem } from "../world/network";
import type { Thing } from "../world/things";
import type { World } from "../world/world";
import { endpointOf } from "./links";
import type { Asker, Route } from "./protocol";
import { REFUSED, UNRESOLVED } from "./words";

/** Where Materialize's packets come from inside its own network: an address that no customer knows. */
const CLIENT = "10.200.0.10";

/** Where packets into an endpoint's port come out: the addresses and ports behind the load balancer; or why nowhere. */
export function throughLink(world: World, { client }: Asker, link: NonNullable<Route["link"]>): readonly string[] | string {
    const endpoint = endpointOf(world, client, link.id);
    const service = endpoint && serviceOf(world, endpoint.props.serviceName);
    if (!service || stateOf(world, endpoint) !== "available") return UNRESOLVED;
    const [balancer] = balancersOf(world, service);
    if (!balancer) return REFUSED;
    const inRegion = endpoint.props.region === service.region;
    const zones =
        endpoint.props.zoneIds.length > 0 ? endpoint.props.zoneIds : nodesOf(world, balancer).map(({ zoneId }) => zoneId);
    if (link.zoneId !== undefined && !(inRegion && zones.includes(link.zoneId))) return UNRESOLVED;
    const listener = world.all("listener", props => props.loadBalancerArn === balancer.id && props.port === link.port)[0];
    if (!listener || !isLetIn(world, balancer, link.port)) return REFUSED;
    const [group] = groupsOf(listener.props);
    const targets = world.all("attachment", props => props.targetGroupArn === group);
    const outs = (link.zoneId === undefined ? zones : [link.zoneId]).map(zone => reached(world, balancer, targets, zone));
    return outs.some(out => out.length === 0) ? REFUSED : [...new Set(outs.flat())];
}

/** Security groups see the client's own address, unless they are told to leave PrivateLink alone. */
function isLetIn(world: World, { props }: Thing<"loadBalancer">, port: number): boolean {
    const groups = props.securityGroups ?? [];
    const enforced = props.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== "off";
    return groups.length === 0 || !enforced || enters(world, { ip: CLIENT }, { ip: "", groups }, port);
}

/** The targets that the node of a zone sends packets to: those of its own zone, unless it balances across zones. */
function reached(
    world: World,
    balancer: Thing<"loadBalancer">,
    targets: readonly Thing<"attachment">[],
    zoneId: string,
): string[] {
    const node = nodesOf(world, balancer).find(candidate => candidate.zoneId === zoneId);
    if (!node) return [];
    const across = balancer.props.enableCrossZoneLoadBalancing === true;
    return targets.flatMap(target => {
        const ip = addressOf(world, target);
        const port = target.props.port ?? 0;
        const host = hostAt(world, ip);
        if (!host?.ports.includes(port) || packetProblem(world, node, host, port) !== undefined) return [];
        return across || host.zoneId === zoneId ? [`${ip}:${String(port)}`] : [];
    });
}
