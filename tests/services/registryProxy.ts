import {
    createServer,
    type IncomingHttpHeaders,
    type IncomingMessage,
    request,
    type Server,
    type ServerResponse,
} from "node:http";
import { parseArgs } from "node:util";
import { buffer } from "node:stream/consumers";

/** A registry with Confluent's API in front of one with Apicurio's. */
export interface RegistryProxyOptions {
    readonly host: string;
    readonly port: number;
    /** The port of Apicurio, on the same host. */
    readonly target: number;
    /** The credentials that it requires. Default: none. */
    readonly login?: { readonly username: string; readonly password: string };
}

interface Answer {
    readonly status: number;
    readonly headers: IncomingHttpHeaders;
    readonly body: Buffer;
}

/** The path of Apicurio under which Confluent's API is. */
const PREFIX = "/apis/ccompat/v7";
const TYPE = "application/vnd.schemaregistry.v1+json";
/** Headers of a connection, which are not passed on. */
const HOP = ["connection", "keep-alive", "transfer-encoding", "content-length", "host", "authorization"];

/** Starts the proxy. */
export function startRegistryProxy(options: RegistryProxyOptions): Promise<Server> {
    const server = createServer((incoming, outgoing) => {
        answer(incoming, options)
            .catch((error: unknown) => failure(502, 50003, String(error)))
            .then(found => {
                send(outgoing, found);
            })
            .catch(() => outgoing.destroy());
    });
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(options.port, options.host, () => {
            resolve(server);
        });
    });
}

async function answer(incoming: IncomingMessage, options: RegistryProxyOptions): Promise<Answer> {
    const { method = "GET", url = "/", headers } = incoming;
    const body = await buffer(incoming);
    if (!isAllowed(headers, options)) return failure(401, 401, "Unauthorized");
    const subject = /^\/config\/(?<subject>[^/?]+)$/u.exec(url)?.groups?.subject;
    // Apicurio answers with the global level, or with another code; on that, a sink of Materialize with COMPATIBILITY LEVEL stalls.
    if (method === "GET" && subject !== undefined && !(await hasLevel(subject, options)))
        return failure(
            404,
            40408,
            `Subject '${decodeURIComponent(subject)}' does not have subject-level compatibility configured`,
        );
    return ask(options, method, `${PREFIX}${url}`, headers, body);
}

function isAllowed({ authorization = "" }: IncomingHttpHeaders, { login }: RegistryProxyOptions): boolean {
    if (login === undefined) return true;
    return authorization === `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
}

/** Returns whether a subject has a compatibility level of its own. */
async function hasLevel(subject: string, options: RegistryProxyOptions): Promise<boolean> {
    const path = `/apis/registry/v3/groups/default/artifacts/${subject}/rules`;
    const { status, body } = await ask(options, "GET", path);
    return status === 200 && (JSON.parse(body.toString()) as string[]).includes("COMPATIBILITY");
}

const failure = (status: number, code: number, message: string): Answer => ({
    status,
    headers: {},
    body: Buffer.from(JSON.stringify({ error_code: code, message })),
});

/** Sends a request to Apicurio. */
function ask(
    { host, target }: RegistryProxyOptions,
    method: string,
    path: string,
    headers: IncomingHttpHeaders = {},
    body = Buffer.alloc(0),
): Promise<Answer> {
    return new Promise((resolve, reject) => {
        const sent = { ...withoutHop(headers), ...(body.length > 0 && { "content-length": body.length }) };
        const outgoing = request({ host, port: target, method, path, headers: sent }, incoming => {
            buffer(incoming).then(content => {
                resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body: content });
            }, reject);
        });
        outgoing.once("error", reject);
        outgoing.end(body);
    });
}

const withoutHop = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP.includes(name)));

function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
    outgoing.writeHead(status, { "content-type": TYPE, ...withoutHop(headers), "content-length": body.length });
    outgoing.end(body);
}

if (require.main === module) {
    const { positionals } = parseArgs({ allowPositionals: true });
    for (const options of JSON.parse(positionals[0] ?? "[]") as RegistryProxyOptions[]) void startRegistryProxy(options);
}
