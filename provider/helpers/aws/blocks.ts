import type { Fields } from "../../values/value";

/** What is wrong with the blocks that Materialize connects from, as they were given or looked up. */
export function blockProblems({ cidrs: given, failure }: Fields): string[] {
    const cidrs = given as readonly string[];
    if (typeof failure === "string") {
        return [`Materialize's egress blocks could not be looked up (${failure}): put that right, or give the blocks as cidrs`];
    }
    if (cidrs.length === 0) {
        return [
            "Materialize names no egress blocks, as a self-managed one does not: give the blocks that it connects from as cidrs",
        ];
    }
    return cidrs.filter((cidr, at) => cidrs.indexOf(cidr) < at).map(cidr => `cidrs has ${cidr} twice`);
}
