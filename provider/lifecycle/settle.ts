import { LostError } from "../session/failure";
import type { Region } from "../session/regions";
import type { Fields } from "../values/value";
import { send } from "./send";
import { topOf } from "./state";
import type { Step } from "./steps";
import { UnfinishedError } from "./unfinished";

/** A step whose answer was lost: it may have been carried out. */
export class LostStepError extends UnfinishedError {
    override readonly name = "LostStepError";
}

/** Runs the steps to what is wanted; where one fails, the state says how far it came and what is still to be done. */
export async function settle(region: Region, id: string, olds: Fields, news: Fields, steps: readonly Step[]): Promise<Fields> {
    let reached = olds;
    for (const [at, { statement, rows }] of steps.entries()) {
        try {
            await send(region, news, statement);
        } catch (error) {
            const isLost = error instanceof LostError;
            const left = steps.slice(at);
            const pending = [...left.flatMap(step => step.pending ?? []), ...(isLost ? [left[0]?.lost ?? []].flat() : [])];
            const reason = error instanceof Error ? error.message : String(error);
            const Unfinished = isLost ? LostStepError : UnfinishedError;
            throw new Unfinished(id, { ...reached, pending }, reason);
        }
        const applied = rows.map(row => topOf(row.path));
        reached = { ...reached, ...Object.fromEntries(applied.map(key => [key, news[key]])) };
    }
    return { ...news, pending: [] };
}
