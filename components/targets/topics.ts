import * as pulumi from "@pulumi/pulumi";
import { kafkaCommands } from "../kafka/commands";
import { KafkaTopic } from "../kafka/steps";
import type { TopicSpec } from "../kafka/topicSpec";
import { pick } from "../networks/parts";
import type { AuthRow, SecurityProtocol } from "./auth";
import type { Maker } from "./maker";
import { type Chosen, isOutput, isObject, type ArgumentShape } from "../argumentShape";

/** The arguments of topics. */
export const TOPICS: ArgumentShape = {
    required: ["name", "partitions"],
    optional: ["replicationFactor", "configs"],
    isList: true,
};

/** What topics are made with. */
export interface TopicsAsked {
    /** Makes children of the target. */
    readonly maker: Maker;
    /** Who the client is. */
    readonly auth: Chosen<AuthRow<never>>;
    /** How it speaks to the brokers. */
    readonly securityProtocol: SecurityProtocol;
}

/** Topics that are made, and what else makes them. */
export interface Topics {
    /** What sources wait for. */
    readonly made: readonly pulumi.Resource[];
    /** What is run by hand instead. */
    readonly commands: pulumi.Output<string[]>;
}

/** How a target makes its topics. */
export type MakesTopics = (specs: readonly TopicSpec[], asked: TopicsAsked) => Topics;

/** Where none are asked for, or are made elsewhere. */
export const NO_TOPICS: Topics = { made: [], commands: pulumi.output<string[]>([]) };

/** How long it is waited until the brokers answer, in minutes: they run already. */
const TIMEOUT_MINUTES = 2;

/** Makes topics over the Kafka protocol, from where Pulumi runs, as the client that Materialize is. */
export const overKafka =
    (servers: () => readonly pulumi.Input<string>[]): MakesTopics =>
    (specs, { maker, auth, securityProtocol }) => {
        const bootstrapServers = pulumi.output([...servers()]).apply(all => all.join(","));
        const client = auth.row.access?.(auth.given as never);
        if (client === undefined || specs.length === 0) return NO_TOPICS;
        const access = { bootstrapServers, securityProtocol, ...client, timeoutMinutes: TIMEOUT_MINUTES };
        const profile = pick(maker.place, ["profile"]);
        return {
            made: specs.map(
                (topic, at) =>
                    new KafkaTopic(`${maker.name}-${topicKey(topic.name, at)}`, { access, topic, ...profile }, maker.opts),
            ),
            commands: pulumi
                .all([bootstrapServers, pulumi.output([...specs])])
                .apply(([known, topics]) => kafkaCommands({ bootstrapServers: known, topics })),
        };
    };

/** What tells a topic's resource from those of the others. */
export const topicKey = (name: pulumi.Input<string>, at: number): string => (typeof name === "string" ? name : String(at));

/** What is wrong with topics, once each has its arguments. */
export function topicProblems(given: unknown): string[] {
    const topics = (given ?? []) as readonly TopicSpec[];
    const names = topics.map(({ name }, at) => topicKey(name, at));
    const twice = new Set(names.filter((name, at) => names.indexOf(name) < at));
    const problems = topics.flatMap(({ name, ...counts }, at) => [
        ...(typeof name === "string" && !TOPIC_NAME.test(name)
            ? [
                  `topics[${String(at)}].name takes up to 249 letters, digits, dots, underscores and dashes, not ${JSON.stringify(name)}`,
              ]
            : []),
        ...countProblems(`topics[${String(at)}]`, pick(counts, ["partitions", "replicationFactor"])),
    ]);
    return [...problems, ...[...twice].map(name => `topics has ${name} twice: leave one of them out`)];
}

const TOPIC_NAME = /^(?!\.{1,2}$)[\w.-]{1,249}$/u;

const countProblems = (at: string, counts: Readonly<Record<string, unknown>>): string[] =>
    Object.entries(counts).flatMap(([key, value]) =>
        isOutput(value) || (Number.isInteger(value) && Number(value) > 0)
            ? []
            : [`${at}.${key} takes a whole number above zero, not ${JSON.stringify(value)}`],
    );

/** What nobody can read back, where topics are made with it over the Kafka protocol. */
export const secretProblems = (topics: unknown, auth: Chosen<AuthRow<never>>): string[] =>
    ((topics ?? []) as readonly TopicSpec[]).length > 0 && auth.row.access !== undefined ? unreadable(auth) : [];

/** What a secret of Materialize's holds cannot be read, and who makes a topic must say it. */
const unreadable = ({ key, given }: Chosen<AuthRow<never>>): string[] =>
    Object.entries(given).flatMap(([part, value]) =>
        isObject(value) && "qualifiedName" in value
            ? [
                  `auth.${key}.${part} is a Secret, which nobody can read back, and topics are made with it: give the text itself, such as config.requireSecret("${part}"), or leave topics out`,
              ]
            : [],
    );
