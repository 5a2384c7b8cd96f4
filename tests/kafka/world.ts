import { randomUUID } from "node:crypto";

/** A topic. */
export interface Topic {
    readonly id: string;
    partitions: number;
    readonly replicationFactor: number;
    /** The configs that differ from the defaults. */
    readonly configs: Map<string, string>;
}

/** An ACL with the numbers of Kafka's protocol. */
export interface Acl {
    readonly resourceType: number;
    readonly resourceName: string;
    readonly patternType: number;
    readonly principal: string;
    readonly host: string;
    readonly operation: number;
    readonly permission: number;
}

export const RESOURCE = { ANY: 1, TOPIC: 2, GROUP: 3, CLUSTER: 4 } as const;
export const PATTERN = { ANY: 1, MATCH: 2, LITERAL: 3, PREFIXED: 4 } as const;
export const PERMISSION = { ANY: 1, DENY: 2, ALLOW: 3 } as const;
export const OPERATION = {
    ...{ ANY: 1, ALL: 2, READ: 3, WRITE: 4, CREATE: 5, DELETE: 6, ALTER: 7, DESCRIBE: 8 },
    ...{ DESCRIBE_CONFIGS: 10, ALTER_CONFIGS: 11 },
} as const;

export type Operation = keyof typeof OPERATION;

/** The operations that include another operation. */
const IMPLIED_BY: Partial<Record<Operation, readonly Operation[]>> = {
    DESCRIBE: ["READ", "WRITE", "DELETE", "ALTER"],
    DESCRIBE_CONFIGS: ["ALTER_CONFIGS"],
};

/** The settings of the brokers. */
export interface BrokerConfig {
    /** The values of `broker.id`. */
    readonly brokers: readonly number[];
    /** True if `authorizer.class.name` is set. */
    readonly authorizer: boolean;
    /** The value of `allow.everyone.if.no.acl.found`. */
    readonly allowEveryone: boolean;
    /** The value of `super.users`. IAM principals are always allowed, because their rights come from IAM policies. */
    readonly superUsers: readonly string[];
}

/** The topics and ACLs of a Kafka cluster. */
export class World {
    readonly topics = new Map<string, Topic>();
    readonly acls: Acl[] = [];
    /** The cluster id that the brokers give. Null as from brokers before Kafka 0.10.1. */
    clusterId: string | null = randomUUID();

    constructor(readonly config: BrokerConfig) {}

    /** Creates a topic as another client would. */
    addTopic(name: string, partitions: number, replicationFactor = 1, configs: Readonly<Record<string, string>> = {}): Topic {
        const topic = { id: randomUUID(), partitions, replicationFactor, configs: new Map(Object.entries(configs)) };
        this.topics.set(name, topic);
        return topic;
    }

    /**
     * Returns whether a principal is allowed an operation on a topic, a group or the cluster
     * (https://kafka.apache.org/documentation/#security_authz).
     */
    allows(principal: string, operation: Operation, resourceType: number, resourceName: string): boolean {
        const { authorizer, superUsers, allowEveryone } = this.config;
        if (!authorizer || superUsers.includes(principal) || principal.startsWith("Iam:")) return true;
        const onResource = this.acls.filter(acl => acl.resourceType === resourceType && matchesResource(acl, resourceName));
        const applicable = onResource.filter(acl => acl.principal === principal || acl.principal === "User:*");
        const matchesOperation = (acl: Acl, words: readonly Operation[]): boolean =>
            ["ALL" as const, ...words].some(name => OPERATION[name] === acl.operation);
        if (applicable.some(acl => acl.permission === PERMISSION.DENY && matchesOperation(acl, [operation]))) return false;
        const operations = [operation, ...(IMPLIED_BY[operation] ?? [])];
        if (applicable.some(acl => acl.permission === PERMISSION.ALLOW && matchesOperation(acl, operations))) return true;
        return onResource.length === 0 && allowEveryone;
    }

    isAllowedOnTopic = (principal: string, operation: Operation, name: string): boolean =>
        this.allows(principal, operation, RESOURCE.TOPIC, name);

    isAllowedOnCluster = (principal: string, operation: Operation): boolean =>
        this.allows(principal, operation, RESOURCE.CLUSTER, "kafka-cluster");
}

const matchesResource = ({ patternType, resourceName }: Acl, name: string): boolean =>
    patternType === PATTERN.PREFIXED ? name.startsWith(resourceName) : resourceName === name || resourceName === "*";
