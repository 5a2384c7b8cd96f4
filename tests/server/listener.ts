import { randomInt } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";

/** Free ports are chosen below those that operating systems give to connections. */
const PORTS = [20_000, 32_000] as const;

/** A listening socket and its connections. It can stop listening, and listen again on the same port. */
export class Listener {
    private server: Server | undefined;
    private readonly sockets = new Set<Socket>();
    private ended = false;

    constructor(
        private readonly host: string,
        public port: number,
        private readonly accept: (socket: Socket) => void,
    ) {}

    async open(): Promise<void> {
        // The server may have been closed while it did not listen.
        if (this.ended) return;
        const server = createServer(socket => {
            this.sockets.add(socket);
            socket.on("close", () => this.sockets.delete(socket));
            this.accept(socket);
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
