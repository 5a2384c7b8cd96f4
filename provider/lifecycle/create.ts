import { setTimeout } from "node:timers/promises";
import type { FoundObject } from "../catalog/catalog";
import type { ObjectKind } from "../statement/kind";
import { statementParts } from "../statement/parts";
import { namespaceOf } from "../statement/qualifiedName";
import { ConnectionLostError, ServerError } from "../session/errors";
import type { Environment } from "../run/environment";
import type { Fields } from "../values/value";
import { adopt } from "./adopt";
import { reconcile } from "./reconcile";
import { resuming } from "../run/claims";
import { isOurs } from "./ownership";
import { sendStatement } from "./sendStatement";
import { LostStatementError, runStatements } from "./runStatements";
import { objectKindOf, strings } from "./state";
import { planAfterCreate } from "./planStatements";
import { isUnreachable, unknownOutcome } from "./pendingOperations";

interface Made {
    readonly id: string;
    readonly outs: Fields;
}

/** Makes the object, then gives it what its CREATE cannot: a comment, an owner. */
export async function createObject(environment: Environment, news: Fields): Promise<Made> {
    const kind = objectKindOf(news);
    const there = news.adopt === true || resuming.has(news) ? await find(environment, kind, news) : undefined;
    if (there !== undefined)
        return news.adopt === true ? adopt(environment, kind, there, news) : kept(environment, kind, there, news);
    try {
        await sendCreate(environment, kind, news);
    } catch (error) {
        if (error instanceof ConnectionLostError) return resolve(environment, kind, news);
        throw exists(error) ? taken(news) : error;
    }
    return finish(environment, kind, await made(environment, kind, news), news);
}

const sendCreate = (environment: Environment, kind: ObjectKind, news: Fields): Promise<void> =>
    environment.making(() =>
        sendStatement(environment, news, kind.create(statementParts(kind, news, strings(news.__secretInputs)))),
    );

async function made(environment: Environment, kind: ObjectKind, news: Fields): Promise<FoundObject> {
    const found = await knowing(news, () => find(environment, kind, news));
    if (found !== undefined) return found;
    throw new Error(
        `${String(news.qualifiedName)} was made, but Materialize's catalog does not hold it: was it dropped at once?`,
    );
}

const find = (environment: Environment, kind: ObjectKind, news: Fields): Promise<FoundObject | undefined> =>
    environment.catalog.findByName(kind, namespaceOf(kind, news), String(news.name));

/** The server's outputs, a comment, an owner, a validation. */
async function finish(environment: Environment, kind: ObjectKind, observed: FoundObject, news: Fields): Promise<Made> {
    const { id, outputs } = observed;
    const wanted = { ...news, ...outputs };
    const bare = { ...wanted, comment: undefined, owner: undefined };
    try {
        return { id, outs: await runStatements(environment, id, bare, wanted, planAfterCreate({ kind, observed, news })) };
    } catch (error) {
        if (!(error instanceof LostStatementError)) throw error;
        return { id, outs: await reconcile(environment, id, error.properties, news) };
    }
}

const exists = (error: unknown): boolean => error instanceof ServerError && error.serverMessage.endsWith(" already exists");

const taken = (news: Fields): Error =>
    new Error(
        `${String(news.qualifiedName)} exists already, and this stack has not made it: give adopt: true to take it over, or another name`,
    );

/** Materialize tries a dead Kafka for ten seconds, also when nobody waits for the answer. */
const CARRIED_OUT_MS = 15_000;
const PAUSE_MS = 500;

/** The answer to a CREATE was lost: what it made is looked for, and where it has made nothing it is sent once more. */
async function resolve(environment: Environment, kind: ObjectKind, news: Fields): Promise<Made> {
    const observed = await sought(environment, kind, news);
    if (observed !== undefined) return kept(environment, kind, observed, news);
    try {
        await sendCreate(environment, kind, news);
    } catch (error) {
        // Should the first have been carried out all the same, it is what has the name now.
        if (exists(error)) return kept(environment, kind, await made(environment, kind, news), news);
        throw isUnreachable(error) ? unknownOutcome(news, error) : error;
    }
    return finish(environment, kind, await made(environment, kind, news), news);
}

async function sought(environment: Environment, kind: ObjectKind, news: Fields): Promise<FoundObject | undefined> {
    const until = Date.now() + Math.min(CARRIED_OUT_MS, environment.connectTimeoutMs);
    for (;;) {
        const observed = await knowing(news, () => find(environment, kind, news));
        if (observed !== undefined || Date.now() > until) return observed;
        await setTimeout(PAUSE_MS);
    }
}

/** What has the name is this call's own, or somebody else's. */
async function kept(environment: Environment, kind: ObjectKind, observed: FoundObject, news: Fields): Promise<Made> {
    const ours = await knowing(news, async () => {
        const seen = await environment.catalog.readObject(kind, observed.id);
        return seen !== undefined && (await isOurs(environment, kind, seen, news));
    });
    if (!ours) throw taken(news);
    return finish(environment, kind, observed, news);
}

/** A look without which it is not known whether the object is there. */
async function knowing<T>(news: Fields, look: () => Promise<T>): Promise<T> {
    try {
        return await look();
    } catch (error) {
        throw isUnreachable(error) ? unknownOutcome(news, error) : error;
    }
}
