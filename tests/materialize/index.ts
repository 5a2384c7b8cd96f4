import { randomInt } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";

import { fromNodeSocket } from "pg-gateway/node";

import { Catalog } from "./catalog/catalog";
import { Faults } from "./faults";
import { KINDS } from "./kinds";
import { Registry } from "./kinds/registry";
import { StatementLog } from "./log";
import { createStore } from "./postgres/bootstrap";
import { Database } from "./postgres/database";
import { Engine, type Times } from "./session/engine";
import { COMMON_LISTINGS } from "./show/listing";
import { loadParser } from "./sql/parser";
import { COMMON_STATEMENTS } from "./statements";
import { Conversation, type Services } from "./wire/conversation";
import { joinAws } from "./world/aws";
import { World, type WorldFile } from "./world/world";

export interface LocalMaterializeOptions {
    /** The default, 0, is any free port. */
    readonly port?: number;
    readonly host?: string;
    /** The directory that keeps catalog and rows between runs. Without it, they are in memory. */
    readonly dataDir?: string;
    /** The world outside Materialize, or the JSON file that describes it. The default is `world/default.json`. */
    readonly world?: string | WorldFile;
    /** The URL of a local AWS. PrivateLink, SSH, AWS and Kafka connections are then validated there. */
    readonly aws?: string;
    /** The spelling of the statuses of PrivateLink connections: that of Materialize's code (the default) or of its documentation. */
    readonly statuses?: "code" | "documentation";
    /** Passwords by user. Without them, no password is needed. A role is created for each user without one. */
    readonly users?: Readonly<Record<string, string>>;
    readonly tls?: { readonly key: string; readonly cert: string };
    /** Flags and limits of the environment, as ALTER SYSTEM SET sets them. */
    readonly settings?: Readonly<Record<string, string>>;
    /** The milliseconds that a validation that fails, DDL, a query, and the network each way take. The default is 0. */
    readonly times?: Partial<Times> & { readonly validation?: number };
    /** The file to which each statement is appended as a line of JSON. */
    readonly logFile?: string;
}

export interface LocalMaterialize {
    readonly host: string;
    readonly port: number;
    readonly url: string;
    /** The times of the options, which can be changed while the server runs. */
    readonly times: Times;
    readonly log: StatementLog;
    readonly faults: Faults;
    readonly world: World;
    /** Restores a new environment. */
    reset(): Promise<void>;
    close(): Promise<void>;
}

export { Faults, StatementLog, World };
export type { LogEntry } from "./log";
export type { WorldFile } from "./world/world";

export const DEFAULT_WORLD = join(__dirname, "world", "default.json");

/** Starts a local Materialize. */
export async function startMaterialize(options: LocalMaterializeOptions = {}): Promise<LocalMaterialize> {
    const { times = {}, host = "127.0.0.1" } = options;
    const file = options.world ?? DEFAULT_WORLD;
    const world = new World(typeof file === "string" ? World.read(file) : file, times.validation ?? 0);
    if (options.aws !== undefined) world.aws = joinAws(options.aws, options.dataDir);
    world.hyphenated = options.statuses === "documentation";
    const registry = new Registry(KINDS, COMMON_STATEMENTS, COMMON_LISTINGS);
    const [database, parse] = await Promise.all([Database.open(options.dataDir, createStore(registry)), loadParser()]);
    const catalog = new Catalog(database, registry);
    await catalog.open();
    const prepare = (): Promise<void> => applyOptions(catalog, options);
    await prepare();
    const listener = new Listener(host, options.port ?? 0);
    const log = new StatementLog(options.logFile);
    const faults = new Faults(
        listening => (listening ? listener.open() : listener.refuse()),
        () => {
            listener.drop();
        },
    );
    const allTimes: Times = { ddl: 0, query: 0, network: 0, ...times };
    const engine = new Engine(catalog, world, database, allTimes);
    await listener.start(
        { engine, parse, log, faults, times: allTimes, passwords: options.users, tls: options.tls !== undefined },
        options.tls,
    );
    const url = `postgres://materialize@${host}:${listener.port}/materialize`;
    const reset = async (): Promise<void> => {
        await catalog.reset();
        await prepare();
        await engine.updateExternalState();
        log.clear();
        faults.clear();
    };
    const close = async (): Promise<void> => {
        await listener.close();
        await database.close();
    };
    return { host, port: listener.port, url, times: allTimes, log, faults, world, reset, close };
}

/** Creates the users and settings that the options ask for. */
async function applyOptions(catalog: Catalog, { users = {}, settings = {} }: LocalMaterializeOptions): Promise<void> {
    const missing = Object.keys(users).filter(name => !catalog.named("role", name));
    const template = catalog.named("role", "materialize");
    const put = template ? missing.map(name => ({ ...template, ...catalog.allocate("role"), name })) : [];
    await catalog.commit({ put, facts: { settings: { ...catalog.facts.settings, ...settings } } });
}

/** Free ports are chosen below those that operating systems give to connections. */
const PORTS = [20_000, 32_000] as const;

/** The listening socket and its connections. */
class Listener {
    private server: Server | undefined;
    private readonly sockets = new Set<Socket>();
    private next = 1;
    private ended = false;
    private answer: (socket: Socket) => void = socket => socket.destroy();

    constructor(
        private readonly host: string,
        public port: number,
    ) {}

    async start(services: Services, tls: LocalMaterializeOptions["tls"]): Promise<void> {
        const bytes = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text)).buffer;
        const secured = tls && { key: bytes(tls.key), cert: bytes(tls.cert) };
        this.answer = socket => {
            const conversation = new Conversation(services, socket, this.next++);
            const onMessage = (data: Uint8Array, state: { tlsInfo?: unknown; step: string }): Promise<Uint8Array> | undefined =>
                isTlsRequest(data) ? undefined : conversation.answer(data, state.tlsInfo !== undefined);
            void fromNodeSocket(socket, { onMessage, ...(secured && { tls: secured }) }).catch(() => socket.destroy());
        };
        await this.open();
    }

    async open(): Promise<void> {
        // The server may have been closed while it did not listen.
        if (this.ended) return;
        const server = createServer(socket => {
            this.sockets.add(socket);
            socket.on("error", () => socket.destroy()).on("close", () => this.sockets.delete(socket));
            this.answer(socket.setNoDelay());
        });
        this.server = server;
        this.port = await (this.port === 0 ? this.choose(server) : this.listen(server, this.port));
    }

    /** Chooses a port that the operating system gives to nobody while this server does not listen. */
    private async choose(server: Server): Promise<number> {
        for (;;) {
            try {
                return await this.listen(server, randomInt(...PORTS));
            } catch (error) {
                if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
            }
        }
    }

    private async listen(server: Server, port: number): Promise<number> {
        await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, this.host, resolve));
        return port;
    }

    /** Accepts no more connections. Open connections stay. */
    refuse(): Promise<void> {
        this.server?.close();
        return Promise.resolve();
    }

    /** Breaks the open connections. */
    drop(): void {
        for (const socket of this.sockets) socket.destroy();
    }

    async close(): Promise<void> {
        this.ended = true;
        const closed = new Promise(resolve => this.server?.close(resolve));
        this.drop();
        await closed;
    }
}

const TLS_REQUEST = 80_877_103;

function isTlsRequest(data: Uint8Array): boolean {
    return data.byteLength === 8 && Buffer.from(data.buffer, data.byteOffset, 8).readInt32BE(4) === TLS_REQUEST;
}
