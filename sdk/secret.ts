import type * as pulumi from "@pulumi/pulumi";
import type { SchemaObjectArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link Secret}. */
export interface SecretArgs extends SchemaObjectArgs {
    /**
     * The value, at most 512 KiB of UTF-8, stored byte by byte. Pulumi's state always encrypts it. If the program passes a plain string, previews show
     * `plainSecrets: ["value"]`, which policies can refuse. Updated in place with `ALTER SECRET`; connections that use the secret use the new value.
     * Materialize does not return values, so a change outside of the stack is not detected.
     */
    value: pulumi.Input<string>;
    /**
     * Any text, for example a date: each new text sends the value again, in place, with `ALTER SECRET`. It restores a value that was changed outside
     * of the stack. Default: none.
     */
    valueVersion?: pulumi.Input<string>;
}

/**
 * A secret, for example the password of a Kafka user.
 *
 * Errors: at preview, a value that is not valid Unicode or too long; at `pulumi up`, a name that another object has.
 *
 * See {@link https://materialize.com/docs/sql/create-secret/ | CREATE SECRET} and {@link https://materialize.com/docs/sql/alter-secret/ | ALTER SECRET}.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("kafka");
 *
 * new materialize.Secret("kafka_tls_key", { value: config.requireSecret("tlsKey") });
 * ```
 */
export class Secret extends MaterializeResource<"Secret"> {
    constructor(name: string, args: SecretArgs, opts?: pulumi.CustomResourceOptions) {
        super("Secret", name, args, opts, { secrets: ["value"] });
    }
}

const lookups = schemaObjectLookups("Secret");

/**
 * Returns the secret with this exact name, schema and database.
 *
 * Errors: no such secret exists; Materialize cannot be reached.
 *
 * @function
 */
export const getSecret = lookups.get;

/**
 * Returns the same as {@link getSecret} as outputs, which other resources take in place of a `Secret`. Its arguments can be outputs.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * // Another stack created this secret in the schema "shared".
 * const password = materialize.getSecretOutput({ name: "kafka_password", schema: "shared" });
 * new materialize.KafkaConnection("shared_kafka", {
 *     brokers: ["b-1.example.com:9096"],
 *     sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
 * });
 * ```
 *
 * @function
 */
export const getSecretOutput = lookups.getOutput;

/**
 * Returns all secrets, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getSecrets = lookups.list;

/**
 * Returns the same as {@link getSecrets} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getSecretsOutput = lookups.listOutput;
