import { type Reader, Writer } from "@platformatic/kafka";
import { topicApis } from "./topics";
import { aclApis } from "./acls";
import type { World } from "./world";

/** The client of a request: its principal, and the addresses that its listener advertises. */
export interface RequestContext {
    readonly principal: string;
    /** Returns the address that a broker advertises on the listener of the client. */
    advertised(broker: number): { host: string; port: number };
}

/** A type of request that the local Kafka answers, in one version. */
export interface Api {
    readonly name: string;
    readonly key: number;
    readonly version: number;
    /** Reads the request, executes it and writes the answer. */
    readonly serve: (world: World, context: RequestContext, request: Reader) => Writer;
}

/** Writes an answer with one item for each item of the request and no throttling. */
export const writeResponse = <T>(items: readonly T[], write: (writer: Writer, item: T) => void): Writer =>
    Writer.create()
        .appendInt32(0)
        .appendArray([...items], write)
        .appendTaggedFields();

const metadata: Api = {
    name: "Metadata",
    key: 3,
    version: 12,
    serve: (world, context, request) => {
        const requested = request.readNullableArray(r => ({ id: r.readUUID(), name: r.readNullableString() ?? "" }));
        const names = requested?.map(({ name }) => name) ?? [...world.topics.keys()];
        const { brokers } = world.config;
        const nodes = [...brokers].map(id => ({ id, ...context.advertised(id) }));
        return Writer.create()
            .appendInt32(0)
            .appendArray(nodes, (w, { id, host, port }) =>
                w.appendInt32(id).appendString(host).appendInt32(port).appendString(null),
            )
            .appendString(world.clusterId)
            .appendInt32(brokers[0] ?? 0)
            .appendArray(names, (w, name) => {
                const allowed = world.isAllowedOnTopic(context.principal, "DESCRIBE", name);
                const topic = allowed ? world.topics.get(name) : undefined;
                const replicas = brokers.slice(0, topic?.replicationFactor);
                const error = !allowed ? "TOPIC_AUTHORIZATION_FAILED" : topic ? "NONE" : "UNKNOWN_TOPIC_OR_PARTITION";
                w.appendInt16(CODES[error])
                    .appendString(name)
                    .appendUUID(topic?.id ?? null)
                    .appendBoolean(false)
                    .appendArray([...Array(topic?.partitions ?? 0).keys()], (each, at) => {
                        each.appendInt16(0)
                            .appendInt32(at)
                            .appendInt32(replicas[0] ?? 0)
                            .appendInt32(0);
                        for (const ids of [replicas, replicas, []])
                            each.appendArray(ids, (one, id) => one.appendInt32(id), true, false);
                    })
                    .appendInt32(0);
            })
            .appendTaggedFields();
    },
};

/** Kafka's error codes. */
export const CODES = {
    ...{
        NONE: 0,
        UNKNOWN_TOPIC_OR_PARTITION: 3,
        INVALID_TOPIC: 17,
        TOPIC_AUTHORIZATION_FAILED: 29,
        CLUSTER_AUTHORIZATION_FAILED: 31,
    },
    ...{ UNSUPPORTED_SASL_MECHANISM: 33, TOPIC_ALREADY_EXISTS: 36, INVALID_PARTITIONS: 37, INVALID_REPLICATION_FACTOR: 38 },
    ...{
        INVALID_REPLICA_ASSIGNMENT: 39,
        INVALID_CONFIG: 40,
        INVALID_REQUEST: 42,
        SECURITY_DISABLED: 54,
        SASL_AUTHENTICATION_FAILED: 58,
    },
} as const;

export type Code = keyof typeof CODES;

/** The requests of an authenticated client. */
export const apis: readonly Api[] = [metadata, ...topicApis, ...aclApis];
