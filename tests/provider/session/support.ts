import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { mock } from "node:test";
import { Session } from "../../../provider/session/session";
import type { Settings } from "../../../provider/session/settings";
import { startServer } from "../../server";
import { startOnce } from "../../startOnce";
import { settings } from "../support";

/** One server for all tests of this folder. */
export const server = startOnce(() => startServer());

/** A session, and what it prints. */
export interface Seen {
    readonly session: Session;
    readonly lines: readonly string[];
}

/** Runs with a session of its own, which is closed afterwards. */
export async function withSession(
    given: Partial<Settings>,
    work: (seen: Seen) => Promise<void>,
    parts?: ConstructorParameters<typeof Session>[1],
): Promise<void> {
    const session = new Session({ ...settings, ...given }, parts);
    const lines: string[] = [];
    const log = mock.method(console, "log", (line: string) => lines.push(line));
    try {
        await work({ session, lines });
    } finally {
        log.mock.restore();
        await session.close();
    }
}

/** The error that something fails with. */
export async function failure(work: Promise<unknown>): Promise<Error> {
    try {
        await work;
    } catch (error) {
        if (error instanceof Error) return error;
    }
    throw new Error("it did not fail");
}

export async function listening(server: Server): Promise<number> {
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
}

const ASKS_FOR_PASSWORD = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);
const WRONG_PASSWORD = Buffer.from("E\0\0\0\x1bSFATAL\0C28P01\0Mwrong\0\0\0", "latin1");

/** A server that asks for a password, notes it, and lets nobody in. */
export class Doorkeeper {
    readonly passwords: string[] = [];
    private readonly server = createServer(socket => {
        this.ask(socket);
    });

    start = (): Promise<number> => listening(this.server);

    stop(): void {
        this.server.close();
    }

    private ask(socket: Socket): void {
        socket.on("error", () => undefined);
        socket.once("data", () => {
            socket.write(ASKS_FOR_PASSWORD);
            socket.once("data", (answer: Buffer) => {
                this.passwords.push(answer.toString("utf8", 5, answer.length - 1));
                socket.end(WRONG_PASSWORD);
            });
        });
    }
}
