import { REALISTIC, type Times } from "../../tests/materialize";
import { startLocal, type StatementLog } from "../../tests/server";
import { connectExternal, externalUrls } from "../../tests/server/external";

/** The Materialize in which the objects are created, behind a proxy that counts round trips. */
export interface Server {
    readonly url: URL;
    readonly log: StatementLog;
    close(): Promise<void>;
}

/** The times that statements take: those of the server at MATERIALIZE_URL, those measured with a real server, or a tenth of these. */
export type TimesOption = "real" | "realistic" | "tenth";

/** The milliseconds that statements of the local Materialize take. */
export const timesOf = (option: TimesOption): Times => {
    const share = option === "tenth" ? 10 : 1;
    return { ddl: REALISTIC.ddl / share, query: REALISTIC.query / share, catchUp: REALISTIC.catchUp / share };
};

/** Starts a local Materialize with a delay of the network, in milliseconds each way. */
export async function localServer(network: number, times?: Times): Promise<Server> {
    const local = await startLocal({ times: { ...times, network } });
    return { url: new URL(local.url), log: local.log, close: () => local.close() };
}

/** Connects to the server of MATERIALIZE_URL, with its own network; for the other times starts a local Materialize. */
export async function serverFor(network: number, option: TimesOption): Promise<Server> {
    if (option !== "real") return localServer(network, timesOf(option));
    const urls = externalUrls();
    if (urls === undefined) throw new Error("--real needs MATERIALIZE_URL, the address of a Materialize server");
    const server = await connectExternal(urls, {});
    return { url: new URL(server.url), log: server.log, close: () => server.close() };
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
