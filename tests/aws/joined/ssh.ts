import { ipOf, isAddress, numberOf } from "../world/addresses";
import { enters, hostAt, isPublic, packetProblem } from "../world/network";
import type { Thing } from "../world/things";
import type { World } from "../world/world";
import type { Asker, Bastion } from "./protocol";
import { CLOSED, sshFailed, throughSsh } from "./words";

/** The instance that an address or a public name of AWS's leads to; nothing where it is none of this AWS's. */
export function instanceAt(world: World, host: string): Thing<"instance"> | "nobody" | undefined {
    const elastic = world.all("address", props => props.publicIp === host || props.publicDns === host)[0];
    const instanceId = elastic && world.all("association", props => props.allocationId === elastic.id)[0]?.props.instanceId;
    if (elastic) return world.find("instance", instanceId, elastic.region) ?? "nobody";
    return world.all("instance", props => isAddress(host) && props.publicIp === host)[0];
}

/** Whether every address of every block is let in: rules for the first and the last of each. */
export function letsAllIn(world: World, groups: readonly string[], port: number, blocks: readonly string[]): boolean {
    return blocks.every(block => {
        const [base = "", bits = "32"] = block.split("/");
        const last = ipOf(numberOf(base) + 2 ** (32 - Number(bits)) - 1);
        return [base, last].every(ip => enters(world, { ip }, { ip: "", groups }, port));
    });
}

/** Why a tunnel to a bastion cannot be opened; nothing if it can. */
export function bastionProblem(world: World, { egress }: Asker, { host, port, user, keys }: Bastion): string | undefined {
    const instance = instanceAt(world, host);
    const at = (why: string): string => sshFailed(`connect to host ${host} port ${String(port)}: ${why}`);
    if (!instance || instance === "nobody" || !isPublic(world, instance.props.subnetId)) return at("Connection timed out");
    if (!letsAllIn(world, instance.props.vpcSecurityGroupIds ?? [], port, egress)) return at("Connection timed out");
    if (port !== 22 || !world.isReady(instance, "boot")) return at("Connection refused");
    const script = scriptOf(instance);
    const known = keys.some(key => script.includes(key.split(" ")[1] ?? key)) && new RegExp(`\\b${user}\\b`, "u").test(script);
    return known ? undefined : sshFailed(`${user}@${host}: Permission denied (publickey,keyboard-interactive).`);
}

/** What its user data says, however it was given. */
function scriptOf({ props }: Thing<"instance">): string {
    return props.userData ?? Buffer.from(props.userDataBase64 ?? "", "base64").toString();
}

/** Why packets do not come out of a tunnel at an address of the VPC; nothing if they do. */
export function forwardProblem(
    world: World,
    asker: Asker,
    bastion: Bastion,
    to: string,
    ip: string,
    port: number,
): string | undefined {
    const tunnel = bastionProblem(world, asker, bastion);
    if (tunnel !== undefined) return throughSsh(tunnel);
    const instance = instanceAt(world, bastion.host);
    const host = hostAt(world, ip);
    if (!instance || instance === "nobody" || !host) return CLOSED;
    const from = { ip: instance.props.privateIp ?? "", groups: instance.props.vpcSecurityGroupIds ?? [] };
    const vpcOf = (subnetId: string | undefined): string | undefined => world.find("subnet", subnetId)?.props.vpcId;
    if (vpcOf(instance.props.subnetId) !== vpcOf(host.subnetId) || !forwards(scriptOf(instance), to)) return CLOSED;
    if (!host.ports.includes(port) || packetProblem(world, from, host, port) !== undefined) return CLOSED;
    return undefined;
}

/** Whether a hardened sshd forwards to an address: what `AllowTcpForwarding` and `PermitOpen` say. */
function forwards(script: string, to: string): boolean {
    if (/^\s*AllowTcpForwarding\s+no/mu.test(script)) return false;
    const open = /^\s*PermitOpen\s+(.*)$/mu.exec(script)?.[1]?.trim().split(/\s+/u);
    const port = to.replace(/^.*:/u, "");
    return !open || open.some(pattern => pattern === "any" || pattern === to || pattern === `*:${port}`);
}
