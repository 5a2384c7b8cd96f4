import { readFileSync } from "node:fs";

import type { KafkaUser, Subject } from "./entities";

/** What a world is made of before any program has run: `world.json`. Each may name its `region`; the file's own is the default. */
export interface WorldFile {
    readonly account?: string;
    readonly region?: string;
    readonly vpcs?: readonly InRegion<{ readonly id: string; readonly cidr: string }>[];
    readonly internetGateways?: readonly InRegion<{ readonly id: string; readonly vpcId: string }>[];
    readonly subnets?: readonly InRegion<SubnetEntry>[];
    readonly securityGroups?: readonly InRegion<SecurityGroupEntry>[];
    readonly instances?: readonly InRegion<InstanceEntry>[];
    readonly mskClusters?: readonly InRegion<MskClusterEntry>[];
    /** Kafkas that somebody runs on addresses or instances of a VPC. */
    readonly kafkas?: readonly InRegion<KafkaEntry>[];
    /** What else listens in a VPC: schema registries, by their URL. */
    readonly servers?: readonly InRegion<ServerEntry>[];
    /** SSM parameters: AMI ids. */
    readonly parameters?: Readonly<Record<string, string>>;
}

export type InRegion<T> = T & { readonly region?: string };

export interface SubnetEntry {
    readonly id: string;
    readonly vpcId: string;
    readonly cidr: string;
    /** `us-east-1a`: the account's own name of the zone. */
    readonly zone: string;
    /** `use1-az1`: the zone's name for all accounts. */
    readonly zoneId: string;
    /** Routed to the internet gateway. */
    readonly isPublic?: boolean;
}

export interface RuleEntry {
    readonly protocol?: string;
    readonly fromPort?: number;
    readonly toPort?: number;
    readonly cidr?: string;
    readonly securityGroupId?: string;
}

export interface SecurityGroupEntry {
    readonly id: string;
    readonly vpcId: string;
    readonly name?: string;
    readonly ingress?: readonly RuleEntry[];
    /** Everything, as AWS makes it, if not given. */
    readonly egress?: readonly RuleEntry[];
}

export interface InstanceEntry {
    readonly id: string;
    readonly subnetId: string;
    readonly privateIp: string;
    readonly publicIp?: string;
    readonly securityGroups: readonly string[];
}

export interface MskBrokerEntry {
    readonly id: number;
    readonly subnetId: string;
    readonly ip: string;
}

export interface MskClusterEntry {
    readonly name: string;
    readonly uuid: string;
    readonly kafkaVersion?: string;
    readonly instanceType?: string;
    readonly securityGroups: readonly string[];
    readonly brokers: readonly MskBrokerEntry[];
    readonly authentication: readonly ("unauthenticated" | "tls" | "scram" | "iam")[];
    readonly plaintext?: boolean;
    readonly publicAccess?: boolean;
    /** Passwords of SCRAM users, by name. */
    readonly users?: Readonly<Record<string, string>>;
    readonly topics?: Readonly<Record<string, TopicEntry>>;
    /** Server properties of its configuration. */
    readonly properties?: string;
}

export interface TopicEntry {
    readonly partitions?: number;
    readonly messages?: readonly { readonly key?: string; readonly value: string }[];
}

export interface KafkaEntry {
    readonly name: string;
    readonly brokers: readonly KafkaBrokerEntry[];
    readonly protocol: "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
    readonly users?: readonly KafkaUser[];
    readonly topics?: Readonly<Record<string, TopicEntry>>;
}

export interface KafkaBrokerEntry {
    readonly id: number;
    /** What `advertised.listeners` says. */
    readonly host: string;
    readonly port: number;
    readonly ip: string;
    readonly subnetId: string;
    readonly securityGroups: readonly string[];
    /** The address that `host` resolves to on the internet, if it does. */
    readonly publicIp?: string;
}

export interface ServerEntry {
    readonly url: string;
    /** What a schema registry holds, by subject. */
    readonly subjects?: Readonly<Record<string, Subject>>;
    readonly ip: string;
    readonly port: number;
    readonly subnetId: string;
    readonly securityGroups: readonly string[];
}

export const readWorldFile = (path: string): WorldFile => JSON.parse(readFileSync(path, "utf8")) as WorldFile;
