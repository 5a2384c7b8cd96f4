import { createHash } from "node:crypto";
import { isIPv4 } from "node:net";

import type { Entity } from "./entities";
import type { World } from "./world";

/** An IPv4 address as a number. */
export function ipToNumber(ip: string): number {
    return ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function numberToIp(number: number): string {
    return [24, 16, 8, 0].map(bits => Math.floor(number / 2 ** bits) % 256).join(".");
}

/** Whether an address is in a block; an address alone is a block of one. */
export function isInBlock(ip: string, block: string): boolean {
    const [base = "", bits = "32"] = block.split("/");
    const size = 2 ** (32 - Number(bits));
    return Math.floor(ipToNumber(ip) / size) === Math.floor(ipToNumber(base) / size);
}

export const isIpv4Address = (text: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text);

/** Whether a text is a block of IPv4, by its first address. */
export function isCidrBlock(text: string): boolean {
    const [base = "", bits = "", ...more] = text.split("/");
    const isWhole = more.length === 0 && /^\d+$/u.test(bits) && Number(bits) <= 32;
    return isWhole && isIPv4(base) && ipToNumber(base) % 2 ** (32 - Number(bits)) === 0;
}

/** An address of a subnet, the same one each time for the same owner: what AWS would give its network interface. */
export function privateIpIn({ props }: Entity<"subnet">, owner: string): string {
    const [base = "10.0.0.0", bits = "24"] = (props.cidrBlock ?? "").split("/");
    const size = 2 ** (32 - Number(bits));
    const chosen = createHash("sha256").update(owner).digest().readUInt32BE() % Math.max(1, size - 32);
    return numberToIp(ipToNumber(base) + 16 + chosen);
}

/** The next public address that nobody has. */
export function nextPublicIp(world: World): string {
    const taken = new Set([
        ...world.all("address").map(({ props }) => props.publicIp),
        ...world.all("instance").map(({ props }) => props.publicIp),
        ...world.all("broker").map(({ props }) => props.publicIp),
    ]);
    for (let n = 1; ; n++) {
        const ip = numberToIp(ipToNumber("198.51.100.0") + n);
        if (!taken.has(ip)) return ip;
    }
}
