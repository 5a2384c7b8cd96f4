import type * as pulumi from "@pulumi/pulumi";
import { MySqlConnection, type MySqlConnectionArgs, MySqlSource, type MySqlSourceArgs } from "../../../sdk";
import { createResource } from "../../transform";
import type { OneNetwork } from "../ingestion";
import type { DatabaseIngestionArgs, DatabaseNetworks } from "./databaseArgs";
import { DatabaseIngestion } from "./databaseIngestion";
import type { MySqlIngestionTransform } from "./transforms";

/** Arguments of a {@link MySqlIngestion}; `N` is the key of `network`, `T` are the keys of `tables`. */
export interface MySqlIngestionArgs<N extends keyof DatabaseNetworks, T extends string = never> extends DatabaseIngestionArgs<
    object,
    NonNullable<MySqlConnectionArgs["sslMode"]>,
    N,
    T
> {
    /** Adjusts the AWS and Materialize resources that the component creates, for example their comments, tags or deletion protection. */
    transform?: MySqlIngestionTransform;
}

/**
 * Ingests tables of MySQL, of Amazon RDS and Aurora or of another server. The component creates the network to the server, a secret, a connection, a source,
 * and a table for each table of the program. It changes nothing in MySQL: binary logging with GTIDs, and the user of `auth` with its privileges, must exist.
 *
 * Errors at preview: unknown, missing or contradictory arguments, a database of Amazon RDS that does not exist or runs another engine, and those of the
 * network. Errors at `pulumi up`: those of the network, of `MySqlConnection`, `MySqlSource` and `SourceTable`.
 *
 * See https://materialize.com/docs/ingest-data/mysql/amazon-rds/ and https://materialize.com/docs/ingest-data/mysql/self-hosted/.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("billing");
 *
 * const invoicing = new materialize.MySqlIngestion("invoicing", {
 *     database: { rds: { instance: config.require("instance") } },
 *     auth: { username: "materialize", password: config.requireSecret("password") },
 *     network: { privateLink: {} },
 *     cluster: "quickstart",
 *     tables: { mysql_invoices: { reference: ["billing", "invoices"] } },
 * });
 * export const invoices = invoicing.tables.mysql_invoices.qualifiedName;
 * ```
 */
export class MySqlIngestion<N extends keyof DatabaseNetworks, T extends string = never> extends DatabaseIngestion<
    MySqlConnection,
    MySqlSource,
    N,
    T
> {
    constructor(name: string, args: MySqlIngestionArgs<N, T> & OneNetwork<N>, opts?: pulumi.ComponentResourceOptions) {
        const product = {
            type: "MySqlIngestion",
            product: "mysql",
            port: 3306,
            sslMode: "required",
            isNamed: false,
            connection: (key: string, given: object, own: pulumi.CustomResourceOptions) =>
                createResource(MySqlConnection, args.transform?.connection, key, given as MySqlConnectionArgs, own),
            source: (key: string, given: object, own: pulumi.CustomResourceOptions) =>
                createResource(MySqlSource, args.transform?.source, key, given as MySqlSourceArgs, own),
        } as const;
        super(name, args, product, opts);
    }
}
