import { privateIpIn, isInBlock } from "./addresses";
import { listenersOf } from "./msk";
import type { Entity, EntityProps } from "./entities";
import type { World } from "./world";

/** The sender or receiver of a packet: its address and its security groups. */
export interface NetworkInterface {
    readonly ip: string;
    /** Undefined if no security group filters the traffic: a load balancer without groups, or the internet. */
    readonly groups?: readonly string[] | undefined;
}

type SecurityGroupRule = EntityProps["ingressRule"];

/** Returns why a TCP packet does not get from one network interface to another, or undefined if it does. */
export function trafficProblem(world: World, from: NetworkInterface, to: NetworkInterface, port: number): string | undefined {
    if (!allowsEgress(world, from, to, port))
        return `no egress rule of ${describeInterface(from)} lets port ${String(port)} out to ${to.ip}`;
    if (!allowsIngress(world, from, to, port))
        return `no ingress rule of ${describeInterface(to)} lets ${from.ip} in on port ${String(port)}`;
    return undefined;
}

export function allowsEgress(world: World, from: NetworkInterface, to: NetworkInterface, port: number): boolean {
    const { groups } = from;
    return !groups || world.all("egressRule").some(({ props }) => belongsTo(props, groups) && matchesRule(props, to, port));
}

export function allowsIngress(world: World, from: NetworkInterface, to: NetworkInterface, port: number): boolean {
    const { groups } = to;
    return !groups || world.all("ingressRule").some(({ props }) => belongsTo(props, groups) && matchesRule(props, from, port));
}

const describeInterface = ({ groups = [], ip }: NetworkInterface): string => (groups.length > 0 ? groups.join(", ") : ip);

const belongsTo = ({ securityGroupId }: SecurityGroupRule, groups: readonly string[]): boolean =>
    groups.includes(securityGroupId ?? "");

function matchesRule(
    { ipProtocol, fromPort, toPort, cidrIpv4, referencedSecurityGroupId }: SecurityGroupRule,
    other: NetworkInterface,
    port: number,
): boolean {
    const all = ipProtocol === "-1";
    if (!all && (ipProtocol !== "tcp" || port < (fromPort ?? 0) || port > (toPort ?? 65_535))) return false;
    if (cidrIpv4 !== undefined) return isInBlock(other.ip, cidrIpv4);
    const group = referencedSecurityGroupId?.split("/").at(-1);
    return group !== undefined && (other.groups ?? []).includes(group);
}

/** Returns whether a subnet has a route to the internet. */
export function isPublicSubnet(world: World, subnetId: string | undefined): boolean {
    const subnet = world.find("subnet", subnetId);
    if (subnet?.props.mapPublicIpOnLaunch !== true) return false;
    return world.all("internetGateway", props => props.vpcId === subnet.props.vpcId).length > 0;
}

/** Returns the nodes of a load balancer, one in each of its subnets. */
export function loadBalancerNodes(
    world: World,
    balancer: Entity<"loadBalancer">,
): (NetworkInterface & { readonly zoneId: string })[] {
    const groups = balancer.props.securityGroups ?? [];
    return (balancer.props.subnets ?? []).flatMap(id => {
        const subnet = world.find("subnet", id, balancer.region);
        if (!subnet) return [];
        const ip = privateIpIn(subnet, balancer.id);
        return [{ ip, groups: groups.length > 0 ? groups : undefined, zoneId: subnet.props.availabilityZoneId ?? "" }];
    });
}

/**
 * Resolves security groups to ids. `name:brokers` stands for each group that has this name or one that Pulumi generated from it.
 */
export function resolveGroups(world: World, groups: readonly string[]): string[] {
    const idsByName = (name: string): string[] =>
        world.all("securityGroup", props => props.name?.replace(/-[\da-f]{7}$/u, "") === name).map(({ id }) => id);
    return groups.flatMap(group => (group.startsWith("name:") ? idsByName(group.slice("name:".length)) : [group]));
}

/** The host at an address of a VPC: its subnet, its security groups and its open ports. */
export interface Host extends NetworkInterface {
    readonly subnetId: string | undefined;
    readonly zoneId: string;
    readonly ports: readonly number[];
}

export function findHost(world: World, ip: string): Host | undefined {
    const createHost = (subnetId: string | undefined, groups: readonly string[], ports: readonly number[]): Host => {
        return {
            ip,
            groups: resolveGroups(world, groups),
            ports,
            subnetId,
            zoneId: world.find("subnet", subnetId)?.props.availabilityZoneId ?? "",
        };
    };
    const broker = world.all("broker", props => props.ip === ip)[0];
    if (broker) {
        const ports = world
            .all("broker", props => props.ip === ip)
            .flatMap(other => listenersOf(world, other).map(({ port }) => port));
        return createHost(broker.props.subnetId, broker.props.securityGroups, ports);
    }
    const server = world.all("server", props => props.ip === ip)[0];
    if (server) return createHost(server.props.subnetId, server.props.securityGroups, [server.props.port]);
    const database = world.all("database", props => props.ip === ip)[0];
    if (database) return createHost(database.props.subnetId, database.props.securityGroups, [database.props.port]);
    const instance = world.all("instance", props => props.privateIp === ip)[0];
    return instance && createHost(instance.props.subnetId, instance.props.vpcSecurityGroupIds ?? [], [22]);
}
