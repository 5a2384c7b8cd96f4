import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef } from "../../sdk";

/** What every network takes. */
export interface NetworkArgs {
    /** The AWS region that all is made in. Default: that of the AWS provider. Changing it makes everything anew. */
    region?: pulumi.Input<string>;
    /** Tags on everything in AWS that takes them, beside `Name`. Changed in place. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** The entry of `materialize:profiles` that says which Materialize it is for. Default: the settings outside of profiles. */
    profile?: string;
}

/** What a network takes that makes a connection in Materialize. */
export interface ConnectionNetworkArgs extends NetworkArgs {
    /** The connection's exact name. Default: the component's own name, with what it is. Changing it renames the connection in place. */
    connectionName?: pulumi.Input<string>;
    /** The connection's database. Default: the settings'. Changing it replaces the connection. */
    database?: ObjectRef<"Database">;
    /** The connection's schema. Default: `public`. Changing it replaces the connection. */
    schema?: ObjectRef<"Schema">;
    /** The role that owns the connection. Default: the user that makes it. Changed in place. */
    owner?: ObjectRef<"Role">;
    /** How long it is waited for what AWS and Materialize do, in minutes, before it is given up. Changing it changes nothing else. */
    timeoutMinutes?: pulumi.Input<number>;
}
