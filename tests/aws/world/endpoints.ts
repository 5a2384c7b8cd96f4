import { outputsOf } from "../provider/outputs";
import { nodesOf } from "./network";
import type { EndpointConnection, Thing } from "./things";
import type { World } from "./world";

/** The states that AWS shows of an endpoint. */
export type EndpointState = "wanted" | "pendingAcceptance" | "pending" | "available" | "rejected";

export function stateOf(world: World, { props }: Thing<"endpointConnection">): EndpointState {
    if (props.state !== "accepted") return props.state;
    return world.isReady(props, "endpointConnection") ? "available" : "pending";
}

export function accept(world: World, connection: Thing<"endpointConnection">): void {
    if (["pendingAcceptance", "rejected"].includes(connection.props.state)) become(world, connection, "accepted");
}

export function reject(world: World, connection: Thing<"endpointConnection">): void {
    become(world, connection, "rejected");
}

export function become(world: World, connection: Thing<"endpointConnection">, state: EndpointConnection["state"]): void {
    world.change(connection, { state, since: Date.now() });
}

/** The service of a name, wherever it is; its region is in the name. */
export function serviceOf(world: World, serviceName: string): Thing<"endpointService"> | undefined {
    return world.all("endpointService", props => props.serviceName === serviceName)[0];
}

/** The load balancers behind a service. */
export function balancersOf(world: World, { props, region }: Thing<"endpointService">): Thing<"loadBalancer">[] {
    return (props.networkLoadBalancerArns ?? []).flatMap(arn => world.find("loadBalancer", arn, region) ?? []);
}

/** Whether whoever wants an endpoint finds the service at all: it must be there, for that region, and allow that principal. */
export function isDiscoverable(world: World, { props }: Thing<"endpointConnection">): boolean {
    const service = serviceOf(world, props.serviceName);
    if (!service || !world.isReady(service, "endpointService")) return false;
    const { supportedRegions = [], allowedPrincipals = [] } = outputsOf(world, service) as Record<
        string,
        readonly string[] | undefined
    >;
    const account = /^arn:aws:iam::(\d+):/u.exec(props.principal)?.[1] ?? "";
    const allowed = ["*", props.principal, `arn:aws:iam::${account}:root`];
    return supportedRegions.includes(props.region) && allowedPrincipals.some(principal => allowed.includes(principal));
}

/** The zones that an endpoint wants and the service's load balancers are not in. */
export function missingZones(world: World, { props }: Thing<"endpointConnection">): string[] {
    const service = serviceOf(world, props.serviceName);
    const zones = service
        ? balancersOf(world, service).flatMap(balancer => nodesOf(world, balancer).map(({ zoneId }) => zoneId))
        : [];
    return props.zoneIds.filter(zone => !zones.includes(zone));
}

/** Ends what has taken its time: a cluster's new connectivity is there once its operation has passed. */
function finish(world: World): void {
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

/** Moves endpoints on: those that are wanted are made as soon as their service lets them, and those being deleted end. */
export function advance(world: World): void {
    finish(world);
    for (const connection of world.all("endpointConnection")) {
        const { state, serviceName, dropped } = connection.props;
        if (dropped !== undefined && world.isReady({ since: dropped }, "endpointDeletion")) world.remove(connection);
        if (dropped !== undefined) continue;
        if (state !== "wanted" || !isDiscoverable(world, connection) || missingZones(world, connection).length > 0) continue;
        const waits = serviceOf(world, serviceName)?.props.acceptanceRequired === true;
        become(world, connection, waits ? "pendingAcceptance" : "accepted");
    }
}
