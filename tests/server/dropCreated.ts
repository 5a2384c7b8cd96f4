import { createdObjects, dropStatements, resetStatements } from "./created";
import { withClient } from "./flags";
import type { LogEntry } from "./log";

const rethrow = (_statement: string, error: unknown): never => {
    throw error;
};

/** Resets the parameters that statements set, and drops the objects that they created. `failed` gets the error of a statement; by default it is thrown. */
export async function dropCreated(
    entries: readonly Pick<LogEntry, "sql" | "result">[],
    url: string,
    failed: (statement: string, error: unknown) => void = rethrow,
): Promise<void> {
    const { optional, required } = dropStatements(createdObjects(entries));
    const resets = resetStatements(entries);
    if (resets.length + required.length === 0) return;
    await withClient(url, async client => {
        const run = (statement: string): Promise<unknown> =>
            client.query(statement).catch((error: unknown) => {
                failed(statement, error);
            });
        for (const statement of resets) await run(statement);
        for (const statement of optional) await client.query(statement).catch(() => undefined);
        for (const statement of required) await run(statement);
    });
}
