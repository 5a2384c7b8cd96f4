import type * as ec2 from "@pulumi/aws/ec2";
import type * as iam from "@pulumi/aws/iam";
import type * as kms from "@pulumi/aws/kms";
import type * as lb from "@pulumi/aws/lb";
import type * as msk from "@pulumi/aws/msk";
import type * as secretsmanager from "@pulumi/aws/secretsmanager";
import type * as vpc from "@pulumi/aws/vpc";
import type { Output, Unwrap } from "@pulumi/pulumi";

/** A value of which any part may be missing. */
type DeepPartial<T> = T extends readonly (infer Part)[]
    ? DeepPartial<Part>[]
    : T extends object
      ? { [K in keyof T]?: DeepPartial<T[K]> | undefined }
      : T;

/** The properties of a resource, as the real provider names and types them. */
export type ResourceProps<Resource> = {
    [K in keyof Resource as Resource[K] extends Output<unknown> ? (K extends "id" | "urn" ? never : K) : never]?:
        (Resource[K] extends Output<infer Value> ? DeepPartial<Unwrap<Value>> : never) | undefined;
};

/** A broker of a Kafka: of an MSK cluster, or one that somebody runs on addresses or instances. */
export interface Broker {
    /** The MSK cluster's ARN, or the name of a Kafka of somebody's own. */
    readonly kafka: string;
    readonly brokerId: number;
    readonly ip: string;
    readonly subnetId: string;
    readonly securityGroups: readonly string[];
    readonly publicIp?: string | undefined;
    /** Of an MSK cluster's brokers they follow from the cluster's settings. */
    readonly listeners: readonly KafkaListener[];
}

/** A listener, by the address that clients are told. */
export interface KafkaListener {
    readonly address: string;
    /** The port that is open on the broker's address. */
    readonly port: number;
    readonly protocol: "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
    readonly users: readonly KafkaUser[];
    /** Reached from the internet. */
    readonly isPublic: boolean;
    /** Logs in by roles of IAM. */
    readonly iam?: boolean | undefined;
}

export interface KafkaUser {
    readonly mechanisms: readonly string[];
    readonly user: string;
    readonly password: string;
}

/** A schema of a registry. */
export interface Subject {
    readonly id: number;
    readonly schema: string;
}

/** What stands behind an address of a VPC and is no broker: a schema registry. */
export interface Server {
    readonly url: string;
    readonly subjects?: Readonly<Record<string, Subject>>;
    readonly ip: string;
    readonly port: number;
    readonly subnetId: string;
    readonly securityGroups: readonly string[];
}

/** An endpoint that somebody made, or wants to make, to an endpoint service. */
export interface EndpointConnection {
    readonly serviceName: string;
    /** Whose endpoint it is. */
    readonly principal: string;
    readonly ownerId: string;
    readonly region: string;
    readonly zoneIds: readonly string[];
    /** The server and connection of Materialize that wants it. */
    readonly client: string;
    readonly connection: string;
    readonly state: "wanted" | "pendingAcceptance" | "accepted" | "rejected";
    /** When its PrivateLink connection was dropped: Materialize deletes the endpoint in the background, and until then it stays as it is. */
    readonly dropped?: number;
    /** When the state was reached, in milliseconds since 1970. */
    readonly since: number;
}

/** A SCRAM user of an MSK cluster that was there before any program ran. */
export interface ScramCredential {
    readonly clusterArn: string;
    readonly user: string;
    readonly password: string;
}

/** A topic with messages, of a Kafka that was there before any program ran. */
export interface TopicMessages {
    readonly kafka: string;
    readonly topic: string;
    readonly partitions: number;
    readonly messages: readonly { readonly key?: string; readonly value: string }[];
}

/** A change of a cluster's connectivity that goes on. */
export interface ClusterOperation {
    readonly clusterArn: string;
    /** The type of public access that is wanted. */
    readonly type?: string | undefined;
    /** Whether something else is wanted at once. */
    readonly other: boolean;
    /** The cluster's version that whoever wants it has seen. */
    readonly version: string;
    readonly since: number;
}

export interface Parameter {
    readonly name: string;
    readonly value: string;
}

/** Everything that can be in the world, by kind. */
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
    /** A deleted secret whose name is not free yet. */
    scheduledSecret: { readonly name: string };
    credential: ScramCredential;
    messages: TopicMessages;
    server: Server;
    endpointConnection: EndpointConnection;
    parameter: Parameter;
}

export type EntityKind = keyof EntityProps;

/** One thing of the world. */
export interface Entity<K extends EntityKind> {
    readonly kind: K;
    readonly region: string;
    readonly id: string;
    readonly props: EntityProps[K];
    /** When it was made, in milliseconds since 1970. */
    readonly since: number;
}

export type AnyEntity = { [K in EntityKind]: Entity<K> }[EntityKind];
