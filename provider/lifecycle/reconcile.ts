import type { CatalogObject } from "../catalog/catalog";
import { type Fields, withoutAbsent } from "../values/value";
import type { Operation } from "./handler";
import { readArguments } from "./readback";
import { LostStatementError, runStatements } from "./runStatements";
import { planAlter } from "./planStatements";
import { isUnreachable, remainingOperations, UnfinishedError } from "./pendingOperations";

/** A connection that is lost again and again is not worth another look. */
const LOOKS = 3;

/**
 * Looks at what is there and brings it to what is wanted, whatever an earlier run left undone. Where the answer to a statement is
 * lost, it looks again: Materialize carries out what it was sent.
 */
export async function reconcile(operation: Operation, id: string, olds: Fields, news: Fields): Promise<Fields> {
    let known = olds;
    for (let look = 1; ; look++) {
        try {
            return await attempt(operation, id, known, news);
        } catch (error) {
            // Only where nothing has been sent yet is the state as it was.
            if (isUnreachable(error) && look > 1) throw new UnfinishedError(id, known, error.message);
            if (!(error instanceof LostStatementError) || look === LOOKS) throw error;
            known = error.properties;
        }
    }
}

async function attempt(operation: Operation, id: string, known: Fields, news: Fields): Promise<Fields> {
    const { environment, kind } = operation;
    const seen = await environment.catalog.readObject(kind, id);
    if (seen === undefined) throw gone(known);
    const args = await readArguments(kind, seen, known, ids => environment.catalog.findByIds(ids));
    const olds = { ...args, pending: remainingOperations(kind, seen, known) };
    const outs = await runStatements(
        operation,
        id,
        olds,
        { ...news, ...withoutAbsent(seen.outputs) },
        planAlter({ kind, observed: seen, olds, news }),
    );
    return { ...outs, ...(await readOutputs(operation, id, outs, seen)) };
}

const gone = (known: Fields): Error =>
    new Error(
        `${String(known.qualifiedName)} is not there any more: run \`pulumi refresh\`, and the next \`pulumi up\` makes it anew`,
    );

/** What an ALTER may have changed of what only the server knows. */
async function readOutputs({ environment, kind }: Operation, id: string, outs: Fields, seen: CatalogObject): Promise<Fields> {
    try {
        return await environment.catalog.outputs(kind, id);
    } catch (error) {
        if (isUnreachable(error)) throw new UnfinishedError(id, { ...outs, ...withoutAbsent(seen.outputs) }, error.message);
        throw error;
    }
}
