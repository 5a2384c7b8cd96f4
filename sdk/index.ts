export type * from "./arguments";
export * from "./awsConnection";
export * from "./awsGlueSchemaRegistryConnection";
export * from "./awsPrivatelinkConnection";
export * from "./cluster";
export * from "./clusterReplica";
export * from "./confluentSchemaRegistryConnection";
export * from "./database";
export type * from "./databaseServer";
export * from "./defaultPrivilege";
export type * from "./format";
export * from "./gcpConnection";
export * from "./grant";
export * from "./icebergCatalogConnection";
export * from "./icebergSink";
export * from "./kafkaConnection";
export * from "./kafkaSink";
export * from "./kafkaSource";
export * from "./loadGeneratorSource";
export * from "./lookups/environment";
export type {
    ClusterObjectLookupArgs,
    ClusterObjectsLookupArgs,
    DatabaseObjectLookupArgs,
    DatabaseObjectsLookupArgs,
    EnvironmentLookupArgs,
    FoundClusterObject,
    FoundDatabaseObject,
    FoundObject,
    FoundObjectOutputs,
    FoundSchemaObject,
    LookupOptions,
    ObjectLookupArgs,
    SchemaObjectLookupArgs,
    SchemaObjectsLookupArgs,
} from "./lookups/lookup";
export * from "./lookups/sourceReferences";
export * from "./materializedView";
export * from "./mySqlConnection";
export * from "./mySqlSource";
export * from "./networkPolicy";
export * from "./postgresConnection";
export * from "./postgresSource";
export { Provider, type ProviderArgs } from "./explicitProvider";
export * from "./relationIndex";
export * from "./resource";
export * from "./role";
export * from "./roleGrant";
export * from "./roleParameter";
export * from "./schema";
export * from "./secret";
export type * from "./sink";
export type * from "./sinkFormat";
export * from "./sourceTable";
export * from "./sqlServerConnection";
export * from "./sqlServerSource";
export * from "./sshTunnelConnection";
export * from "./systemParameter";
export * from "./table";
export type * from "./tls";
export type * from "./tunnel";
export * from "./type";
export * from "./view";
export * from "./webhookSource";
export * from "./webhookTable";
