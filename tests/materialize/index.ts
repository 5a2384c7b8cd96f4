import { join } from "node:path";

import { Catalog } from "./catalog/catalog";
import { listenForRequests } from "./http/listen";
import { KINDS } from "./kinds";
import { Registry } from "./kinds/registry";
import { createStore } from "./postgres/bootstrap";
import { Database } from "./postgres/database";
import { Engine, REALISTIC, type Times } from "./session/engine";
import { COMMON_LISTINGS } from "./show/listing";
import { loadParser } from "./sql/parser";
import { COMMON_STATEMENTS } from "./statements";
import { HOST, listen } from "./wire/listen";
import { joinAws } from "./world/aws";
import { DEFAULT_VERSION, readVersion, type Version } from "./versions";
import { World, type WorldFile } from "./world/world";

export interface LocalMaterializeOptions {
    /** The version of Materialize that it answers as. The default is `DEFAULT_VERSION`. */
    readonly version?: Version | "26.6" | "26.39";
    /** The id of the environment, which mz_environment_id() returns. */
    readonly environmentId?: string;
    /** The directory that keeps catalog and rows between runs. Without it, they are in memory. */
    readonly dataDir?: string;
    /** The world outside Materialize, or the JSON file that describes it. The default is `world/default.json`. */
    readonly world?: string | WorldFile;
    /** The URL of a local AWS. PrivateLink, SSH, AWS and Kafka connections are then validated there. */
    readonly aws?: string;
    /** The spelling of the statuses of PrivateLink connections: that of Materialize's old code or of its documentation. The default is that of the version. */
    readonly statuses?: "code" | "documentation";
    /** Passwords by user. Without them, no password is needed. A role is created for each user without one. */
    readonly users?: Readonly<Record<string, string>>;
    readonly tls?: { readonly key: string; readonly cert: string };
    /** Flags and limits of the environment, as ALTER SYSTEM SET sets them. */
    readonly settings?: Readonly<Record<string, string>>;
    /** The milliseconds that a validation that fails, DDL, and a query take (default 0), and those after which new replicas of a cluster replace the old ones (default 100). */
    readonly times?: Partial<Times> & { readonly validation?: number; readonly reconfiguration?: number };
}

export interface LocalMaterialize {
    readonly host: string;
    readonly port: number;
    readonly url: string;
    /** The URL of the server for requests to webhooks. */
    readonly httpUrl: string;
    /** The times of the options, which can be changed while the server runs. */
    readonly times: Times;
    readonly world: World;
    /** Restores a new environment. */
    reset(): Promise<void>;
    close(): Promise<void>;
}

export { REALISTIC, World };
export type { Times } from "./session/engine";
export type { WorldFile } from "./world/world";

export const DEFAULT_WORLD = join(__dirname, "world", "default.json");

/** Starts a local Materialize on any free port. */
export async function startMaterialize(options: LocalMaterializeOptions = {}): Promise<LocalMaterialize> {
    const { times = {} } = options;
    const file = options.world ?? DEFAULT_WORLD;
    const world = new World(typeof file === "string" ? World.read(file) : file, times.validation ?? 0);
    if (times.reconfiguration !== undefined) world.reconfigurationTime = times.reconfiguration;
    if (options.aws !== undefined) world.aws = joinAws(options.aws, options.dataDir);
    const registry = new Registry(KINDS, COMMON_STATEMENTS, COMMON_LISTINGS, readVersion(options.version ?? DEFAULT_VERSION));
    world.hyphenated =
        options.statuses === undefined ? registry.version.hyphenatesStatuses : options.statuses === "documentation";
    const [database, parse] = await Promise.all([
        Database.open(options.dataDir, createStore(registry, options.environmentId)),
        loadParser(),
    ]);
    const catalog = new Catalog(database, registry);
    await catalog.open();
    const prepare = (): Promise<void> => applyOptions(catalog, options);
    await prepare();
    const allTimes: Times = { ddl: 0, query: 0, catchUp: 0, ...times };
    const engine = new Engine(catalog, world, database, allTimes);
    const services = { engine, parse, passwords: options.users, tls: options.tls !== undefined };
    const listening = await listen(services, options.tls);
    const requests = await listenForRequests(catalog, database);
    const reset = async (): Promise<void> => {
        await catalog.reset();
        await prepare();
        await engine.updateExternalState();
    };
    const close = async (): Promise<void> => {
        await Promise.all([listening.close(), requests.close()]);
        await world.upstreams.close();
        await database.close();
    };
    const url = `postgres://materialize@${HOST}:${listening.port}/materialize`;
    return { host: HOST, port: listening.port, url, httpUrl: requests.url, times: allTimes, world, reset, close };
}

/** Creates the users and settings that the options ask for. */
async function applyOptions(catalog: Catalog, { users = {}, settings = {} }: LocalMaterializeOptions): Promise<void> {
    const missing = Object.keys(users).filter(name => !catalog.named("role", name));
    const template = catalog.named("role", "materialize");
    const put = template ? missing.map(name => ({ ...template, ...catalog.allocate("role"), name })) : [];
    await catalog.commit({ put, facts: { settings: { ...catalog.facts.settings, ...settings } } });
}
