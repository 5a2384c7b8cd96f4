import { randomInt } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";

import { fromNodeSocket } from "pg-gateway/node";

import { Catalog } from "./catalog/catalog";
import { Faults } from "./faults";
import { followLinks, joinAws } from "./kinds/connection/aws";
import { StatementLog } from "./log";
import { Database } from "./postgres/database";
import { Engine, type Times } from "./session/engine";
import { loadParser } from "./sql/parser";
import { Conversation, type House } from "./wire/conversation";
import { World, type WorldFile } from "./world/world";

export interface LocalMaterializeOptions {
    /** 0, the default, takes any free port. */
    readonly port?: number;
    readonly host?: string;
    /** Where catalog and rows are kept between runs; without it they are in memory. */
    readonly dataDir?: string;
    /** A world, or the file that describes it. */
    readonly world?: string | WorldFile;
    /** The URL of a local AWS that it is joined with: its PrivateLink, SSH and AWS connections, and Kafkas, are then real there. */
    readonly aws?: string;
    /** How the statuses of PrivateLink connections are spelt: as Materialize's code does, or as its documentation says. */
    readonly statuses?: "code" | "documentation";
    /** Passwords by user; without them nobody is asked for one. Users that are no roles yet become some. */
    readonly users?: Readonly<Record<string, string>>;
    readonly tls?: { readonly key: string; readonly cert: string };
    /** Flags and limits of the region, as ALTER SYSTEM SET sets them. */
    readonly settings?: Readonly<Record<string, string>>;
    /** Milliseconds that things take: a validation that fails, DDL, a query, the network each way. */
    readonly times?: Partial<Times> & { readonly validation?: number };
    /** A file that statements are appended to, as JSON lines. */
    readonly logFile?: string;
}

export interface LocalMaterialize {
    readonly host: string;
    readonly port: number;
    readonly url: string;
    /** Milliseconds that things take, which may be changed while it runs. */
    readonly times: Times;
    readonly log: StatementLog;
    readonly faults: Faults;
    readonly world: World;
    /** Back to a fresh region. */
    reset(): Promise<void>;
    close(): Promise<void>;
}

export { Faults, StatementLog, World };
export type { LogEntry } from "./log";
export type { WorldFile } from "./world/world";

export const DEFAULT_WORLD = join(__dirname, "world", "default.json");

/** Starts a Materialize of one's own, on this machine. */
export async function startMaterialize(options: LocalMaterializeOptions = {}): Promise<LocalMaterialize> {
    const { times = {}, host = "127.0.0.1" } = options;
    const file = options.world ?? DEFAULT_WORLD;
    const world = new World(typeof file === "string" ? World.read(file) : file, times.validation ?? 0);
    if (options.aws !== undefined) world.aws = joinAws(options.aws, options.dataDir);
    world.hyphenated = options.statuses === "documentation";
    const [database, parse] = await Promise.all([Database.open(options.dataDir), loadParser()]);
    const catalog = new Catalog(database);
    await catalog.open();
    const furnish = (): Promise<void> => prepare(catalog, options);
    await furnish();
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
        await furnish();
        await followLinks(catalog, world);
        log.clear();
        faults.clear();
    };
    const close = async (): Promise<void> => {
        await listener.close();
        await database.close();
    };
    return { host, port: listener.port, url, times: allTimes, log, faults, world, reset, close };
}

/** The users and settings that a region is started with. */
async function prepare(catalog: Catalog, { users = {}, settings = {} }: LocalMaterializeOptions): Promise<void> {
    const missing = Object.keys(users).filter(name => !catalog.named("role", name));
    const template = catalog.named("role", "materialize");
    const put = template ? missing.map(name => ({ ...template, ...catalog.allocate("role"), name })) : [];
    await catalog.commit({ put, facts: { settings: { ...catalog.facts.settings, ...settings } } });
}

/** Those from which systems choose by themselves begin above. */
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

    async start(house: House, tls: LocalMaterializeOptions["tls"]): Promise<void> {
        const bytes = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text)).buffer;
        const secured = tls && { key: bytes(tls.key), cert: bytes(tls.cert) };
        this.answer = socket => {
            const conversation = new Conversation(house, socket, this.next++);
            const onMessage = (data: Uint8Array, state: { tlsInfo?: unknown; step: string }): Promise<Uint8Array> | undefined =>
                isTlsRequest(data) ? undefined : conversation.answer(data, state.tlsInfo !== undefined);
            void fromNodeSocket(socket, { onMessage, ...(secured && { tls: secured }) }).catch(() => socket.destroy());
        };
        await this.open();
    }

    async open(): Promise<void> {
        // One that went away for a while may be closed before it is back.
        if (this.ended) return;
        const server = createServer(socket => {
            this.sockets.add(socket);
            socket.on("error", () => socket.destroy()).on("close", () => this.sockets.delete(socket));
            this.answer(socket.setNoDelay());
        });
        this.server = server;
        this.port = await (this.port === 0 ? this.choose(server) : this.listen(server, this.port));
    }

    /** A port that the system gives to nobody while this server is away. */
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

    /** Takes no more connections; those that are open stay. */
    refuse(): Promise<void> {
        this.server?.close();
        return Promise.resolve();
    }

    /** Breaks the connections that are open. */
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
