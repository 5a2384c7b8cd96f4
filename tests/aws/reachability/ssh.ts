import { numberToIp, isIpv4Address, ipToNumber } from "../world/addresses";
import { allowsIngress, findHost, isPublicSubnet, trafficProblem } from "../world/network";
import type { Entity } from "../world/entities";
import type { World } from "../world/world";
import type { Environment, Bastion } from "./protocol";
import { CLOSED, sshError, tunnelError } from "./messages";

/**
 * Finds the instance at a public address or public DNS name: `"nobody"` if the
 * address has no instance, undefined if this AWS does not have the address.
 */
export function findBastion(world: World, host: string): Entity<"instance"> | "nobody" | undefined {
    const elastic = world.all("address", props => props.publicIp === host || props.publicDns === host)[0];
    const instanceId = elastic && world.all("association", props => props.allocationId === elastic.id)[0]?.props.instanceId;
    if (elastic) return world.find("instance", instanceId, elastic.region) ?? "nobody";
    return world.all("instance", props => isIpv4Address(host) && props.publicIp === host)[0];
}

/** Returns whether security groups allow all addresses of all blocks. Checks the first and the last address of each block. */
export function allowsAllBlocks(world: World, groups: readonly string[], port: number, blocks: readonly string[]): boolean {
    return blocks.every(block => {
        const [base = "", bits = "32"] = block.split("/");
        const last = numberToIp(ipToNumber(base) + 2 ** (32 - Number(bits)) - 1);
        return [base, last].every(ip => allowsIngress(world, { ip }, { ip: "", groups }, port));
    });
}

/** Returns why Materialize cannot open a tunnel to a bastion, or undefined if it can. */
export function bastionProblem(world: World, { egress }: Environment, { host, port, user, keys }: Bastion): string | undefined {
    const instance = findBastion(world, host);
    const connectError = (reason: string): string => sshError(`connect to host ${host} port ${String(port)}: ${reason}`);
    if (!instance || instance === "nobody" || !isPublicSubnet(world, instance.props.subnetId))
        return connectError("Connection timed out");
    if (!allowsAllBlocks(world, instance.props.vpcSecurityGroupIds ?? [], port, egress))
        return connectError("Connection timed out");
    if (port !== 22 || !world.isReady(instance, "boot")) return connectError("Connection refused");
    const script = userDataOf(instance);
    const isKnown = keys.some(key => script.includes(key.split(" ")[1] ?? key)) && new RegExp(`\\b${user}\\b`, "u").test(script);
    return isKnown ? undefined : sshError(`${user}@${host}: Permission denied (publickey,keyboard-interactive).`);
}

/** Returns the user data of an instance as text. */
function userDataOf({ props }: Entity<"instance">): string {
    return props.userData ?? Buffer.from(props.userDataBase64 ?? "", "base64").toString();
}

/** Returns why a tunnel does not forward packets to an address of the VPC, or undefined if it does. */
export function forwardProblem(
    world: World,
    environment: Environment,
    bastion: Bastion,
    to: string,
    ip: string,
    port: number,
): string | undefined {
    const tunnel = bastionProblem(world, environment, bastion);
    if (tunnel !== undefined) return tunnelError(tunnel);
    const instance = findBastion(world, bastion.host);
    const host = findHost(world, ip);
    if (!instance || instance === "nobody" || !host) return CLOSED;
    const from = { ip: instance.props.privateIp ?? "", groups: instance.props.vpcSecurityGroupIds ?? [] };
    const vpcOf = (subnetId: string | undefined): string | undefined => world.find("subnet", subnetId)?.props.vpcId;
    if (vpcOf(instance.props.subnetId) !== vpcOf(host.subnetId) || !isForwarded(userDataOf(instance), to)) return CLOSED;
    if (!host.ports.includes(port) || trafficProblem(world, from, host, port) !== undefined) return CLOSED;
    return undefined;
}

/** Returns whether the SSH server forwards to an address, by its settings `AllowTcpForwarding` and `PermitOpen`. */
function isForwarded(script: string, to: string): boolean {
    if (/^\s*AllowTcpForwarding\s+no/mu.test(script)) return false;
    const patterns = /^\s*PermitOpen\s+(.*)$/mu.exec(script)?.[1]?.trim().split(/\s+/u);
    const port = to.replace(/^.*:/u, "");
    return !patterns || patterns.some(pattern => pattern === "any" || pattern === to || pattern === `*:${port}`);
}
