import { randomUUID } from "node:crypto";

/** A topic. */
export interface Topic {
    readonly id: string;
    partitions: number;
    readonly replicationFactor: number;
    /** The values that the topic has of its own. */
    readonly configs: Map<string, string>;
}

/** An ACL, in the numbers that Kafka's protocol has for its words. */
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

/** What may be done by whoever may do something else. */
const IMPLIED_BY: Partial<Record<Operation, readonly Operation[]>> = {
    DESCRIBE: ["READ", "WRITE", "DELETE", "ALTER"],
    DESCRIBE_CONFIGS: ["ALTER_CONFIGS"],
};

/** What the brokers are told when they start. */
export interface BrokerConfig {
    /** `broker.id`s. */
    readonly brokers: readonly number[];
    /** `authorizer.class.name` is set. */
    readonly authorizer: boolean;
    /** `allow.everyone.if.no.acl.found`. */
    readonly allowEveryone: boolean;
    /** `super.users`. An identity of AWS's is none, but its policies are its rights. */
    readonly superUsers: readonly string[];
}

/** What a Kafka holds, and who may do what with it. */
export class World {
    readonly topics = new Map<string, Topic>();
    readonly acls: Acl[] = [];

    constructor(readonly config: BrokerConfig) {}

    /** Makes a topic as somebody else would. */
    addTopic(name: string, partitions: number, replicationFactor = 1, configs: Readonly<Record<string, string>> = {}): Topic {
        const topic = { id: randomUUID(), partitions, replicationFactor, configs: new Map(Object.entries(configs)) };
        this.topics.set(name, topic);
        return topic;
    }

    /** Whether a principal may do something with a topic, a group or the cluster (Kafka: "Authorization and ACLs"). */
    allows(principal: string, operation: Operation, resourceType: number, resourceName: string): boolean {
        const { authorizer, superUsers, allowEveryone } = this.config;
        if (!authorizer || superUsers.includes(principal) || principal.startsWith("Iam:")) return true;
        const about = this.acls.filter(acl => acl.resourceType === resourceType && matchesResource(acl, resourceName));
        const ours = about.filter(acl => acl.principal === principal || acl.principal === "User:*");
        const does = (acl: Acl, words: readonly Operation[]): boolean =>
            ["ALL" as const, ...words].some(word => OPERATION[word] === acl.operation);
        if (ours.some(acl => acl.permission === PERMISSION.DENY && does(acl, [operation]))) return false;
        const words = [operation, ...(IMPLIED_BY[operation] ?? [])];
        if (ours.some(acl => acl.permission === PERMISSION.ALLOW && does(acl, words))) return true;
        return about.length === 0 && allowEveryone;
    }

    isAllowedOnTopic = (principal: string, operation: Operation, name: string): boolean =>
        this.allows(principal, operation, RESOURCE.TOPIC, name);

    isAllowedOnCluster = (principal: string, operation: Operation): boolean =>
        this.allows(principal, operation, RESOURCE.CLUSTER, "kafka-cluster");
}

const matchesResource = ({ patternType, resourceName }: Acl, name: string): boolean =>
    patternType === PATTERN.PREFIXED ? name.startsWith(resourceName) : resourceName === name || resourceName === "*";
