import type { Bastion, Registry, World } from "./world";

const NO_NAME = "failed to lookup address information: Name or service not known";

/** Why an SSH tunnel cannot be opened; nothing if it can. */
export function sshProblem(world: World, host: string, port: number, user: string, keys: readonly string[]): string | undefined {
    const failed = (why: string): string => `failed to connect to the remote host: ${why}`;
    if (!world.knowsHost(host)) return failed(`ssh: Could not resolve hostname ${host}: Name or service not known`);
    const bastion = world.bastions.find(candidate => candidate.host === host && candidate.port === port);
    if (!bastion) return failed(`connect to host ${host} port ${port}: Connection refused`);
    if (letsIn(bastion, user, keys)) return undefined;
    return failed(`${user}@${host}: Permission denied (publickey,keyboard-interactive).`);
}

function letsIn(bastion: Bastion, user: string, keys: readonly string[]): boolean {
    return bastion.user === user && (bastion.keys === undefined || keys.some(key => bastion.keys?.includes(key)));
}

/** The registry behind a URL, or why there is none. */
export function findRegistry(world: World, url: string, path: string): Registry | string {
    return world.registry(url) ?? registryProblem(url, path, world.knowsHost(new URL(url).hostname));
}

/** What a client of HTTP says where nothing answers, or no host has that name. */
export function registryProblem(url: string, path: string, isHost: boolean): string {
    const sending = `error sending request for url (${new URL(url).origin}${path})`;
    const cause = isHost ? "tcp connect error: Connection refused (os error 111)" : `dns error: ${NO_NAME}`;
    return `transport: ${sending}: ${sending}: client error (Connect): ${cause}`;
}

/** What AWS, PostgreSQL, MySQL and SQL Server answer here: there are none. */
export const UNREACHABLE: Readonly<Record<string, string>> = {
    aws: `dispatch failure: io error: error trying to connect: dns error: ${NO_NAME}: dns error: ${NO_NAME}: ${NO_NAME}`,
    postgres: `error connecting to server: ${NO_NAME}: error connecting to server: ${NO_NAME}: ${NO_NAME}`,
    mysql: `Input/output error: ${NO_NAME}`,
    "sql-server": `An error occured during the attempt of performing I/O: ${NO_NAME}`,
    "iceberg-catalog": `Unexpected => Failed to execute http request: ${NO_NAME}`,
    "aws-privatelink": "AWS PrivateLink connections are unsupported",
};
