import { targetGroupsOf } from "../resources/lb/targetGroup";
import { findHost, loadBalancerNodes, trafficProblem } from "./network";
import type { Entity } from "./entities";
import type { World } from "./world";

export interface Health {
    readonly state: "unused" | "initial" | "healthy" | "unhealthy";
    readonly reason?: string;
    readonly description?: string;
}

export const listenersForwardingTo = (world: World, groupArn: string): Entity<"listener">[] =>
    world.all("listener", props => targetGroupsOf(props).includes(groupArn));

/** Returns the IP address of a target, or that of its instance. */
export function targetIp(world: World, { props, region }: Entity<"attachment">): string {
    return world.find("instance", props.targetId, region)?.props.privateIp ?? props.targetId ?? "";
}

/** Returns the health of a target as the nodes of the load balancer see it. */
export function targetHealth(world: World, target: Entity<"attachment">): Health {
    const group = world.find("targetGroup", target.props.targetGroupArn, target.region);
    const listeners = group ? listenersForwardingTo(world, group.id) : [];
    const [listener] = listeners;
    if (!group || !listener) {
        const description = "Target group is not configured to receive traffic from the load balancer";
        return { state: "unused", reason: "Target.NotInUse", description };
    }
    const since = Math.max(target.since, ...listeners.map(used => used.since));
    if (!world.isReady({ since }, "targetHealth")) {
        return { state: "initial", reason: "Elb.InitialHealthChecking", description: "Initial health checks in progress" };
    }
    const problem = healthCheckProblem(world, target, group, listener);
    if (problem === undefined) return { state: "healthy" };
    return { state: "unhealthy", reason: "Target.FailedHealthChecks", description: `Health checks failed: ${problem}` };
}

function healthCheckProblem(
    world: World,
    target: Entity<"attachment">,
    { props }: Entity<"targetGroup">,
    listener: Entity<"listener">,
): string | undefined {
    const { healthCheck } = props;
    if (healthCheck?.enabled === false) return undefined;
    const port = Number(healthCheck?.port === "traffic-port" ? target.props.port : healthCheck?.port);
    const ip = targetIp(world, target);
    const host = findHost(world, ip);
    if (!host?.ports.includes(port)) return `nothing listens on ${ip}:${String(port)}`;
    if (healthCheck?.protocol !== "TCP") return `${ip}:${String(port)} does not speak ${healthCheck?.protocol ?? "HTTP"}`;
    const balancer = world.find("loadBalancer", listener.props.loadBalancerArn, listener.region);
    const nodes = balancer ? loadBalancerNodes(world, balancer) : [];
    const problems = nodes.map(node => trafficProblem(world, node, host, port));
    return problems.includes(undefined) ? undefined : (problems[0] ?? "the load balancer has no node");
}
