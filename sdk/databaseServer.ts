import type * as pulumi from "@pulumi/pulumi";
import type { ObjectArgs, ObjectRef, SecretRef, TextOrSecret } from "./arguments";
import type { TlsArgs } from "./tls";

/** The address of a database server and the credentials for it. */
export interface DatabaseServerArgs {
    /** The server's host name or IP address. */
    host: pulumi.Input<string>;
    /** The server's port. Default: 5432 for PostgreSQL, 3306 for MySQL, 1433 for SQL Server. */
    port?: pulumi.Input<number>;
    /** The user name. */
    user: TextOrSecret;
    /** The user's password. Default: none. */
    password?: SecretRef;
    /** TLS certificates. Default: none. */
    ssl?: TlsArgs;
}

/** Arguments of an object whose `database` is the one on the database server, as in SQL. */
export interface ServerDatabaseArgs extends ObjectArgs {
    /**
     * The schema of the object in Materialize; `{ name, database }` if it lies in another database than the one of the settings. Default: `public`.
     * A change replaces the object, because Materialize cannot move it.
     */
    schema?: ObjectRef<"Schema">;
    /** The name of the database on the server. */
    database: pulumi.Input<string>;
}
