import type { CatalogObject } from "../catalog/catalog";
import { type Fields, withoutAbsent } from "../values/value";
import { argumentsBefore, awaitChange, type Compared, refuseAbandoned } from "./background";
import { namespaceWithNamesOf } from "./changes";
import { pendingComments } from "./columnComments";
import type { Operation } from "./handler";
import { identify } from "./identify";
import { isUnreachable, remainingOperations, UnfinishedError } from "./pendingOperations";
import { planAlter } from "./planStatements";
import { readArguments } from "./readback";
import { LostStatementError, runStatements } from "./runStatements";
import { applySuccessor } from "./successor";

/** After so many lost answers the error is reported. */
const MAX_ATTEMPTS = 3;

/**
 * Reads the object and runs the statements that make it match the program, including what an earlier run left undone. If the
 * answer to a statement is lost, the object is read again, since Materialize may have run the statement.
 */
export async function reconcile(operation: Operation, id: string, change: Change): Promise<Fields> {
    let { olds: known, object } = change;
    for (let attempts = 1; ; attempts++) {
        try {
            object ??= await findObject(operation, id, known, change.news);
            return await reconcileOnce(operation, id, { isAdopted: false, ...change, olds: known, object });
        } catch (error) {
            // The first attempt has sent no statement at this point, so the state is unchanged.
            if (isUnreachable(error) && attempts > 1) throw new UnfinishedError(id, known, error.message);
            if (!(error instanceof LostStatementError) || attempts === MAX_ATTEMPTS) throw error;
            known = error.properties;
            object = undefined;
        }
    }
}

/** The state and the program. */
interface Change {
    readonly olds: Fields;
    readonly news: Fields;
    /** The object, if it was just read. */
    readonly object?: CatalogObject;
    /** True if the object is adopted. */
    readonly isAdopted?: boolean;
}

async function findObject(operation: Operation, id: string, known: Fields, news: Fields): Promise<CatalogObject> {
    const { environment, kind } = operation;
    // The schema, the database or the cluster may have been renamed in this run.
    const state = { ...known, ...namespaceWithNamesOf(kind, news, known), identifyBy: news.identifyBy };
    const row = await identify(operation, { id, state }, lookup => environment.catalog.find(lookup));
    const object = row && (await environment.catalog.readDetails(kind, row, known, news));
    if (object === undefined) throw missingError(known);
    return object;
}

async function reconcileOnce(operation: Operation, id: string, change: Required<Change>): Promise<Fields> {
    const { environment, kind } = operation;
    const { olds: known, news, object } = change;
    const args = await readArguments(kind, object, known, ids => environment.catalog.findByIds(ids));
    const compared = { known, olds: { ...args, pending: remainingOperations(kind, object, known) }, news };
    refuseAbandoned(kind, id, object, compared);
    const first = argumentsBefore(kind, object, compared);
    if (first === undefined) return apply(operation, id, change, { ...compared, isRequired: false });
    const state = await apply(operation, id, change, { ...compared, news: first, isRequired: true });
    return reconcileOnce(operation, id, { ...change, olds: state, object: await findObject(operation, id, state, news) });
}

/** Runs the statements between two states, and waits for what Materialize does of them in the background. */
async function apply(
    operation: Operation,
    id: string,
    { object, isAdopted }: Required<Change>,
    compared: Compared & { readonly isRequired: boolean },
): Promise<Fields> {
    const { kind } = operation;
    const { olds, news } = compared;
    const start = await applySuccessor(operation, id, { olds, news, object, isAdopted });
    const lost = { ...pendingComments(olds.pending), ...start.comments };
    const statements = planAlter({ kind, observed: start.object, olds: start.olds, news, lost });
    const wanted = { ...news, ...withoutAbsent(object.outputs), objectId: start.object.id };
    const outs = await runStatements(operation, id, { olds: start.olds, news: wanted }, statements);
    await awaitChange(operation, { id, state: outs }, start.object, { compared, statements, isRequired: compared.isRequired });
    return { ...outs, ...(await readOutputs(operation, id, outs, start.object)) };
}

const missingError = (known: Fields): Error =>
    new Error(
        `${String(known.qualifiedName)} no longer exists: run \`pulumi refresh\`, and the next \`pulumi up\` creates it again`,
    );

/** Reads the outputs that only the server knows, which an ALTER may have changed. */
async function readOutputs({ environment, kind }: Operation, id: string, outs: Fields, object: CatalogObject): Promise<Fields> {
    try {
        return await environment.catalog.outputs(kind, object.id);
    } catch (error) {
        if (isUnreachable(error)) throw new UnfinishedError(id, { ...outs, ...withoutAbsent(object.outputs) }, error.message);
        throw error;
    }
}
