import type * as pulumi from "@pulumi/pulumi";
import type { ConnectionArgs, ObjectRef, SchemaObjectArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of an {@link AwsGlueSchemaRegistryConnection}. */
export interface AwsGlueSchemaRegistryConnectionArgs extends SchemaObjectArgs, ConnectionArgs {
    /**
     * The AWS connection whose credentials read the registry. The registry is in its `region`. Its role needs `glue:GetRegistry` on the registry, and
     * `glue:GetSchemaVersion` on `*`, since Materialize reads the schema of a message by its id: see
     * {@link https://docs.aws.amazon.com/glue/latest/dg/schema-registry-gs.html | Getting started with schema registry}. A change replaces the
     * connection.
     */
    awsConnection: ObjectRef<"AwsConnection">;
    /** The exact name of the registry, which must exist. A change replaces the connection. */
    registry: pulumi.Input<string>;
}

/**
 * A connection to a registry of AWS Glue, for the format Avro. A change of its own arguments replaces it, and the sources that use it, because
 * Materialize cannot alter it. Needs Materialize v26.31.
 *
 * Errors: at preview, an empty `registry`; at `pulumi up`, an older server; a registry that does not exist or that Materialize may not read, unless
 * `validate` is `false`.
 *
 * See {@link https://materialize.com/docs/sql/create-connection/#aws-glue-schema-registry | CREATE CONNECTION: AWS Glue Schema Registry} and
 * {@link https://docs.aws.amazon.com/glue/latest/dg/schema-registry.html | AWS Glue Schema Registry}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const aws = new materialize.AwsConnection("glue_aws", {
 *     assumeRoleArn: "arn:aws:iam::123456789012:role/Glue",
 *     region: "us-east-1",
 * });
 * new materialize.AwsGlueSchemaRegistryConnection("shop_registry", { awsConnection: aws, registry: "shop" });
 * ```
 */
export class AwsGlueSchemaRegistryConnection extends MaterializeResource<"AwsGlueSchemaRegistryConnection"> {
    constructor(name: string, args: AwsGlueSchemaRegistryConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("AwsGlueSchemaRegistryConnection", name, args, opts);
    }
}

const lookups = schemaObjectLookups("AwsGlueSchemaRegistryConnection");

/**
 * Returns the AWS Glue schema registry connection with this exact name, schema and database.
 *
 * Errors: no such AWS Glue schema registry connection exists; Materialize cannot be reached.
 *
 * @function
 */
export const getAwsGlueSchemaRegistryConnection = lookups.get;

/**
 * Returns the same as {@link getAwsGlueSchemaRegistryConnection} as outputs, which other resources take in place of an `AwsGlueSchemaRegistryConnection`. Its arguments can be outputs.
 *
 * @function
 */
export const getAwsGlueSchemaRegistryConnectionOutput = lookups.getOutput;

/**
 * Returns all AWS Glue schema registry connections, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getAwsGlueSchemaRegistryConnections = lookups.list;

/**
 * Returns the same as {@link getAwsGlueSchemaRegistryConnections} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getAwsGlueSchemaRegistryConnectionsOutput = lookups.listOutput;
