import type * as pulumi from "@pulumi/pulumi";
import type { SchemaObjectArgs, SecretRef, TextOrSecret, ConnectionArgs } from "./arguments";
import { type FoundSchemaObject, schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** A role that Materialize takes on, or a key. */
export type AwsConnectionCredentials =
    | {
          /** The role that Materialize takes on. Changed in place. */
          assumeRoleArn: pulumi.Input<string>;
          /** The session's name. Default: Materialize's own. Changed in place. */
          assumeRoleSessionName?: pulumi.Input<string>;
          accessKeyId?: never;
          secretAccessKey?: never;
          sessionToken?: never;
      }
    | {
          /** The key's id. Changed in place. */
          accessKeyId: TextOrSecret;
          /** The key. Changed in place. */
          secretAccessKey: SecretRef;
          /** The session's token, of a temporary key. Changed in place. */
          sessionToken?: TextOrSecret;
          assumeRoleArn?: never;
          assumeRoleSessionName?: never;
      };

/** What an AWS connection takes besides its credentials. */
export interface AwsConnectionEndpointArgs {
    /** The AWS region. Default: Materialize's own. Changed in place. */
    region?: pulumi.Input<string>;
    /** Another endpoint than AWS's own. Changed in place. */
    endpoint?: pulumi.Input<string>;
}

/** Arguments of an {@link AwsConnection}. */
export type AwsConnectionArgs = SchemaObjectArgs & ConnectionArgs & AwsConnectionCredentials & AwsConnectionEndpointArgs;

/**
 * Credentials for AWS, for MSK with IAM and for S3.
 *
 * Errors: a role and a key together, at preview; with `validate: true`, a role that cannot be taken on: the connection is kept, and
 * the next `pulumi up` tries again.
 *
 * Materialize's documentation: "CREATE CONNECTION: AWS".
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const aws = new materialize.AwsConnection("aws", { assumeRoleArn: "arn:aws:iam::123456789012:role/Materialize" });
 * export const trustPolicy = aws.exampleTrustPolicy;
 * ```
 */
export class AwsConnection extends MaterializeResource<"AwsConnection"> {
    /** The principal that takes on the role; empty with a key. */
    declare public readonly principal: pulumi.Output<string>;
    /** The external id that the role's trust policy must ask for; empty with a key. */
    declare public readonly externalId: pulumi.Output<string>;
    /** A trust policy for the role; empty with a key. */
    declare public readonly exampleTrustPolicy: pulumi.Output<unknown>;

    constructor(name: string, args: AwsConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("AwsConnection", name, args, opts, { outputs: ["principal", "externalId", "exampleTrustPolicy"] });
    }
}

/** An AWS connection that a lookup found. */
export interface FoundAwsConnection extends FoundSchemaObject<"AwsConnection"> {
    /** The AWS principal that assumes the role. Undefined for a connection with an access key. */
    readonly principal?: string | undefined;
    /** The external id that the role's trust policy must require. Undefined for a connection with an access key. */
    readonly externalId?: string | undefined;
    /** A trust policy for the role, as an IAM policy document. Undefined for a connection with an access key. */
    readonly exampleTrustPolicy?: unknown;
}

const lookups = schemaObjectLookups<"AwsConnection", FoundAwsConnection>("AwsConnection", [
    "principal",
    "externalId",
    "exampleTrustPolicy",
]);

/**
 * Returns the AWS connection with this exact name, schema and database.
 *
 * Errors: no such AWS connection exists; Materialize cannot be reached.
 *
 * @function
 */
export const getAwsConnection = lookups.get;

/**
 * Returns the same as {@link getAwsConnection} as outputs, which other resources take in place of a `AwsConnection`. Its arguments can be outputs.
 *
 * @function
 */
export const getAwsConnectionOutput = lookups.getOutput;

/**
 * Returns all AWS connections, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getAwsConnections = lookups.list;

/**
 * Returns the same as {@link getAwsConnections} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getAwsConnectionsOutput = lookups.listOutput;
