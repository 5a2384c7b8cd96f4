import { numberToIp, isIpv4Address, ipToNumber } from "../world/addresses";
import { allowsIngress, findHost, isPublicSubnet, trafficProblem } from "../world/network";
import type { Entity } from "../world/entities";
import type { World } from "../world/world";
import type { Environment, Bastion } from "./protocol";
import { CLOSED, sshError, tunnelError } from "./messages";

/** The instance that an address or a public name of AWS's leads to; nothing where it is none of this AWS's. */
export function findBastion(world: World, host: string): Entity<"instance"> | "nobody" | undefined {
    const elastic = world.all("address", props => props.publicIp === host || props.publicDns === host)[0];
    const instanceId = elastic && world.all("association", props => props.allocationId === elastic.id)[0]?.props.instanceId;
    if (elastic) return world.find("instance", instanceId, elastic.region) ?? "nobody";
    return world.all("instance", props => isIpv4Address(host) && props.publicIp === host)[0];
}

/** Whether every address of every block is let in: rules for the first and the last of each. */
export function allowsAllBlocks(world: World, groups: readonly string[], port: number, blocks: readonly string[]): boolean {
    return blocks.every(block => {
        const [base = "", bits = "32"] = block.split("/");
        const last = numberToIp(ipToNumber(base) + 2 ** (32 - Number(bits)) - 1);
        return [base, last].every(ip => allowsIngress(world, { ip }, { ip: "", groups }, port));
    });
}

/** Why a tunnel to a bastion cannot be opened; nothing if it can. */
export function bastionProblem(world: World, { egress }: Environment, { host, port, user, keys }: Bastion): string | undefined {
    const instance = findBastion(world, host);
    const at = (why: string): string => sshError(`connect to host ${host} port ${String(port)}: ${why}`);
    if (!instance || instance === "nobody" || !isPublicSubnet(world, instance.props.subnetId)) return at("Connection timed out");
    if (!allowsAllBlocks(world, instance.props.vpcSecurityGroupIds ?? [], port, egress)) return at("Connection timed out");
    if (port !== 22 || !world.isReady(instance, "boot")) return at("Connection refused");
    const script = userDataOf(instance);
    const known = keys.some(key => script.includes(key.split(" ")[1] ?? key)) && new RegExp(`\\b${user}\\b`, "u").test(script);
    return known ? undefined : sshError(`${user}@${host}: Permission denied (publickey,keyboard-interactive).`);
}

/** What its user data says, however it was given. */
function userDataOf({ props }: Entity<"instance">): string {
    return props.userData ?? Buffer.from(props.userDataBase64 ?? "", "base64").toString();
}

/** Why packets do not come out of a tunnel at an address of the VPC; nothing if they do. */
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

/** Whether a hardened sshd forwards to an address: what `AllowTcpForwarding` and `PermitOpen` say. */
function isForwarded(script: string, to: string): boolean {
    if (/^\s*AllowTcpForwarding\s+no/mu.test(script)) return false;
    const open = /^\s*PermitOpen\s+(.*)$/mu.exec(script)?.[1]?.trim().split(/\s+/u);
    const port = to.replace(/^.*:/u, "");
    return !open || open.some(pattern => pattern === "any" || pattern === to || pattern === `*:${port}`);
}
