import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

import type { Catalog } from "../catalog/catalog";
import type { Database } from "../postgres/database";
import { HOST } from "../wire/listen";
import { receive, type Response } from "./webhooks";

const WEBHOOK = /^\/api\/webhook\/([^/?]+)\/([^/?]+)\/([^/?]+)$/u;

/** Serves requests to webhooks on any free port. */
export async function listenForRequests(catalog: Catalog, database: Database): Promise<{ url: string; close(): Promise<void> }> {
    const server = createServer((request, response) => {
        answer(catalog, database, request).then(
            ({ status, text }) => response.writeHead(status).end(text),
            () => response.writeHead(500).end(),
        );
    });
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, HOST, resolve));
    const close = (): Promise<void> =>
        new Promise(resolve => {
            server.close(() => {
                resolve();
            });
            server.closeAllConnections();
        });
    return { url: `http://${HOST}:${String((server.address() as AddressInfo).port)}`, close };
}

async function answer(catalog: Catalog, database: Database, request: IncomingMessage): Promise<Response> {
    const path = WEBHOOK.exec(request.url ?? "")
        ?.slice(1)
        .map(decodeURIComponent);
    if (path === undefined) return { status: 404, text: "" };
    if (request.method !== "POST") return { status: 405, text: "" };
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    return receive(catalog, database, { path, headers: request.headers, body: Buffer.concat(chunks) });
}
