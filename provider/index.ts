import { check as checkInputs, type CheckResult } from "./lifecycle/check";
import { create as createObject } from "./lifecycle/create";
import { remove } from "./lifecycle/delete";
import { announced, beginRun } from "./lifecycle/claims";
import { createGrant, deleteGrant, readGrant, updateGrant } from "./lifecycle/grants";
import { diff as compare, type DiffResult } from "./lifecycle/diff";
import { read as readObject, type ReadResult } from "./lifecycle/read";
import { withOldIds } from "./lifecycle/oldIds";
import { announce, announceSecrets, whyKept } from "./lifecycle/replaced";
import { kindOf, sayOf } from "./lifecycle/state";
import { UnfinishedError } from "./lifecycle/unfinished";
import { update as updateObject } from "./lifecycle/update";
import { ClientPool } from "./aws/clients";
import { identityOf } from "./aws/credentials";
import { askStep, createStep, diffStep, readStep, stepOf, undoStep, updateStep } from "./steps/lifecycle";
import type { Work } from "./steps/step";
import { isGrant } from "./kinds/kind";
import { ConnectError } from "./session/failure";
import { OfflineError, UNCHECKED } from "./session/offline";
import { SETTINGS_OF_LAST_UP } from "./session/reasons";
import { Regions } from "./session/regions";
import type { Fields } from "./values/value";

/** What the stack's config answers: a value by its key, decrypted. */
export interface Config {
    get(key: string): string | undefined;
}

const configured: { config: (key: string) => string | undefined } = { config: () => undefined };
let regions = new Regions({ ...configured, environment: process.env });
let clients = new ClientPool();

/** Takes the stack's config at once: the engine does not wait for the promise before other calls. */
export function configure({ config }: { config: Config }): Promise<void> {
    beginRun();
    configured.config = key => config.get(key);
    regions = new Regions({ ...configured, environment: process.env });
    clients = new ClientPool();
    return Promise.resolve();
}

export function check(olds: Fields, { __preview: isPreview, ...news }: Fields): Promise<CheckResult> {
    return plainly(async () => {
        try {
            const step = stepOf(news);
            const settings = regions.settings(news.profile);
            if (settings.offline) sayOffline(isPreview === true);
            const args = settings.offline ? withOldIds(olds, news) : news;
            if (step === undefined) return checkInputs(olds, args, settings);
            return await askStep(step, workOf(args), olds, args, settings);
        } catch (error) {
            // A failure is one line on the screen; an error would show its stack.
            return { inputs: news, failures: [{ property: "", reason: error instanceof Error ? error.message : String(error) }] };
        }
    });
}

export function diff(id: string, olds: Fields, news: Fields): Promise<DiffResult> {
    return plainly(async () => {
        const step = stepOf(news);
        if (step !== undefined) return diffStep(step, olds, news);
        const result = compare(olds, news);
        const kept = result.replaces.length > 0 ? whyKept(olds, news) : undefined;
        if (kept !== undefined) throw new Error(kept);
        if (result.replaces.length > 0) await announce(() => regions.of(olds.profile), id, olds, news);
        else if (result.changes) announceSecrets(olds, news);
        return result;
    });
}

export function create(news: Fields): Promise<{ id: string; outs: Fields }> {
    const step = stepOf(news);
    if (step !== undefined) return plainly(() => createStep(step, workOf(news), news));
    const kind = kindOf(news);
    return plainly(() =>
        regions.of(news.profile).make(region => (isGrant(kind) ? createGrant(kind, region, news) : createObject(region, news))),
    );
}

export function read(id: string, props: Fields = {}): Promise<ReadResult> {
    const step = stepOf(props);
    if (step !== undefined) return withLastSettings(() => readStep(step, workOf(props), id, props));
    const kind = kindOf(props);
    return withLastSettings(() =>
        regions
            .of(props.profile)
            .work(region => (isGrant(kind) ? readGrant(kind, region, id, props) : readObject(region, id, props))),
    );
}

export function update(id: string, olds: Fields, news: Fields): Promise<{ outs: Fields }> {
    const step = stepOf(news);
    if (step !== undefined) return plainly(() => updateStep(step, workOf(news), olds, news));
    const kind = kindOf(news);
    return plainly(() =>
        regions
            .of(news.profile)
            .work(region => (isGrant(kind) ? updateGrant(kind, region, news) : updateObject(region, id, olds, news))),
    );
}

function _delete(id: string, olds: Fields): Promise<void> {
    const step = stepOf(olds);
    if (step !== undefined) return plainly(() => undoStep(step, workOf(olds), olds));
    const kind = kindOf(olds);
    return withLastSettings(() =>
        regions.of(olds.profile).work(region => (isGrant(kind) ? deleteGrant(kind, region, olds) : remove(region, id, olds))),
    );
}
export { _delete as delete };

/** Says once that a preview asks nobody; anything but a preview is refused before it makes anything. */
function sayOffline(isPreview: boolean): void {
    if (!isPreview) throw new OfflineError();
    if (announced.isFirst("offline")) console.log(UNCHECKED);
}

/** What a step of a resource works with. */
const workOf = (inputs: Fields): Work => ({
    get materialize() {
        return regions.of(inputs.profile);
    },
    aws: region => clients.of(region, identityOf(configured.config, inputs.__aws)),
    get identity() {
        return identityOf(configured.config, inputs.__aws);
    },
    say: sayOf(inputs),
});

/** Look-ups, which run in the program's own process: a dynamic provider has no invokes. */
export * as lookups from "./lookups";

/** Runs a call so that its error shows a sentence and no stack. */
async function plainly<T>(call: () => T | Promise<T>): Promise<T> {
    try {
        return await call();
    } catch (error) {
        if (error instanceof UnfinishedError) throw error;
        const plain = new Error(error instanceof Error ? error.message : String(error));
        plain.stack = "";
        throw plain;
    }
}

/** The same of what a refresh or a destroy does, whose settings may be older than the program's. */
function withLastSettings<T>(call: () => Promise<T>): Promise<T> {
    return plainly(() =>
        call().catch((error: unknown) => {
            throw error instanceof ConnectError ? new Error(`${error.message} ${SETTINGS_OF_LAST_UP}.`) : error;
        }),
    );
}
