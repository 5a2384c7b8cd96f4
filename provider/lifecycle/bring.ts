import type { Seen } from "../catalog/catalog";
import type { Region } from "../session/regions";
import { type Fields, given } from "../values/value";
import { argumentsAt } from "./observed";
import { LostStepError, settle } from "./settle";
import { objectKindOf } from "./state";
import { stepsTo } from "./steps";
import { isUnreachable, resolved, UnfinishedError } from "./unfinished";

/** A connection that is lost again and again is not worth another look. */
const LOOKS = 3;

/**
 * Looks at what is there and brings it to what is wanted, whatever an earlier run left undone. Where the answer to a statement is
 * lost, it looks again: Materialize carries out what it was sent.
 */
export async function bring(region: Region, id: string, olds: Fields, news: Fields): Promise<Fields> {
    let known = olds;
    for (let look = 1; ; look++) {
        try {
            return await attempt(region, id, known, news);
        } catch (error) {
            // Only where nothing has been sent yet is the state as it was.
            if (isUnreachable(error) && look > 1) throw new UnfinishedError(id, known, error.message);
            if (!(error instanceof LostStepError) || look === LOOKS) throw error;
            known = error.properties;
        }
    }
}

async function attempt(region: Region, id: string, known: Fields, news: Fields): Promise<Fields> {
    const kind = objectKindOf(news);
    const seen = await region.catalog.see(kind, id);
    if (seen === undefined) throw gone(known);
    const args = await argumentsAt(kind, seen, known, ids => region.catalog.named(ids));
    const olds = { ...args, pending: resolved(kind, seen, known) };
    const outs = await settle(
        region,
        id,
        olds,
        { ...news, ...given(seen.outputs) },
        stepsTo({ kind, observed: seen, olds, news }),
    );
    return { ...outs, ...(await outputsOf(region, id, outs, seen)) };
}

const gone = (known: Fields): Error =>
    new Error(
        `${String(known.qualifiedName)} is not there any more: run \`pulumi refresh\`, and the next \`pulumi up\` makes it anew`,
    );

/** What an ALTER may have changed of what only the server knows. */
async function outputsOf(region: Region, id: string, outs: Fields, seen: Seen): Promise<Fields> {
    try {
        return await region.catalog.outputs(objectKindOf(outs), id);
    } catch (error) {
        if (isUnreachable(error)) throw new UnfinishedError(id, { ...outs, ...given(seen.outputs) }, error.message);
        throw error;
    }
}
