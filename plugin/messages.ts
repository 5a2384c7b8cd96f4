import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { messageOf } from "../common/messageOf";
import { UnfinishedError } from "../provider/lifecycle/pendingOperations";
import { strings } from "../provider/lifecycle/state";
import type { DiffResult } from "../provider/lifecycle/handler";
import type { Fields } from "../provider/values/value";
import { propertyChanges } from "./diff";
import { encode } from "./wire";

/** Returns the properties of a message as the engine wrote them. */
export const fieldsOf = (struct: Struct | undefined): Fields => struct?.toJavaScript() ?? {};

/** Returns properties as a message; those that the inputs or the state mark as secret are secret. */
export function structOf(fields: Fields, secrets: readonly string[]): Struct {
    const marked = [...new Set([...secrets, ...strings(fields.__secretInputs)])];
    return Struct.fromJavaScript(encode({ fields, secrets: marked }) as Record<string, JavaScriptValue>);
}

export const failuresOf = (failures: readonly { property: string; reason: string }[]): proto.CheckFailure[] =>
    failures.map(({ property, reason }) => new proto.CheckFailure().setProperty(property).setReason(reason));

/** Returns the answer to a comparison, with each argument that differs. */
export function diffResponse(result: DiffResult, olds: Fields, news: Fields): proto.DiffResponse {
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    const changes = propertyChanges(result, olds, news);
    const response = new proto.DiffResponse()
        .setChanges(result.changes ? DIFF_SOME : DIFF_NONE)
        .setReplacesList(result.replaces)
        .setDeletebeforereplace(result.deleteBeforeReplace)
        .setDiffsList([...new Set(changes.map(({ path }) => path))])
        .setHasdetaileddiff(changes.length > 0);
    for (const { path, kind, isInput } of changes)
        response
            .getDetaileddiffMap()
            .set(path, new proto.PropertyDiff().setKind(proto.PropertyDiff.Kind[kind]).setInputdiff(isInput));
    return response;
}

/** Returns an error as the engine takes it: its message, and what was created if something is left to do. */
export function serviceError(error: unknown, secrets: readonly string[]): Partial<ServiceError> {
    const details = messageOf(error);
    if (!(error instanceof UnfinishedError)) return { code: status.UNKNOWN, details };
    const { id, properties, reasons } = error;
    const partial = new proto.ErrorResourceInitFailed()
        .setId(id)
        .setProperties(structOf(properties, secrets))
        .setReasonsList(reasons);
    const packed = new Any();
    packed.pack(partial.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const answer = new Status();
    answer.setCode(status.UNKNOWN);
    answer.setMessage(details);
    answer.addDetails(packed);
    const metadata = new Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
    return { code: status.UNKNOWN, details, metadata };
}
