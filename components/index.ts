export type { TopicSpec } from "./kafka/topicSpec";
export { AllowMaterializeIps } from "./networks/allowMaterializeIps";
export type { AllowMaterializeIpsArgs } from "./networks/allowMaterializeIps";
export { PrivateLinkNetwork } from "./networks/privateLink";
export type { PrivateLinkedBroker, PrivateLinkedServer, PrivateLinkNetworkArgs } from "./networks/privateLink";
export type { PrivateLinkBroker, PrivateLinkRegistry, PrivateLinkServer } from "./networks/privateLinkTargets";
export type { ConnectionNetworkArgs, NetworkArgs } from "./networks/network";
export { SshBastionNetwork } from "./networks/sshBastion";
export type { BastionTargets, SshBastionNetworkArgs } from "./networks/sshBastion";
export { Reader } from "./roles/reader";
export type { ReaderArgs } from "./roles/reader";
export type { SchemaAccessArgs } from "./roles/schemaAccess";
export { Writer } from "./roles/writer";
export type { WriterArgs } from "./roles/writer";
export type { AuthArgs, AuthOf, ClientKey, KeySecret, Scram, SecurityProtocol, ServerTls, UserPassword } from "./targets/auth";
export { ConfluentCloudIngestion } from "./targets/confluentCloud";
export type { ConfluentCloudIngestionArgs } from "./targets/confluentCloud";
export type { ConfluentCloudNetworks, ConfluentCloudService } from "./targets/confluentCloudNetworks";
export type { GlueRegistryArgs, SchemaRegistryOrGlue } from "./targets/glueRegistry";
export { Ingestion } from "./targets/ingestion";
export type { IngestionArgs, OneNetwork } from "./targets/ingestion";
export type { IngestionObjectArgs, SecretText } from "./targets/ingestionContext";
export type { ManagedNetworks } from "./targets/managed";
export { MskIngestion } from "./targets/mskIngestion";
export type { MskAllowedIpsArgs, MskAuth, MskBrokerCount, MskIngestionArgs, MskNetworks } from "./targets/mskIngestion";
export { MskPublicCluster } from "./targets/mskPublicCluster";
export type { MskAcl, MskPublicClusterArgs } from "./targets/mskPublicClusterArgs";
export type { AllowedIpsArgs, ExistingService, ExistingTunnel, PrivateLinkArgs, SshBastionArgs } from "./targets/networks";
export type { PrivateLinkService } from "./targets/privateLinkService";
export type { AdminKey, Provision } from "./targets/provision";
export type {
    ConfluentCloudSchemaRegistryArgs,
    ReachableSchemaRegistryArgs,
    SchemaRegistryArgs,
    SchemaRegistryTarget,
} from "./targets/registry";
export type { MskRoleArgs } from "./targets/mskRolePolicy";
export { SelfHostedKafkaIngestion } from "./targets/selfHosted";
export type { SelfHostedKafkaBroker, BrokersGroup, SelfHostedKafkaIngestionArgs, SelfHostedNetworks } from "./targets/selfHosted";
export type { IngestionSinkFormat, SinkOrigins, SinkSpec } from "./targets/sinks";
export type {
    IngestionFormat,
    SourceIndexArgs,
    SourceReaders,
    SourceSpec,
    SourceTablesArgs,
    SourceTableSpec,
    SourceViewArgs,
    SourceWithoutTablesArgs,
} from "./targets/sources";
export type {
    DatabaseGroup,
    DatabaseIngestionArgs,
    DatabaseLogin,
    DatabaseName,
    DatabaseNetworks,
    DatabasePrivateLinkArgs,
    DatabaseServer,
    DatabaseTableSpec,
    HostServer,
    RdsServer,
} from "./targets/databases/databaseArgs";
export { DatabaseIngestion } from "./targets/databases/databaseIngestion";
export { MySqlIngestion } from "./targets/databases/mySql";
export type { MySqlIngestionArgs } from "./targets/databases/mySql";
export { PostgresIngestion } from "./targets/databases/postgres";
export type { PostgresIngestionArgs } from "./targets/databases/postgres";
export type { CreatePublication, UpstreamAdmin } from "./targets/databases/upstream";
export { SqlServerIngestion } from "./targets/databases/sqlServer";
export type { SqlServerIngestionArgs } from "./targets/databases/sqlServer";
export type {
    DatabaseIngestionTransform,
    MySqlIngestionTransform,
    PostgresIngestionTransform,
    SqlServerIngestionTransform,
} from "./targets/databases/transforms";
export { WarpStreamIngestion } from "./targets/warpStream";
export type { WarpStreamIngestionArgs } from "./targets/warpStream";
export type { ConfluentCloudIngestionTransform } from "./targets/confluentCloudTransform";
export type {
    IngestionTransform,
    ManagedIngestionTransform,
    MskIngestionTransform,
    MskPublicClusterTransform,
    SelfHostedKafkaIngestionTransform,
} from "./targets/transforms";
export type {
    AllowMaterializeIpsTransform,
    PrivateLinkServiceTransform,
    PrivateLinkTransform,
    SshBastionTransform,
} from "./networks/transforms";
export type { Transform } from "./transform";
