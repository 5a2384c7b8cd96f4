import { startMaterialize, type StatementLog } from "../../tests/materialize";
import { givenServer } from "../../tests/e2e/support/server";

/** The Materialize that objects are made in. */
export interface Server {
    readonly url: URL;
    /** The local one's. */
    readonly log: StatementLog | undefined;
    close(): Promise<void>;
}

/** A tenth of what a real one was seen to take for a DDL statement and for a catalog query, in milliseconds. */
export const TIMES = { ddl: 20, query: 50 } as const;

/** The local one, whose network takes so many milliseconds each way; it takes no time otherwise where statements are only recorded. */
export async function localServer(
    network: number,
    times: { ddl: number; query: number } = TIMES,
): Promise<Server & { log: StatementLog }> {
    const local = await startMaterialize({ times: { ...times, network } });
    return { url: new URL(local.url), log: local.log, close: () => local.close() };
}

/** That of MATERIALIZE_URL, whose network is as it is; else the local one. */
export async function serverFor(network: number): Promise<Server> {
    const url = givenServer();
    return url === undefined ? localServer(network) : { url, log: undefined, close: () => Promise.resolve() };
}

/** Gives a server to what needs it, and closes it. */
export async function withServer<S extends Server, T>(open: Promise<S>, work: (server: S) => Promise<T>): Promise<T> {
    const server = await open;
    try {
        return await work(server);
    } finally {
        await server.close();
    }
}
