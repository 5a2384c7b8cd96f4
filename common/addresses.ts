import { isIPv4, isIPv6 } from "node:net";

/** The highest TCP port. */
export const MAX_PORT = 65_535;

/** The blocks of the addresses in private networks: those of RFC 1918, and those of carriers' networks, which VPCs may have too. */
const PRIVATE_BLOCKS: readonly (readonly [first: string, prefix: number])[] = [
    ["10.0.0.0", 8],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
    ["100.64.0.0", 10],
];

/** True if an IPv4 address is one of a private network. */
export const isPrivateAddress = (ip: string): boolean =>
    PRIVATE_BLOCKS.some(([first, prefix]) => {
        const size = 2 ** (32 - prefix);
        return Math.trunc(numberOf(ip) / size) === Math.trunc(numberOf(first) / size);
    });

/** Describes the values that {@link isCidrBlock} accepts. */
export const CIDR_BLOCK = 'a CIDR block that begins with its first address, such as "203.0.113.64/30"';

/** Returns an IPv4 address as a number. */
const numberOf = (ip: string): number => ip.split(".").reduce((number, part) => number * 256 + Number(part), 0);

/** Returns an IPv6 address as a number. */
function numberOfIpv6(ip: string): bigint {
    const [before = "", after] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split("::");
    const groups = (part = ""): string[] => part.split(":").filter(group => group !== "");
    const [head, tail] = [groups(before), groups(after)];
    const all = [...head, ...Array<string>(8 - head.length - tail.length).fill("0"), ...tail];
    return BigInt(`0x${all.map(group => group.padStart(4, "0")).join("")}`);
}

/** True if a text is a CIDR block as the AWS provider accepts it: a block must begin with its first address. */
export function isCidrBlock(text: string): boolean {
    const { ip = "", prefix = "" } = /^(?<ip>.+)\/(?<prefix>\d{1,3})$/u.exec(text)?.groups ?? {};
    const size = Number(prefix);
    if (isIPv4(ip)) return size <= 32 && numberOf(ip) % 2 ** (32 - size) === 0;
    return isIPv6(ip) && !ip.includes("%") && size <= 128 && numberOfIpv6(ip) % 2n ** BigInt(128 - size) === 0n;
}

/** Describes the values that {@link isNetworkBlock} accepts. */
export const NETWORK_BLOCK = 'a CIDR block of IPv4 or IPv6, such as "203.0.113.64/30" or, for one address, "203.0.113.64/32"';

/** True if a text is a CIDR block as a network policy of Materialize takes it: it may begin with any of its addresses. */
export function isNetworkBlock(text: string): boolean {
    const { ip = "", prefix = "" } = /^(?<ip>[^%]+)\/(?<prefix>0|[1-9]\d{0,2})$/u.exec(text)?.groups ?? {};
    return (isIPv4(ip) && Number(prefix) <= 32) || (isIPv6(ip) && Number(prefix) <= 128);
}

/** Returns a CIDR block with its address of IPv6 in the shortest form; another text unchanged. */
export function shortestBlock(block: string): string {
    const [ip = "", ...prefix] = block.split("/");
    return isNetworkBlock(block) && isIPv6(ip) ? [new URL(`http://[${ip}]`).hostname.slice(1, -1), ...prefix].join("/") : block;
}

/** True if a CIDR block is one of IPv6. */
export const isIpv6Block = (cidr: string): boolean => cidr.includes(":");

/** Returns the host of `host:port`. */
export const hostOf = (server: string): string => server.replace(/:\d+$/u, "");

/** Matches characters that are in URLs, credentials and ports, and in no host name. */
const FOREIGN = /[\s/@:?#%\\'"<>,;]/u;

const HOST_AND_PORT = /^(?:[^\s/@:?#%[\]]+|\[[\da-f:.]+\]):\d{1,5}$/iu;

/**
 * Returns what is wrong with a host; undefined if it is a name or an address. `port` names the argument for the port. The message contains no
 * part of the host, which may be a URL with a password.
 */
export function hostProblem(host: string, port: string): string | undefined {
    if (isIPv6(host) || !FOREIGN.test(host)) return undefined;
    return HOST_AND_PORT.test(host)
        ? `contains a port: write the port as ${port}, and only the host here`
        : 'is not a host: write only its name or address, such as "db.example.com", without protocol, user, password, port and path';
}

/**
 * Returns what is wrong with the URL of a server that must not contain credentials; undefined if nothing is. `instead` names the arguments for
 * them. The message contains no part of the URL.
 */
export function urlProblem(url: string, instead: string): string | undefined {
    if (/[@\\\s]/u.test(url))
        return `contains credentials ("@"), which Materialize would store in clear text: leave them out, and give ${instead}`;
    return /[?#]/u.test(url)
        ? `contains a query or a fragment ("?" or "#"), which may hold credentials: leave it out, and give ${instead}`
        : undefined;
}
