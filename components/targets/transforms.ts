import type { RoleArgs } from "@pulumi/aws/iam/role";
import type { RolePolicyArgs } from "@pulumi/aws/iam/rolePolicy";
import type { KeyArgs } from "@pulumi/aws/kms/key";
import type { ClusterArgs } from "@pulumi/aws/msk/cluster";
import type { ConfigurationArgs } from "@pulumi/aws/msk/configuration";
import type { SingleScramSecretAssociationArgs } from "@pulumi/aws/msk/singleScramSecretAssociation";
import type { TopicArgs } from "@pulumi/aws/msk/topic";
import type { SecretArgs as AwsSecretArgs } from "@pulumi/aws/secretsmanager/secret";
import type { SecretPolicyArgs } from "@pulumi/aws/secretsmanager/secretPolicy";
import type { SecretVersionArgs } from "@pulumi/aws/secretsmanager/secretVersion";
import type { SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type {
    AwsConnectionArgs,
    AwsGlueSchemaRegistryConnectionArgs,
    ConfluentSchemaRegistryConnectionArgs,
    IndexArgs,
    KafkaSinkArgs,
    KafkaConnectionArgs,
    KafkaSourceArgs,
    MaterializedViewArgs,
    SecretArgs,
    SourceTableArgs,
    SshTunnelConnectionArgs,
} from "../../sdk";
import type { ArgumentShape } from "../argumentShape";
import {
    ALLOW_MATERIALIZE_IPS_TRANSFORM,
    type AllowMaterializeIpsTransform,
    PRIVATE_LINK_SERVICE_TRANSFORM,
    PRIVATE_LINK_TRANSFORM,
    type PrivateLinkServiceTransform,
    type PrivateLinkTransform,
    SSH_BASTION_TRANSFORM,
    type SshBastionTransform,
} from "../networks/transforms";
import { RESOURCE, type Transform, transformShape } from "../transform";

/** Adjusts the resources that every ingestion creates. */
export interface IngestionTransform {
    /** Each secret in Materialize, for example its comment. See https://materialize.com/docs/sql/create-secret/. */
    secret?: Transform<SecretArgs>;
    /** The Kafka connection, for example `progressTopic` or its comment. See https://materialize.com/docs/sql/create-connection/kafka/. */
    connection?: Transform<KafkaConnectionArgs>;
    /** The connection to the schema registry, for example its comment. See https://materialize.com/docs/sql/create-connection/confluent-schema-registry/. */
    schemaRegistry?: Transform<ConfluentSchemaRegistryConnectionArgs>;
    /** Each source, for example its comment. See https://materialize.com/docs/sql/create-source/kafka/. */
    source?: Transform<KafkaSourceArgs>;
    /** Each table of a source, for example its comment. See https://materialize.com/docs/sql/create-table/. */
    table?: Transform<SourceTableArgs>;
    /** Each materialized view of a source or table, for example its comment. See https://materialize.com/docs/sql/create-materialized-view/. */
    materializedView?: Transform<MaterializedViewArgs>;
    /** Each sink, for example its comment. See https://materialize.com/docs/sql/create-sink/kafka/. */
    sink?: Transform<KafkaSinkArgs>;
    /** Each index on a source or table, for example its comment. See https://materialize.com/docs/sql/create-index/. */
    index?: Transform<IndexArgs>;
}

/** Adjusts the resources that an ingestion from a managed Kafka creates. */
export interface ManagedIngestionTransform extends IngestionTransform {
    /** The resources of `network.privateLink`. */
    privateLink?: PrivateLinkServiceTransform;
}

/** Adjusts the resources that a {@link SelfHostedKafkaIngestion} creates. */
export interface SelfHostedKafkaIngestionTransform extends IngestionTransform {
    /** The resources of `network.privateLink`. */
    privateLink?: PrivateLinkTransform;
    /** The resources of `network.sshBastion`. */
    sshBastion?: SshBastionTransform;
    /** The SSH tunnel connection of `network.sshTunnel`, for example its comment. See https://materialize.com/docs/sql/create-connection/ssh-tunnel/. */
    sshTunnel?: Transform<SshTunnelConnectionArgs>;
    /** The rules of `network.allowMaterializeIps`. */
    allowMaterializeIps?: AllowMaterializeIpsTransform;
}

/** Adjusts the resources that an {@link MskIngestion} creates. */
export interface MskIngestionTransform extends SelfHostedKafkaIngestionTransform {
    /** Each topic, which AWS creates. See https://www.pulumi.com/registry/packages/aws/api-docs/msk/topic/. */
    topic?: Transform<TopicArgs>;
    /** The connection to the registry of AWS Glue, for example its comment. See https://materialize.com/docs/sql/create-connection/#aws-glue-schema-registry. */
    glueSchemaRegistry?: Transform<AwsGlueSchemaRegistryConnectionArgs>;
    /** The AWS connection in Materialize of the role, for example its comment. See https://materialize.com/docs/sql/create-connection/aws/. */
    awsConnection?: Transform<AwsConnectionArgs>;
    /** The IAM role of `auth.iam` or `schemaRegistry.glue`, for example its path or tags. See https://www.pulumi.com/registry/packages/aws/api-docs/iam/role/. */
    role?: Transform<RoleArgs>;
    /** The policy by which the role reads from the cluster and from AWS Glue. See https://www.pulumi.com/registry/packages/aws/api-docs/iam/rolepolicy/. */
    rolePolicy?: Transform<RolePolicyArgs>;
}

/** Adjusts the resources that an {@link MskPublicCluster} creates. */
export interface MskPublicClusterTransform {
    /** The brokers' security group, for example its tags. See https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/. */
    securityGroup?: Transform<SecurityGroupArgs>;
    /** The rules of `adminCidrs`, for example their tags. See https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupingressrule/. */
    ingressRule?: Transform<SecurityGroupIngressRuleArgs>;
    /** The cluster's configuration, for example more server properties. See https://www.pulumi.com/registry/packages/aws/api-docs/msk/configuration/. */
    configuration?: Transform<ConfigurationArgs>;
    /** The cluster, for example broker logs, enhanced monitoring, storage or tags. See https://www.pulumi.com/registry/packages/aws/api-docs/msk/cluster/. */
    cluster?: Transform<ClusterArgs>;
    /** Each topic. See https://www.pulumi.com/registry/packages/aws/api-docs/msk/topic/. */
    topic?: Transform<TopicArgs>;
    /** The KMS key of the users' secrets, for example its deletion window, policy or tags. See https://www.pulumi.com/registry/packages/aws/api-docs/kms/key/. */
    key?: Transform<KeyArgs>;
    /** Each user's secret, for example its recovery window, replicas or tags. See https://www.pulumi.com/registry/packages/aws/api-docs/secretsmanager/secret/. */
    secret?: Transform<AwsSecretArgs>;
    /** Each user's password. See https://www.pulumi.com/registry/packages/aws/api-docs/secretsmanager/secretversion/. */
    secretVersion?: Transform<SecretVersionArgs>;
    /** The policy by which Amazon MSK reads each secret. See https://www.pulumi.com/registry/packages/aws/api-docs/secretsmanager/secretpolicy/. */
    secretPolicy?: Transform<SecretPolicyArgs>;
    /** The association of each secret with the cluster. See https://www.pulumi.com/registry/packages/aws/api-docs/msk/singlescramsecretassociation/. */
    secretAssociation?: Transform<SingleScramSecretAssociationArgs>;
}

const INGESTION = {
    secret: RESOURCE,
    connection: RESOURCE,
    schemaRegistry: RESOURCE,
    source: RESOURCE,
    table: RESOURCE,
    materializedView: RESOURCE,
    sink: RESOURCE,
    index: RESOURCE,
} as const satisfies Record<keyof IngestionTransform, ArgumentShape>;

const NETWORKS = {
    privateLink: PRIVATE_LINK_TRANSFORM,
    sshBastion: SSH_BASTION_TRANSFORM,
    sshTunnel: RESOURCE,
    allowMaterializeIps: ALLOW_MATERIALIZE_IPS_TRANSFORM,
} as const;

/**
 * The entries of {@link ManagedIngestionTransform}, for those that have more.
 *
 * @internal
 */
export const MANAGED_INGESTION = { ...INGESTION, privateLink: PRIVATE_LINK_SERVICE_TRANSFORM } as const;

/**
 * The entries of {@link ManagedIngestionTransform}.
 *
 * @internal
 */
export const MANAGED_INGESTION_TRANSFORM = transformShape<ManagedIngestionTransform>(MANAGED_INGESTION);

/**
 * The entries of {@link SelfHostedKafkaIngestionTransform}.
 *
 * @internal
 */
export const SELF_HOSTED_TRANSFORM = transformShape<SelfHostedKafkaIngestionTransform>({
    ...INGESTION,
    ...NETWORKS,
});

/**
 * The entries of {@link MskIngestionTransform}.
 *
 * @internal
 */
export const MSK_INGESTION_TRANSFORM = transformShape<MskIngestionTransform>({
    ...INGESTION,
    ...NETWORKS,
    topic: RESOURCE,
    glueSchemaRegistry: RESOURCE,
    awsConnection: RESOURCE,
    role: RESOURCE,
    rolePolicy: RESOURCE,
});

/**
 * The entries of {@link MskPublicClusterTransform}.
 *
 * @internal
 */
export const MSK_PUBLIC_CLUSTER_TRANSFORM = transformShape<MskPublicClusterTransform>({
    securityGroup: RESOURCE,
    ingressRule: RESOURCE,
    configuration: RESOURCE,
    cluster: RESOURCE,
    topic: RESOURCE,
    key: RESOURCE,
    secret: RESOURCE,
    secretVersion: RESOURCE,
    secretPolicy: RESOURCE,
    secretAssociation: RESOURCE,
});
