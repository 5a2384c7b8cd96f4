import * as pulumi from "@pulumi/pulumi";
import { PostgresConnection, type PostgresConnectionArgs, PostgresSource, type PostgresSourceArgs } from "../../../sdk";
import { createResource } from "../../transform";
import type { OneNetwork } from "../ingestion";
import type { DatabaseIngestionArgs, DatabaseName, DatabaseNetworks } from "./databaseArgs";
import { DatabaseIngestion } from "./databaseIngestion";
import type { AnyDatabaseArgs, Prepared } from "./databaseProduct";
import type { PostgresIngestionTransform } from "./transforms";
import { type CreatePublication, createUpstream, type UpstreamArgs, upstreamProblems } from "./upstream";

/** Arguments of a {@link PostgresIngestion}; `N` is the key of `network`, `T` are the keys of `tables`. */
export interface PostgresIngestionArgs<N extends keyof DatabaseNetworks, T extends string = never> extends DatabaseIngestionArgs<
    DatabaseName,
    NonNullable<PostgresConnectionArgs["sslMode"]>,
    N,
    T
> {
    /**
     * The name of a publication that exists, or `{ create }`, a publication that Pulumi creates in the database, with the role of Materialize. In both cases, the output
     * `upstreamStatements` has the statements that prepare the database.
     */
    publication:
        | pulumi.Input<string>
        | {
              /** A publication, and the role of Materialize, that Pulumi creates in the database. */
              create: CreatePublication;
          };
    /** Adjusts the AWS and Materialize resources that the component creates, for example their comments, tags or deletion protection. */
    transform?: PostgresIngestionTransform;
}

/**
 * Ingests tables of a database of PostgreSQL, of Amazon RDS and Aurora or of another server. The component creates the network to the server, a secret, a
 * connection, a source, and a table for each table of the program. With `publication: { create }`, it also prepares the database: the publication, the replica
 * identity `FULL` of its tables, and the role with which Materialize reads them. A destroy removes only what it created.
 *
 * Errors at preview: unknown, missing or contradictory arguments, a database of Amazon RDS that does not exist or runs another engine, and those of the
 * network. Errors at `pulumi up`: those of the network, of `PostgresConnection`, `PostgresSource` and `SourceTable`; with `create`, a database that Pulumi does not
 * reach, that has no logical replication, or that has the publication or the role already.
 *
 * See https://materialize.com/docs/ingest-data/postgres/amazon-rds/, https://materialize.com/docs/ingest-data/postgres/amazon-aurora/ and
 * https://materialize.com/docs/ingest-data/postgres/self-hosted/.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("shop");
 *
 * const store = new materialize.PostgresIngestion("store", {
 *     database: { rds: { instance: config.require("instance"), name: "shop" } },
 *     auth: { username: "materialize", password: config.requireSecret("password") },
 *     network: { privateLink: {} },
 *     publication: "mz_source",
 *     cluster: "quickstart",
 *     tables: { store_orders: { reference: ["public", "orders"] } },
 * });
 * export const orders = store.tables.store_orders.qualifiedName;
 * export const statements = store.upstreamStatements;
 * ```
 */
export class PostgresIngestion<N extends keyof DatabaseNetworks, T extends string = never> extends DatabaseIngestion<
    PostgresConnection,
    PostgresSource,
    N,
    T
> {
    /**
     * The statements that prepare the database, as its administrator runs them: the replica identity of the tables, the publication, the role, and its
     * privileges. With `publication: { create }`, Pulumi runs them. Replace `<password>`. On a server other than Amazon RDS, `wal_level` must be `logical`; there,
     * `rds.logical_replication` must be `1`, which takes effect after a reboot.
     */
    public readonly upstreamStatements: pulumi.Output<string[]>;

    constructor(name: string, args: PostgresIngestionArgs<N, T> & OneNetwork<N>, opts?: pulumi.ComponentResourceOptions) {
        const upstreamArgs = args as unknown as AnyDatabaseArgs & UpstreamArgs;
        let statements = pulumi.output<string[]>([]);
        const product = {
            type: "PostgresIngestion",
            product: "postgres",
            port: 5432,
            sslMode: "require",
            isNamed: true,
            required: ["publication"],
            problems: () => upstreamProblems(upstreamArgs),
            prepare: (prepared: Prepared) => {
                const upstream = createUpstream(upstreamArgs, prepared);
                ({ statements } = upstream);
                return upstream;
            },
            connection: (key: string, given: object, own: pulumi.CustomResourceOptions) =>
                createResource(PostgresConnection, args.transform?.connection, key, given as PostgresConnectionArgs, own),
            source: (key: string, given: object, own: pulumi.CustomResourceOptions) =>
                createResource(PostgresSource, args.transform?.source, key, given as PostgresSourceArgs, own),
        } as const;
        super(name, args, product, opts);
        this.upstreamStatements = statements;
    }
}
