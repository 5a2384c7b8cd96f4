import { setImmediate } from "node:timers/promises";
import { getEgressIps } from "../../sdk";
import { listed, pick } from "./parts";

/** The blocks from which Materialize connects, or why there are none. */
export interface EgressBlocks {
    /** None where they could not be looked up. */
    readonly cidrs: readonly string[];
    /** Why they could not be looked up. */
    readonly failure?: string;
}

let next: Promise<void> | undefined;

/**
 * When what the program asks of AWS is on its way: loading what asks Materialize takes it a while. One moment for all
 * components of a program, so that their look-ups are one query.
 */
const soon = (): Promise<void> =>
    (next ??= setImmediate().then(() => {
        next = undefined;
    }));

/** The blocks that are given, or those that Materialize names; a failure is refused by a step, in one line. */
export function egressBlocks(args: { readonly cidrs?: readonly string[]; readonly profile?: string }): Promise<EgressBlocks> {
    if (args.cidrs !== undefined) return Promise.resolve({ cidrs: listed(args.cidrs) });
    const asked = soon().then(() => getEgressIps(pick(args, ["profile"])));
    return asked.then(
        blocks => ({ cidrs: blocks.map(({ cidr }) => cidr) }),
        (error: unknown) => ({ cidrs: [], failure: error instanceof Error ? error.message : String(error) }),
    );
}
