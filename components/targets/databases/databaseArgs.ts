import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseSourceTableArgs, EmptyArgs, ObjectRef, OneOf, SecretRef, SourceTable } from "../../../sdk";
import type { IngestionObjectArgs, SecretText } from "../ingestionContext";
import type { AllowedIpsArgs, ExistingTunnel, PrivateLinkArgs, SshBastionArgs } from "../networks";
import type { SourceReaders } from "../sources";
import type { VALIDATIONS } from "../target";

/** The name of the database on its server. */
export interface DatabaseName {
    /** The name of the database on the server. Changed in place, in the connection. */
    name: pulumi.Input<string>;
}

/** A database of Amazon RDS or Aurora: the instance, or the cluster. */
export type RdsServer = {
    /** The port. It is compared with that of the database. Default: 5432 for PostgreSQL, 3306 for MySQL, 1433 for SQL Server. */
    port?: number;
    /** The AWS region of the database. Default: the region of the AWS provider. */
    region?: pulumi.Input<string>;
} & OneOf<{
    /** The identifier of the DB instance. Its address, security groups and subnets are looked up. An instance of a cluster is refused. */
    instance: pulumi.Input<string>;
    /** The identifier of the DB cluster of Aurora, or of a Multi-AZ DB cluster. Materialize connects to its writer. */
    cluster: pulumi.Input<string>;
}>;

/** A database server that is no database of Amazon RDS. */
export interface HostServer {
    /** The host name or IP address with which clients connect. */
    host: pulumi.Input<string>;
    /** The port. Default: 5432 for PostgreSQL, 3306 for MySQL, 1433 for SQL Server. */
    port?: number;
}

/** The database server: exactly one of these. `D` are the arguments of the database itself. */
export type DatabaseServer<D> = OneOf<{
    /** A database of Amazon RDS or Aurora. */
    rds: RdsServer & D;
    /** Any other server. */
    host: HostServer & D;
}>;

/** The user with which Materialize connects to the database. */
export interface DatabaseLogin {
    /** The user. Changed in place. */
    username: pulumi.Input<string> | SecretRef;
    /** The password. A string is stored in the secret `<name>_password`. Changed in place, by `ALTER SECRET`. */
    password: SecretText;
}

/** The security group of the database. */
export interface DatabaseGroup {
    /**
     * The id of the database's security group. The component adds rules that admit the network, and changes nothing else in it. Default: the first security
     * group of `database.rds`.
     */
    securityGroupId?: pulumi.Input<string>;
}

/** The address of the database in its VPC, and AWS PrivateLink to it. */
export interface DatabasePrivateLinkArgs extends PrivateLinkArgs, DatabaseGroup {
    /**
     * The private IPv4 address of the database. Default: the address to which the name of `database.rds` resolves where Pulumi runs, at each `pulumi up`.
     * Changing it replaces the registration of the target.
     */
    ip?: pulumi.Input<string>;
    /** The ids of the subnets that the database can be in. Default: those of the DB subnet group of `database.rds`. */
    subnetIds?: pulumi.Input<readonly pulumi.Input<string>[]>;
}

/** The networks to a database. */
export interface DatabaseNetworks {
    /** AWS PrivateLink: a load balancer with a listener for the database, and an endpoint service. */
    privateLink: DatabasePrivateLinkArgs;
    /** An SSH bastion in the VPC of the database. */
    sshBastion: SshBastionArgs & DatabaseGroup;
    /** The internet: the security group of the database admits the addresses of Materialize. */
    allowMaterializeIps: AllowedIpsArgs & DatabaseGroup;
    /** An existing bastion. The component creates no AWS resources. */
    sshTunnel: ExistingTunnel;
    /** None: Materialize reaches the database directly. */
    none: EmptyArgs;
}

/** A table of a database: the arguments of `SourceTable` without the source, and its views and indexes. */
export type DatabaseTableSpec = Omit<
    DatabaseSourceTableArgs,
    "source" | "profile" | "format" | "keyFormat" | "valueFormat" | "include" | "envelope" | "columns"
> &
    SourceReaders<SourceTable>;

/**
 * Arguments of every ingestion from a database. `D` are the arguments of the database itself, `M` the modes of TLS, `N` is the key of `network`, `T` are the
 * keys of `tables`.
 */
export interface DatabaseIngestionArgs<D, M extends string, N extends keyof DatabaseNetworks, T extends string> extends Omit<
    IngestionObjectArgs,
    "database"
> {
    /** The database server: exactly one of `rds` and `host`. */
    database: DatabaseServer<D>;
    /** The user with which Materialize connects. */
    auth: DatabaseLogin;
    /** The TLS mode of the connection. Default: TLS is required, and the certificate of the server is not verified. */
    sslMode?: M;
    /**
     * The certificate of the authority of the server, in PEM format, for modes that verify it. For Amazon RDS see
     * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html. Default: the public certificate authorities.
     */
    certificateAuthority?: pulumi.Input<string>;
    /** The network to the database: exactly one of these. */
    network: { [K in N]: DatabaseNetworks[K] };
    /** The cluster of the source, and of the views and indexes. Default: the setting `cluster`, else the default cluster of Materialize. Changing it replaces them. */
    cluster?: ObjectRef<"Cluster">;
    /**
     * The tables, each a `SourceTable`. The key is the exact name of the table, unless `name` is set. Adding a table runs one statement and changes nothing
     * else; removing one drops it.
     */
    tables?: Record<T, DatabaseTableSpec>;
    /** Tags of all AWS resources that support tags, besides `Name`. Changed in place. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /**
     * The checks of `pulumi up`. `connect` (default): the connection. `skip`: validates nothing. Use it for a first `pulumi up` whose outputs are needed before
     * Materialize can connect, without `tables`.
     */
    validation?: Exclude<keyof typeof VALIDATIONS, "data">;
}
