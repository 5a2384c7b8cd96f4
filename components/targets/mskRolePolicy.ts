import * as pulumi from "@pulumi/pulumi";
import { isTopicName, TOPIC_NAME } from "../../common/kafka";
import { argumentError, describe, isObject, isOutput, isPlainObject, listProblems, refuseArguments } from "../argumentShape";
import { CONSUMER_GROUP_PREFIX } from "../kafka/consumerGroups";
import type { SinkWrites } from "../kafka/sinkAccess";
import { sinkActions } from "./mskSinkPolicy";
import { registryNameProblems } from "./glueRegistry";

/** The topics and consumer groups of the sources, as far as the policy needs them. */
type SourceReads = Readonly<
    Record<string, { readonly topic?: pulumi.Input<string>; readonly groupIdPrefix?: pulumi.Input<string> }>
>;

/** The arguments of the IAM role of `auth.iam`. */
export interface MskRoleArgs {
    /**
     * Topics that the role may read, besides those of `sources`: a name, or a prefix that ends with `*`. List the topics of your own `KafkaSource` resources
     * that use the connection; `["*"]` allows every topic of the cluster. Changed in place.
     */
    readableTopics?: pulumi.Input<string>[];
    /**
     * The ARN of the policy that limits what the role may ever do. Changed in place. See
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html.
     */
    permissionsBoundary?: pulumi.Input<string>;
}

/** The topics of the sources and sinks, further ones, and the progress topic of the sinks. */
interface TopicAccess {
    readonly sources?: SourceReads;
    readonly sinks?: Readonly<Record<string, SinkWrites>>;
    readonly progressTopic?: pulumi.Input<string>;
    readonly readableTopics?: readonly pulumi.Input<string>[];
}

/**
 * What a role may read and write.
 *
 * @internal
 */
export interface Readable {
    /** Without them, the role reads and writes no topic. */
    readonly topics?: TopicAccess;
    /** The name of a registry of AWS Glue, in the account and region of the cluster. */
    readonly registry?: pulumi.Input<string>;
    /** True if sinks register schemas with the registry. */
    readonly registers?: boolean;
}

/** The number of characters that the inline policies of a role may have (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
const LONGEST_POLICY = 10_240;

const POLICY_ARN = /^arn:aws[\w-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/u;

const TOPICS = `${TOPIC_NAME}, with * at the end for all topics that begin so`;

const isTopicPattern = (text: string): boolean => text === "*" || isTopicName(text.replace(/\*$/u, ""));

/** Lists what is wrong with the arguments of the role. */
export function roleProblems({ readableTopics = [], permissionsBoundary }: MskRoleArgs): string[] {
    const list = listProblems("auth.iam.readableTopics", readableTopics, "names of topics");
    const topics: readonly unknown[] = list.length > 0 ? [] : readableTopics;
    return [
        ...list,
        ...topics.flatMap((topic, at) =>
            isOutput(topic) || (typeof topic === "string" && isTopicPattern(topic))
                ? []
                : [`auth.iam.readableTopics[${String(at)}] takes ${TOPICS}, not ${shown(topic)}`],
        ),
        ...(permissionsBoundary === undefined ||
        isOutput(permissionsBoundary) ||
        (typeof permissionsBoundary === "string" && POLICY_ARN.test(permissionsBoundary))
            ? []
            : [
                  `auth.iam.permissionsBoundary takes the ARN of a policy, such as "arn:aws:iam::123456789012:policy/boundary", not ${shown(permissionsBoundary)}`,
              ]),
    ];
}

const shown = (value: unknown): string => (typeof value === "string" ? JSON.stringify(value) : describe(value));

/** The actions of a client that registers schemas. See https://docs.aws.amazon.com/glue/latest/dg/schema-registry-gs.html. */
const REGISTRATION = ["GetSchemaByDefinition", "CreateSchema", "RegisterSchemaVersion", "PutSchemaVersionMetadata"].map(
    action => `glue:${action}`,
);

/** Returns the policy of a client that reads topics of a cluster, or schemas of a registry of AWS Glue. */
export function readingPolicy(
    parent: pulumi.ComponentResource,
    clusterArn: pulumi.Input<string>,
    { topics, registry, registers = false }: Readable,
): pulumi.Output<string> {
    return pulumi
        .all([topics === undefined ? [] : readsTopics(clusterArn, topics), registry === undefined ? [] : readsSchemas(registry)])
        .apply(statements => {
            const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements.flat() });
            if (policy.length <= LONGEST_POLICY) return policy;
            throw argumentError(parent, [
                `the policy of the role has ${String(policy.length)} characters for its topics, and AWS allows ${String(LONGEST_POLICY)}: give auth.iam.readableTopics a prefix that covers several topics, such as "orders.*", or "*"`,
            ]);
        });

    /**
     * Materialize checks that the registry exists, and reads the schema of a message by its id, which AWS allows only for all resources: see
     * https://docs.aws.amazon.com/glue/latest/dg/schema-registry-gs.html.
     */
    function readsSchemas(name: pulumi.Input<string>): pulumi.Output<Statement[]> {
        return pulumi.all([clusterArn, name]).apply(([arn, found]) => {
            refuseArguments(parent, registryNameProblems(found));
            const account = arn.split(":").slice(0, 5).join(":").replace(":kafka:", ":glue:");
            const registryArn = `${account}:registry/${found}`;
            return [
                ...allow([registryArn], "glue:GetRegistry"),
                ...allow(["*"], "glue:GetSchemaVersion"),
                ...(registers ? allow([registryArn, `${account}:schema/${found}/*`], ...REGISTRATION) : []),
            ];
        });
    }
}

/** A statement of a policy. */
interface Statement {
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
}

const allow = (Resource: readonly string[], ...Action: readonly string[]): Statement[] =>
    Resource.length === 0 ? [] : [{ Effect: "Allow", Action, Resource }];

/**
 * Returns the statements of a client that reads the topics of the sources and `readableTopics`, that joins the consumer groups of Materialize's
 * sources, and that writes what the sinks need. See https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html.
 */
function readsTopics(
    clusterArn: pulumi.Input<string>,
    { sources = {}, readableTopics = [], sinks = {}, progressTopic }: TopicAccess,
): pulumi.Output<Statement[]> {
    // The checks of the arguments report sources that are not objects.
    const specs = isPlainObject(sources) ? Object.values(sources).filter(spec => isObject(spec)) : [];
    const topics = specs.flatMap(({ topic }) => topic ?? []);
    const prefixes = specs.flatMap(({ groupIdPrefix }) => groupIdPrefix ?? []);
    const writes = sinkActions(isPlainObject(sinks) ? Object.values(sinks).filter(spec => isObject(spec)) : [], progressTopic);
    return pulumi
        .all([clusterArn, topics, prefixes, [...readableTopics], writes])
        .apply(([arn, own, groups, further, written]) => {
            const arnsOf = (what: string, names: readonly string[]): string[] =>
                withoutCovered(names).map(name => `${arn.replace(":cluster/", `:${what}/`)}/${name}`);
            const allowInKafka = (resources: readonly string[], ...actions: string[]) =>
                allow(resources, ...actions.map(action => `kafka-cluster:${action}`));
            const read = [...own.filter(isTopicName), ...further.filter(isTopicPattern)];
            const groupPatterns = ["", ...groups].map(prefix => `${prefix}${CONSUMER_GROUP_PREFIX}*`);
            return [
                ...allowInKafka([arn], "Connect"),
                ...allowInKafka(arnsOf("topic", read), "DescribeTopic", "DescribeTopicDynamicConfiguration", "ReadData"),
                ...allowInKafka(arnsOf("group", groupPatterns), "DescribeGroup", "AlterGroup"),
                ...written.flatMap(({ type, names, actions }) =>
                    allowInKafka(type === undefined ? [arn] : arnsOf(type, names), ...actions),
                ),
            ];
        });
}

/** Removes the names that another one covers, and sorts the rest, so that the order of the sources does not change the policy. */
function withoutCovered(names: readonly string[]): string[] {
    const all = [...new Set(names)].sort();
    const isCovered = (name: string): boolean =>
        all.some(other => other !== name && other.endsWith("*") && name.startsWith(other.slice(0, -1)));
    return all.filter(name => !isCovered(name));
}
