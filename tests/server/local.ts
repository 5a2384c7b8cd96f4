import { type LocalMaterialize, type LocalMaterializeOptions, startMaterialize } from "../materialize";
import type { ProxyTimes } from "./connection";
import { connectTo, Proxy, type ProxyOptions } from "./proxy";
import type { Server } from "./server";

export interface LocalServerOptions extends LocalMaterializeOptions, Pick<ProxyOptions, "host" | "port" | "logFile"> {
    /** The milliseconds that a validation that fails, DDL, a query, and the network each way take. The default is 0. */
    readonly times?: LocalMaterializeOptions["times"] & Partial<ProxyTimes>;
}

/** A local Materialize behind a proxy. */
export interface LocalServer extends Server, Pick<LocalMaterialize, "times" | "world"> {
    readonly local: LocalMaterialize;
}

/** Starts a local Materialize behind a proxy. */
export async function startLocal(options: LocalServerOptions = {}): Promise<LocalServer> {
    const local = await startMaterialize(options);
    const times = { network: options.times?.network ?? 0 };
    const { host, port, logFile } = options;
    const proxy = await Proxy.start({
        connect: connectTo(local),
        ...(host !== undefined && { host }),
        ...(port !== undefined && { port }),
        logFile,
        times,
    }).catch(async (error: unknown) => {
        await local.close();
        throw error;
    });
    const reset = async (): Promise<void> => {
        await local.reset();
        proxy.log.reset();
        proxy.faults.clear();
    };
    const close = async (): Promise<void> => {
        await proxy.close();
        await local.close();
    };
    const { log, faults } = proxy;
    const urlOf = (user: string): string => `postgres://${user}@${proxy.host}:${proxy.port}/materialize`;
    const addresses = { host: proxy.host, port: proxy.port, url: urlOf("materialize"), systemUrl: urlOf("mz_system") };
    return { ...addresses, httpUrl: local.httpUrl, log, faults, local, times: local.times, world: local.world, reset, close };
}
