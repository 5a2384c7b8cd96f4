import type { Reader, Writer } from "@platformatic/kafka";
import type { Api, Code } from "./apis";
import { writeResponse, CODES } from "./apis";
import { configProblem, configsOf } from "./configs";
import type { Operation, World } from "./world";

/** The error code and message of a refused request; undefined if it is allowed. */
type Refusal = readonly [code: Code, text: string | null] | undefined;

const UNAUTHORIZED = ["TOPIC_AUTHORIZATION_FAILED", "Authorization failed."] as const;

const appendRefusal = (w: Writer, refusal: Refusal): Writer =>
    w.appendInt16(CODES[refusal?.[0] ?? "NONE"]).appendString(refusal?.[1] ?? null);

const TOPIC_CONFIG = 1;
const DEFAULT_CONFIG = 5;

interface TopicRequest {
    readonly name: string;
    readonly partitions: number;
    readonly replicas: number;
    readonly configs: readonly (readonly [string, string | null])[];
}

const createTopics: Api = {
    name: "CreateTopics",
    key: 19,
    version: 7,
    serve: (world, { principal }, request) => {
        const topics = request.readArray(readTopic);
        const results = topics.map(topic => ({ topic, refusal: createTopic(world, principal, topic) }));
        return writeResponse(results, (w, { topic, refusal }) => {
            const created = refusal === undefined ? world.topics.get(topic.name) : undefined;
            appendRefusal(w.appendString(topic.name).appendUUID(created?.id ?? null), refusal)
                .appendInt32(created?.partitions ?? -1)
                .appendInt16(created?.replicationFactor ?? -1)
                .appendArray([], () => undefined);
        });
    },
};

const readTopic = (r: Reader): TopicRequest => {
    const topic = { name: r.readString(), partitions: r.readInt32(), replicas: r.readInt16() };
    r.readArray(a => [a.readInt32(), a.readArray(b => b.readInt32(), true, false)]);
    return { ...topic, configs: r.readArray(c => [c.readString(), c.readNullableString()] as const) };
};

function createTopic(world: World, principal: string, { name, partitions, replicas, configs }: TopicRequest): Refusal {
    if (!world.isAllowedOnCluster(principal, "CREATE") && !world.isAllowedOnTopic(principal, "CREATE", name)) return UNAUTHORIZED;
    if (world.topics.has(name)) return ["TOPIC_ALREADY_EXISTS", `Topic '${name}' already exists.`];
    const brokers = world.config.brokers.length;
    if (replicas > brokers) {
        const reason = `The target replication factor of ${String(replicas)} cannot be reached because only ${String(brokers)} broker(s) are registered.`;
        return ["INVALID_REPLICATION_FACTOR", `Unable to replicate the partition ${String(replicas)} time(s): ${reason}`];
    }
    const problem = configProblem(configs);
    if (problem !== undefined) return ["INVALID_CONFIG", problem];
    const given = Object.fromEntries(configs.map(([key, value]) => [key, value ?? ""]));
    world.addTopic(name, partitions === -1 ? 1 : partitions, replicas === -1 ? 1 : replicas, given);
    return undefined;
}

/** Checks that the principal is allowed to use a topic and that the topic exists. */
function topicRefusal(world: World, principal: string, operation: Operation, name: string): Refusal {
    if (!world.isAllowedOnTopic(principal, operation, name)) return UNAUTHORIZED;
    return world.topics.has(name) ? undefined : ["UNKNOWN_TOPIC_OR_PARTITION", "This server does not host this topic-partition."];
}

const createPartitions: Api = {
    name: "CreatePartitions",
    key: 37,
    version: 3,
    serve: (world, { principal }, request) => {
        const topics = request.readArray(r => {
            const topic = { name: r.readString(), count: r.readInt32() };
            return { ...topic, assignments: r.readNullableArray(a => a.readArray(b => b.readInt32(), true, false)) };
        });
        const results = topics.map(({ name, count, assignments }) => {
            const refusal = topicRefusal(world, principal, "ALTER", name);
            const topic = world.topics.get(name);
            if (refusal !== undefined || topic === undefined) return { name, refusal };
            const more = count - topic.partitions;
            if (more <= 0) return { name, refusal: noIncrease(name, topic.partitions, count) };
            if (assignments !== null && assignments.length !== more)
                return { name, refusal: unassigned(more, assignments.length) };
            topic.partitions = count;
            return { name, refusal };
        });
        return writeResponse(results, (w, { name, refusal }) => appendRefusal(w.appendString(name), refusal));
    },
};

const noIncrease = (name: string, current: number, requested: number): Refusal => [
    "INVALID_PARTITIONS",
    requested === current
        ? `Topic already has ${String(current)} partition(s).`
        : `The topic ${name} currently has ${String(current)} partition(s); ${String(requested)} would not be an increase.`,
];

const unassigned = (more: number, assigned: number): Refusal => [
    "INVALID_REPLICA_ASSIGNMENT",
    `Attempted to add ${String(more)} additional partition(s), but only ${String(assigned)} assignment(s) were specified.`,
];

const deleteTopics: Api = {
    name: "DeleteTopics",
    key: 20,
    version: 6,
    serve: (world, { principal }, request) => {
        const names = request.readArray(r => [r.readNullableString() ?? "", r.readUUID()] as const).map(([name]) => name);
        const results = names.map(name => {
            const refusal = topicRefusal(world, principal, "DELETE", name);
            if (refusal === undefined) world.topics.delete(name);
            return { name, refusal };
        });
        return writeResponse(results, (w, { name, refusal }) => appendRefusal(w.appendString(name).appendUUID(null), refusal));
    },
};

const describeConfigs: Api = {
    name: "DescribeConfigs",
    key: 32,
    version: 4,
    serve: (world, { principal }, request) => {
        const topics = request.readArray(r => {
            const resource = { type: r.readInt8(), name: r.readString() };
            r.readNullableArray(k => k.readString(), true, false);
            return resource;
        });
        return writeResponse(topics, (w, { type, name }) => {
            const refusal = topicRefusal(world, principal, "DESCRIBE_CONFIGS", name);
            const topic = refusal === undefined ? world.topics.get(name) : undefined;
            appendRefusal(w, refusal)
                .appendInt8(type)
                .appendString(name)
                .appendArray(topic === undefined ? [] : configsOf(topic), (c, config) => {
                    c.appendString(config.name).appendString(config.value).appendBoolean(false);
                    c.appendInt8(config.isOwn ? TOPIC_CONFIG : DEFAULT_CONFIG).appendBoolean(false);
                    c.appendArray([], () => undefined)
                        .appendInt8(0)
                        .appendString(null);
                });
        });
    },
};

const UNSET = 1;

const incrementalAlterConfigs: Api = {
    name: "IncrementalAlterConfigs",
    key: 44,
    version: 1,
    serve: (world, { principal }, request) => {
        const topics = request.readArray(r => ({
            type: r.readInt8(),
            name: r.readString(),
            configs: r.readArray(c => ({ key: c.readString(), operation: c.readInt8(), value: c.readNullableString() })),
        }));
        const results = topics.map(({ type, name, configs }) => {
            const refusal = topicRefusal(world, principal, "ALTER_CONFIGS", name);
            const problem = configProblem(
                configs.flatMap(({ key, operation, value }) => (operation === UNSET ? [] : [[key, value] as const])),
            );
            if (refusal !== undefined) return { type, name, refusal };
            if (problem !== undefined) return { type, name, refusal: ["INVALID_CONFIG", problem] as const };
            const ownConfigs = world.topics.get(name)?.configs;
            for (const { key, operation, value } of configs) {
                if (operation === UNSET) ownConfigs?.delete(key);
                else ownConfigs?.set(key, value ?? "");
            }
            return { type, name, refusal };
        });
        return writeResponse(results, (w, { type, name, refusal }) =>
            appendRefusal(w, refusal).appendInt8(type).appendString(name),
        );
    },
};

export const topicApis: readonly Api[] = [createTopics, createPartitions, deleteTopics, describeConfigs, incrementalAlterConfigs];
