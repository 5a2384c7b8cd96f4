// The two declarations of a resource class, its arguments in sdk/ and its rows in provider/, have the same paths and types.
import type { ObjectRef } from "../../sdk/arguments";
import type { MaterializeObject } from "../../sdk/resource";
import type * as materialize from "../../index";
import type { awsConnection } from "../../provider/kinds/awsConnection";
import type { awsGlueSchemaRegistryConnection } from "../../provider/kinds/awsGlueSchemaRegistryConnection";
import type { awsPrivatelinkConnection } from "../../provider/kinds/awsPrivatelinkConnection";
import type { cluster } from "../../provider/kinds/cluster";
import type { clusterReplica } from "../../provider/kinds/clusterReplica";
import type { confluentSchemaRegistryConnection } from "../../provider/kinds/confluentSchemaRegistryConnection";
import type { database } from "../../provider/kinds/database";
import type { defaultPrivilege } from "../../provider/kinds/defaultPrivilege";
import type { gcpConnection } from "../../provider/kinds/gcpConnection";
import type { grant } from "../../provider/kinds/grant";
import type { icebergCatalogConnection } from "../../provider/kinds/icebergCatalogConnection";
import type { icebergSink } from "../../provider/kinds/icebergSink";
import type { index } from "../../provider/kinds/relationIndex";
import type { kafkaConnection } from "../../provider/kinds/kafkaConnection";
import type { kafkaSink } from "../../provider/kinds/kafkaSink";
import type { kafkaSource } from "../../provider/kinds/kafkaSource";
import type { loadGeneratorSource } from "../../provider/kinds/loadGeneratorSource";
import type { materializedView } from "../../provider/kinds/materializedView";
import type { mySqlConnection } from "../../provider/kinds/mySqlConnection";
import type { mySqlSource } from "../../provider/kinds/mySqlSource";
import type { networkPolicy } from "../../provider/kinds/networkPolicy";
import type { postgresConnection } from "../../provider/kinds/postgresConnection";
import type { postgresSource } from "../../provider/kinds/postgresSource";
import type { role } from "../../provider/kinds/role";
import type { roleGrant } from "../../provider/kinds/roleGrant";
import type { roleParameter } from "../../provider/kinds/roleParameter";
import type { schema } from "../../provider/kinds/schema";
import type { secret } from "../../provider/kinds/secret";
import type { sourceTable } from "../../provider/kinds/sourceTable";
import type { sqlServerConnection } from "../../provider/kinds/sqlServerConnection";
import type { sqlServerSource } from "../../provider/kinds/sqlServerSource";
import type { sshTunnelConnection } from "../../provider/kinds/sshTunnelConnection";
import type { systemParameter } from "../../provider/kinds/systemParameter";
import type { table } from "../../provider/kinds/table";
import type { type } from "../../provider/kinds/type";
import type { webhookSource } from "../../provider/kinds/webhookSource";
import type { webhookTable } from "../../provider/kinds/webhookTable";
import type { view } from "../../provider/kinds/view";
import type { Row } from "../../provider/statement/kind";
import type { Reference } from "../../provider/values/reference";
import type { Differences } from "./normalize";

declare function none<D extends never>(...differences: D[]): void;
declare function finds<D, Expected extends D>(...expected: Expected[]): void;

/** A `Grant` sends a resource under the key of its kind. */
type SentGrantArgs = Omit<materialize.GrantArgs, "on"> & { on: Sent<Exclude<materialize.GrantArgs["on"], MaterializeObject>> };
type Sent<T> = T extends { in?: infer I } & ("in" extends keyof T ? unknown : never)
    ? Omit<T, "in"> & { in?: Exclude<I, MaterializeObject> }
    : T;

none<Differences<materialize.AwsConnectionArgs, typeof awsConnection>>();
none<Differences<materialize.AwsGlueSchemaRegistryConnectionArgs, typeof awsGlueSchemaRegistryConnection>>();
none<Differences<materialize.AwsPrivatelinkConnectionArgs, typeof awsPrivatelinkConnection>>();
none<Differences<materialize.ClusterArgs, typeof cluster>>();
none<Differences<materialize.ClusterReplicaArgs, typeof clusterReplica>>();
none<Differences<materialize.ConfluentSchemaRegistryConnectionArgs, typeof confluentSchemaRegistryConnection>>();
none<Differences<materialize.DatabaseArgs, typeof database>>();
none<Differences<materialize.DefaultPrivilegeArgs, typeof defaultPrivilege>>();
none<Differences<materialize.GcpConnectionArgs, typeof gcpConnection>>();
none<Differences<SentGrantArgs, typeof grant>>();
none<Differences<materialize.IcebergCatalogConnectionArgs, typeof icebergCatalogConnection>>();
none<Differences<materialize.IcebergSinkArgs, typeof icebergSink>>();
none<Differences<materialize.IndexArgs, typeof index>>();
none<Differences<materialize.KafkaConnectionArgs, typeof kafkaConnection>>();
none<Differences<materialize.KafkaSinkArgs, typeof kafkaSink>>();
none<Differences<materialize.KafkaSourceArgs, typeof kafkaSource>>();
none<Differences<materialize.LoadGeneratorSourceArgs, typeof loadGeneratorSource>>();
none<Differences<materialize.MaterializedViewArgs, typeof materializedView>>();
none<Differences<materialize.MySqlConnectionArgs, typeof mySqlConnection>>();
none<Differences<materialize.MySqlSourceArgs, typeof mySqlSource>>();
none<Differences<materialize.NetworkPolicyArgs, typeof networkPolicy>>();
none<Differences<materialize.PostgresConnectionArgs, typeof postgresConnection>>();
none<Differences<materialize.PostgresSourceArgs, typeof postgresSource>>();
none<Differences<materialize.RoleArgs, typeof role>>();
none<Differences<materialize.RoleGrantArgs, typeof roleGrant>>();
none<Differences<materialize.RoleParameterArgs, typeof roleParameter>>();
none<Differences<materialize.SchemaArgs, typeof schema>>();
none<Differences<materialize.SecretArgs, typeof secret>>();
none<Differences<materialize.SourceTableArgs, typeof sourceTable>>();
none<Differences<materialize.SqlServerConnectionArgs, typeof sqlServerConnection>>();
none<Differences<materialize.SqlServerSourceArgs, typeof sqlServerSource>>();
none<Differences<materialize.SshTunnelConnectionArgs, typeof sshTunnelConnection>>();
none<Differences<materialize.SystemParameterArgs, typeof systemParameter>>();
none<Differences<materialize.TableArgs, typeof table>>();
none<Differences<materialize.TypeArgs, typeof type>>();
none<Differences<materialize.WebhookSourceArgs, typeof webhookSource>>();
none<Differences<materialize.WebhookTableArgs, typeof webhookTable>>();
none<Differences<materialize.ViewArgs, typeof view>>();

/** A kind with an argument, a reference, a group and an object, for what the comparison must find. */
interface Toy {
    readonly rows: readonly (
        | Row<"size", string>
        | Row<"on", Reference<"View">>
        | Row<"ssl.key", boolean>
        | Row<"way", { readonly port: number; readonly zone?: string }>
    )[];
}
interface ToyArgs {
    size: string;
    on: ObjectRef<"View">;
    ssl: { key?: boolean };
    way: { port: number } | { port: number; zone: string };
}

none<Differences<ToyArgs, Toy>>();
finds<Differences<Omit<ToyArgs, "size">, Toy>, "size is no argument">();
finds<Differences<Omit<ToyArgs, "ssl"> & { ssl: object }, Toy>, "ssl.key is no argument">();
finds<Differences<ToyArgs & { weight?: number }, Toy>, "weight has no row">();
finds<Differences<Omit<ToyArgs, "ssl"> & { ssl: { key?: boolean; ca?: string } }, Toy>, "ssl.ca has no row">();
finds<Differences<Omit<ToyArgs, "size"> & { size: number }, Toy>, "size has another type">();
finds<Differences<Omit<ToyArgs, "on"> & { on: ObjectRef<"Index"> }, Toy>, "on has another type">();
finds<Differences<Omit<ToyArgs, "way"> & { way: { port: number } }, Toy>, "way has another type">();
// @ts-expect-error -- there is no difference
finds<Differences<ToyArgs, Toy>, "size has another type">();
// @ts-expect-error -- a difference is an error of its own
none<Differences<Omit<ToyArgs, "size">, Toy>>();
