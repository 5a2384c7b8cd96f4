import { type AddressInfo, createServer, type Socket } from "node:net";

import { fromNodeSocket } from "pg-gateway/node";

import { Conversation, type Services } from "./conversation";

export const HOST = "127.0.0.1";
const TLS_REQUEST = 80_877_103;

/** Serves connections on any free port. */
export async function listen(
    services: Services,
    tls: { readonly key: string; readonly cert: string } | undefined,
): Promise<{ port: number; close(): Promise<void> }> {
    const bytes = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text)).buffer;
    const secured = tls && { key: bytes(tls.key), cert: bytes(tls.cert) };
    const sockets = new Set<Socket>();
    let next = 1;
    const server = createServer(socket => {
        sockets.add(socket.setNoDelay());
        socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
        const conversation = new Conversation(services, socket, next++);
        const onMessage = (data: Uint8Array, state: { tlsInfo?: unknown; step: string }): Promise<Uint8Array> | undefined =>
            isTlsRequest(data) ? undefined : conversation.answer(data, state.tlsInfo !== undefined);
        void fromNodeSocket(socket, { onMessage, ...(secured && { tls: secured }) }).catch(() => socket.destroy());
    });
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, HOST, resolve));
    const close = async (): Promise<void> => {
        const closed = new Promise(resolve => server.close(resolve));
        for (const socket of sockets) socket.destroy();
        await closed;
    };
    return { port: (server.address() as AddressInfo).port, close };
}

function isTlsRequest(data: Uint8Array): boolean {
    return data.byteLength === 8 && Buffer.from(data.buffer, data.byteOffset, 8).readInt32BE(4) === TLS_REQUEST;
}
