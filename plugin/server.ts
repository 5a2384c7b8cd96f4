import {
    type sendUnaryData,
    Server,
    ServerCredentials,
    type ServerUnaryCall,
    type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { interruptCommand } from "../provider/session/interruption";
import { fieldsOf, serviceError } from "./messages";
import { Provider } from "./provider";
import { readSchema } from "./schemaFile";
import { decode, type Properties } from "./wire";

/** Starts the server of a provider on a free port of this machine. */
export function startServer(provider = new Provider()): Promise<{ readonly port: number; readonly close: () => void }> {
    const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(ResourceProviderService, serviceOf(provider));
    return new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
            if (error === null)
                resolve({
                    port,
                    close: () => {
                        server.forceShutdown();
                    },
                });
            else reject(error);
        });
    });
}

/** Returns the calls of the service. The server answers all others with the status UNIMPLEMENTED, which the engine accepts. */
const serviceOf = (provider: Provider): UntypedServiceImplementation => ({
    handshake: answer(() => provider.handshake()),
    attach: answer(() => new Empty()),
    cancel: answer(() => {
        interruptCommand();
        return new Empty();
    }),
    getPluginInfo: answer(() => provider.getPluginInfo()),
    getSchema: answer(() => new proto.GetSchemaResponse().setSchema(readSchema())),
    // No plugin for Terraform is mapped to this one.
    getMapping: answer(() => new proto.GetMappingResponse()),
    getMappings: answer(() => new proto.GetMappingsResponse()),
    checkConfig: answer((request: proto.CheckRequest) => provider.checkConfig(request)),
    diffConfig: answer((request: proto.DiffRequest) => provider.diffConfig(request)),
    configure: answer((request: proto.ConfigureRequest) => provider.configure(request)),
    invoke: answer((request: proto.InvokeRequest) => provider.invoke(request)),
    check: answer((request: proto.CheckRequest) => provider.check(request)),
    diff: answer((request: proto.DiffRequest) => provider.diff(request)),
    create: withProperties(
        (request: proto.CreateRequest) => request.getProperties(),
        (request, news) => provider.create(request, news),
    ),
    read: withProperties(
        (request: proto.ReadRequest) => request.getProperties(),
        (request, state) => provider.read(request, state),
    ),
    update: withProperties(
        (request: proto.UpdateRequest) => request.getNews(),
        (request, news) => provider.update(request, news),
    ),
    delete: answer((request: proto.DeleteRequest) => provider.delete(request)),
});

/** Returns a handler that answers a request; an error becomes the error that the engine prints. */
function answer<Request, Response>(
    call: (request: Request) => Promise<Response> | Response,
    secretsOf?: (request: Request) => readonly string[],
) {
    return ({ request }: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
        Promise.resolve(request)
            .then(call)
            .then(
                response => {
                    callback(null, response);
                },
                (error: unknown) => {
                    callback(serviceError(error, secretsOf?.(request) ?? []));
                },
            );
    };
}

/** Returns a handler of a request whose properties may be answered: what is secret in them is secret in the answer. */
const withProperties = <Request, Response>(
    propertiesOf: (request: Request) => Struct | undefined,
    call: (request: Request, properties: Properties) => Promise<Response>,
) => {
    const decoded = (request: Request): Properties => decode(fieldsOf(propertiesOf(request)));
    return answer(
        (request: Request) => call(request, decoded(request)),
        request => decoded(request).secrets,
    );
};
