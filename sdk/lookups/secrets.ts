import type * as pulumi from "@pulumi/pulumi";
import {
    type FoundSchemaObject,
    type FoundObjectOutputs,
    many,
    manyOutput,
    one,
    oneOutput,
    type SchemaObjectLookupArgs,
    type SchemaObjectsLookupArgs,
} from "./lookup";

/**
 * The secret of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE SECRET".
 */
export const getSecret = (args: pulumi.Unwrap<SchemaObjectLookupArgs>): Promise<FoundSchemaObject<"Secret">> =>
    one("Secret", args);

/**
 * The same as {@link getSecret}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * // Made elsewhere, in the schema "shared".
 * const password = materialize.getSecretOutput({ name: "kafka_password", schema: "shared" });
 * new materialize.KafkaConnection("shared_kafka", {
 *     brokers: ["b-1.example.com:9096"],
 *     sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
 * });
 * ```
 */
export const getSecretOutput = (args: SchemaObjectLookupArgs): FoundObjectOutputs<FoundSchemaObject<"Secret">> =>
    oneOutput("Secret", args);

/** All secrets, or those of a schema or database, in the order of their names. */
export const getSecrets = (args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {}): Promise<FoundSchemaObject<"Secret">[]> =>
    many("Secret", args);

/** The same as {@link getSecrets}, as an output; its arguments may be outputs too. */
export const getSecretsOutput = (args: SchemaObjectsLookupArgs = {}): pulumi.Output<FoundSchemaObject<"Secret">[]> =>
    manyOutput("Secret", args);
