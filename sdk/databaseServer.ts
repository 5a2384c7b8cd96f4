import type * as pulumi from "@pulumi/pulumi";
import type { ObjectArgs, ObjectRef, SecretRef, TextOrSecret } from "./arguments";
import type { TlsArgs } from "./tls";

/** A database server: where it is, and who the client is there. */
export interface DatabaseServerArgs {
    /** The server's name or address. */
    host: pulumi.Input<string>;
    /** The server's port. Default: the usual one of its kind. */
    port?: pulumi.Input<number>;
    /** The user. */
    user: TextOrSecret;
    /** The user's password. */
    password?: SecretRef;
    /** Certificates. */
    ssl?: TlsArgs;
}

/** The place of a connection whose `database` is the server's, as in SQL. */
export interface ServerDatabaseArgs extends ObjectArgs {
    /**
     * The schema; name it with its database (`{ name, database }`) where that is not the default. Default: `public`. Changing it
     * replaces the object, since Materialize has no statement that moves one.
     */
    schema?: ObjectRef<"Schema">;
    /** The database on the server. */
    database: pulumi.Input<string>;
}
