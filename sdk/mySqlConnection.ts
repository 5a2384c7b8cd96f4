import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, SchemaObjectArgs, ConnectionArgs } from "./arguments";
import type { DatabaseServerArgs } from "./databaseServer";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";
import type { ConnectionTunnel } from "./tunnel";

/** Arguments of a {@link MySqlConnection}. */
export type MySqlConnectionArgs = SchemaObjectArgs &
    ConnectionArgs &
    DatabaseServerArgs &
    ConnectionTunnel & {
        /** How far TLS is asked for and checked. Default: `disabled`. Changed in place. */
        sslMode?: "disabled" | "required" | "verify_ca" | "verify_identity";
        /** The AWS connection whose role the server knows (RDS IAM), instead of a password; needs TLS. Changed in place. */
        awsConnection?: ObjectRef<"AwsConnection">;
    };

/**
 * A connection to MySQL. All but its tunnel is changed in place, in one statement.
 *
 * Errors: a password and a role together, at preview; a server that cannot be reached, or does not let the user in, at `pulumi up`
 * (unless `validate` is `false`).
 *
 * Materialize's documentation: "CREATE CONNECTION: MySQL".
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("shop");
 *
 * const password = new materialize.Secret("shop_db_password", { value: config.requireSecret("password") });
 * new materialize.MySqlConnection("shop_db", { host: "db.example.com", user: "materialize", password, sslMode: "required" });
 * ```
 */
export class MySqlConnection extends MaterializeResource<"MySqlConnection"> {
    constructor(name: string, args: MySqlConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("MySqlConnection", name, args, opts);
    }
}

const lookups = schemaObjectLookups("MySqlConnection");

/**
 * Returns the MySQL connection with this exact name, schema and database.
 *
 * Errors: no such MySQL connection exists; Materialize cannot be reached.
 *
 * @function
 */
export const getMySqlConnection = lookups.get;

/**
 * Returns the same as {@link getMySqlConnection} as outputs, which other resources take in place of a `MySqlConnection`. Its arguments can be outputs.
 *
 * @function
 */
export const getMySqlConnectionOutput = lookups.getOutput;

/**
 * Returns all MySQL connections, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getMySqlConnections = lookups.list;

/**
 * Returns the same as {@link getMySqlConnections} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getMySqlConnectionsOutput = lookups.listOutput;
