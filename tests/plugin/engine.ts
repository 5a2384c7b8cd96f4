import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Message } from "google-protobuf";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { fieldsOf } from "../../plugin/messages";
import { startServer } from "../../plugin/server";
import type { Fields } from "../../provider/values/value";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A secret value as the engine writes it. */
export const secret = (value: unknown): Fields => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });

/** An output as the engine writes it; without a value it is unknown. */
export const output = (more: Fields): Fields => ({ [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...more });

/** A resource as the engine writes it. */
export const reference = (urn: string, id: string): Fields => ({ [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e", urn, id });

export const urnOf = (kind: string, name: string): string => `urn:pulumi:test::project::materialize:index:${kind}::${name}`;

export const structOf = (fields: Fields): Struct => Struct.fromJavaScript(fields as Record<string, JavaScriptValue>);

/** The answer to a check. */
export interface Checked {
    readonly inputs: Fields;
    /** Each as `property: reason`. */
    readonly failures: readonly string[];
}

/** The answer to a comparison. */
export interface Compared {
    readonly changes: boolean;
    readonly replaces: readonly string[];
    readonly deleteBeforeReplace: boolean;
    /** The kind of the change of each property. */
    readonly detailed: Readonly<Record<string, string>>;
}

/** The result of a read; without an id the resource does not exist. */
export interface ReadState {
    readonly id: string;
    readonly state: Fields;
    readonly inputs: Fields;
}

type Method = keyof {
    [K in keyof ResourceProviderClient as ResourceProviderClient[K] extends (...args: never) => unknown ? K : never]: K;
};

/** The engine's side of the protocol, over a connection to a plugin that runs in this process. */
export class Engine {
    private constructor(
        private readonly client: ResourceProviderClient,
        private readonly stop: () => void,
    ) {}

    static async start(): Promise<Engine> {
        const { port, close } = await startServer();
        return Engine.connect(port, close);
    }

    static connect(port: number, stop: () => void): Engine {
        return new Engine(new ResourceProviderClient(`127.0.0.1:${String(port)}`, credentials.createInsecure()), stop);
    }

    close(): void {
        this.client.close();
        this.stop();
    }

    /** Makes a call, and rejects with its error. */
    call<Response>(method: Method, request: Message): Promise<Response> {
        return new Promise((resolve, reject) => {
            const call = Reflect.get(this.client, method) as (
                request: Message,
                callback: (error: ServiceError | null, response: Response) => void,
            ) => unknown;
            call.call(this.client, request, (error, response) => {
                if (error === null) resolve(response);
                else reject(error);
            });
        });
    }

    /** Configures the provider with a name; that of the default provider begins with `default`. */
    async configure(settings: Readonly<Record<string, string>>, name?: string): Promise<proto.ConfigureResponse> {
        const request = new proto.ConfigureRequest().setArgs(structOf(settings)).setAcceptsecrets(true);
        return this.call("configure", name === undefined ? request : request.setName(name));
    }

    async checkConfig(news: Fields): Promise<Checked> {
        return checked(await this.call("checkConfig", new proto.CheckRequest().setNews(structOf(news))));
    }

    async check(urn: string, news: Fields, olds: Fields = {}): Promise<Checked> {
        const request = new proto.CheckRequest().setUrn(urn).setNews(structOf(news)).setOlds(structOf(olds));
        return checked(await this.call("check", request));
    }

    /** Returns the inputs of a check that must not fail. */
    async accepted(urn: string, news: Fields, olds: Fields = {}): Promise<Fields> {
        const { inputs, failures } = await this.check(urn, news, olds);
        if (failures.length > 0) throw new Error(`${urn}: ${failures.join("; ")}`);
        return inputs;
    }

    async diff(urn: string, id: string, olds: Fields, news: Fields): Promise<Compared> {
        const request = new proto.DiffRequest().setUrn(urn).setId(id).setOlds(structOf(olds)).setNews(structOf(news));
        const response: proto.DiffResponse = await this.call("diff", request);
        const kinds = Object.entries(proto.PropertyDiff.Kind);
        const detailed: Record<string, string> = {};
        response.getDetaileddiffMap().forEach((change, path) => {
            detailed[path] = kinds.find(([, value]) => value === change.getKind())?.[0] ?? "";
        });
        return {
            changes: response.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME,
            replaces: response.getReplacesList(),
            deleteBeforeReplace: response.getDeletebeforereplace(),
            detailed,
        };
    }

    async create(urn: string, inputs: Fields, preview = false): Promise<{ id: string; state: Fields }> {
        const request = new proto.CreateRequest().setUrn(urn).setProperties(structOf(inputs)).setPreview(preview);
        const response: proto.CreateResponse = await this.call("create", request);
        return { id: response.getId(), state: fieldsOf(response.getProperties()) };
    }

    async update(
        urn: string,
        id: string,
        { olds, news, preview = false }: { olds: Fields; news: Fields; preview?: boolean },
    ): Promise<Fields> {
        const request = new proto.UpdateRequest().setUrn(urn).setId(id).setOlds(structOf(olds)).setNews(structOf(news));
        const response: proto.UpdateResponse = await this.call("update", request.setPreview(preview));
        return fieldsOf(response.getProperties());
    }

    async read(urn: string, id: string, state: Fields = {}, inputs: Fields = {}): Promise<ReadState> {
        const request = new proto.ReadRequest().setUrn(urn).setId(id).setProperties(structOf(state)).setInputs(structOf(inputs));
        const response: proto.ReadResponse = await this.call("read", request);
        return { id: response.getId(), state: fieldsOf(response.getProperties()), inputs: fieldsOf(response.getInputs()) };
    }

    async delete(urn: string, id: string, state: Fields): Promise<void> {
        await this.call("delete", new proto.DeleteRequest().setUrn(urn).setId(id).setProperties(structOf(state)));
    }

    async invoke(token: string, args: Fields): Promise<Fields> {
        const response: proto.InvokeResponse = await this.call(
            "invoke",
            new proto.InvokeRequest().setTok(token).setArgs(structOf(args)),
        );
        return fieldsOf(response.getReturn());
    }
}

const checked = (response: proto.CheckResponse): Checked => ({
    inputs: fieldsOf(response.getInputs()),
    failures: response
        .getFailuresList()
        .map(failure => `${failure.getProperty() === "" ? "" : `${failure.getProperty()}: `}${failure.getReason()}`),
});

/** Returns the state of a resource that a failed create has left; undefined if the error has none. */
export function partialState(error: unknown): { id: string; state: Fields } | undefined {
    const [bytes] = (error as ServiceError).metadata.get("grpc-status-details-bin");
    if (!(bytes instanceof Buffer)) return undefined;
    const detail = Status.deserializeBinary(bytes).getDetailsList()[0]?.getValue_asU8();
    if (detail === undefined) return undefined;
    const partial = proto.ErrorResourceInitFailed.deserializeBinary(detail);
    return { id: partial.getId(), state: fieldsOf(partial.getProperties()) };
}
