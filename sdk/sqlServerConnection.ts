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
        /** How far TLS is asked for and checked; `verify_ca` needs `ssl.certificateAuthority`. Default: `disabled`. */
        sslMode?: "disabled" | "required" | "verify" | "verify_ca";
    };

/**
 * A connection to SQL Server. Materialize cannot alter one: whatever changes replaces it.
 *
 * Errors: a server that cannot be reached, or does not let the user in, at `pulumi up` (unless `validate` is `false`).
 *
 * Materialize's documentation: "CREATE CONNECTION: SQL Server".
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
