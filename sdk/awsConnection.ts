import type * as pulumi from "@pulumi/pulumi";
import type { SchemaObjectArgs, SecretRef, TextOrSecret, ConnectionArgs } from "./arguments";
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
