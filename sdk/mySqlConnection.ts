import type * as pulumi from "@pulumi/pulumi";
import type { ConnectionArgs, ObjectRef, SchemaObjectArgs } from "./arguments";
import type { DatabaseServerArgs } from "./databaseServer";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";
import type { ConnectionTunnel } from "./tunnel";

/** Arguments of a {@link MySqlConnection}. */
export type MySqlConnectionArgs = SchemaObjectArgs &
    ConnectionArgs &
    DatabaseServerArgs &
    ConnectionTunnel & {
        /** The TLS mode: whether TLS is required, and what of the server's certificate is verified. Default: `disabled`. Updated in place. */
        sslMode?: "disabled" | "required" | "verify_ca" | "verify_identity";
        /**
         * The AWS connection whose role authenticates the client instead of a password, by
         * {@link https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html | IAM database authentication of Amazon RDS}. Needs
         * TLS. Default: none. Updated in place.
         */
        awsConnection?: ObjectRef<"AwsConnection">;
    };

/**
 * A connection to MySQL. Its own arguments except its tunnel are updated in place, in one statement.
 *
 * Errors: at preview, a password together with a role; at `pulumi up`, a server that Materialize cannot reach or that refuses the credentials,
 * unless `validate` is `false`.
 *
 * See {@link https://materialize.com/docs/sql/create-connection/#mysql | CREATE CONNECTION: MySQL}.
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
