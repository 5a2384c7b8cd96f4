import { Handlers } from "../../provider/handlers";
import type { Handler } from "../../provider/lifecycle/handler";
import { UnfinishedError } from "../../provider/lifecycle/pendingOperations";
import { Run } from "../../provider/run/run";
import type { Deadlines } from "../../provider/session/deadlines";
import type { Fields } from "../../provider/values/value";
import { inputs } from "../provider/support";
import type { Server } from "../server";

/** A resource in a program, and its state. */
interface Declared {
    readonly kind: string;
    readonly args: Fields;
    readonly olds?: Fields | undefined;
}

/** Begins a run with deadlines of its own, and returns the checked inputs of a resource, and their handler. */
export async function beginRun(
    { host, port }: Server,
    deadlines: Deadlines,
    { kind, args, olds = {} }: Declared,
): Promise<{ handler: Handler; news: Fields }> {
    const config: Readonly<Record<string, string>> = { host, port: String(port), connectWithin: "2" };
    const run = new Run(key => config[key.replace(/^materialize:/u, "")], {}, deadlines);
    const news = inputs(kind, args);
    const handler = new Handlers(run).of(news);
    return { handler, news: (await handler.check(olds, news, run.settings(undefined))).inputs };
}

/** Returns the error of work that leaves an object unfinished. */
export async function unfinished(work: Promise<unknown>): Promise<UnfinishedError> {
    const error: unknown = await work.then(
        () => undefined,
        (thrown: unknown) => thrown,
    );
    if (error instanceof UnfinishedError) return error;
    throw new Error(`no unfinished error: ${String(error)}`);
}
