import * as pulumi from "@pulumi/pulumi";
import { hostOf } from "../../common/addresses";
import { type AclSpec, kafkaCommands } from "../kafka/commands";
import { CONSUMER_GROUP_PREFIX } from "../kafka/consumerGroups";
import { KafkaAcl } from "../kafka/helperResources";
import { PROGRESS_TOPIC_PREFIX, sinkRights } from "../kafka/sinkAccess";
import { awsProviderOf } from "../networks/awsProvider";
import type { MskPublicClusterArgs } from "./mskPublicClusterArgs";
import { MskBrokers } from "./helperResources";
import { changing } from "./mskPublicAccess";
import { topicKey } from "./topics";

/** The number of minutes to wait until the brokers accept the identity that creates the ACLs. */
const TIMEOUT_MINUTES = 10;

interface PublicCluster {
    readonly name: string;
    readonly cluster: pulumi.Resource;
    /** The ARN, once the brokers are public. */
    readonly clusterArn: pulumi.Output<string>;
    readonly parent: pulumi.ComponentResource;
    /** The rules that open the public IAM port to the connection that creates the ACLs. */
    readonly adminRules: readonly pulumi.Resource[];
}

/** The ACLs, and the commands that create them. */
interface Acls {
    readonly written: pulumi.Resource[];
    readonly commands: pulumi.Output<string[]>;
}

/**
 * Creates the ACLs of a cluster as the identity that calls AWS. The brokers authorize that identity by IAM, so creating the first ACL needs no ACL.
 */
export function createAcls({ acls = [], topics = [] }: MskPublicClusterArgs, context: PublicCluster): Acls {
    if (acls.length === 0) return { written: [], commands: pulumi.output<string[]>([]) };
    const { name, cluster, clusterArn, parent, adminRules } = context;
    const opts = { parent, dependsOn: [...adminRules], deletedWith: cluster };
    const identity = awsProviderOf(parent);
    const { bootstrapServers: servers, region } = new MskBrokers(
        `${name}-brokers`,
        { clusterArn, auth: "iam", isPublic: true, ...identity, __changing: changing(clusterArn) },
        [],
        { parent },
    );
    const bootstrapServers = servers.apply(given => given.join(","));
    const access = {
        bootstrapServers,
        securityProtocol: "SASL_SSL" as const,
        sasl: { mechanism: "AWS_MSK_IAM" as const, region },
        timeoutMinutes: TIMEOUT_MINUTES,
    };
    const all = new Map([
        ...usersAcls(acls),
        ...brokersAcls([...topics.map(topic => topic.name), ...acls.map(({ topic }) => topic)], servers),
        ...(acls.some(({ sink }) => sink === true) ? [brokersAcl("progress", PROGRESS_TOPIC_PREFIX, servers, "PREFIXED")] : []),
    ]);
    return {
        written: [...all].map(([key, acl]) => new KafkaAcl(`${name}-${key}`, { access, acl, ...identity }, opts)),
        commands: pulumi
            .all([bootstrapServers, pulumi.output([...all.values()])])
            .apply(([known, wanted]) => kafkaCommands({ bootstrapServers: known, acls: wanted })),
    };
}

/** An ACL and its key. Names of topics have no colon. */
type Keyed = readonly [key: string, acl: AclSpec];

/** Returns the ACLs of users on topics and on the consumer groups of Materialize. */
function usersAcls(acls: NonNullable<MskPublicClusterArgs["acls"]>): Keyed[] {
    return acls.flatMap(({ user, topic, operations, sink = false }, at): Keyed[] => {
        const principal = `User:${user}`;
        const allowed = sink ? ([...operations, "CREATE"] as const) : operations;
        const onTopic: AclSpec = { principal, resourceType: "TOPIC", resourceName: topic, operations: allowed };
        const inGroups: AclSpec = {
            ...{
                principal,
                resourceType: "GROUP",
                resourceName: CONSUMER_GROUP_PREFIX,
                patternType: "PREFIXED",
                operations: ["READ"],
            },
        };
        return [
            [`acl-${topicKey(topic, at)}:${user}`, onTopic],
            ...(operations.includes("READ") || sink ? [[`groups-${user}`, inGroups] as const] : []),
            ...(sink ? ofSinks(user) : []),
        ];
    });
}

/** Returns the ACLs of a user whose sinks have the names that Materialize gives: on progress topics and transactional ids. */
const ofSinks = (user: string): Keyed[] =>
    sinkRights([{ topic: "" }])
        .filter(({ patternType }) => patternType === "PREFIXED")
        .map(right => [
            `${right.resourceType === "TOPIC" ? "progress" : "transactions"}-${user}`,
            { principal: `User:${user}`, ...right },
        ]);

/** Returns the ACLs of the brokers, which replicate partitions as the subject of their certificates. See https://docs.aws.amazon.com/msk/latest/developerguide/msk-acls.html. */
const brokersAcls = (topics: readonly pulumi.Input<string>[], servers: pulumi.Output<string[]>): Keyed[] =>
    topics.map((topic, at) => brokersAcl(topicKey(topic, at), topic, servers, "LITERAL"));

function brokersAcl(
    key: string,
    resourceName: pulumi.Input<string>,
    servers: pulumi.Output<string[]>,
    patternType: "LITERAL" | "PREFIXED",
): Keyed {
    const principal = servers.apply(([first = ""]) => `User:CN=*.${hostOf(first).replace(/^[^.]*\./u, "")}`);
    const pattern = patternType === "PREFIXED" ? { patternType } : {};
    return [`brokers-${key}`, { principal, resourceType: "TOPIC", resourceName, ...pattern, operations: ["READ"] }];
}
