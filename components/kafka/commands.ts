import type * as pulumi from "@pulumi/pulumi";
import type { TopicSpec } from "./topicSpec";

/** ACLs on one Kafka resource for one principal. */
export interface AclSpec {
    /** The principal, for example `User:materialize`. */
    readonly principal: pulumi.Input<string>;
    readonly resourceType: "TOPIC" | "GROUP" | "CLUSTER" | "TRANSACTIONAL_ID" | "DELEGATION_TOKEN";
    /** The name of the resource; `kafka-cluster` for the cluster. */
    readonly resourceName: pulumi.Input<string>;
    /** Default: `LITERAL`. */
    readonly patternType?: "LITERAL" | "PREFIXED";
    readonly operations: readonly AclOperation[];
    /** Default: `ALLOW`. */
    readonly permission?: "ALLOW" | "DENY";
    /** The host that the principal connects from. Default: `*`, any host. */
    readonly host?: pulumi.Input<string>;
}

export type AclOperation =
    | ("ALL" | "READ" | "WRITE" | "CREATE" | "DELETE" | "ALTER" | "DESCRIBE")
    | ("CLUSTER_ACTION" | "DESCRIBE_CONFIGS" | "ALTER_CONFIGS" | "IDEMPOTENT_WRITE");

/** Returns the commands that create topics and ACLs, for brokers that Pulumi cannot reach. `client.properties` holds the credentials. */
export function kafkaCommands(wanted: {
    bootstrapServers: string;
    topics?: readonly pulumi.Unwrap<TopicSpec>[];
    acls?: readonly pulumi.Unwrap<AclSpec>[];
}): string[] {
    const { topics = [], acls = [] } = wanted;
    const connection = ["--bootstrap-server", wanted.bootstrapServers, "--command-config", "client.properties"];
    return [
        ...topics.map(topic => line(["kafka-topics.sh", ...connection, ...topicWords(topic)])),
        ...acls.map(acl => line(["kafka-acls.sh", ...connection, ...aclWords(acl)])),
    ];
}

const topicWords = ({ name, partitions, replicationFactor, configs = {} }: pulumi.Unwrap<TopicSpec>): string[] => [
    ...["--create", "--topic", name, "--partitions", String(partitions)],
    ...(replicationFactor === undefined ? [] : ["--replication-factor", String(replicationFactor)]),
    ...Object.entries(configs).flatMap(([key, value]) => ["--config", `${key}=${value}`]),
];

/** The options of `kafka-acls.sh` for a resource; the cluster has no name. */
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

/** Returns an operation as the commands write it: `DescribeConfigs` for `DESCRIBE_CONFIGS`. */
const camel = (operation: string): string =>
    operation.replaceAll(/(?:^|_)([A-Z])([A-Z]*)/gu, (_, first: string, rest: string) => first + rest.toLowerCase());

/** Joins words to a command line, quoted for a shell. */
const line = (words: readonly string[]): string =>
    words.map(word => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)).join(" ");
