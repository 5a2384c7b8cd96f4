import { type LocalServer, startLocal } from "../../server";
import { startOnce } from "../../startOnce";
import { queryAt, externalServerUrl, configForUrl } from "./server";
import type { Config } from "./stack";

export { kafka } from "./server";

/** The Materialize environment of the end-to-end tests: the local one, or the one at MATERIALIZE_URL. */
export interface TestServer {
    readonly url: URL;
    /** The local Materialize, which tests can inspect and disturb. Undefined for another one; tests that need it are skipped. */
    readonly local: LocalServer | undefined;
}

/** Returns the server, which all tests of the process share. */
export const getTestServer: () => Promise<TestServer> = startOnce(start);

async function start(): Promise<TestServer & { close(): Promise<void> }> {
    const url = externalServerUrl();
    if (url !== undefined) return { url, local: undefined, close: () => Promise.resolve() };
    const local = await startLocal();
    return { url: new URL(local.url), local, close: () => local.close() };
}

/** Returns the configuration of a stack for the server. */
export const settings = async (): Promise<Config> => configForUrl((await getTestServer()).url);

/** Runs a statement as a client other than the provider. */
export async function query(query: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const { url } = await getTestServer();
    return queryAt({ connectionString: url.href, application_name: "test" }, { text: query, values: [...values] });
}

/** Returns the ids of the objects in a schema, by name. */
export async function idsIn(schema: string): Promise<Record<string, unknown>> {
    const rows = await query("SELECT o.name, o.id FROM mz_objects o JOIN mz_schemas s ON s.id = o.schema_id WHERE s.name = $1", [
        schema,
    ]);
    return Object.fromEntries(rows.map(row => [String(row.name), row.id]));
}

/** Returns the statements that the provider has sent since a time. They come from the log of the local server. */
export async function sentStatements(since = 0): Promise<string[]> {
    const { local } = await getTestServer();
    const entries = local?.log.entries ?? [];
    return entries
        .filter(entry => entry.applicationName.startsWith("pulumi-materialize/") && entry.start >= since)
        .map(entry => entry.sql);
}

/** Returns only the statements that change something. */
export const changeStatements = async (since: number): Promise<string[]> =>
    (await sentStatements(since)).filter(sql => !sql.startsWith("SELECT"));

/** Returns the local server, or skips the test if the server is another one. */
export async function requireLocal(test: Mocha.Context): Promise<LocalServer> {
    const { local } = await getTestServer();
    return local ?? test.skip();
}
