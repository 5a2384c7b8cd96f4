import { isGiven, materializePolicy } from "./resource";

/** The kinds whose objects have an owner. */
export const OWNED: readonly string[] = [
    ...["Secret", "KafkaConnection", "ConfluentSchemaRegistryConnection", "SshTunnelConnection", "AwsPrivatelinkConnection"],
    ...["AwsGlueSchemaRegistryConnection", "GcpConnection"],
    ...["AwsConnection", "PostgresConnection", "MySqlConnection", "SqlServerConnection", "IcebergCatalogConnection"],
    ...["KafkaSource", "LoadGeneratorSource", "PostgresSource", "MySqlSource", "SqlServerSource", "SourceTable", "Table", "Type"],
    ...["WebhookSource", "WebhookTable"],
    ...["KafkaSink", "IcebergSink"],
    ...["Cluster", "Database", "Schema", "View", "MaterializedView"],
];

/** An object without an owner belongs to the user, or the pipeline, that ran `pulumi up`. */
export const ownersSet = materializePolicy(
    {
        name: "owners-set",
        description: "Every object has an owner.",
    },
    (kind, { owner }) =>
        OWNED.includes(kind) && !isGiven(owner)
            ? "owner is missing, so the object belongs to the user that creates it: set owner to a Role"
            : undefined,
);
