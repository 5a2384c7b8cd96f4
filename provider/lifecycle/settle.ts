import type { Region } from "../session/regions";
import type { Fields } from "../values/value";
import type { Step } from "./steps";
import { UnfinishedError } from "./unfinished";

/** Runs the steps to what is wanted; where one fails, the state says how far it came. */
export async function settle(region: Region, id: string, olds: Fields, news: Fields, steps: readonly Step[]): Promise<Fields> {
    let reached = olds;
    for (const { statement, rows } of steps) {
        try {
            await region.session.run(statement);
        } catch (error) {
            throw new UnfinishedError(id, reached, error instanceof Error ? error.message : String(error));
        }
        const applied = rows.map(row => row.path.split(".", 1)[0] ?? row.path);
        reached = { ...reached, ...Object.fromEntries(applied.map(key => [key, news[key]])) };
    }
    return { ...news, pending: [] };
}
