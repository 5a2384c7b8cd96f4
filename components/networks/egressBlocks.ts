import { messageOf } from "../../common/messageOf";
import { EXAMPLE } from "../../common/examples";
import { getEgressIps } from "../../sdk";
import { isMocked } from "../../sdk/mocks";
import { pick } from "../pick";

/** The blocks of addresses from which Materialize connects, or the reason why they are not known. */
export interface EgressBlocks {
    /** Empty if the lookup failed. */
    readonly cidrs: readonly string[];
    /** The error message of the lookup. */
    readonly failure?: string;
}

/** Returns the blocks of the program, or those of the catalog. If the lookup fails, a helper resource reports the error. */
export function egressBlocks(args: { readonly cidrs?: readonly string[]; readonly profile?: string }): Promise<EgressBlocks> {
    if (args.cidrs !== undefined) return Promise.resolve({ cidrs: args.cidrs });
    return getEgressIps(pick(args, ["profile"])).then(
        blocks => ({ cidrs: blocks.map(({ cidr }) => cidr) }),
        (error: unknown) => (isMocked() ? { cidrs: EXAMPLE.egressBlocks } : { cidrs: [], failure: messageOf(error) }),
    );
}
