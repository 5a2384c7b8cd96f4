import { status, type sendUnaryData, type ServerUnaryCall, type UntypedServiceImplementation } from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { CheckFailure, PluginAnswer } from "../provider/protocol";
import type { JsonObject } from "../provider/values";
import { ask } from "./ask";

/** The provider's own settings, as the engine configured them. */
let region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? "";

/** A message's objects, as JSON. */
const read = (struct: Struct | undefined): JsonObject => struct?.toJavaScript() ?? {};
const written = (value: JsonObject = {}): Struct => Struct.fromJavaScript(value as Record<string, JavaScriptValue>);
const typeOf = (urn: string): string => (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";

/** A call whose answer is awaited; what is thrown is the engine's error. */
function call<Request, Response>(answer: (request: Request) => Promise<Response> | Response) {
    return ({ request }: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
        Promise.resolve(request)
            .then(answer)
            .then(response => {
                callback(null, response);
            })
            .catch((error: unknown) => {
                callback({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
            });
    };
}

const unimplemented = (_: unknown, callback: sendUnaryData<unknown>): void => {
    callback({ code: status.UNIMPLEMENTED, details: "not implemented" });
};

function failed(failures: readonly CheckFailure[] = []): proto.CheckFailure[] {
    return failures.map(({ property, reason }) => new proto.CheckFailure().setProperty(property).setReason(reason));
}

function configure(request: proto.ConfigureRequest): proto.ConfigureResponse {
    const given = read(request.getArgs()).region ?? request.getVariablesMap().get("aws:config:region");
    if (typeof given === "string" && given !== "") region = given;
    return new proto.ConfigureResponse().setSupportspreview(true);
}

function diffed({ differences = {}, deleteBeforeReplace = false }: PluginAnswer): proto.DiffResponse {
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    const entries = Object.entries(differences);
    const response = new proto.DiffResponse()
        .setChanges(entries.length > 0 ? DIFF_SOME : DIFF_NONE)
        .setDiffsList(entries.map(([property]) => property))
        .setReplacesList(entries.flatMap(([property, kind]) => (kind.endsWith("_REPLACE") ? [property] : [])))
        .setDeletebeforereplace(deleteBeforeReplace)
        .setHasdetaileddiff(true);
    for (const [property, kind] of entries) {
        response
            .getDetaileddiffMap()
            .set(property, new proto.PropertyDiff().setKind(proto.PropertyDiff.Kind[kind]).setInputdiff(true));
    }
    return response;
}

export const SERVICE: UntypedServiceImplementation = {
    handshake: unimplemented,
    parameterize: unimplemented,
    call: unimplemented,
    construct: unimplemented,
    list: unimplemented,
    getMapping: unimplemented,
    getMappings: unimplemented,
    attach: call(() => new Empty()),
    cancel: call(() => new Empty()),
    getPluginInfo: call(() => new plugin.PluginInfo().setVersion("7.48.0")),
    getSchema: call(() => new proto.GetSchemaResponse().setSchema("{}")),
    checkConfig: call((request: proto.CheckRequest) => new proto.CheckResponse().setInputs(request.getNews())),
    diffConfig: call(() => new proto.DiffResponse().setChanges(proto.DiffResponse.DiffChanges.DIFF_NONE)),
    configure: call(configure),
    invoke: call(async (request: proto.InvokeRequest) => {
        const news = read(request.getArgs());
        const answer = await ask({ method: "invoke", region, token: request.getTok(), news, preview: request.getPreview() });
        return new proto.InvokeResponse().setReturn(written(answer.outputs)).setFailuresList(failed(answer.failures));
    }),
    check: call(async (request: proto.CheckRequest) => {
        const urn = request.getUrn();
        const [news, oldInputs] = [read(request.getNews()), read(request.getOlds())];
        const answer = await ask({ method: "check", region, token: typeOf(urn), urn, news, oldInputs });
        return new proto.CheckResponse().setInputs(written(answer.inputs)).setFailuresList(failed(answer.failures));
    }),
    diff: call(async (request: proto.DiffRequest) => {
        const urn = request.getUrn();
        const [olds, oldInputs, news] = [read(request.getOlds()), read(request.getOldInputs()), read(request.getNews())];
        const id = request.getId();
        const answer = await ask({ method: "diff", region, token: typeOf(urn), urn, id, ...{ olds, oldInputs, news } });
        return diffed(answer);
    }),
    create: call(async (request: proto.CreateRequest) => {
        const urn = request.getUrn();
        const [news, preview] = [read(request.getProperties()), request.getPreview()];
        const answer = await ask({ method: "create", region, token: typeOf(urn), urn, news, preview });
        return new proto.CreateResponse().setId(answer.id ?? "").setProperties(written(answer.outputs));
    }),
    read: call(async (request: proto.ReadRequest) => {
        const urn = request.getUrn();
        const [olds, oldInputs] = [read(request.getProperties()), read(request.getInputs())];
        const answer = await ask({
            method: "read",
            region,
            token: typeOf(urn),
            urn,
            id: request.getId(),
            ...{ olds, oldInputs },
        });
        if (answer.id === undefined) return new proto.ReadResponse().setId("");
        return new proto.ReadResponse().setId(answer.id).setProperties(written(answer.outputs)).setInputs(written(answer.inputs));
    }),
    update: call(async (request: proto.UpdateRequest) => {
        const urn = request.getUrn();
        const [olds, oldInputs, news] = [read(request.getOlds()), read(request.getOldInputs()), read(request.getNews())];
        const [id, preview] = [request.getId(), request.getPreview()];
        const answer = await ask({
            method: "update",
            region,
            token: typeOf(urn),
            urn,
            id,
            preview,
            ...{ olds, oldInputs, news },
        });
        return new proto.UpdateResponse().setProperties(written(answer.outputs));
    }),
    delete: call(async (request: proto.DeleteRequest) => {
        const urn = request.getUrn();
        await ask({
            method: "delete",
            region,
            token: typeOf(urn),
            urn,
            id: request.getId(),
            olds: read(request.getProperties()),
        });
        return new Empty();
    }),
};
