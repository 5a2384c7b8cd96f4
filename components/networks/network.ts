import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef } from "../../sdk";

/** Arguments of every network. */
export interface NetworkArgs {
    /** The AWS region of all resources. Default: the region of the AWS provider. Changing it replaces all of them. */
    region?: pulumi.Input<string>;
    /** Tags of all AWS resources that support tags, besides `Name`. Changed in place. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** The profile of connection settings, a key of `materialize:profiles`. Default: the settings outside of profiles. */
    profile?: string;
}

/** Arguments of a network that creates a connection in Materialize. */
export interface ConnectionNetworkArgs extends NetworkArgs {
    /** The exact name of the connection. Default: the name of the component, with the suffix `_privatelink` or `_ssh`. Changing it renames the connection in place. */
    connectionName?: pulumi.Input<string>;
    /** The database of the connection. Default: the setting `database`. Changing it replaces the connection. */
    database?: ObjectRef<"Database">;
    /** The schema of the connection. Default: the setting `schema`, else `public`. Changing it replaces the connection. */
    schema?: ObjectRef<"Schema">;
    /** The role that owns the connection. Default: the user that creates it. Changed in place. */
    owner?: ObjectRef<"Role">;
    /** The number of minutes to wait for AWS and Materialize before the operation fails. Changing it changes no resource of AWS or Materialize. */
    timeoutMinutes?: pulumi.Input<number>;
}

/**
 * The names of the arguments of `NetworkArgs`.
 *
 * @internal
 */
export const NETWORK_ARGS = ["region", "tags", "profile"] as const;
/**
 * The names of the arguments of `ConnectionNetworkArgs`.
 *
 * @internal
 */
export const CONNECTION_ARGS = [...NETWORK_ARGS, "connectionName", "database", "schema", "owner", "timeoutMinutes"] as const;
