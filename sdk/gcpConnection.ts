import type * as pulumi from "@pulumi/pulumi";
import type { ConnectionArgs, SchemaObjectArgs, SecretRef } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link GcpConnection}. */
export interface GcpConnectionArgs extends SchemaObjectArgs, ConnectionArgs {
    /**
     * The secret that contains the JSON file of a
     * {@link https://docs.cloud.google.com/iam/docs/keys-create-delete | service account key}, whose `token_uri` is `https://oauth2.googleapis.com/token`.
     * Materialize reads it when the connection is created or altered, also without validation, and refuses another value of the secret. Updated in place.
     */
    serviceAccountKey: SecretRef;
}

/**
 * A connection with credentials for Google Cloud, which Iceberg catalogs in BigLake use. Needs Materialize v26.29.
 *
 * Errors: at preview, a `serviceAccountKey` that is a string; at `pulumi up`, an older server, or a secret that contains no service account key; with
 * `validate: true`, a key that Google refuses.
 *
 * See {@link https://materialize.com/docs/sql/create-connection/#gcp | CREATE CONNECTION: GCP}.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("gcp");
 *
 * const key = new materialize.Secret("lake_key", { value: config.requireSecret("serviceAccountKey") });
 * new materialize.GcpConnection("lake_gcp", { serviceAccountKey: key });
 * ```
 */
export class GcpConnection extends MaterializeResource<"GcpConnection"> {
    constructor(name: string, args: GcpConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("GcpConnection", name, args, opts);
    }
}

const lookups = schemaObjectLookups("GcpConnection");

/**
 * Returns the GCP connection with this exact name, schema and database.
 *
 * Errors: no such GCP connection exists; Materialize cannot be reached.
 *
 * @function
 */
export const getGcpConnection = lookups.get;

/**
 * Returns the same as {@link getGcpConnection} as outputs, which other resources take in place of a `GcpConnection`. Its arguments can be outputs.
 *
 * @function
 */
export const getGcpConnectionOutput = lookups.getOutput;

/**
 * Returns all GCP connections, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getGcpConnections = lookups.list;

/**
 * Returns the same as {@link getGcpConnections} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getGcpConnectionsOutput = lookups.listOutput;
