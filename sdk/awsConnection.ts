import type * as pulumi from "@pulumi/pulumi";
import { EXAMPLE } from "../common/examples";
import type { ConnectionArgs, SchemaObjectArgs, SecretRef, TextOrSecret } from "./arguments";
import { type FoundSchemaObject, schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** The credentials of an AWS connection: a role that Materialize assumes, or an access key. */
export type AwsConnectionCredentials =
    | {
          /**
           * The ARN of the IAM role that Materialize assumes: see
           * {@link https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html | AssumeRole}. Updated in place.
           */
          assumeRoleArn: pulumi.Input<string>;
          /** The name of the role session. Default: chosen by Materialize. Updated in place. */
          assumeRoleSessionName?: pulumi.Input<string>;
          accessKeyId?: never;
          secretAccessKey?: never;
          sessionToken?: never;
      }
    | {
          /** The id of the access key. Updated in place. */
          accessKeyId: TextOrSecret;
          /** The secret access key. Updated in place. */
          secretAccessKey: SecretRef;
          /** The secret that contains the session token of a temporary access key. Default: none. Updated in place. */
          sessionToken?: SecretRef;
          assumeRoleArn?: never;
          assumeRoleSessionName?: never;
      };

/** The AWS endpoint that an AWS connection uses. */
export interface AwsConnectionEndpointArgs {
    /** The AWS region. Default: chosen by Materialize. Updated in place. */
    region?: pulumi.Input<string>;
    /** The URL of an endpoint that replaces the one of AWS, without user and password. Default: none. Updated in place. */
    endpoint?: pulumi.Input<string>;
}

/** Arguments of an {@link AwsConnection}. */
export type AwsConnectionArgs = SchemaObjectArgs & ConnectionArgs & AwsConnectionCredentials & AwsConnectionEndpointArgs;

/**
 * A connection with credentials for AWS, which Amazon MSK with IAM authentication and Amazon S3 use.
 *
 * Errors: at preview, a role together with an access key, or a `sessionToken` that is a string; at `pulumi up` with `validate: true`, a role that Materialize cannot assume. The
 * connection is kept then, and the next `pulumi up` validates it again.
 *
 * See {@link https://materialize.com/docs/sql/create-connection/#aws | CREATE CONNECTION: AWS}.
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
    /** The ARN of the AWS principal that assumes the role. Empty for a connection with an access key. */
    declare public readonly principal: pulumi.Output<string>;
    /**
     * The {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html | external id} that the role's trust
     * policy must require. Empty for a connection with an access key.
     */
    declare public readonly externalId: pulumi.Output<string>;
    /** A trust policy for the role, as an IAM policy document. Empty for a connection with an access key. */
    declare public readonly exampleTrustPolicy: pulumi.Output<unknown>;

    constructor(name: string, args: AwsConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        const { principal, externalId, exampleTrustPolicy } = EXAMPLE;
        super("AwsConnection", name, args, opts, {
            outputs: ["principal", "externalId", "exampleTrustPolicy"],
            examples: args.assumeRoleArn === undefined ? undefined : () => ({ principal, externalId, exampleTrustPolicy }),
        });
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
 * Returns the same as {@link getAwsConnection} as outputs, which other resources take in place of an `AwsConnection`. Its arguments can be outputs.
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
