import { status, type sendUnaryData, type ServerUnaryCall, type UntypedServiceImplementation } from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { CheckFailure, PluginAnswer } from "../provider/protocol";
import type { JsonObject } from "../provider/values";
import { sendRequest } from "./sendRequest";

/** The region of the provider, which the engine may configure. */
let region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? "";

/** Converts an object of a protobuf message to JSON. */
const toJson = (struct: Struct | undefined): JsonObject => struct?.toJavaScript() ?? {};
const toStruct = (value: JsonObject = {}): Struct => Struct.fromJavaScript(value as Record<string, JavaScriptValue>);
const typeOf = (urn: string): string => (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";

/** Returns a gRPC handler that awaits an answer; an exception becomes the error that the engine gets. */
function handleCall<Request, Response>(answer: (request: Request) => Promise<Response> | Response) {
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

function toCheckFailures(failures: readonly CheckFailure[] = []): proto.CheckFailure[] {
    return failures.map(({ property, reason }) => new proto.CheckFailure().setProperty(property).setReason(reason));
}

function configure(request: proto.ConfigureRequest): proto.ConfigureResponse {
    const given = toJson(request.getArgs()).region ?? request.getVariablesMap().get("aws:config:region");
    if (typeof given === "string" && given !== "") region = given;
    return new proto.ConfigureResponse().setSupportspreview(true);
}

function toDiffResponse({ differences = {}, deleteBeforeReplace = false }: PluginAnswer): proto.DiffResponse {
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
    attach: handleCall(() => new Empty()),
    cancel: handleCall(() => new Empty()),
    getPluginInfo: handleCall(() => new plugin.PluginInfo().setVersion("7.48.0")),
    getSchema: handleCall(() => new proto.GetSchemaResponse().setSchema("{}")),
    checkConfig: handleCall((request: proto.CheckRequest) => new proto.CheckResponse().setInputs(request.getNews())),
    diffConfig: handleCall(() => new proto.DiffResponse().setChanges(proto.DiffResponse.DiffChanges.DIFF_NONE)),
    configure: handleCall(configure),
    invoke: handleCall(async (request: proto.InvokeRequest) => {
        const news = toJson(request.getArgs());
        const answer = await sendRequest({
            method: "invoke",
            region,
            token: request.getTok(),
            news,
            preview: request.getPreview(),
        });
        return new proto.InvokeResponse().setReturn(toStruct(answer.outputs)).setFailuresList(toCheckFailures(answer.failures));
    }),
    check: handleCall(async (request: proto.CheckRequest) => {
        const urn = request.getUrn();
        const [news, oldInputs] = [toJson(request.getNews()), toJson(request.getOlds())];
        const seed = Buffer.from(request.getRandomseed_asU8()).toString("hex");
        const answer = await sendRequest({ method: "check", region, token: typeOf(urn), urn, news, oldInputs, seed });
        return new proto.CheckResponse().setInputs(toStruct(answer.inputs)).setFailuresList(toCheckFailures(answer.failures));
    }),
    diff: handleCall(async (request: proto.DiffRequest) => {
        const urn = request.getUrn();
        const [olds, oldInputs, news] = [toJson(request.getOlds()), toJson(request.getOldInputs()), toJson(request.getNews())];
        const [id, ignoreChanges] = [request.getId(), request.getIgnorechangesList()];
        const sides = { olds, oldInputs, news, ignoreChanges };
        const answer = await sendRequest({ method: "diff", region, token: typeOf(urn), urn, id, ...sides });
        return toDiffResponse(answer);
    }),
    create: handleCall(async (request: proto.CreateRequest) => {
        const urn = request.getUrn();
        const [news, preview] = [toJson(request.getProperties()), request.getPreview()];
        const answer = await sendRequest({ method: "create", region, token: typeOf(urn), urn, news, preview });
        return new proto.CreateResponse().setId(answer.id ?? "").setProperties(toStruct(answer.outputs));
    }),
    read: handleCall(async (request: proto.ReadRequest) => {
        const urn = request.getUrn();
        const [olds, oldInputs] = [toJson(request.getProperties()), toJson(request.getInputs())];
        const answer = await sendRequest({
            method: "read",
            region,
            token: typeOf(urn),
            urn,
            id: request.getId(),
            ...{ olds, oldInputs },
        });
        if (answer.id === undefined) return new proto.ReadResponse().setId("");
        return new proto.ReadResponse()
            .setId(answer.id)
            .setProperties(toStruct(answer.outputs))
            .setInputs(toStruct(answer.inputs));
    }),
    update: handleCall(async (request: proto.UpdateRequest) => {
        const urn = request.getUrn();
        const [olds, oldInputs, news] = [toJson(request.getOlds()), toJson(request.getOldInputs()), toJson(request.getNews())];
        const [id, preview] = [request.getId(), request.getPreview()];
        const answer = await sendRequest({
            method: "update",
            region,
            token: typeOf(urn),
            urn,
            id,
            preview,
            ...{ olds, oldInputs, news },
        });
        return new proto.UpdateResponse().setProperties(toStruct(answer.outputs));
    }),
    delete: handleCall(async (request: proto.DeleteRequest) => {
        const urn = request.getUrn();
        await sendRequest({
            method: "delete",
            region,
            token: typeOf(urn),
            urn,
            id: request.getId(),
            olds: toJson(request.getProperties()),
        });
        return new Empty();
    }),
};
