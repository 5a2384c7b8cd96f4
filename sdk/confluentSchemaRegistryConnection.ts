import type * as pulumi from "@pulumi/pulumi";
import type { ConnectionArgs, SchemaObjectArgs, SecretRef, TextOrSecret } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";
import type { TlsArgs } from "./tls";
import type { ConnectionTunnel } from "./tunnel";

/** The address and the credentials of a schema registry. */
export interface ConfluentSchemaRegistryServerArgs {
    /** The URL, `https://host:port`, without user, password and path. Updated in place. */
    url: pulumi.Input<string>;
    /** The user name. Default: none. Updated in place. */
    user?: TextOrSecret;
    /** The user's password. Default: none. Updated in place. */
    password?: SecretRef;
    /** TLS certificates. Default: none. Updated in place. */
    ssl?: TlsArgs;
}

/** Arguments of a {@link ConfluentSchemaRegistryConnection}. */
export type ConfluentSchemaRegistryConnectionArgs = SchemaObjectArgs &
    ConnectionArgs &
    ConnectionTunnel &
    ConfluentSchemaRegistryServerArgs;

/**
 * A connection to a Confluent Schema Registry, for the formats Avro and Protobuf.
 *
 * Errors: at preview, a URL with credentials or a path, or a password without a user; at `pulumi up`, a registry that Materialize cannot reach, unless
 * `validate` is `false`.
 *
 * See {@link https://materialize.com/docs/sql/create-connection/#confluent-schema-registry | CREATE CONNECTION: Confluent Schema Registry}.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("registry");
 *
 * const password = new materialize.Secret("registry_password", { value: config.requireSecret("password") });
 * new materialize.ConfluentSchemaRegistryConnection("registry", {
 *     url: "https://registry.example.com",
 *     user: "key",
 *     password,
 * });
 * ```
 */
export class ConfluentSchemaRegistryConnection extends MaterializeResource<"ConfluentSchemaRegistryConnection"> {
    constructor(name: string, args: ConfluentSchemaRegistryConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("ConfluentSchemaRegistryConnection", name, args, opts);
    }
}

const lookups = schemaObjectLookups("ConfluentSchemaRegistryConnection");

/**
 * Returns the schema registry connection with this exact name, schema and database.
 *
 * Errors: no such schema registry connection exists; Materialize cannot be reached.
 *
 * @function
 */
export const getConfluentSchemaRegistryConnection = lookups.get;

/**
 * Returns the same as {@link getConfluentSchemaRegistryConnection} as outputs, which other resources take in place of a `ConfluentSchemaRegistryConnection`. Its arguments can be outputs.
 *
 * @function
 */
export const getConfluentSchemaRegistryConnectionOutput = lookups.getOutput;

/**
 * Returns all schema registry connections, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getConfluentSchemaRegistryConnections = lookups.list;

/**
 * Returns the same as {@link getConfluentSchemaRegistryConnections} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getConfluentSchemaRegistryConnectionsOutput = lookups.listOutput;
