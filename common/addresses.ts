import { isIPv4, isIPv6 } from "node:net";

/** The highest TCP port. */
export const MAX_PORT = 65_535;

/** Describes the values that {@link isCidrBlock} accepts. */
export const CIDR_BLOCK = 'a CIDR block that begins with its first address, such as "203.0.113.64/30"';

/** Returns an IPv4 address as a number. */
const numberOf = (ip: string): number => ip.split(".").reduce((number, part) => number * 256 + Number(part), 0);

/** True if a text is a CIDR block as the AWS provider accepts it: an IPv4 block must begin with its first address. */
export function isCidrBlock(text: string): boolean {
    const { ip = "", prefix = "" } = /^(?<ip>.+)\/(?<prefix>\d{1,3})$/u.exec(text)?.groups ?? {};
    const size = Number(prefix);
    if (isIPv4(ip)) return size <= 32 && numberOf(ip) % 2 ** (32 - size) === 0;
    return isIPv6(ip) && !ip.includes("%") && size <= 128;
}

/** True if a CIDR block is one of IPv6. */
export const isIpv6Block = (cidr: string): boolean => cidr.includes(":");

/** Returns the host of `host:port`. */
export const hostOf = (server: string): string => server.replace(/:\d+$/u, "");
