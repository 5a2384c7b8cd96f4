import { createHash } from "node:crypto";
import { isIPv4 } from "node:net";

import type { Entity } from "./entities";
import type { World } from "./world";

/** Converts an IPv4 address to a number. */
export function ipToNumber(ip: string): number {
    return ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function numberToIp(number: number): string {
    return [24, 16, 8, 0].map(bits => Math.floor(number / 2 ** bits) % 256).join(".");
}

/** Returns whether an address is in a CIDR block; a single address is a block of one. */
export function isInBlock(ip: string, block: string): boolean {
    const [base = "", bits = "32"] = block.split("/");
    const size = 2 ** (32 - Number(bits));
    return Math.floor(ipToNumber(ip) / size) === Math.floor(ipToNumber(base) / size);
}

export const isIpv4Address = (text: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text);

/** Returns whether a text is an IPv4 CIDR block that begins with its network address. */
export function isCidrBlock(text: string): boolean {
    const [base = "", bits = "", ...more] = text.split("/");
    const isWhole = more.length === 0 && /^\d+$/u.test(bits) && Number(bits) <= 32;
    return isWhole && isIPv4(base) && ipToNumber(base) % 2 ** (32 - Number(bits)) === 0;
}

/** Returns the address that the network interface of an owner gets in a subnet; always the same one for the same owner. */
export function privateIpIn({ props }: Entity<"subnet">, owner: string): string {
    const [base = "10.0.0.0", bits = "24"] = (props.cidrBlock ?? "").split("/");
    const size = 2 ** (32 - Number(bits));
    const offset = createHash("sha256").update(owner).digest().readUInt32BE() % Math.max(1, size - 32);
    return numberToIp(ipToNumber(base) + 16 + offset);
}

/** Returns the next public address that is not in use. */
export function nextPublicIp(world: World): string {
    const usedAddresses = new Set([
        ...world.all("address").map(({ props }) => props.publicIp),
        ...world.all("instance").map(({ props }) => props.publicIp),
        ...world.all("broker").map(({ props }) => props.publicIp),
    ]);
    for (let n = 1; ; n++) {
        const ip = numberToIp(ipToNumber("198.51.100.0") + n);
        if (!usedAddresses.has(ip)) return ip;
    }
}
