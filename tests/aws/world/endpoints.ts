import type { EndpointConnection, Thing } from "./things";
import type { World } from "./world";

/** The states that an endpoint passes through. */
export type EndpointState = "wanted" | "pendingAcceptance" | "pending" | "available" | "rejected" | "deleting";

export function stateOf(world: World, { props }: Thing<"endpointConnection">): EndpointState {
    if (props.state !== "accepted") return props.state;
    return world.isReady(props, "endpointConnection") ? "available" : "pending";
}

export function accept(world: World, connection: Thing<"endpointConnection">): void {
    if (connection.props.state === "pendingAcceptance" || connection.props.state === "rejected")
        become(world, connection, "accepted");
}

export function reject(world: World, connection: Thing<"endpointConnection">): void {
    if (connection.props.state !== "deleting") become(world, connection, "rejected");
}

export function become(world: World, connection: Thing<"endpointConnection">, state: EndpointConnection["state"]): void {
    world.change(connection, { state, since: Date.now() });
}
