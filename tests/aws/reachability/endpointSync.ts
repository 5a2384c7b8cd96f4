import { applyElapsedTime, isDiscoverable, missingZones, endpointState } from "../world/endpoints";
import type { Entity } from "../world/entities";
import type { World } from "../world/world";
import type { Environment, Link, LinkState, LinkStatus } from "./protocol";

/**
 * Creates, changes and deletes endpoints to match the PrivateLink
 * connections of a Materialize environment, and returns their states.
 */
export function syncEndpoints(world: World, { client, region }: Environment, links: readonly Link[]): LinkState[] {
    const endpoints = (): Entity<"endpointConnection">[] => world.all("endpointConnection", props => props.client === client);
    for (const endpoint of endpoints()) {
        const link = links.find(({ id }) => id === endpoint.props.connection);
        if (link?.serviceName !== endpoint.props.serviceName) endEndpoint(world, endpoint);
        else if (link.zoneIds.join() !== endpoint.props.zoneIds.join()) world.change(endpoint, { zoneIds: link.zoneIds });
    }
    for (const link of links) {
        if (!findEndpoint(world, client, link.id)) requestEndpoint(world, client, region, link);
    }
    applyElapsedTime(world);
    return links.flatMap(({ id }) => {
        const endpoint = findEndpoint(world, client, id);
        return endpoint ? [{ id, status: linkStatus(world, endpoint), since: endpoint.props.since }] : [];
    });
}

/** Finds the endpoint of a PrivateLink connection that has not been dropped. */
export function findEndpoint(world: World, client: string, connection: string): Entity<"endpointConnection"> | undefined {
    return world.all(
        "endpointConnection",
        props => props.client === client && props.connection === connection && props.dropped === undefined,
    )[0];
}

function requestEndpoint(world: World, client: string, region: string, { id, serviceName, principal, zoneIds }: Link): void {
    const ownerId = /^arn:aws:iam::(\d+):/u.exec(principal)?.[1] ?? "";
    const props = { client, connection: id, serviceName, principal, ownerId, region, zoneIds };
    world.add("endpointConnection", region, world.newId("vpce"), { ...props, state: "wanted", since: Date.now() });
}

function endEndpoint(world: World, endpoint: Entity<"endpointConnection">): void {
    if (endpoint.props.state === "wanted") world.remove(endpoint);
    else if (endpoint.props.dropped === undefined) world.change(endpoint, { dropped: Date.now() });
}

const STATUSES: Readonly<Record<string, LinkStatus>> = {
    pendingAcceptance: "pendingAcceptance",
    pending: "creatingEndpoint",
    available: "available",
    rejected: "rejected",
};

export function linkStatus(world: World, endpoint: Entity<"endpointConnection">): LinkStatus {
    const known = STATUSES[endpointState(world, endpoint)];
    if (known) return known;
    const missing = isDiscoverable(world, endpoint) && missingZones(world, endpoint).length > 0;
    return missing ? "missingAvailabilityZones" : "pendingServiceDiscovery";
}
