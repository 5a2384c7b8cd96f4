import { startLocal, type StatementLog } from "../../tests/server";
import { externalServerUrl } from "../../tests/e2e/support/server";

/** The Materialize in which the objects are created. */
export interface Server {
    readonly url: URL;
    /** The log of the local Materialize. */
    readonly log: StatementLog | undefined;
    close(): Promise<void>;
}

/** Milliseconds for a DDL statement and for a catalog query: a tenth of the times that were measured with a real server. */
export const TIMES = { ddl: 20, query: 50 } as const;

/** Starts a local Materialize with a delay of the network, in milliseconds each way. */
export async function localServer(
    network: number,
    times: { ddl: number; query: number } = TIMES,
): Promise<Server & { log: StatementLog }> {
    const local = await startLocal({ times: { ...times, network } });
    return { url: new URL(local.url), log: local.log, close: () => local.close() };
}

/** Returns the server of MATERIALIZE_URL, with its own network; otherwise starts a local Materialize. */
export async function serverFor(network: number): Promise<Server> {
    const url = externalServerUrl();
    return url === undefined ? localServer(network) : { url, log: undefined, close: () => Promise.resolve() };
}

/** Runs `work` with a server, and closes the server. */
export async function withServer<S extends Server, T>(open: Promise<S>, work: (server: S) => Promise<T>): Promise<T> {
    const server = await open;
    try {
        return await work(server);
    } finally {
        await server.close();
    }
}
