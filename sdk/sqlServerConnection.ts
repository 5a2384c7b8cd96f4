import type * as pulumi from "@pulumi/pulumi";
import type { ConnectionArgs } from "./arguments";
import type { DatabaseServerArgs, ServerDatabaseArgs } from "./databaseServer";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";
import type { ConnectionTunnel } from "./tunnel";

/** Arguments of a {@link SqlServerConnection}. */
export type SqlServerConnectionArgs = ServerDatabaseArgs &
    ConnectionArgs &
    DatabaseServerArgs &
    ConnectionTunnel & {
        /**
         * The TLS mode: whether TLS is required, and what of the server's certificate is verified. `verify_ca` needs `ssl.certificateAuthority`.
         * Default: `disabled`. A change replaces the connection.
         */
        sslMode?: "disabled" | "required" | "verify" | "verify_ca";
    };

/**
 * A connection to SQL Server. A change of its own arguments replaces it, because Materialize cannot alter it.
 *
 * Errors: at `pulumi up`, a server that Materialize cannot reach or that refuses the credentials, unless `validate` is `false`.
 *
 * See {@link https://materialize.com/docs/sql/create-connection/#sql-server | CREATE CONNECTION: SQL Server}.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("erp");
 *
 * const password = new materialize.Secret("erp_db_password", { value: config.requireSecret("password") });
 * new materialize.SqlServerConnection("erp_db", { host: "db.example.com", database: "erp", user: "materialize", password });
 * ```
 */
export class SqlServerConnection extends MaterializeResource<"SqlServerConnection"> {
    constructor(name: string, args: SqlServerConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("SqlServerConnection", name, args, opts);
    }
}

const lookups = schemaObjectLookups("SqlServerConnection");

/**
 * Returns the SQL Server connection with this exact name, schema and database.
 *
 * Errors: no such SQL Server connection exists; Materialize cannot be reached.
 *
 * @function
 */
export const getSqlServerConnection = lookups.get;

/**
 * Returns the same as {@link getSqlServerConnection} as outputs, which other resources take in place of a `SqlServerConnection`. Its arguments can be outputs.
 *
 * @function
 */
export const getSqlServerConnectionOutput = lookups.getOutput;

/**
 * Returns all SQL Server connections, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getSqlServerConnections = lookups.list;

/**
 * Returns the same as {@link getSqlServerConnections} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getSqlServerConnectionsOutput = lookups.listOutput;
