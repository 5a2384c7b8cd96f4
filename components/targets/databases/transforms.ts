import type {
    IndexArgs,
    MaterializedViewArgs,
    MySqlConnectionArgs,
    MySqlSourceArgs,
    PostgresConnectionArgs,
    PostgresSourceArgs,
    SecretArgs,
    SourceTableArgs,
    SqlServerConnectionArgs,
    SqlServerSourceArgs,
    SshTunnelConnectionArgs,
} from "../../../sdk";
import {
    ALLOW_MATERIALIZE_IPS_TRANSFORM,
    type AllowMaterializeIpsTransform,
    PRIVATE_LINK_TRANSFORM,
    type PrivateLinkTransform,
    SSH_BASTION_TRANSFORM,
    type SshBastionTransform,
} from "../../networks/transforms";
import { RESOURCE, type Transform, transformShape } from "../../transform";

/** Adjusts the resources that every ingestion from a database creates. */
export interface DatabaseIngestionTransform {
    /** The secret of the password, for example its comment. See https://materialize.com/docs/sql/create-secret/. */
    secret?: Transform<SecretArgs>;
    /** Each table, for example its comment. See https://materialize.com/docs/sql/create-table/. */
    table?: Transform<SourceTableArgs>;
    /** Each materialized view of a table, for example its comment. See https://materialize.com/docs/sql/create-materialized-view/. */
    materializedView?: Transform<MaterializedViewArgs>;
    /** Each index on a table, for example its comment. See https://materialize.com/docs/sql/create-index/. */
    index?: Transform<IndexArgs>;
    /** The resources of `network.privateLink`. */
    privateLink?: PrivateLinkTransform;
    /** The resources of `network.sshBastion`. */
    sshBastion?: SshBastionTransform;
    /** The SSH tunnel connection of `network.sshTunnel`, for example its comment. See https://materialize.com/docs/sql/create-connection/ssh-tunnel/. */
    sshTunnel?: Transform<SshTunnelConnectionArgs>;
    /** The rules of `network.allowMaterializeIps`. */
    allowMaterializeIps?: AllowMaterializeIpsTransform;
}

/** Adjusts the resources that a {@link PostgresIngestion} creates. */
export interface PostgresIngestionTransform extends DatabaseIngestionTransform {
    /** The connection, for example its comment. See https://materialize.com/docs/sql/create-connection/#postgresql. */
    connection?: Transform<PostgresConnectionArgs>;
    /** The source, for example its name or `timestampInterval`. See https://materialize.com/docs/sql/create-source/postgres-v2/. */
    source?: Transform<PostgresSourceArgs>;
}

/** Adjusts the resources that a {@link MySqlIngestion} creates. */
export interface MySqlIngestionTransform extends DatabaseIngestionTransform {
    /** The connection, for example its comment. See https://materialize.com/docs/sql/create-connection/#mysql. */
    connection?: Transform<MySqlConnectionArgs>;
    /** The source, for example its name or `timestampInterval`. See https://materialize.com/docs/sql/create-source/mysql-v2/. */
    source?: Transform<MySqlSourceArgs>;
}

/** Adjusts the resources that a {@link SqlServerIngestion} creates. */
export interface SqlServerIngestionTransform extends DatabaseIngestionTransform {
    /** The connection, for example its comment. See https://materialize.com/docs/sql/create-connection/#sql-server. */
    connection?: Transform<SqlServerConnectionArgs>;
    /** The source, for example its name or `timestampInterval`. See https://materialize.com/docs/sql/create-source/sql-server-v2/. */
    source?: Transform<SqlServerSourceArgs>;
}

/** The keys that the three have in common: the entries of each are the same, and only the types of `connection` and `source` differ. */
type AnyIngestionTransform = Record<keyof PostgresIngestionTransform, unknown>;

/**
 * The entries of the transform of an ingestion from a database.
 *
 * @internal
 */
export const DATABASE_TRANSFORM = transformShape<AnyIngestionTransform>({
    secret: RESOURCE,
    connection: RESOURCE,
    source: RESOURCE,
    table: RESOURCE,
    materializedView: RESOURCE,
    index: RESOURCE,
    privateLink: PRIVATE_LINK_TRANSFORM,
    sshBastion: SSH_BASTION_TRANSFORM,
    sshTunnel: RESOURCE,
    allowMaterializeIps: ALLOW_MATERIALIZE_IPS_TRANSFORM,
});
