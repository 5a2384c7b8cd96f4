import { setTimeout } from "node:timers/promises";
import type { FoundObject } from "../catalog/catalog";
import { statementParts } from "../statement/parts";
import { namespaceOf } from "../statement/qualifiedName";
import { ConnectionLostError, ServerError } from "../session/errors";
import type { Fields } from "../values/value";
import { adopt } from "./adopt";
import { reconcile } from "./reconcile";
import type { CreateResult, Operation } from "./handler";
import { isOurs } from "./ownership";
import { sendStatement } from "./sendStatement";
import { LostStatementError, runStatements } from "./runStatements";
import { strings } from "./state";
import { planAfterCreate } from "./planStatements";
import { isUnreachable, unknownOutcome } from "./pendingOperations";

/** Makes the object, then gives it what its CREATE cannot: a comment, an owner. */
export async function createObject(operation: Operation, news: Fields): Promise<CreateResult> {
    const mayExist = news.adopt === true || operation.run.resumptions.includes(news);
    const existing = mayExist ? await findByName(operation, news) : undefined;
    if (existing !== undefined)
        return news.adopt === true ? adopt(operation, existing, news) : keepIfOurs(operation, existing, news);
    try {
        await sendCreate(operation, news);
    } catch (error) {
        if (error instanceof ConnectionLostError) return resolveLostCreate(operation, news);
        throw alreadyExists(error) ? alreadyExistsError(news) : error;
    }
    return completeCreate(operation, await findCreated(operation, news), news);
}

const sendCreate = (operation: Operation, news: Fields): Promise<void> =>
    operation.environment.beforeLookup(() =>
        sendStatement(operation, news, operation.kind.create(statementParts(operation.kind, news, strings(news.__secretInputs)))),
    );

async function findCreated(operation: Operation, news: Fields): Promise<FoundObject> {
    const found = await withKnownOutcome(news, () => findByName(operation, news));
    if (found !== undefined) return found;
    throw new Error(
        `${String(news.qualifiedName)} was made, but Materialize's catalog does not hold it: was it dropped at once?`,
    );
}

const findByName = (operation: Operation, news: Fields): Promise<FoundObject | undefined> =>
    operation.environment.catalog.findByName(operation.kind, namespaceOf(operation.kind, news), String(news.name));

/** The server's outputs, a comment, an owner, a validation. */
async function completeCreate(operation: Operation, observed: FoundObject, news: Fields): Promise<CreateResult> {
    const { id, outputs } = observed;
    const wanted = { ...news, ...outputs };
    const bare = { ...wanted, comment: undefined, owner: undefined };
    try {
        return {
            id,
            outs: await runStatements(operation, id, bare, wanted, planAfterCreate({ kind: operation.kind, observed, news })),
        };
    } catch (error) {
        if (!(error instanceof LostStatementError)) throw error;
        return { id, outs: await reconcile(operation, id, error.properties, news) };
    }
}

const alreadyExists = (error: unknown): boolean =>
    error instanceof ServerError && error.serverMessage.endsWith(" already exists");

const alreadyExistsError = (news: Fields): Error =>
    new Error(
        `${String(news.qualifiedName)} exists already, and this stack has not made it: give adopt: true to take it over, or another name`,
    );

/** Materialize tries a dead Kafka for ten seconds, also when nobody waits for the answer. */
const CARRIED_OUT_MS = 15_000;
const PAUSE_MS = 500;

/** The answer to a CREATE was lost: what it made is looked for, and where it has made nothing it is sent once more. */
async function resolveLostCreate(operation: Operation, news: Fields): Promise<CreateResult> {
    const observed = await waitForObject(operation, news);
    if (observed !== undefined) return keepIfOurs(operation, observed, news);
    try {
        await sendCreate(operation, news);
    } catch (error) {
        // Should the first have been carried out all the same, it is what has the name now.
        if (alreadyExists(error)) return keepIfOurs(operation, await findCreated(operation, news), news);
        throw isUnreachable(error) ? unknownOutcome(news, error) : error;
    }
    return completeCreate(operation, await findCreated(operation, news), news);
}

async function waitForObject(operation: Operation, news: Fields): Promise<FoundObject | undefined> {
    const until = Date.now() + Math.min(CARRIED_OUT_MS, operation.environment.connectTimeoutMs);
    for (;;) {
        const observed = await withKnownOutcome(news, () => findByName(operation, news));
        if (observed !== undefined || Date.now() > until) return observed;
        await setTimeout(PAUSE_MS);
    }
}

/** What has the name is this call's own, or somebody else's. */
async function keepIfOurs(operation: Operation, observed: FoundObject, news: Fields): Promise<CreateResult> {
    const ours = await withKnownOutcome(news, async () => {
        const seen = await operation.environment.catalog.readObject(operation.kind, observed.id);
        return seen !== undefined && (await isOurs(operation, seen, news));
    });
    if (!ours) throw alreadyExistsError(news);
    return completeCreate(operation, observed, news);
}

/** A look without which it is not known whether the object is there. */
async function withKnownOutcome<T>(news: Fields, look: () => Promise<T>): Promise<T> {
    try {
        return await look();
    } catch (error) {
        throw isUnreachable(error) ? unknownOutcome(news, error) : error;
    }
}
