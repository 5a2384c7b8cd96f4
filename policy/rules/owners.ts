import { isGiven, materializePolicy } from "./resource";

/** All that has an owner in Materialize. */
export const OWNED: readonly string[] = [
    ...["Secret", "KafkaConnection", "ConfluentSchemaRegistryConnection", "SshTunnelConnection", "AwsPrivatelinkConnection"],
    ...["AwsConnection", "PostgresConnection", "MySqlConnection", "SqlServerConnection", "IcebergCatalogConnection"],
    ...["KafkaSource", "SourceTable", "Cluster", "Database", "Schema", "View", "MaterializedView"],
];

/** What nobody is named for belongs to whoever, or whichever pipeline, ran the up. */
export const ownersSet = materializePolicy(
    {
        name: "owners-set",
        description: "Every object says which role owns it.",
    },
    (kind, { owner }) =>
        OWNED.includes(kind) && !isGiven(owner)
            ? "it has no owner, and would belong to the user that makes it: give owner, a Role"
            : undefined,
);
