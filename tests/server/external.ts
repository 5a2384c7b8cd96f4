import { dropCreated } from "./dropCreated";
import { setFlags } from "./flags";
import { connectSecurely, connectTo, Proxy } from "./proxy";
import type { Server } from "./server";

/** The addresses of a server of its own, from the environment variables. */
export interface ExternalUrls {
    /** MATERIALIZE_URL, with which the tests log in. */
    readonly url: URL;
    /** MATERIALIZE_SYSTEM_URL, with which flags are set and roles are dropped. */
    readonly system: string | undefined;
    /** MATERIALIZE_HTTP_URL, to which requests to webhooks are sent. A server on this machine has it at the next port by default. */
    readonly http: string | undefined;
}

const variable = (name: string): string | undefined => (process.env[name] === "" ? undefined : process.env[name]);

const SQL_PORT = 6875;

const GIVEN = variable("MATERIALIZE_URL");
// The provider in this process would prefer this variable to its settings, and connect without the proxy.
delete process.env.MATERIALIZE_URL;

/** Returns the addresses of the server on which the tests are to run; undefined for the local Materialize. */
export const externalUrls = (): ExternalUrls | undefined => (GIVEN === undefined ? undefined : urlsOf(new URL(GIVEN)));

const urlsOf = (url: URL): ExternalUrls => ({
    url,
    system: variable("MATERIALIZE_SYSTEM_URL"),
    http: variable("MATERIALIZE_HTTP_URL") ?? nextPort(url),
});

const nextPort = ({ hostname, port }: URL): string | undefined =>
    ["localhost", "127.0.0.1"].includes(hostname) ? `http://${hostname}:${String(Number(port || SQL_PORT) + 1)}` : undefined;

/** Connects to an external server behind a proxy. Its `reset` drops what the statements that passed the proxy created. */
export async function connectExternal(
    { url, system, http }: ExternalUrls,
    flags: Readonly<Record<string, string>>,
): Promise<Server> {
    const restoreFlags = system === undefined ? undefined : await setFlags(system, flags);
    const target = { host: url.hostname, port: Number(url.port || SQL_PORT) };
    const isSecured = (url.searchParams.get("sslmode") ?? "disable") !== "disable";
    const proxy = await Proxy.start({ connect: isSecured ? connectSecurely(target) : connectTo(target) });
    const { host, port, log, faults } = proxy;
    const proxied = new URL(url);
    proxied.host = `${host}:${String(port)}`;
    proxied.searchParams.delete("sslmode");
    const reset = async (): Promise<void> => {
        faults.clear();
        await dropCreated(log.sinceReset, system ?? url.href);
        log.reset();
    };
    const close = async (): Promise<void> => {
        await reset();
        await proxy.close();
        await restoreFlags?.();
    };
    return { host, port, url: proxied.href, systemUrl: system, httpUrl: http, log, faults, local: undefined, reset, close };
}
