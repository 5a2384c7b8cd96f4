import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { AwsError, notModelled } from "./errors";
import { checkReachability } from "./reachability/check";
import type { Environment, ReachabilityRequest } from "./reachability/protocol";
import type { CallLog } from "./log";
import { handlePluginRequest } from "./provider/lifecycle";
import type { PluginRequest } from "./provider/protocol";
import type { JsonObject } from "./provider/values";
import { EC2_OPERATIONS } from "./sdk/ec2";
import { ELB_OPERATIONS } from "./sdk/elb";
import { GLUE_OPERATIONS } from "./sdk/glue";
import { KAFKA_OPERATIONS } from "./sdk/kafka";
import { toXml } from "./sdk/xml";
import { applyElapsedTime } from "./world/endpoints";
import type { World } from "./world/world";

/** An HTTP request. */
interface Call {
    readonly method: string;
    readonly path: string;
    readonly body: string;
    /** The region in the signature of the SDK. */
    readonly region: string;
    readonly service: string;
    /** The operation of an API with JSON, such as `AWSGlue.GetRegistry`. */
    readonly target?: string | undefined;
}

interface Reply {
    readonly status: number;
    readonly type: string;
    readonly body: string;
    readonly headers?: Readonly<Record<string, string>>;
}

/** Starts the HTTP server for the plugin, the SDK and the local Materialize. */
export async function listen(world: () => World, log: CallLog, host: string, port: number): Promise<Server> {
    const server = createServer((request, response) => {
        void parseCall(request, world().region)
            .then(call => routeCall(world(), log, call))
            .catch((error: unknown): Reply => ({ status: 500, type: "text/plain", body: String(error) }))
            .then(({ status, type, body, headers }) => {
                response.writeHead(status, { "content-type": type, ...headers }).end(body);
            });
    });
    server.keepAliveTimeout = 1000;
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
    return server;
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function parseCall(request: IncomingMessage, region: string): Promise<Call> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const scope = /Credential=[^/]*\/\d+\/([^/]+)\/([^/]+)\//u.exec(request.headers.authorization ?? "");
    return {
        method: request.method ?? "GET",
        path: (request.url ?? "/").split("?")[0] ?? "/",
        body: Buffer.concat(chunks).toString(),
        ...{ region: scope?.[1] ?? region, service: scope?.[2] ?? "" },
        target: request.headersDistinct["x-amz-target"]?.[0],
    };
}

function routeCall(world: World, log: CallLog, call: Call): Promise<Reply> | Reply {
    applyElapsedTime(world);
    if (call.path === "/pulumi") return answerPlugin(world, log, JSON.parse(call.body) as PluginRequest);
    if (call.path === "/materialize") return answerMaterialize(world, log, JSON.parse(call.body) as MaterializeCall);
    if (call.target !== undefined) return answerJsonCall(world, log, { ...call, target: call.target });
    if (call.path === "/" && call.method === "POST") return answerQueryCall(world, log, call);
    return answerRestCall(world, log, call);
}

const jsonReply = (value: object, status = 200, headers = {}): Reply => ({
    ...{ status, type: "application/json", body: JSON.stringify(value), headers },
});

async function answerPlugin(world: World, log: CallLog, request: PluginRequest): Promise<Reply> {
    const { method, token, urn, region, preview = false } = request;
    const entry = log.begin({ from: "plugin", call: `${preview ? "preview " : ""}${method} ${token}`, region, on: urn });
    const answered = await handlePluginRequest(world, request);
    applyElapsedTime(world);
    log.end(entry, answered.error);
    return jsonReply(answered);
}

interface MaterializeCall {
    readonly environment: Environment;
    readonly question: ReachabilityRequest;
}

function answerMaterialize(world: World, log: CallLog, { environment, question }: MaterializeCall): Reply {
    const entry = log.begin({ from: "materialize", call: question.ask, region: environment.region });
    const verdict = checkReachability(world, environment, question);
    log.end(entry, verdict.problem);
    return jsonReply(verdict);
}

/** Answers calls of the EC2 and ELB APIs, which send forms and receive XML. */
function answerQueryCall(world: World, log: CallLog, { body, region, service }: Call): Reply {
    const form = new URLSearchParams(body);
    const action = form.get("Action") ?? "";
    const isEc2 = service === "ec2";
    const operation = (isEc2 ? EC2_OPERATIONS : ELB_OPERATIONS)[action];
    const item = isEc2 ? "item" : "member";
    const entry = log.begin({ from: "sdk", call: `${service} ${action}`, region });
    const document = (text: string, status = 200): Reply => ({ status, type: "text/xml", body: `<?xml version="1.0"?>${text}` });
    try {
        if (!operation) throw notModelled(`${service} ${action}`);
        const result = toXml(operation({ world, region }, form), item);
        log.end(entry);
        if (isEc2) return document(`<${action}Response><requestId>local</requestId>${result}</${action}Response>`);
        return document(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
    } catch (error) {
        const { code, detail, status, message } = asAwsError(error);
        log.end(entry, message);
        const one = `<Code>${code}</Code><Message>${toXml(detail, item)}</Message>`;
        if (isEc2)
            return document(`<Response><Errors><Error>${one}</Error></Errors><RequestID>local</RequestID></Response>`, status);
        return document(
            `<ErrorResponse><Error><Type>Sender</Type>${one}</Error><RequestId>local</RequestId></ErrorResponse>`,
            status,
        );
    }
}

/** Answers calls of the Glue API, which has JSON and the operation in a header. */
function answerJsonCall(world: World, log: CallLog, { target, body, region }: Call & { readonly target: string }): Reply {
    const name = target.replace(/^.*\./u, "");
    const entry = log.begin({ from: "sdk", call: `glue ${name}`, region });
    try {
        const operation = GLUE_OPERATIONS[name];
        if (!operation) throw notModelled(target);
        const answered = operation({ world, region }, JSON.parse(body) as JsonObject);
        log.end(entry);
        return jsonReply(answered);
    } catch (error) {
        const { code, detail, status, message } = asAwsError(error);
        log.end(entry, message);
        return jsonReply({ __type: code, Message: detail }, status);
    }
}

/** Answers calls of the MSK API, which uses JSON and has the percent-encoded ARN in the path. */
function answerRestCall(world: World, log: CallLog, { method, path, body, region }: Call): Reply {
    const operation = KAFKA_OPERATIONS.find(candidate => candidate.method === method && candidate.path.test(path));
    const part = decodeURIComponent(operation?.path.exec(path)?.[1] ?? "");
    const entry = log.begin({
        from: "sdk",
        call: `kafka ${method} ${decodeURIComponent(path)}`,
        operation: operation?.name,
        region,
        on: part,
    });
    try {
        if (!operation) throw notModelled(`${method} ${path}`);
        const answered = operation.answer({ world, region }, part, body === "" ? {} : (JSON.parse(body) as JsonObject));
        log.end(entry);
        return jsonReply(answered);
    } catch (error) {
        const { code, detail, status, message } = asAwsError(error);
        log.end(entry, message);
        return jsonReply({ message: detail }, status, { "x-amzn-errortype": code });
    }
}

function asAwsError(error: unknown): AwsError {
    if (error instanceof AwsError) return error;
    throw error;
}
