import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { CallLog } from "./log";
import { listen, portOf } from "./server";
import { readWorldFile, type WorldFile } from "./world/worldFile";
import { loadWorldFile } from "./world/loadWorldFile";
import type { AnyEntity } from "./world/entities";
import { NO_DELAYS, type Times, World } from "./world/world";

export interface LocalAwsOptions {
    /** 0, the default, takes any free port. */
    readonly port?: number;
    readonly host?: string;
    /** A world, or the file that describes it. */
    readonly world?: string | WorldFile;
    /** Where everything is kept between runs; what is in it counts, not the world. Without it, it is in memory. */
    readonly state?: string;
    /** How long things take, in milliseconds; none by default. */
    readonly times?: Partial<Times>;
    /** A file that calls are appended to, as JSON lines. */
    readonly logFile?: string;
}

export interface LocalAws {
    readonly port: number;
    /** For `LOCAL_AWS_URL` and `AWS_ENDPOINT_URL`. */
    readonly url: string;
    /** What is there now; another one after `reset`. */
    readonly world: World;
    readonly log: CallLog;
    /** Back to the world as it was described. */
    reset(): void;
    close(): Promise<void>;
}

export type { LogEntry } from "./log";
export type { WorldFile } from "./world/worldFile";
export { type Times, World } from "./world/world";

export const DEFAULT_WORLD = join(__dirname, "world", "default.json");

/** Starts an AWS of one's own, on this machine. */
export async function startAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
    const { host = "127.0.0.1", port = 0, times = {}, state } = options;
    const file = options.world ?? DEFAULT_WORLD;
    const description = typeof file === "string" ? readWorldFile(file) : file;
    const { account = "210987654321", region = "us-east-1" } = description;
    const createWorld = (kept?: string): World => {
        const made = new World(account, region, { ...NO_DELAYS, ...times }, state);
        if (kept !== undefined && existsSync(kept)) made.load(JSON.parse(readFileSync(kept, "utf8")) as AnyEntity[]);
        else loadWorldFile(made, description);
        return made;
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
