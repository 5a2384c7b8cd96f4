import { checkResource as checkInputs, type CheckResult } from "./lifecycle/check";
import { createObject } from "./lifecycle/create";
import { deleteObject } from "./lifecycle/delete";
import { announced, beginRun } from "./run/claims";
import { createGrant, deleteGrant, readGrant, updateGrant } from "./lifecycle/grants";
import { diffResource as compare, type DiffResult } from "./lifecycle/diff";
import { readObject, type ReadResult } from "./lifecycle/read";
import { keepOldIds } from "./lifecycle/keepOldIds";
import { printReplacement, printSecretChange, retainConflict } from "./lifecycle/replacementNotices";
import { kindOf, printerFor } from "./lifecycle/state";
import { UnfinishedError } from "./lifecycle/pendingOperations";
import { updateObject } from "./lifecycle/update";
import { ClientPool } from "./helpers/aws/clients";
import { identityOf } from "./helpers/aws/credentials";
import {
    checkHelperRemotely,
    createHelper,
    diffHelper,
    readHelper,
    helperKindOf,
    deleteHelper,
    updateHelper,
} from "./helpers/lifecycle";
import type { HelperContext } from "./helpers/helperKind";
import { isGrant } from "./statement/kind";
import { ConnectError } from "./session/errors";
import { OfflineError, OFFLINE_NOTICE } from "./session/offline";
import { SETTINGS_OF_LAST_UP } from "./session/connectErrors";
import { Environments } from "./run/environment";
import type { Fields } from "./values/value";

/** What the stack's config answers: a value by its key, decrypted. */
export interface Config {
    get(key: string): string | undefined;
}

const configured: { config: (key: string) => string | undefined } = { config: () => undefined };
let environments = new Environments({ ...configured, environment: process.env });
let clients = new ClientPool();

/** Takes the stack's config at once: the engine does not wait for the promise before other calls. */
export function configure({ config }: { config: Config }): Promise<void> {
    beginRun();
    configured.config = key => config.get(key);
    environments = new Environments({ ...configured, environment: process.env });
    clients = new ClientPool();
    return Promise.resolve();
}

export function check(olds: Fields, { __preview: isPreview, ...news }: Fields): Promise<CheckResult> {
    return plainly(async () => {
        try {
            const step = helperKindOf(news);
            const settings = environments.settings(news.profile);
            if (settings.offline) sayOffline(isPreview === true);
            const args = settings.offline ? keepOldIds(olds, news) : news;
            if (step === undefined) return checkInputs(olds, args, settings);
            return await checkHelperRemotely(step, workOf(args), olds, args, settings);
        } catch (error) {
            // A failure is one line on the screen; an error would show its stack.
            return { inputs: news, failures: [{ property: "", reason: error instanceof Error ? error.message : String(error) }] };
        }
    });
}

export function diff(id: string, olds: Fields, news: Fields): Promise<DiffResult> {
    return plainly(async () => {
        const step = helperKindOf(news);
        if (step !== undefined) return diffHelper(step, olds, news);
        const result = compare(olds, news);
        const kept = result.replaces.length > 0 ? retainConflict(olds, news) : undefined;
        if (kept !== undefined) throw new Error(kept);
        if (result.replaces.length > 0) await printReplacement(() => environments.get(olds.profile), id, olds, news);
        else if (result.changes) printSecretChange(olds, news);
        return result;
    });
}

export function create(news: Fields): Promise<{ id: string; outs: Fields }> {
    const step = helperKindOf(news);
    if (step !== undefined) return plainly(() => createHelper(step, workOf(news), news));
    const kind = kindOf(news);
    return plainly(() =>
        environments
            .get(news.profile)
            .make(environment => (isGrant(kind) ? createGrant(kind, environment, news) : createObject(environment, news))),
    );
}

export function read(id: string, props: Fields = {}): Promise<ReadResult> {
    const step = helperKindOf(props);
    if (step !== undefined) return withLastSettings(() => readHelper(step, workOf(props), id, props));
    const kind = kindOf(props);
    return withLastSettings(() =>
        environments
            .get(props.profile)
            .work(environment => (isGrant(kind) ? readGrant(kind, environment, id, props) : readObject(environment, id, props))),
    );
}

export function update(id: string, olds: Fields, news: Fields): Promise<{ outs: Fields }> {
    const step = helperKindOf(news);
    if (step !== undefined) return plainly(() => updateHelper(step, workOf(news), olds, news));
    const kind = kindOf(news);
    return plainly(() =>
        environments
            .get(news.profile)
            .work(environment =>
                isGrant(kind) ? updateGrant(kind, environment, news) : updateObject(environment, id, olds, news),
            ),
    );
}

function _delete(id: string, olds: Fields): Promise<void> {
    const step = helperKindOf(olds);
    if (step !== undefined) return plainly(() => deleteHelper(step, workOf(olds), olds));
    const kind = kindOf(olds);
    return withLastSettings(() =>
        environments
            .get(olds.profile)
            .work(environment => (isGrant(kind) ? deleteGrant(kind, environment, olds) : deleteObject(environment, id, olds))),
    );
}
export { _delete as delete };

/** Says once that a preview asks nobody; anything but a preview is refused before it makes anything. */
function sayOffline(isPreview: boolean): void {
    if (!isPreview) throw new OfflineError();
    if (announced.isFirst("offline")) console.log(OFFLINE_NOTICE);
}

/** What a step of a resource works with. */
const workOf = (inputs: Fields): HelperContext => ({
    get materialize() {
        return environments.get(inputs.profile);
    },
    aws: environment => clients.of(environment, identityOf(configured.config, inputs.__aws)),
    get identity() {
        return identityOf(configured.config, inputs.__aws);
    },
    print: printerFor(inputs),
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
