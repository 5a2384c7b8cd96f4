import type * as pulumi from "@pulumi/pulumi";
import { SqlServerConnection, type SqlServerConnectionArgs, SqlServerSource, type SqlServerSourceArgs } from "../../../sdk";
import { createResource } from "../../transform";
import type { OneNetwork } from "../ingestion";
import type { DatabaseIngestionArgs, DatabaseName, DatabaseNetworks } from "./databaseArgs";
import { DatabaseIngestion } from "./databaseIngestion";
import type { SqlServerIngestionTransform } from "./transforms";

/** Arguments of a {@link SqlServerIngestion}; `N` is the key of `network`, `T` are the keys of `tables`. */
export interface SqlServerIngestionArgs<N extends keyof DatabaseNetworks, T extends string = never> extends DatabaseIngestionArgs<
    DatabaseName,
    NonNullable<SqlServerConnectionArgs["sslMode"]>,
    N,
    T
> {
    /** Adjusts the AWS and Materialize resources that the component creates, for example their comments, tags or deletion protection. */
    transform?: SqlServerIngestionTransform;
}

/**
 * Ingests tables of a database of SQL Server, of Amazon RDS or of another server. The component creates the network to the server, a secret, a connection, a
 * source, and a table for each table of the program. It changes nothing in SQL Server: change data capture of the database and its tables, snapshot isolation,
 * and the user of `auth` with its privileges, must exist.
 *
 * Errors at preview: unknown, missing or contradictory arguments, a database of Amazon RDS that does not exist or runs another engine, and those of the
 * network. Errors at `pulumi up`: those of the network, of `SqlServerConnection`, `SqlServerSource` and `SourceTable`.
 *
 * See https://materialize.com/docs/ingest-data/sql-server/self-hosted/.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("erp");
 *
 * const erp = new materialize.SqlServerIngestion("erp", {
 *     database: { rds: { instance: config.require("instance"), name: "erp" } },
 *     auth: { username: "materialize", password: config.requireSecret("password") },
 *     network: { sshBastion: { subnetId: config.require("publicSubnetId") } },
 *     cluster: "quickstart",
 *     tables: { sqlserver_customers: { reference: ["dbo", "customers"] } },
 * });
 * export const customers = erp.tables.sqlserver_customers.qualifiedName;
 * ```
 */
export class SqlServerIngestion<N extends keyof DatabaseNetworks, T extends string = never> extends DatabaseIngestion<
    SqlServerConnection,
    SqlServerSource,
    N,
    T
> {
    constructor(name: string, args: SqlServerIngestionArgs<N, T> & OneNetwork<N>, opts?: pulumi.ComponentResourceOptions) {
        const product = {
            type: "SqlServerIngestion",
            product: "sqlserver",
            port: 1433,
            sslMode: "required",
            isNamed: true,
            connection: (key: string, given: object, own: pulumi.CustomResourceOptions) =>
                createResource(SqlServerConnection, args.transform?.connection, key, given as SqlServerConnectionArgs, own),
            source: (key: string, given: object, own: pulumi.CustomResourceOptions) =>
                createResource(SqlServerSource, args.transform?.source, key, given as SqlServerSourceArgs, own),
        } as const;
        super(name, args, product, opts);
    }
}
