import { ConnectionLostError } from "../session/errors";
import type { Fields } from "../values/value";
import type { Operation } from "./handler";
import { sendStatement } from "./sendStatement";
import { topArgument } from "./state";
import type { PlannedStatement } from "./planStatements";
import { UnfinishedError } from "./pendingOperations";

/** A step whose answer was lost: it may have been carried out. */
export class LostStatementError extends UnfinishedError {
    override readonly name = "LostStepError";
}

/** Runs the steps to what is wanted; where one fails, the state says how far it came and what is still to be done. */
export async function runStatements(
    operation: Operation,
    id: string,
    olds: Fields,
    news: Fields,
    steps: readonly PlannedStatement[],
): Promise<Fields> {
    let reached = olds;
    for (const [at, { statement, rows }] of steps.entries()) {
        try {
            await sendStatement(operation, news, statement);
        } catch (error) {
            const isLost = error instanceof ConnectionLostError;
            const left = steps.slice(at);
            const pending = [...left.flatMap(step => step.pending ?? []), ...(isLost ? [left[0]?.lost ?? []].flat() : [])];
            const reason = error instanceof Error ? error.message : String(error);
            const Unfinished = isLost ? LostStatementError : UnfinishedError;
            throw new Unfinished(id, { ...reached, pending }, reason);
        }
        const applied = rows.map(row => topArgument(row.path));
        reached = { ...reached, ...Object.fromEntries(applied.map(key => [key, news[key]])) };
    }
    return { ...news, pending: [] };
}
