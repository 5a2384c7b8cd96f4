import { getEgressIps } from "../../sdk";
import { pick } from "./parts";

/** The blocks from which Materialize connects, or why there are none. */
export interface EgressBlocks {
    /** None where they could not be looked up. */
    readonly cidrs: readonly string[];
    /** Why they could not be looked up. */
    readonly failure?: string;
}

/** The blocks that are given, or those that Materialize names; a failure is refused by a step, in one line. */
export function egressBlocks(args: { readonly cidrs?: readonly string[]; readonly profile?: string }): Promise<EgressBlocks> {
    if (args.cidrs !== undefined) return Promise.resolve({ cidrs: args.cidrs });
    return getEgressIps(pick(args, ["profile"])).then(
        blocks => ({ cidrs: blocks.map(({ cidr }) => cidr) }),
        (error: unknown) => ({ cidrs: [], failure: error instanceof Error ? error.message : String(error) }),
    );
}
