import { messageOf } from "../../common/messageOf";
import { ConnectionLostError } from "../session/errors";
import type { Fields } from "../values/value";
import { withAdvice } from "./advice";
import type { Operation } from "./handler";
import { UnfinishedError, WAIT } from "./pendingOperations";
import type { PlannedStatement } from "./planStatements";
import { sendStatement } from "./sendStatement";
import { strings, topArgument } from "./state";

/** The answer to a statement was lost: Materialize may have run it. */
export class LostStatementError extends UnfinishedError {
    override readonly name = "LostStatementError";
}

/** Returns the pending operations that statements have left, or that were left before them. */
const leftBy = ({ pending }: Fields, statements: readonly PlannedStatement[]): string[] => [
    ...new Set([...strings(pending).filter(step => step === WAIT), ...statements.flatMap(one => one.leaves ?? [])]),
];

/** Runs planned statements. If one fails, the state holds what was applied, and `pending` what is left to do. */
export async function runStatements(
    operation: Operation,
    id: string,
    { olds, news }: { olds: Fields; news: Fields },
    statements: readonly PlannedStatement[],
): Promise<Fields> {
    let state = olds;
    for (const [at, { statement, rows }] of statements.entries()) {
        try {
            await withAdvice(operation.kind, () => sendStatement(operation, news, statement));
        } catch (error) {
            const isLost = error instanceof ConnectionLostError;
            const left = statements.slice(at);
            const pending = [
                ...leftBy(olds, statements.slice(0, at)),
                ...left.flatMap(one => one.pending ?? []),
                ...(isLost ? [left[0]?.lost ?? []].flat() : []),
            ];
            const reason = messageOf(error);
            const ErrorClass = isLost ? LostStatementError : UnfinishedError;
            throw new ErrorClass(id, { ...state, pending }, reason);
        }
        const applied = rows.map(row => topArgument(row.path));
        state = { ...state, ...Object.fromEntries(applied.map(key => [key, news[key]])) };
    }
    return { ...news, pending: [] };
}
