import type { Fields } from "../../values/value";

/** Returns the problems with Materialize's egress blocks, which the program gives or a lookup returned. */
export function blockProblems({ cidrs: given, failure }: Fields): string[] {
    const cidrs = given as readonly string[];
    if (typeof failure === "string") {
        return [`Materialize's egress blocks could not be looked up (${failure}): fix that, or give the blocks as cidrs`];
    }
    if (cidrs.length === 0) {
        return [
            "Materialize reports no egress blocks; a self-managed Materialize has none: give the blocks that it connects from as cidrs",
        ];
    }
    return cidrs.filter((cidr, at) => cidrs.indexOf(cidr) < at).map(cidr => `cidrs has ${cidr} twice`);
}
