import type { Bastion, Registry, World } from "./world";

/** The error of a host name that cannot be resolved. */
export const NO_NAME = "failed to lookup address information: Name or service not known";

/** Returns the error of opening an SSH tunnel. */
export function sshProblem(world: World, host: string, port: number, user: string, keys: readonly string[]): string | undefined {
    const failed = (why: string): string => `failed to connect to the remote host: ${why}`;
    if (!world.knowsHost(host)) return failed(`ssh: Could not resolve hostname ${host}: Name or service not known`);
    const bastion = world.bastions.find(candidate => candidate.host === host && candidate.port === port);
    if (!bastion) return failed(`connect to host ${host} port ${port}: Connection refused`);
    if (accepts(bastion, user, keys)) return undefined;
    return failed(`${user}@${host}: Permission denied (publickey,keyboard-interactive).`);
}

function accepts(bastion: Bastion, user: string, keys: readonly string[]): boolean {
    return bastion.user === user && (bastion.keys === undefined || keys.some(key => bastion.keys?.includes(key)));
}

/** A client of a registry as a connection configures it. */
export interface RegistryClient {
    readonly url: string;
    readonly username?: string | undefined;
    readonly password?: string | undefined;
}

/** Returns the registry of a client, or the error of using it. */
export function findRegistry(world: World, { url, ...client }: RegistryClient, path: string): Registry | string {
    if (!/^https?:/u.test(url)) return builderProblem(url, path);
    const registry = world.registry(url);
    if (registry === undefined) return registryProblem(url, path, world.knowsHost(new URL(url).hostname));
    const { login } = registry;
    const isAllowed = login === undefined || (client.username === login.username && client.password === login.password);
    return isAllowed ? registry : "server error 401: Unauthorized";
}

/** Returns the error of AWS's client where no server answers, or the host name does not resolve. AWS itself does not resolve here. */
export function glueProblem(resolves: boolean): string {
    const [at, cause, source] = resolves
        ? [
              "tcp connect error",
              "Connection refused (os error 111)",
              `Os { code: 111, kind: ConnectionRefused, message: "Connection refused" }`,
          ]
        : ["dns error", NO_NAME, `Custom { kind: Uncategorized, error: "${NO_NAME}" }`];
    const connecting = `error trying to connect: ${at}: ${cause}: ${at}: ${cause}: ${cause}`;
    const error = `ConnectorError { kind: Io, source: hyper::Error(Connect, ConnectError("${at}", ${source})), connection: Unknown }`;
    return `AWS Glue error: dispatch failure: io error: ${connecting} (DispatchFailure(DispatchFailure { source: ${error} }))`;
}

/** Returns the error of an HTTP client for a URL with another scheme. */
function builderProblem(url: string, path: string): string {
    const building = `builder error for url (${url.replace(/\/$/u, "")}${path})`;
    return `transport: ${building}: ${building}: URL scheme is not allowed`;
}

/** Returns the error of an HTTP client where no server answers, or the host name does not resolve. */
export function registryProblem(url: string, path: string, resolves: boolean): string {
    const sending = `error sending request for url (${new URL(url).origin}${path})`;
    const cause = resolves ? "tcp connect error: Connection refused (os error 111)" : `dns error: ${NO_NAME}`;
    return `transport: ${sending}: ${sending}: client error (Connect): ${cause}`;
}
