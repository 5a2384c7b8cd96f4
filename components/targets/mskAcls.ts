import * as pulumi from "@pulumi/pulumi";
import { type AclSpec, kafkaCommands } from "../kafka/commands";
import { GROUPS } from "../kafka/groups";
import { KafkaAcl } from "../kafka/steps";
import { identityOf } from "../networks/parts";
import type { MskPublicClusterArgs } from "./mskPublicClusterArgs";
import { changing } from "./mskSite";
import { MskBrokers } from "./steps";
import { topicKey } from "./topics";

/** How long it is waited until the brokers let the writer of the ACLs in, in minutes. */
const TIMEOUT_MINUTES = 10;

interface Cluster {
    readonly name: string;
    readonly clusterArn: pulumi.Output<string>;
    readonly parent: pulumi.ComponentResource;
    /** What lets the writer in. */
    readonly admitted: readonly pulumi.Resource[];
}

/** ACLs that are written, and the commands that write them too. */
interface Acls {
    readonly written: pulumi.Resource[];
    readonly commands: pulumi.Output<string[]>;
}

/**
 * Writes a cluster's ACLs, as the identity that calls AWS, whom brokers let in by IAM whatever the ACLs say: so that none of them is needed to write the
 * first.
 */
export function writeAcls({ acls = [], topics = [] }: MskPublicClusterArgs, cluster: Cluster): Acls {
    if (acls.length === 0) return { written: [], commands: pulumi.output<string[]>([]) };
    const { name, clusterArn, parent, admitted } = cluster;
    const identity = identityOf(parent);
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
    ]);
    return {
        written: [...all].map(
            ([key, acl]) => new KafkaAcl(`${name}-${key}`, { access, acl, ...identity }, { parent, dependsOn: [...admitted] }),
        ),
        commands: pulumi
            .all([bootstrapServers, pulumi.output([...all.values()])])
            .apply(([known, asked]) => kafkaCommands({ bootstrapServers: known, acls: asked })),
    };
}

/** No topic has a colon in its name. */
type Keyed = readonly [key: string, acl: AclSpec];

/** What users may do with topics, and in Materialize's consumer groups. */
function usersAcls(acls: NonNullable<MskPublicClusterArgs["acls"]>): Keyed[] {
    return acls.flatMap(({ user, topic, operations }, at): Keyed[] => {
        const principal = `User:${user}`;
        const onTopic: AclSpec = { principal, resourceType: "TOPIC", resourceName: topic, operations };
        const inGroups: AclSpec = {
            ...{ principal, resourceType: "GROUP", resourceName: GROUPS, patternType: "PREFIXED", operations: ["READ"] },
        };
        return [
            [`acl-${topicKey(topic, at)}:${user}`, onTopic],
            ...(operations.includes("READ") ? [[`groups-${user}`, inGroups] as const] : []),
        ];
    });
}

/** Brokers copy partitions from each other as the subject of their own certificates (Amazon MSK: "Apache Kafka ACLs"). */
function brokersAcls(topics: readonly pulumi.Input<string>[], servers: pulumi.Output<string[]>): Keyed[] {
    const principal = servers.apply(([first = ""]) => `User:CN=*.${first.replace(/:\d+$/u, "").replace(/^[^.]*\./u, "")}`);
    return topics.map((topic, at) => [
        `brokers-${topicKey(topic, at)}`,
        { principal, resourceType: "TOPIC", resourceName: topic, operations: ["READ"] },
    ]);
}
