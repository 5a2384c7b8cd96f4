import type * as pulumi from "@pulumi/pulumi";
import type { TopicSpec } from "./topicSpec";

/** ACLs as a program asks for them. */
export interface AclSpec {
    /** Such as `User:materialize`. */
    readonly principal: pulumi.Input<string>;
    readonly resourceType: "TOPIC" | "GROUP" | "CLUSTER" | "TRANSACTIONAL_ID" | "DELEGATION_TOKEN";
    /** `kafka-cluster` where it is the cluster. */
    readonly resourceName: pulumi.Input<string>;
    /** Default: `LITERAL`. */
    readonly patternType?: "LITERAL" | "PREFIXED";
    readonly operations: readonly AclOperation[];
    /** Default: `ALLOW`. */
    readonly permission?: "ALLOW" | "DENY";
    /** Default: `*`, from everywhere. */
    readonly host?: pulumi.Input<string>;
}

export type AclOperation =
    | ("ALL" | "READ" | "WRITE" | "CREATE" | "DELETE" | "ALTER" | "DESCRIBE")
    | ("CLUSTER_ACTION" | "DESCRIBE_CONFIGS" | "ALTER_CONFIGS" | "IDEMPOTENT_WRITE");

/** The commands that make topics and ACLs, for brokers that cannot be reached from where Pulumi runs; who calls is in `client.properties`. */
export function kafkaCommands(asked: {
    bootstrapServers: string;
    topics?: readonly pulumi.Unwrap<TopicSpec>[];
    acls?: readonly pulumi.Unwrap<AclSpec>[];
}): string[] {
    const { topics = [], acls = [] } = asked;
    const reach = ["--bootstrap-server", asked.bootstrapServers, "--command-config", "client.properties"];
    return [
        ...topics.map(topic => line(["kafka-topics.sh", ...reach, ...topicWords(topic)])),
        ...acls.map(acl => line(["kafka-acls.sh", ...reach, ...aclWords(acl)])),
    ];
}

const topicWords = ({ name, partitions, replicationFactor, configs = {} }: pulumi.Unwrap<TopicSpec>): string[] => [
    ...["--create", "--topic", name, "--partitions", String(partitions)],
    ...(replicationFactor === undefined ? [] : ["--replication-factor", String(replicationFactor)]),
    ...Object.entries(configs).flatMap(([key, value]) => ["--config", `${key}=${value}`]),
];

/** How `kafka-acls.sh` is told of a resource; the cluster has no name there. */
const RESOURCES: Readonly<Record<AclSpec["resourceType"], (name: string) => string[]>> = {
    TOPIC: name => ["--topic", name],
    GROUP: name => ["--group", name],
    CLUSTER: () => ["--cluster"],
    TRANSACTIONAL_ID: name => ["--transactional-id", name],
    DELEGATION_TOKEN: name => ["--delegation-token", name],
};

function aclWords({
    principal,
    resourceType,
    resourceName,
    patternType,
    operations,
    permission,
    host,
}: pulumi.Unwrap<AclSpec>): string[] {
    const verb = permission === "DENY" ? "deny" : "allow";
    return [
        ...["--add", `--${verb}-principal`, principal],
        ...(host === undefined ? [] : [`--${verb}-host`, host]),
        ...operations.flatMap(operation => ["--operation", camel(operation)]),
        ...RESOURCES[resourceType](resourceName),
        ...(patternType === "PREFIXED" ? ["--resource-pattern-type", "prefixed"] : []),
    ];
}

/** `DESCRIBE_CONFIGS` as the commands write it: `DescribeConfigs`. */
const camel = (operation: string): string =>
    operation.replaceAll(/(?:^|_)([A-Z])([A-Z]*)/gu, (_, first: string, rest: string) => first + rest.toLowerCase());

/** Words as a shell takes them. */
const line = (words: readonly string[]): string =>
    words.map(word => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)).join(" ");
