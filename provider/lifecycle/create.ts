import { setTimeout } from "node:timers/promises";
import type { Found } from "../catalog/catalog";
import type { ObjectKind } from "../kinds/kind";
import { partsOf } from "../kinds/parts";
import { homeOf } from "../kinds/place";
import { LostError, ServerError } from "../session/failure";
import type { Region } from "../session/regions";
import type { Fields } from "../values/value";
import { adopt } from "./adopt";
import { bring } from "./bring";
import { resuming } from "./claims";
import { isOurs } from "./ours";
import { send } from "./send";
import { LostStepError, settle } from "./settle";
import { objectKindOf, strings } from "./state";
import { stepsAfterCreate } from "./steps";
import { isUnreachable, perhapsMade } from "./unfinished";

interface Made {
    readonly id: string;
    readonly outs: Fields;
}

/** Makes the object, then gives it what its CREATE cannot: a comment, an owner. */
export async function create(region: Region, news: Fields): Promise<Made> {
    const kind = objectKindOf(news);
    const there = news.adopt === true || resuming.has(news) ? await find(region, kind, news) : undefined;
    if (there !== undefined) return news.adopt === true ? adopt(region, kind, there, news) : kept(region, kind, there, news);
    try {
        await sendCreate(region, kind, news);
    } catch (error) {
        if (error instanceof LostError) return resolve(region, kind, news);
        throw exists(error) ? taken(news) : error;
    }
    return finish(region, kind, await made(region, kind, news), news);
}

const sendCreate = (region: Region, kind: ObjectKind, news: Fields): Promise<void> =>
    region.making(() => send(region, news, kind.create(partsOf(kind, news, strings(news.__secretInputs)))));

async function made(region: Region, kind: ObjectKind, news: Fields): Promise<Found> {
    const found = await knowing(news, () => find(region, kind, news));
    if (found !== undefined) return found;
    throw new Error(
        `${String(news.qualifiedName)} was made, but Materialize's catalog does not hold it: was it dropped at once?`,
    );
}

const find = (region: Region, kind: ObjectKind, news: Fields): Promise<Found | undefined> =>
    region.catalog.find(kind, homeOf(kind, news), String(news.name));

/** The server's outputs, a comment, an owner, a validation. */
async function finish(region: Region, kind: ObjectKind, observed: Found, news: Fields): Promise<Made> {
    const { id, outputs } = observed;
    const wanted = { ...news, ...outputs };
    const bare = { ...wanted, comment: undefined, owner: undefined };
    try {
        return { id, outs: await settle(region, id, bare, wanted, stepsAfterCreate({ kind, observed, news })) };
    } catch (error) {
        if (!(error instanceof LostStepError)) throw error;
        return { id, outs: await bring(region, id, error.properties, news) };
    }
}

const exists = (error: unknown): boolean => error instanceof ServerError && error.text.endsWith(" already exists");

const taken = (news: Fields): Error =>
    new Error(
        `${String(news.qualifiedName)} exists already, and this stack has not made it: give adopt: true to take it over, or another name`,
    );

/** Materialize tries a dead Kafka for ten seconds, also when nobody waits for the answer. */
const CARRIED_OUT_MS = 15_000;
const PAUSE_MS = 500;

/** The answer to a CREATE was lost: what it made is looked for, and where it has made nothing it is sent once more. */
async function resolve(region: Region, kind: ObjectKind, news: Fields): Promise<Made> {
    const observed = await sought(region, kind, news);
    if (observed !== undefined) return kept(region, kind, observed, news);
    try {
        await sendCreate(region, kind, news);
    } catch (error) {
        // Should the first have been carried out all the same, it is what has the name now.
        if (exists(error)) return kept(region, kind, await made(region, kind, news), news);
        throw isUnreachable(error) ? perhapsMade(news, error) : error;
    }
    return finish(region, kind, await made(region, kind, news), news);
}

async function sought(region: Region, kind: ObjectKind, news: Fields): Promise<Found | undefined> {
    const until = Date.now() + Math.min(CARRIED_OUT_MS, region.patience);
    for (;;) {
        const observed = await knowing(news, () => find(region, kind, news));
        if (observed !== undefined || Date.now() > until) return observed;
        await setTimeout(PAUSE_MS);
    }
}

/** What has the name is this call's own, or somebody else's. */
async function kept(region: Region, kind: ObjectKind, observed: Found, news: Fields): Promise<Made> {
    const ours = await knowing(news, async () => {
        const seen = await region.catalog.see(kind, observed.id);
        return seen !== undefined && (await isOurs(region, kind, seen, news));
    });
    if (!ours) throw taken(news);
    return finish(region, kind, observed, news);
}

/** A look without which it is not known whether the object is there. */
async function knowing<T>(news: Fields, look: () => Promise<T>): Promise<T> {
    try {
        return await look();
    } catch (error) {
        throw isUnreachable(error) ? perhapsMade(news, error) : error;
    }
}
