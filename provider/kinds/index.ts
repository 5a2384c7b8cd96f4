import { awsConnection } from "./awsConnection";
import { awsGlueSchemaRegistryConnection } from "./awsGlueSchemaRegistryConnection";
import { awsPrivatelinkConnection } from "./awsPrivatelinkConnection";
import { cluster } from "./cluster";
import { clusterReplica } from "./clusterReplica";
import { confluentSchemaRegistryConnection } from "./confluentSchemaRegistryConnection";
import { database } from "./database";
import { gcpConnection } from "./gcpConnection";
import { icebergCatalogConnection } from "./icebergCatalogConnection";
import { icebergSink } from "./icebergSink";
import { kafkaConnection } from "./kafkaConnection";
import { kafkaSink } from "./kafkaSink";
import { kafkaSource } from "./kafkaSource";
import { defaultPrivilege } from "./defaultPrivilege";
import { grant } from "./grant";
import type { AnyKind } from "../statement/kind";
import { roleParameter } from "./roleParameter";
import { systemParameter } from "./systemParameter";
import { roleGrant } from "./roleGrant";
import { loadGeneratorSource } from "./loadGeneratorSource";
import { materializedView } from "./materializedView";
import { mySqlConnection } from "./mySqlConnection";
import { mySqlSource } from "./mySqlSource";
import { networkPolicy } from "./networkPolicy";
import { postgresConnection } from "./postgresConnection";
import { postgresSource } from "./postgresSource";
import { index } from "./relationIndex";
import { role } from "./role";
import { schema } from "./schema";
import { secret } from "./secret";
import { sourceTable } from "./sourceTable";
import { sqlServerConnection } from "./sqlServerConnection";
import { sqlServerSource } from "./sqlServerSource";
import { sshTunnelConnection } from "./sshTunnelConnection";
import { table } from "./table";
import { type } from "./type";
import { webhookSource } from "./webhookSource";
import { webhookTable } from "./webhookTable";
import { view } from "./view";

const ALL: readonly AnyKind[] = [
    secret,
    kafkaConnection,
    confluentSchemaRegistryConnection,
    sshTunnelConnection,
    awsPrivatelinkConnection,
    awsConnection,
    awsGlueSchemaRegistryConnection,
    gcpConnection,
    postgresConnection,
    mySqlConnection,
    sqlServerConnection,
    icebergCatalogConnection,
    kafkaSource,
    loadGeneratorSource,
    postgresSource,
    mySqlSource,
    sqlServerSource,
    sourceTable,
    webhookSource,
    table,
    webhookTable,
    type,
    kafkaSink,
    icebergSink,
    cluster,
    clusterReplica,
    database,
    schema,
    view,
    materializedView,
    index,
    networkPolicy,
    role,
    roleGrant,
    grant,
    defaultPrivilege,
    roleParameter,
    systemParameter,
];

/** Every kind, by the name of its resource class. */
export const kinds: ReadonlyMap<string, AnyKind> = new Map(ALL.map(kind => [kind.name, kind]));
