import { readFileSync } from "node:fs";

import type { Database, GlueRegistry, KafkaUser, Message, Server } from "./entities";

/**
 * The description of a world before any program runs (`world.json`). Each entry
 * may have its own `region`; the default is the region of the file.
 */
export interface WorldFile {
    readonly account?: string;
    readonly region?: string;
    readonly vpcs?: readonly InRegion<{ readonly id: string; readonly cidr: string }>[];
    readonly internetGateways?: readonly InRegion<{ readonly id: string; readonly vpcId: string }>[];
    readonly subnets?: readonly InRegion<SubnetEntry>[];
    readonly securityGroups?: readonly InRegion<SecurityGroupEntry>[];
    readonly instances?: readonly InRegion<InstanceEntry>[];
    readonly mskClusters?: readonly InRegion<MskClusterEntry>[];
    /** Self-hosted Kafka clusters on addresses or instances of a VPC. */
    readonly kafkas?: readonly InRegion<KafkaEntry>[];
    /** Schema registries in a VPC. */
    readonly servers?: readonly InRegion<Server>[];
    /** Databases of Amazon RDS. */
    readonly databases?: readonly InRegion<Database>[];
    /** Registries of AWS Glue. */
    readonly glueRegistries?: readonly InRegion<GlueRegistry>[];
    /** The values of SSM parameters by name, for example AMI ids. */
    readonly parameters?: Readonly<Record<string, string>>;
}

export type InRegion<T> = T & { readonly region?: string };

export interface SubnetEntry {
    readonly id: string;
    readonly vpcId: string;
    readonly cidr: string;
    /** The name of the zone in this account, for example `us-east-1a`. */
    readonly zone: string;
    /** The id of the zone, which is the same in all accounts, for example `use1-az1`. */
    readonly zoneId: string;
    /** True if the subnet has a route to the internet gateway. */
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
    /** Default: one rule that allows everything, as AWS creates it. */
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
    /** The passwords of SCRAM users by user name. */
    readonly users?: Readonly<Record<string, string>>;
    readonly topics?: Readonly<Record<string, TopicEntry>>;
    /** The server properties of the cluster's configuration. */
    readonly properties?: string;
}

export interface TopicEntry {
    readonly partitions?: number;
    readonly messages?: readonly Message[];
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
    /** The host in `advertised.listeners`. */
    readonly host: string;
    readonly port: number;
    readonly ip: string;
    readonly subnetId: string;
    readonly securityGroups: readonly string[];
    /** The address to which `host` resolves on the internet, if it resolves. */
    readonly publicIp?: string;
}

export const readWorldFile = (path: string): WorldFile => JSON.parse(readFileSync(path, "utf8")) as WorldFile;
