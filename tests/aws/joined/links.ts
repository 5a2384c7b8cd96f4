import { advance, isDiscoverable, missingZones, stateOf } from "../world/endpoints";
import type { Thing } from "../world/things";
import type { World } from "../world/world";
import type { Asker, Link, LinkState, LinkStatus } from "./protocol";

/** Makes endpoints follow the PrivateLink connections that a Materialize has, and says how far each is. */
export function follow(world: World, { client, region }: Asker, links: readonly Link[]): LinkState[] {
    const own = (): Thing<"endpointConnection">[] => world.all("endpointConnection", props => props.client === client);
    for (const endpoint of own()) {
        const link = links.find(({ id }) => id === endpoint.props.connection);
        if (link?.serviceName !== endpoint.props.serviceName) end(world, endpoint);
        else if (link.zoneIds.join() !== endpoint.props.zoneIds.join()) world.change(endpoint, { zoneIds: link.zoneIds });
    }
    for (const link of links) {
        if (!endpointOf(world, client, link.id)) want(world, client, region, link);
    }
    advance(world);
    return links.flatMap(({ id }) => {
        const endpoint = endpointOf(world, client, id);
        return endpoint ? [{ id, status: statusOf(world, endpoint), since: endpoint.props.since }] : [];
    });
}

/** The endpoint of a PrivateLink connection that is there. */
export function endpointOf(world: World, client: string, connection: string): Thing<"endpointConnection"> | undefined {
    return world.all(
        "endpointConnection",
        props => props.client === client && props.connection === connection && props.dropped === undefined,
    )[0];
}

function want(world: World, client: string, region: string, { id, serviceName, principal, zoneIds }: Link): void {
    const ownerId = /^arn:aws:iam::(\d+):/u.exec(principal)?.[1] ?? "";
    const made = { client, connection: id, serviceName, principal, ownerId, region, zoneIds };
    world.add("endpointConnection", region, world.newId("vpce"), { ...made, state: "wanted", since: Date.now() });
}

function end(world: World, endpoint: Thing<"endpointConnection">): void {
    if (endpoint.props.state === "wanted") world.remove(endpoint);
    else if (endpoint.props.dropped === undefined) world.change(endpoint, { dropped: Date.now() });
}

const STATUSES: Readonly<Record<string, LinkStatus>> = {
    pendingAcceptance: "pendingAcceptance",
    pending: "creatingEndpoint",
    available: "available",
    rejected: "rejected",
};

export function statusOf(world: World, endpoint: Thing<"endpointConnection">): LinkStatus {
    const known = STATUSES[stateOf(world, endpoint)];
    if (known) return known;
    const missing = isDiscoverable(world, endpoint) && missingZones(world, endpoint).length > 0;
    return missing ? "missingAvailabilityZones" : "pendingServiceDiscovery";
}
