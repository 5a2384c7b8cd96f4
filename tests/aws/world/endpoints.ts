import { outputsOf } from "../provider/outputs";
import { loadBalancerNodes } from "./network";
import type { EndpointConnection, Entity } from "./entities";
import type { World } from "./world";

/** The states of an endpoint. AWS returns all of them except `wanted`, in which the endpoint does not exist yet. */
export type EndpointState = "wanted" | "pendingAcceptance" | "pending" | "available" | "rejected";

export function endpointState(world: World, { props }: Entity<"endpointConnection">): EndpointState {
    if (props.state !== "accepted") return props.state;
    return world.isReady(props, "endpointConnection") ? "available" : "pending";
}

export function acceptConnection(world: World, connection: Entity<"endpointConnection">): void {
    if (["pendingAcceptance", "rejected"].includes(connection.props.state)) setConnectionState(world, connection, "accepted");
}

export function rejectConnection(world: World, connection: Entity<"endpointConnection">): void {
    setConnectionState(world, connection, "rejected");
}

export function setConnectionState(
    world: World,
    connection: Entity<"endpointConnection">,
    state: EndpointConnection["state"],
): void {
    world.change(connection, { state, since: Date.now() });
}

/** Finds an endpoint service by its name, which contains its region. */
export function findService(world: World, serviceName: string): Entity<"endpointService"> | undefined {
    return world.all("endpointService", props => props.serviceName === serviceName)[0];
}

/** Returns the load balancers of an endpoint service. */
export function loadBalancersOf(world: World, { props, region }: Entity<"endpointService">): Entity<"loadBalancer">[] {
    return (props.networkLoadBalancerArns ?? []).flatMap(arn => world.find("loadBalancer", arn, region) ?? []);
}

/**
 * Returns whether the principal of an endpoint can discover its service: the
 * service exists, supports the region and allows the principal.
 */
export function isDiscoverable(world: World, { props }: Entity<"endpointConnection">): boolean {
    const service = findService(world, props.serviceName);
    if (!service || !world.isReady(service, "endpointService")) return false;
    const { supportedRegions = [], allowedPrincipals = [] } = outputsOf(world, service) as Record<
        string,
        readonly string[] | undefined
    >;
    const account = /^arn:aws:iam::(\d+):/u.exec(props.principal)?.[1] ?? "";
    const allowed = ["*", props.principal, `arn:aws:iam::${account}:root`];
    return supportedRegions.includes(props.region) && allowedPrincipals.some(principal => allowed.includes(principal));
}

/** Returns the availability zones that an endpoint wants and in which the service has no load balancer. */
export function missingZones(world: World, { props }: Entity<"endpointConnection">): string[] {
    const service = findService(world, props.serviceName);
    const zones = service
        ? loadBalancersOf(world, service).flatMap(balancer => loadBalancerNodes(world, balancer).map(({ zoneId }) => zoneId))
        : [];
    return props.zoneIds.filter(zone => !zones.includes(zone));
}

/** Completes the cluster operations whose time has passed: the cluster gets its new connectivity. */
function finishOperations(world: World): void {
    for (const operation of world.all("operation", props => world.isReady(props, "connectivity"))) {
        const cluster = world.find("cluster", operation.props.clusterArn);
        world.remove(operation);
        if (!cluster) continue;
        const group = cluster.props.brokerNodeGroupInfo ?? {};
        const connectivityInfo = { ...group.connectivityInfo, publicAccess: { type: operation.props.type } };
        const currentVersion = `${cluster.props.currentVersion ?? "K"}1`;
        world.change(cluster, { brokerNodeGroupInfo: { ...group, connectivityInfo }, currentVersion });
    }
}

/**
 * Applies all changes that are due: creates wanted endpoints once their service
 * admits them, and removes endpoints whose deletion has finished.
 */
export function applyElapsedTime(world: World): void {
    finishOperations(world);
    for (const connection of world.all("endpointConnection")) {
        const { state, serviceName, dropped } = connection.props;
        if (dropped !== undefined && world.isReady({ since: dropped }, "endpointDeletion")) world.remove(connection);
        if (dropped !== undefined) continue;
        if (state !== "wanted" || !isDiscoverable(world, connection) || missingZones(world, connection).length > 0) continue;
        const waits = findService(world, serviceName)?.props.acceptanceRequired === true;
        setConnectionState(world, connection, waits ? "pendingAcceptance" : "accepted");
    }
}
