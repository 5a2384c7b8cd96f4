import type * as pulumi from "@pulumi/pulumi";
import type { ConnectionArgs } from "./arguments";
import type { DatabaseServerArgs, ServerDatabaseArgs } from "./databaseServer";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";
import type { ConnectionTunnel } from "./tunnel";

/** Arguments of a {@link PostgresConnection}. */
export type PostgresConnectionArgs = ServerDatabaseArgs &
    ConnectionArgs &
    DatabaseServerArgs &
    ConnectionTunnel & {
        /** The TLS mode: whether TLS is required, and what of the server's certificate is verified. Default: `disable`. Updated in place. */
        sslMode?: "disable" | "require" | "verify-ca" | "verify-full";
    };

/**
 * A connection to PostgreSQL. Its own arguments except its tunnel are updated in place, in one statement.
 *
 * Errors: at `pulumi up`, a server that Materialize cannot reach or that refuses the credentials, unless `validate` is `false`.
 *
 * See {@link https://materialize.com/docs/sql/create-connection/#postgresql | CREATE CONNECTION: PostgreSQL}.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("orders");
 *
 * const password = new materialize.Secret("orders_db_password", { value: config.requireSecret("password") });
 * new materialize.PostgresConnection("orders_db", {
 *     host: "db.example.com",
 *     database: "orders",
 *     user: "materialize",
 *     password,
 *     sslMode: "verify-full",
 * });
 * ```
 */
export class PostgresConnection extends MaterializeResource<"PostgresConnection"> {
    constructor(name: string, args: PostgresConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("PostgresConnection", name, args, opts);
    }
}

const lookups = schemaObjectLookups("PostgresConnection");

/**
 * Returns the PostgreSQL connection with this exact name, schema and database.
 *
 * Errors: no such PostgreSQL connection exists; Materialize cannot be reached.
 *
 * @function
 */
export const getPostgresConnection = lookups.get;

/**
 * Returns the same as {@link getPostgresConnection} as outputs, which other resources take in place of a `PostgresConnection`. Its arguments can be outputs.
 *
 * @function
 */
export const getPostgresConnectionOutput = lookups.getOutput;

/**
 * Returns all PostgreSQL connections, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getPostgresConnections = lookups.list;

/**
 * Returns the same as {@link getPostgresConnections} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getPostgresConnectionsOutput = lookups.listOutput;
