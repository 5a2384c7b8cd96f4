import { startOnce } from "../startOnce";
import { connectExternal, externalUrls } from "./external";
import { type LocalServer, type LocalServerOptions, startLocal } from "./local";
import type { Server } from "./server";
import { skip, type SkipGroup } from "./skip";

export { type LocalServer, type LocalServerOptions, startLocal } from "./local";
export { StatementLog } from "./log";
export type { Server } from "./server";
export { skip } from "./skip";

/** Returns true if the tests run on the server at MATERIALIZE_URL, and not on the local Materialize. */
export const isExternal = (): boolean => externalUrls() !== undefined;

/** Returns the time limit of a test on the local Materialize, or the longer one on another server. */
export const timeLimit = (local: string): string => (isExternal() ? "10m" : local);

/** Returns the number of runs of a property on the local Materialize, or the smaller one of PROPERTY_RUNS on another server. */
export const propertyRuns = (local: number): number => (isExternal() ? Number(process.env.PROPERTY_RUNS ?? 3) : local);

/** Starts the server of the tests: the local Materialize, or the one at MATERIALIZE_URL, with flags and limits set. */
export async function startServer({ settings = {}, ...local }: LocalServerOptions = {}): Promise<Server> {
    const urls = externalUrls();
    return urls === undefined ? startLocal({ settings, ...local }) : connectExternal(urls, settings);
}

/**
 * Returns a function that starts the server of the tests at the first call. The tests of the file are skipped if the server is
 * not the local one and its flags cannot be set.
 */
export function useServer(options: LocalServerOptions = {}): () => Promise<Server> {
    before(function () {
        const urls = externalUrls();
        if (urls !== undefined && urls.system === undefined && Object.keys(options.settings ?? {}).length > 0)
            skip(this, "needs flags that only a superuser sets: MATERIALIZE_SYSTEM_URL is not set");
    });
    return startOnce(() => startServer(options));
}

/** Skips the tests of a suite that need the local Materialize if they run on another server. */
export function needLocal(reason: string, group?: SkipGroup): void {
    before(function () {
        if (isExternal()) skip(this, reason, group);
    });
}

/** Returns the local Materialize of a server, or skips the test with a reason. */
export const requireLocalServer = (test: Mocha.Context, server: Server, reason: string): LocalServer =>
    server.local === undefined ? skip(test, reason) : (server as LocalServer);
