import { isTopicName, TOPIC_NAME } from "../../../common/kafka";
import type { HelperPlan, HelperKind } from "../helperKind";
import { matching } from "../values";
import { waitUntil } from "../../session/waitUntil";
import { integer, text } from "../../values/scalars";
import { describeSchema } from "../../values/schema";
import { type Fields, isAbsent, isFields, isUnknown, type ValueType } from "../../values/value";
import { ACCESS, type Access, accessProblems, OPTIONAL_ACCESS, usesIam } from "./access";
import { inRecordedCluster } from "./clusterRecord";
import { KafkaError } from "./failure";
import type { Kafka, Topic, TopicSpec } from "./kafka";

const topicName = matching(isTopicName, `a topic's name: ${TOPIC_NAME}`);

/** The settings of a topic, whose values are all texts. */
const configs: ValueType<Fields> = {
    type: { type: "map", values: text({ empty: true }).type, description: "an object of texts" },
    check(value, context) {
        if (isUnknown(value)) return [];
        if (!isFields(value))
            return context.problem(`takes ${describeSchema(this.type)}, such as { "retention.ms": "86400000" }`);
        return Object.entries(value).flatMap(([key, one]) =>
            typeof one === "string"
                ? []
                : context.problem(
                      `takes ${describeSchema(this.type)}: write ${key} as one, such as { "retention.ms": "86400000" }`,
                  ),
        );
    },
    write: () => [],
};

/** A topic, which is created and altered over the Kafka protocol. */
export const kafkaTopic: HelperKind = {
    name: "KafkaTopic",
    arguments: { ...ACCESS, name: topicName, partitions: integer(1), replicationFactor: integer(1, 32_767), configs },
    optional: [...OPTIONAL_ACCESS, "replicationFactor", "configs"],
    identity: ["name"],
    callsAws: usesIam,
    plan,
    ...inRecordedCluster({
        apply: reconcile,
        read: readTopic,
        delete: (kafka, args) => deleteTopic(kafka, topicOf(args).name),
        isUnchanged: async (kafka, state) => {
            const existing = await kafka.topic(topicOf(state).name);
            return existing === undefined || existing.partitions === topicOf(state).partitions;
        },
    }),
};

const topicOf = (args: Fields): Access & TopicSpec => args as Fields & Access & TopicSpec;

const quoted = (name: string): string => `the topic "${name}"`;

function plan(args: Fields, olds: Fields): HelperPlan {
    const { name, partitions, replicationFactor } = topicOf(args);
    const before = topicOf(olds);
    const same = before.name === name;
    const fewer = same && partitions < before.partitions;
    const moved = same && !isAbsent(replicationFactor) && !isAbsent(before.replicationFactor);
    return {
        outputs: {},
        problems: [
            ...accessProblems(args),
            ...(fewer ? [fewerPartitions(name, before.partitions, partitions)] : []),
            ...(moved && replicationFactor !== before.replicationFactor && !isUnknown(replicationFactor)
                ? [otherFactor(name, before.replicationFactor, replicationFactor)]
                : []),
        ],
    };
}

const fewerPartitions = (name: string, current: number, wanted: number): string =>
    `${quoted(name)} has ${String(current)} partitions, and Kafka takes none away: write ${String(current)} instead of ${String(wanted)}, or make a topic of another name`;

const otherFactor = (name: string, current: unknown, wanted: unknown): string =>
    `${quoted(name)} has the replicationFactor ${String(current)}, which is not changed here: write ${String(current)} instead of ${String(wanted)}, or move its replicas with kafka-reassign-partitions.sh`;

/** Creates the topic, or alters the existing one. */
async function reconcile(kafka: Kafka, args: Fields, olds: Fields | undefined): Promise<void> {
    const spec = topicOf(args);
    const existing = await kafka.topic(spec.name);
    if (existing === undefined) await createTopic(kafka, spec);
    else if (olds === undefined) throw new Error(existsAlready(spec.name));
    else await alter(kafka, existing, spec, topicOf(olds));
}

const existsAlready = (name: string): string =>
    `${quoted(name)} exists already: leave it out of the program's topics if it is somebody else's, else delete it first with \`kafka-topics.sh --delete --topic ${name}\`, which loses its messages`;

/** Creates the topic. If the answer is lost, a lookup shows whether it was created, since it did not exist before. */
async function createTopic(kafka: Kafka, spec: TopicSpec): Promise<void> {
    try {
        await kafka.createTopic(spec);
    } catch (error) {
        const isLost = error instanceof KafkaError && error.code === "";
        if (!isLost || (await kafka.topic(spec.name)) === undefined) throw error;
    }
    // Other brokers know the topic some time after the one that created it.
    const checkBrokers = async () => ({
        ready: (await kafka.topic(spec.name)) !== undefined,
        state: "the brokers do not know it yet",
    });
    await waitUntil(checkBrokers, { what: quoted(spec.name), minutes: 1, print: () => undefined });
}

async function alter(kafka: Kafka, existing: Topic, spec: TopicSpec, before: TopicSpec): Promise<void> {
    const { name, partitions } = spec;
    if (partitions < existing.partitions) throw new Error(fewerPartitions(name, existing.partitions, partitions));
    if (partitions > existing.partitions) await kafka.addPartitions(name, partitions);
    const wanted = spec.configs ?? {};
    const dropped = Object.keys(before.configs ?? {}).filter(key => !(key in wanted));
    const changed = Object.entries(wanted).filter(([key, value]) => existing.configs[key] !== value);
    const values = Object.fromEntries([...changed, ...dropped.map(key => [key, undefined] as const)]);
    if (Object.keys(values).length > 0) await kafka.configure(name, values);
}

/** Returns the arguments that the brokers have. Of the settings, only those that the program sets are returned. */
async function readTopic(kafka: Kafka, args: Fields): Promise<Fields | undefined> {
    const { name, replicationFactor, configs: wanted } = topicOf(args);
    const existing = await kafka.topic(name);
    if (existing === undefined) return undefined;
    const seen = Object.keys(wanted ?? {}).flatMap(key => {
        const value = existing.configs[key];
        return value === undefined ? [] : [[key, value] as const];
    });
    return {
        partitions: existing.partitions,
        ...(isAbsent(replicationFactor) ? {} : { replicationFactor: existing.replicationFactor }),
        ...(isAbsent(wanted) ? {} : { configs: Object.fromEntries(seen) }),
    };
}

async function deleteTopic(kafka: Kafka, name: string): Promise<void> {
    try {
        await kafka.deleteTopic(name);
    } catch (error) {
        if (!(error instanceof KafkaError) || error.code !== "UNKNOWN_TOPIC_OR_PARTITION") throw error;
    }
}
