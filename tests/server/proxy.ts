import { once } from "node:events";
import { connect as connectSocket, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

import { Connection, type ProxyTimes, type Shared } from "./connection";
import { Faults } from "./faults";
import { Listener } from "./listener";
import { StatementLog } from "./log";
import { TLS_REQUEST } from "./messages";

export interface ProxyOptions {
    /** Opens a connection to the server. */
    readonly connect: () => Socket | Promise<Socket>;
    readonly host?: string;
    /** The default, 0, is any free port. */
    readonly port?: number;
    /** The file to which each statement is appended as a line of JSON. */
    readonly logFile?: string | undefined;
    readonly times?: ProxyTimes;
}

/**
 * A proxy for a server that speaks PostgreSQL's protocol. It logs statements and causes faults. It cannot read connections with
 * TLS, which it passes on.
 */
export class Proxy {
    readonly log: StatementLog;
    readonly faults: Faults;
    private readonly listener: Listener;
    private next = 1;

    private constructor(
        readonly host: string,
        port: number,
        { connect, logFile, times = { network: 0 } }: ProxyOptions,
    ) {
        this.log = new StatementLog(logFile);
        this.faults = new Faults(
            listening => (listening ? this.listener.open() : this.listener.refuse()),
            () => {
                this.listener.drop();
            },
        );
        const shared: Shared = { log: this.log, faults: this.faults, times };
        this.listener = new Listener(host, port, client => {
            const id = this.next++;
            Promise.resolve(connect()).then(
                server => new Connection(id, client, server, shared),
                () => client.destroy(),
            );
        });
    }

    static async start(options: ProxyOptions): Promise<Proxy> {
        const proxy = new Proxy(options.host ?? "127.0.0.1", options.port ?? 0, options);
        await proxy.listener.open();
        return proxy;
    }

    get port(): number {
        return this.listener.port;
    }

    close(): Promise<void> {
        return this.listener.close();
    }
}

/** The address of a server. */
interface Address {
    readonly host: string;
    readonly port: number;
}

/** Returns a function that opens connections to an address. */
export const connectTo =
    ({ host, port }: Address) =>
    (): Socket =>
        connectSocket(port, host);

/** Returns a function that opens connections with TLS to an address. */
export const connectSecurely =
    ({ host, port }: Address) =>
    async (): Promise<Socket> => {
        const socket = connectSocket(port, host);
        socket.write(TLS_REQUEST);
        await once(socket, "data");
        return connectTls({ socket, servername: host });
    };
