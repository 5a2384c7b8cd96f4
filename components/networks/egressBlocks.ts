import { setTimeout } from "node:timers/promises";
import { getEgressIps } from "../../sdk";
import { listed, pick } from "./parts";

/** The blocks from which Materialize connects, or why there are none. */
export interface EgressBlocks {
    /** None where they could not be looked up. */
    readonly cidrs: readonly string[];
    /** Why they could not be looked up. */
    readonly failure?: string;
}

/** Long enough for what the program has registered to be sent: the engine starts AWS's plugin while the look-up's own modules are loaded. */
const SENT_MS = 30;

/** Is over once that is sent: one for all, so that their equal look-ups are one. */
let sent: Promise<void> | undefined;

/** The blocks that are given, or those that Materialize names; a failure is refused by a step, in one line. */
export function egressBlocks(args: { readonly cidrs?: readonly string[]; readonly profile?: string }): Promise<EgressBlocks> {
    if (args.cidrs !== undefined) return Promise.resolve({ cidrs: listed(args.cidrs) });
    sent ??= setTimeout(SENT_MS);
    const asked = sent.then(() => getEgressIps(pick(args, ["profile"])));
    return asked.then(
        blocks => ({ cidrs: blocks.map(({ cidr }) => cidr) }),
        (error: unknown) => ({ cidrs: [], failure: error instanceof Error ? error.message : String(error) }),
    );
}
