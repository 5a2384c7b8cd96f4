import { type LocalServer, requireLocalServer, type Server, startServer } from "../../server";
import { startOnce } from "../../startOnce";
import { queryAt, configForUrl } from "./server";
import type { Config } from "./stack";

export { kafka } from "./server";

/** Returns the server of the end-to-end tests, which all tests of the process share: the local one, or the one at MATERIALIZE_URL. */
export const getTestServer: () => Promise<Server> = startOnce(() => startServer());

/** Returns the configuration of a stack for the server. */
export const settings = async (): Promise<Config> => configForUrl(new URL((await getTestServer()).url));

/** Runs a statement as a client other than the provider. */
export async function query(query: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const { url } = await getTestServer();
    return queryAt({ connectionString: url, application_name: "test" }, { text: query, values: [...values] });
}

/** Returns the ids of the objects in a schema, by name. */
export async function idsIn(schema: string): Promise<Record<string, unknown>> {
    const rows = await query("SELECT o.name, o.id FROM mz_objects o JOIN mz_schemas s ON s.id = o.schema_id WHERE s.name = $1", [
        schema,
    ]);
    return Object.fromEntries(rows.map(row => [String(row.name), row.id]));
}

/** Returns the statements that the provider has sent since a time. */
export async function sentStatements(since = 0): Promise<string[]> {
    const { log } = await getTestServer();
    return log.entries
        .filter(entry => entry.applicationName.startsWith("pulumi-materialize/") && entry.start >= since)
        .map(entry => entry.sql);
}

/** Returns only the statements that change something. */
export const changeStatements = async (since: number): Promise<string[]> =>
    (await sentStatements(since)).filter(sql => !/^(?:SELECT|SHOW|EXPLAIN)\b/u.test(sql));

/** Returns the local server, or skips the test with a reason if the server is another one. */
export const requireLocal = async (test: Mocha.Context, reason: string): Promise<LocalServer> =>
    requireLocalServer(test, await getTestServer(), reason);
