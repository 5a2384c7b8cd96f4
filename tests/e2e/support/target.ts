import { type LocalMaterialize, startMaterialize } from "../../materialize";
import { startOnce } from "../../startOnce";
import { askAt, givenServer, settingsFor } from "./server";
import type { Config } from "./stack";

export { kafka } from "./server";

/** The Materialize that the end-to-end tests run against: the local one, or that of MATERIALIZE_URL. */
export interface Target {
    readonly url: URL;
    /** The local one, which can be looked into and broken; tests that need it are skipped without it. */
    readonly local: LocalMaterialize | undefined;
}

/** One server for all tests. */
export const target: () => Promise<Target> = startOnce(start);

async function start(): Promise<Target & { close(): Promise<void> }> {
    const url = givenServer();
    if (url !== undefined) return { url, local: undefined, close: () => Promise.resolve() };
    const local = await startMaterialize();
    return { url: new URL(local.url), local, close: () => local.close() };
}

/** The stack's settings for it. */
export const settings = async (): Promise<Config> => settingsFor((await target()).url);

/** Asks the server, as somebody other than the provider. */
export async function ask(query: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const { url } = await target();
    return askAt({ connectionString: url.href, application_name: "test" }, { text: query, values: [...values] });
}

/** The statements that the provider sent since a moment; the local server's log has them. */
export async function sent(since = 0): Promise<string[]> {
    const { local } = await target();
    const entries = local?.log.entries ?? [];
    return entries
        .filter(entry => entry.applicationName.startsWith("pulumi-materialize/") && entry.start >= since)
        .map(entry => entry.sql);
}

/** Only the statements that change something. */
export const changes = async (since: number): Promise<string[]> => (await sent(since)).filter(sql => !sql.startsWith("SELECT"));

/** Skips a test where the server is not the local one. */
export async function needsLocal(test: Mocha.Context): Promise<LocalMaterialize> {
    const { local } = await target();
    return local ?? test.skip();
}
