import * as pulumi from "@pulumi/pulumi";
import { isTopicName, TOPIC_NAME } from "../../common/kafka";
import { kafkaCommands } from "../kafka/commands";
import { KafkaTopic } from "../kafka/helperResources";
import type { TopicSpec } from "../kafka/topicSpec";
import { pick } from "../pick";
import type { AuthRow, SecurityProtocol } from "./auth";
import type { IngestionContext } from "./ingestionContext";
import { type Chosen, isOutput, isObject, type ArgumentShape } from "../argumentShape";

/** The arguments of `topics`. */
export const TOPICS: ArgumentShape = {
    required: ["name", "partitions"],
    optional: ["replicationFactor", "configs"],
    isList: true,
};

/** The client that creates topics. */
export interface TopicsContext {
    /** The common arguments of the resources of the target. */
    readonly context: IngestionContext;
    /** The authentication method of the client. */
    readonly auth: Chosen<AuthRow<never>>;
    /** The security protocol of the client. */
    readonly securityProtocol: SecurityProtocol;
}

/** The topics that were created, and the commands that create them. */
export interface Topics {
    /** The resources that sources wait for. */
    readonly created: readonly pulumi.Resource[];
    /** The commands to run by hand if Pulumi cannot reach the brokers. */
    readonly commands: pulumi.Output<string[]>;
}

/** Creates the topics of a target. */
export type CreateTopics = (specs: readonly TopicSpec[], context: TopicsContext) => Topics;

/** The result without topics. */
export const NO_TOPICS: Topics = { created: [], commands: pulumi.output<string[]>([]) };

/** The number of minutes to wait until the brokers answer. They run already. */
const TIMEOUT_MINUTES = 2;

/** Creates topics over the Kafka protocol, with the credentials of Materialize. */
export const overKafka =
    (servers: () => readonly pulumi.Input<string>[]): CreateTopics =>
    (specs, { context, auth, securityProtocol }) => {
        const bootstrapServers = pulumi.output([...servers()]).apply(all => all.join(","));
        const client = auth.row.access?.(auth.given as never);
        if (client === undefined || specs.length === 0) return NO_TOPICS;
        const access = { bootstrapServers, securityProtocol, ...client, timeoutMinutes: TIMEOUT_MINUTES };
        const profile = pick(context.objectArgs, ["profile"]);
        return {
            created: specs.map(
                (topic, at) =>
                    new KafkaTopic(`${context.name}-${topicKey(topic.name, at)}`, { access, topic, ...profile }, context.opts),
            ),
            commands: pulumi
                .all([bootstrapServers, pulumi.output([...specs])])
                .apply(([known, topics]) => kafkaCommands({ bootstrapServers: known, topics })),
        };
    };

/** Returns the key of a topic in resource names. */
export const topicKey = (name: pulumi.Input<string>, at: number): string => (typeof name === "string" ? name : String(at));

/** Lists the wrong values of topics. */
export function topicProblems(given: unknown): string[] {
    const topics = (given ?? []) as readonly TopicSpec[];
    const names = topics.map(({ name }, at) => topicKey(name, at));
    const twice = new Set(names.filter((name, at) => names.indexOf(name) < at));
    const problems = topics.flatMap(({ name, ...counts }, at) => [
        ...(typeof name === "string" && !isTopicName(name)
            ? [`topics[${String(at)}].name takes ${TOPIC_NAME}, not ${JSON.stringify(name)}`]
            : []),
        ...countProblems(`topics[${String(at)}]`, pick(counts, ["partitions", "replicationFactor"])),
    ]);
    return [...problems, ...[...twice].map(name => `topics has ${name} twice: leave one of them out`)];
}

const countProblems = (at: string, counts: Readonly<Record<string, unknown>>): string[] =>
    Object.entries(counts).flatMap(([key, value]) =>
        isOutput(value) || (Number.isInteger(value) && Number(value) > 0)
            ? []
            : [`${at}.${key} takes a whole number above zero, not ${JSON.stringify(value)}`],
    );

/** Reports Secret resources in `auth` if topics are created with them: Pulumi cannot read their values. */
export const secretProblems = (topics: unknown, auth: Chosen<AuthRow<never>>): string[] =>
    ((topics ?? []) as readonly TopicSpec[]).length > 0 && auth.row.access !== undefined ? unreadable(auth) : [];

/** Reports the Secret resources of an authentication method. */
const unreadable = ({ key, given }: Chosen<AuthRow<never>>): string[] =>
    Object.entries(given).flatMap(([part, value]) =>
        isObject(value) && "qualifiedName" in value
            ? [
                  `auth.${key}.${part} is a Secret, whose value Pulumi cannot read, and topics are created with it: set the text itself, for example config.requireSecret("${part}"), or leave topics out`,
              ]
            : [],
    );
