import type { Region } from "../session/regions";
import type { Fields } from "../values/value";
import { topOf } from "./state";
import type { Step } from "./steps";
import { UnfinishedError } from "./unfinished";

/** Runs the steps to what is wanted; where one fails, the state says how far it came and what is still to be done. */
export async function settle(region: Region, id: string, olds: Fields, news: Fields, steps: readonly Step[]): Promise<Fields> {
    let reached = olds;
    for (const [at, { statement, rows }] of steps.entries()) {
        try {
            await region.session.run(statement);
        } catch (error) {
            const pending = steps.slice(at).flatMap(step => step.pending ?? []);
            throw new UnfinishedError(id, { ...reached, pending }, error instanceof Error ? error.message : String(error));
        }
        const applied = rows.map(row => topOf(row.path));
        reached = { ...reached, ...Object.fromEntries(applied.map(key => [key, news[key]])) };
    }
    return { ...news, pending: [] };
}
