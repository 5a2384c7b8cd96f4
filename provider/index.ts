import { messageOf } from "../common/messageOf";
import { Handlers } from "./handlers";
import type { CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult } from "./lifecycle/handler";
import { UnfinishedError } from "./lifecycle/pendingOperations";
import { lookupProblems } from "./lookups/lookupServer";
import { endWithEngine } from "./run/endWithEngine";
import { Run } from "./run/run";
import { withSettingsOfLastUp } from "./session/connectErrors";
import { OFFLINE_NOTICE, OfflineError } from "./session/offline";
import { versionProblems } from "./session/packageVersion";
import type { Fields } from "./values/value";

// The functions of Pulumi's dynamic provider. Each finds the handler of its resource, and shows an error as one line.

/** The stack configuration: returns a value by its key, decrypted. */
export interface Config {
    get(key: string): string | undefined;
}

endWithEngine();

let run = new Run();
let handlers = new Handlers(run);

/** Begins a run. The engine does not wait for the promise before it makes other calls, so everything is done synchronously. */
export function configure({ config }: { config: Config }): Promise<void> {
    run = new Run(key => config.get(key));
    handlers = new Handlers(run);
    return Promise.resolve();
}

/** Checks the inputs, and removes those that only a check needs: whether it is a preview, the version of the resource class, and earlier lookups. */
export function check(
    olds: Fields,
    { __preview: isPreview, __sdk: sdkVersion, __lookups: asked, ...news }: Fields,
): Promise<CheckResult> {
    return inOneLine(async () => {
        try {
            const problems = [...versionProblems(sdkVersion), ...lookupProblems(asked, profile => run.settings(profile))];
            if (problems.length > 0) return { inputs: news, failures: problems.map(reason => ({ property: "", reason })) };
            run.isPreview = isPreview === true;
            if (run.settings(news.profile).offline) announceOffline(isPreview === true);
            return await handlers.check(olds, news);
        } catch (error) {
            // The engine prints a failure as one line, and an error with its stack.
            return { inputs: news, failures: [{ property: "", reason: messageOf(error) }] };
        }
    });
}

export const diff = (id: string, olds: Fields, news: Fields): Promise<DiffResult> =>
    inOneLine(async () => {
        const result = await handlers.of(news).diff(id, olds, news);
        // A resource of the plugin, whose state has no text of a dynamic provider, is taken over by an update without a statement.
        return olds.__provider === undefined ? { ...result, changes: true } : result;
    });

export const create = (news: Fields): Promise<CreateResult> => inOneLine(() => handlers.of(news).create(news));

export const read = (id: string, props: Fields = {}): Promise<ReadResult> =>
    inOneLine(() => withSettingsOfLastUp(() => handlers.of(props).read(id, props)));

export const update = (id: string, olds: Fields, news: Fields): Promise<UpdateResult> =>
    inOneLine(() => handlers.of(news).update(id, olds, news));

const deleteResource = (id: string, olds: Fields): Promise<void> =>
    inOneLine(() => withSettingsOfLastUp(() => handlers.of(olds).delete(id, olds)));
export { deleteResource as delete };

export { type KnownOutputs, knownOutputs } from "./knownOutputs";

/** The lookup functions. They run in the program's process, since a dynamic provider has no invokes. */
export * as lookups from "./lookups";

/** Prints once that an offline preview asks no server. Refuses everything but a preview before it changes anything. */
function announceOffline(isPreview: boolean): void {
    if (!isPreview) throw new OfflineError();
    if (run.notices.isFirst("offline")) console.log(OFFLINE_NOTICE);
}

/** Runs a call so that its error shows a message and no stack. */
async function inOneLine<T>(call: () => T | Promise<T>): Promise<T> {
    try {
        return await call();
    } catch (error) {
        if (error instanceof UnfinishedError) throw error;
        const plain = new Error(messageOf(error));
        plain.stack = "";
        throw plain;
    }
}
