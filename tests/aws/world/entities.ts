import type * as ec2 from "@pulumi/aws/ec2";
import type * as iam from "@pulumi/aws/iam";
import type * as kms from "@pulumi/aws/kms";
import type * as lb from "@pulumi/aws/lb";
import type * as msk from "@pulumi/aws/msk";
import type * as secretsmanager from "@pulumi/aws/secretsmanager";
import type * as vpc from "@pulumi/aws/vpc";
import type { Output, Unwrap } from "@pulumi/pulumi";

/** A value whose properties are optional at every level. */
type DeepPartial<T> = T extends readonly (infer Part)[]
    ? DeepPartial<Part>[]
    : T extends object
      ? { [K in keyof T]?: DeepPartial<T[K]> | undefined }
      : T;

/** The properties of a resource, with the names and types of the real provider. */
export type ResourceProps<Resource> = {
    [K in keyof Resource as Resource[K] extends Output<unknown> ? (K extends "id" | "urn" ? never : K) : never]?:
        (Resource[K] extends Output<infer Value> ? DeepPartial<Unwrap<Value>> : never) | undefined;
};

/** A broker of an MSK cluster or of a self-hosted Kafka cluster. */
export interface Broker {
    /** The ARN of the MSK cluster, or the name of the self-hosted Kafka cluster. */
    readonly kafka: string;
    readonly brokerId: number;
    readonly ip: string;
    readonly subnetId: string;
    readonly securityGroups: readonly string[];
    readonly publicIp?: string | undefined;
    /** The listeners of a self-hosted broker. Those of an MSK broker follow from the settings of its cluster. */
    readonly listeners: readonly KafkaListener[];
}

/** A listener of a broker. */
export interface KafkaListener {
    readonly address: string;
    /** The port that is open on the address of the broker. */
    readonly port: number;
    readonly protocol: "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
    readonly users: readonly KafkaUser[];
    /** True if the listener is reachable from the internet. */
    readonly isPublic: boolean;
    /** True if clients authenticate with IAM roles. */
    readonly iam?: boolean | undefined;
}

export interface KafkaUser {
    readonly mechanisms: readonly string[];
    readonly user: string;
    readonly password: string;
}

/** A schema of a schema registry. */
export interface Subject {
    readonly id: number;
    readonly schema: string;
}

/** A server in a VPC that is not a broker: a schema registry. */
export interface Server {
    readonly url: string;
    /** The schemas of a schema registry by subject. */
    readonly subjects?: Readonly<Record<string, Subject>>;
    readonly ip: string;
    readonly port: number;
    readonly subnetId: string;
    readonly securityGroups: readonly string[];
}

/** A database of Amazon RDS: a DB instance, or a DB cluster with its writer. */
export interface Database {
    readonly identifier: string;
    readonly isCluster?: boolean;
    /** The cluster of an instance. */
    readonly clusterOf?: string;
    readonly engine: string;
    readonly host: string;
    readonly port: number;
    /** The name of its DB subnet group, and the group's subnets. */
    readonly subnetGroup: string;
    readonly subnetIds: readonly string[];
    readonly securityGroups: readonly string[];
    /** Where it, or its writer, is. A failover changes both. */
    readonly ip: string;
    readonly subnetId: string;
}

/** A registry of AWS Glue. */
export interface GlueRegistry {
    readonly name: string;
    /** Its schemas by name, each with its latest version only. */
    readonly schemas: Readonly<Record<string, GlueSchema>>;
}

/** The latest version of a schema of AWS Glue. */
export interface GlueSchema {
    readonly versionId: string;
    readonly definition: string;
    /** Default: AVRO. */
    readonly format?: "AVRO" | "JSON" | "PROTOBUF";
}

/** An interface VPC endpoint to an endpoint service, or the wish of a client to create one. */
export interface EndpointConnection {
    readonly serviceName: string;
    /** The ARN of the role that owns the endpoint. */
    readonly principal: string;
    readonly ownerId: string;
    readonly region: string;
    readonly zoneIds: readonly string[];
    /** The id of the Materialize environment and the id of its connection. */
    readonly client: string;
    readonly connection: string;
    readonly state: "wanted" | "pendingAcceptance" | "accepted" | "rejected";
    /**
     * The time at which its PrivateLink connection was dropped. Materialize deletes
     * the endpoint in the background; until then it keeps its state.
     */
    readonly dropped?: number;
    /** The time at which the endpoint got its state, in milliseconds since 1970. */
    readonly since: number;
}

/** A SCRAM user that the description of the world gives an MSK cluster. */
export interface ScramCredential {
    readonly clusterArn: string;
    readonly user: string;
    readonly password: string;
}

/** A message: its value is a text, or the record that Avro would encode. */
export interface Message {
    readonly key?: string;
    readonly value: string | Readonly<Record<string, number | string>>;
}

/** A topic with messages that the description of the world gives a Kafka cluster. */
export interface TopicMessages {
    readonly kafka: string;
    readonly topic: string;
    readonly partitions: number;
    readonly messages: readonly Message[];
}

/** A running update of the connectivity of an MSK cluster. */
export interface ClusterOperation {
    readonly clusterArn: string;
    /** The requested type of public access. */
    readonly type?: string | undefined;
    /** True if the same request changes another connectivity setting. */
    readonly other: boolean;
    /** The cluster version that the caller gave. */
    readonly version: string;
    readonly since: number;
}

export interface Parameter {
    readonly name: string;
    readonly value: string;
}

/** The properties of the entities that a world can hold, by kind. */
export interface EntityProps {
    vpc: ResourceProps<ec2.Vpc>;
    subnet: ResourceProps<ec2.Subnet>;
    internetGateway: ResourceProps<ec2.InternetGateway>;
    securityGroup: ResourceProps<ec2.SecurityGroup>;
    ingressRule: ResourceProps<vpc.SecurityGroupIngressRule>;
    egressRule: ResourceProps<vpc.SecurityGroupEgressRule>;
    loadBalancer: ResourceProps<lb.LoadBalancer>;
    targetGroup: ResourceProps<lb.TargetGroup>;
    attachment: ResourceProps<lb.TargetGroupAttachment>;
    listener: ResourceProps<lb.Listener>;
    endpointService: ResourceProps<ec2.VpcEndpointService>;
    principal: ResourceProps<ec2.VpcEndpointServiceAllowedPrinciple>;
    address: ResourceProps<ec2.Eip>;
    association: ResourceProps<ec2.EipAssociation>;
    instance: ResourceProps<ec2.Instance>;
    keyPair: ResourceProps<ec2.KeyPair>;
    role: ResourceProps<iam.Role>;
    rolePolicy: ResourceProps<iam.RolePolicy>;
    key: ResourceProps<kms.Key>;
    secret: ResourceProps<secretsmanager.Secret>;
    secretVersion: ResourceProps<secretsmanager.SecretVersion>;
    secretPolicy: ResourceProps<secretsmanager.SecretPolicy>;
    configuration: ResourceProps<msk.Configuration>;
    cluster: ResourceProps<msk.Cluster>;
    scramAssociation: ResourceProps<msk.SingleScramSecretAssociation>;
    topic: ResourceProps<msk.Topic>;
    broker: Broker;
    operation: ClusterOperation;
    /** A deleted secret whose name cannot be used again yet. */
    scheduledSecret: { readonly name: string };
    credential: ScramCredential;
    messages: TopicMessages;
    server: Server;
    database: Database;
    glueRegistry: GlueRegistry;
    endpointConnection: EndpointConnection;
    parameter: Parameter;
}

export type EntityKind = keyof EntityProps;

/** One entity of the world. */
export interface Entity<K extends EntityKind> {
    readonly kind: K;
    readonly region: string;
    readonly id: string;
    readonly props: EntityProps[K];
    /** The time of creation, in milliseconds since 1970. */
    readonly since: number;
}

export type AnyEntity = { [K in EntityKind]: Entity<K> }[EntityKind];
