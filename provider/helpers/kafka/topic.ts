import { isTopicName, TOPIC_NAME } from "../../../common/kafka";
import type { HelperPlan, HelperKind } from "../helperKind";
import { matching } from "../values";
import { waitUntil } from "../../session/waitUntil";
import { integer } from "../../values/scalars";
import { type Fields, isAbsent, isFields, isUnknown, type ValueType } from "../../values/value";
import { ACCESS, type Access, accessOf, accessProblems, OPTIONAL_ACCESS } from "./access";
import { KafkaError } from "./failure";
import { Kafka, type Topic, type TopicSpec } from "./kafka";

const topicName = matching(isTopicName, `a topic's name: ${TOPIC_NAME}`);

/** Names of configs and their values, all texts. */
const configs: ValueType<Fields> = {
    expects: "an object of texts",
    check(value, context) {
        if (isUnknown(value)) return [];
        if (!isFields(value)) return context.problem(`takes ${this.expects}, such as { "retention.ms": "86400000" }`);
        return Object.entries(value).flatMap(([key, one]) =>
            typeof one === "string"
                ? []
                : context.problem(`takes ${this.expects}: write ${key} as one, such as { "retention.ms": "86400000" }`),
        );
    },
    write: () => [],
};

/** A topic, made and altered over the Kafka protocol. */
export const kafkaTopic: HelperKind = {
    name: "KafkaTopic",
    arguments: { ...ACCESS, name: topicName, partitions: integer(1), replicationFactor: integer(1, 32_767), configs },
    optional: [...OPTIONAL_ACCESS, "replicationFactor", "configs"],
    identity: ["name"],
    plan,
    apply: (work, args, olds) => Kafka.with(work, accessOf(args), kafka => bring(kafka, args, olds)),
    read: (work, args) => Kafka.with(work, accessOf(args), kafka => look(kafka, args)),
    delete: (work, args) => Kafka.with(work, accessOf(args), kafka => remove(kafka, topicOf(args).name)),
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

const fewerPartitions = (name: string, there: number, asked: number): string =>
    `${quoted(name)} has ${String(there)} partitions, and Kafka takes none away: write ${String(there)} instead of ${String(asked)}, or make a topic of another name`;

const otherFactor = (name: string, there: unknown, asked: unknown): string =>
    `${quoted(name)} has the replicationFactor ${String(there)}, which is not changed here: write ${String(there)} instead of ${String(asked)}, or move its replicas with kafka-reassign-partitions.sh`;

/** Makes the topic, or brings the one that is there to what is asked. */
async function bring(kafka: Kafka, args: Fields, olds: Fields | undefined): Promise<Fields> {
    const spec = topicOf(args);
    const there = await kafka.topic(spec.name);
    if (there === undefined) await make(kafka, spec);
    else if (olds === undefined) throw new Error(existsAlready(spec.name));
    else await alter(kafka, there, spec, topicOf(olds));
    return {};
}

const existsAlready = (name: string): string =>
    `${quoted(name)} exists already: leave it out of the program's topics if it is somebody else's, else delete it first with \`kafka-topics.sh --delete --topic ${name}\`, which loses its messages`;

/** A create whose answer is lost may have been carried out, and the next look tells: there was none just before. */
async function make(kafka: Kafka, spec: TopicSpec): Promise<void> {
    try {
        await kafka.createTopic(spec);
    } catch (error) {
        const isLost = error instanceof KafkaError && error.code === "";
        if (!isLost || (await kafka.topic(spec.name)) === undefined) throw error;
    }
    // Brokers hear of it some time after the one that made it.
    const seen = async () => ({ ready: (await kafka.topic(spec.name)) !== undefined, state: "the brokers do not know it yet" });
    await waitUntil(seen, { what: quoted(spec.name), minutes: 1, say: () => undefined });
}

async function alter(kafka: Kafka, there: Topic, spec: TopicSpec, before: TopicSpec): Promise<void> {
    const { name, partitions } = spec;
    if (partitions < there.partitions) throw new Error(fewerPartitions(name, there.partitions, partitions));
    if (partitions > there.partitions) await kafka.addPartitions(name, partitions);
    const asked = spec.configs ?? {};
    const dropped = Object.keys(before.configs ?? {}).filter(key => !(key in asked));
    const changed = Object.entries(asked).filter(([key, value]) => there.configs[key] !== value);
    const values = Object.fromEntries([...changed, ...dropped.map(key => [key, undefined] as const)]);
    if (Object.keys(values).length > 0) await kafka.configure(name, values);
}

/** The arguments as the brokers have them: of the configs, those that the program names. */
async function look(kafka: Kafka, args: Fields): Promise<Fields | undefined> {
    const { name, replicationFactor, configs: asked } = topicOf(args);
    const there = await kafka.topic(name);
    if (there === undefined) return undefined;
    const seen = Object.keys(asked ?? {}).flatMap(key => {
        const value = there.configs[key];
        return value === undefined ? [] : [[key, value] as const];
    });
    return {
        partitions: there.partitions,
        ...(isAbsent(replicationFactor) ? {} : { replicationFactor: there.replicationFactor }),
        ...(isAbsent(asked) ? {} : { configs: Object.fromEntries(seen) }),
    };
}

async function remove(kafka: Kafka, name: string): Promise<void> {
    try {
        await kafka.deleteTopic(name);
    } catch (error) {
        if (!(error instanceof KafkaError) || error.code !== "UNKNOWN_TOPIC_OR_PARTITION") throw error;
    }
}
