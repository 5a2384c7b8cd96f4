import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Settings } from "../provider/session/settings";
import { tlsOptions } from "../provider/session/tls";

const TIMEOUT_MS = 15_000;
/** The message with which a client of PostgreSQL's protocol asks for TLS, and the answer that accepts it. */
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const TLS_ACCEPTED = "S";

/** Opens a TCP connection. */
export function openSocket({ host, port }: Settings): Promise<Socket> {
    return new Promise((resolve, reject) => {
        const socket = connect({ host, port, timeout: TIMEOUT_MS });
        socket.once("timeout", () => socket.destroy(new Error("timeout expired")));
        socket.once("error", reject);
        socket.once("connect", () => {
            resolve(socket);
        });
    });
}

/** Opens a TCP connection and starts TLS on it as the driver does. */
export async function openTls(settings: Settings): Promise<TLSSocket> {
    const options = tlsOptions(settings);
    const socket = await openSocket(settings);
    const answer = await firstAnswer(socket);
    if (answer !== TLS_ACCEPTED) {
        socket.destroy();
        throw new Error("The server does not support SSL connections");
    }
    return new Promise((resolve, reject) => {
        const { host } = settings;
        const secured = connectTls({
            ...(options === false ? {} : options),
            socket,
            host,
            ...(isIP(host) === 0 ? { servername: host } : {}),
        });
        secured.once("timeout", () => secured.destroy(new Error("timeout expired")));
        secured.once("error", reject);
        secured.once("secureConnect", () => {
            resolve(secured);
        });
    });
}

function firstAnswer(socket: Socket): Promise<string> {
    return new Promise((resolve, reject) => {
        socket.once("error", reject);
        socket.once("close", () => {
            reject(new Error("Connection terminated unexpectedly"));
        });
        socket.once("data", (bytes: Buffer) => {
            resolve(bytes.toString("latin1", 0, 1));
        });
        socket.write(TLS_REQUEST);
    });
}
