/** A route of a route table in AWS. */
export interface Route {
    /** The block of IPv4 addresses that the route is for; none for IPv6 addresses and for the prefix list of a service. */
    readonly block?: string | undefined;
    /** The id of the prefix list that the route is for, instead of a block. */
    readonly prefixList?: string | undefined;
    /** The id of where the route leads: `igw-…`, `nat-…`, `vpce-…`. */
    readonly target?: string | undefined;
}

/** The block of all IPv4 addresses. */
export const EVERYWHERE = "0.0.0.0/0";

/**
 * True if a route lets the internet connect to its subnet: it leads to an internet gateway, or to the endpoint of a firewall. An endpoint behind a prefix
 * list leads to a service of AWS, such as S3.
 */
export const isPublicRoute = ({ block = "", prefixList = "", target = "" }: Route): boolean =>
    block === "" ? prefixList !== "" && target.startsWith("igw-") : /^(?:igw|vpce)-/u.test(target);
