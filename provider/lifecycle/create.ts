import { setTimeout } from "node:timers/promises";
import type { CatalogRow, FoundObject } from "../catalog/catalog";
import { ConnectionLostError, ServerError } from "../session/errors";
import type { Sql } from "../sql/sql";
import { statementParts } from "../statement/parts";
import { namespaceOf } from "../statement/qualifiedName";
import type { Fields } from "../values/value";
import { adopt } from "./adopt";
import { withAdvice } from "./advice";
import { withoutComments } from "./columnComments";
import type { CreateResult, Operation } from "./handler";
import { holdCreated } from "./holding";
import { isOurs } from "./ownership";
import { isUnreachable, unknownOutcome } from "./pendingOperations";
import { planAfterCreate } from "./planStatements";
import { reconcile } from "./reconcile";
import { isOwnName, replaceHint } from "./replacementConflict";
import { LostStatementError, runStatements } from "./runStatements";
import { sendStatement } from "./sendStatement";
import { strings } from "./state";

/** Creates the object, or adopts it. Then sets what a CREATE cannot: a comment, an owner. */
export async function createObject(operation: Operation, news: Fields): Promise<CreateResult> {
    const mayExist = news.adopt === true || operation.run.resumptions.includes(news);
    const existing = mayExist ? await findByName(operation, news) : undefined;
    if (existing !== undefined)
        return news.adopt === true ? adopt(operation, existing, news) : keepIfOurs(operation, existing, news);
    try {
        await sendCreate(operation, news);
    } catch (error) {
        if (error instanceof ConnectionLostError) return resolveLostCreate(operation, news);
        if (!isAlreadyExists(error)) throw error;
        // An earlier run did not get the answer of its CREATE, which Materialize has run since the lookup.
        if (operation.run.resumptions.includes(news)) return keepIfOurs(operation, await findCreated(operation, news), news);
        throw alreadyExistsError(operation, news);
    }
    const { outputs, newOutputs } = operation.kind.catalog;
    const isLookedUp = outputs !== undefined && newOutputs === undefined;
    return completeCreate(operation, await (isLookedUp ? findCreated(operation, news) : created(operation, news)), news);
}

const sendCreate = (operation: Operation, news: Fields): Promise<void> => {
    const { kind, environment } = operation;
    const statement = kind.create(statementParts(kind, news, strings(news.__secretInputs)));
    const sending = kind.joinsBlock === true ? { run: (one: Sql) => environment.createInBlock(one) } : {};
    return withAdvice(kind, () => sendStatement(operation, news, statement, sending));
};

/** A new object: what the catalog has of it, or what is known of it without a lookup. */
interface Created extends Pick<FoundObject, "outputs">, Pick<CatalogRow, "id" | "owner" | "comment"> {
    /** Materialize's id, if the object was looked up. */
    readonly objectId?: string;
}

/** Describes a new object without a lookup: a CREATE leaves it without comment, and the session's user owns it. */
async function created({ environment, kind }: Operation, news: Fields): Promise<Created> {
    const id = await environment.catalog.creationId(String(news.qualifiedName));
    return { id, owner: environment.user, comment: null, outputs: kind.catalog.newOutputs ?? {} };
}

async function findCreated(operation: Operation, news: Fields): Promise<Created & FoundObject> {
    const found = await orUnknownOutcome(news, () => findByName(operation, news));
    if (found !== undefined) return { ...found, objectId: found.id };
    throw new Error(
        `${String(news.qualifiedName)} was created, but Materialize's catalog does not contain it: another client may have dropped it`,
    );
}

/** Returns the current object that has the name of a resource. */
export const findByName = ({ environment, kind }: Operation, news: Fields): Promise<FoundObject | undefined> =>
    environment.catalog.findByName(kind, namespaceOf(kind, news), String(news.name));

/** Adds the server's outputs to the state, and runs the statements that follow a CREATE. */
async function completeCreate(operation: Operation, observed: Created, news: Fields): Promise<CreateResult> {
    const { id, objectId, outputs } = observed;
    const wanted = { ...news, ...outputs, ...(objectId === undefined ? {} : { objectId }) };
    holdCreated(operation.environment, operation.kind, wanted);
    const olds = { ...wanted, ...withoutComments(operation.kind), owner: undefined };
    const statements = planAfterCreate({ kind: operation.kind, observed, news });
    try {
        return { id, outs: await runStatements(operation, id, { olds, news: wanted }, statements) };
    } catch (error) {
        if (!(error instanceof LostStatementError)) throw error;
        return { id, outs: await reconcile(operation, id, { olds: error.properties, news }) };
    }
}

const isAlreadyExists = (error: unknown): boolean =>
    error instanceof ServerError && / already exists$|^cannot create multiple replicas named /u.test(error.serverMessage);

const alreadyExistsError = ({ run }: Operation, news: Fields): Error =>
    new Error(
        isOwnName(run, news)
            ? `${String(news.qualifiedName)} cannot be created while the object that it replaces exists: a parent or a transform gives it retainOnDelete or deleteBeforeReplace: false, which cannot be used`
            : `${String(news.qualifiedName)} already exists, and this resource does not manage it: if the resource was renamed or moved in the program, give its former name or parent in the resource option aliases; to manage an object that was created outside of the stack, set adopt: true; else choose another name${replaceHint(news)}`,
    );

/**
 * Materialize tries to reach a broker for ten seconds, also after the client has disconnected; five more allow for the rest of the CREATE.
 */
const LONGEST_CREATE_MS = 15_000;
const PAUSE_MS = 500;

/**
 * Resolves a CREATE whose answer was lost: keeps the object if it was created, else sends the statement once more. A statement that the server
 * did not answer in time is not sent again, and its outcome stays unknown.
 */
async function resolveLostCreate(operation: Operation, news: Fields): Promise<CreateResult> {
    const found = await waitForObject(operation, news);
    if (found !== undefined) return keepIfOurs(operation, found, news);
    try {
        await sendCreate(operation, news);
    } catch (error) {
        // The server may have run the first statement after all, and the object with the name is then its result.
        if (isAlreadyExists(error)) return keepIfOurs(operation, await findCreated(operation, news), news);
        throw isUnreachable(error) ? unknownOutcome(news, error) : error;
    }
    return completeCreate(operation, await findCreated(operation, news), news);
}

async function waitForObject(operation: Operation, news: Fields): Promise<FoundObject | undefined> {
    const deadline = Date.now() + Math.min(LONGEST_CREATE_MS, operation.environment.connectTimeoutMs);
    for (;;) {
        const found = await orUnknownOutcome(news, () => findByName(operation, news));
        if (found !== undefined || Date.now() > deadline) return found;
        await setTimeout(PAUSE_MS);
    }
}

/** Keeps an object that has the wanted name, if it can be the result of this resource's CREATE. */
async function keepIfOurs(operation: Operation, found: FoundObject, news: Fields): Promise<CreateResult> {
    const ours = await orUnknownOutcome(news, async () => {
        const object = await operation.environment.catalog.readDetails(operation.kind, found);
        return object !== undefined && (await isOurs(operation, object, news));
    });
    if (!ours) throw alreadyExistsError(operation, news);
    return completeCreate(operation, { ...found, objectId: found.id }, news);
}

/** Runs a lookup. If the server cannot be reached, the outcome of the CREATE stays unknown, and the state records that. */
async function orUnknownOutcome<T>(news: Fields, lookup: () => Promise<T>): Promise<T> {
    try {
        return await lookup();
    } catch (error) {
        throw isUnreachable(error) ? unknownOutcome(news, error) : error;
    }
}
