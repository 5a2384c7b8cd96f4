import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { CallLog } from "./log";
import { listen, portOf } from "./server";
import { readWorldFile, type WorldFile } from "./world/worldFile";
import { loadWorldFile } from "./world/loadWorldFile";
import type { AnyEntity } from "./world/entities";
import { NO_DELAYS, type Times, World } from "./world/world";

export interface LocalAwsOptions {
    /** The port. Default: 0, which chooses a free port. */
    readonly port?: number;
    readonly host?: string;
    /** A description of the world, or the path of a file with one. Default: the world of the tests. */
    readonly world?: string | WorldFile;
    /**
     * The file that keeps the state between runs. If it exists, `world` is ignored. Default: the state is kept in memory only.
     */
    readonly state?: string;
    /** The duration of AWS's operations in milliseconds. Default: 0 for each. */
    readonly times?: Partial<Times>;
    /** The file to which calls are appended as lines of JSON. */
    readonly logFile?: string;
}

export interface LocalAws {
    readonly port: number;
    /** The URL for `LOCAL_AWS_URL` and `AWS_ENDPOINT_URL`. */
    readonly url: string;
    /** The current world. `reset` replaces it by another object. */
    readonly world: World;
    readonly log: CallLog;
    /** Restores the world to its description and clears the log. */
    reset(): void;
    close(): Promise<void>;
}

export type { LogEntry } from "./log";
export type { WorldFile } from "./world/worldFile";
export { type Times, World } from "./world/world";

export const DEFAULT_WORLD = join(__dirname, "world", "default.json");

/** Starts a local AWS on this machine. */
export async function startAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
    const { host = "127.0.0.1", port = 0, times = {}, state } = options;
    const file = options.world ?? DEFAULT_WORLD;
    const description = typeof file === "string" ? readWorldFile(file) : file;
    const { account = "210987654321", region = "us-east-1" } = description;
    const createWorld = (stateFile?: string): World => {
        const world = new World(account, region, { ...NO_DELAYS, ...times }, state);
        if (stateFile !== undefined && existsSync(stateFile))
            world.load(JSON.parse(readFileSync(stateFile, "utf8")) as AnyEntity[]);
        else loadWorldFile(world, description);
        return world;
    };
    let world = createWorld(state);
    const log = new CallLog(options.logFile);
    const server = await listen(() => world, log, host, port);
    return {
        ...{ port: portOf(server), url: `http://${host}:${String(portOf(server))}`, log },
        get world() {
            return world;
        },
        reset() {
            world = createWorld();
            log.clear();
        },
        async close() {
            server.closeAllConnections();
            await new Promise(resolve => server.close(resolve));
        },
    };
}
