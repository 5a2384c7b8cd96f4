import type * as pulumi from "@pulumi/pulumi";
import { EXAMPLE } from "../common/examples";
import type { ConnectionArgs, SchemaObjectArgs } from "./arguments";
import { type FoundSchemaObject, schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of an {@link AwsPrivatelinkConnection}. */
export interface AwsPrivatelinkConnectionArgs extends SchemaObjectArgs, ConnectionArgs {
    /** The name of the endpoint service: `com.amazonaws.vpce.<region>.vpce-svc-…`. Updated in place. */
    serviceName: pulumi.Input<string>;
    /**
     * The {@link https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html | ids} of the availability zones (`use1-az1`), not their
     * names. `[]` for an endpoint service in another AWS region. Updated in place.
     */
    availabilityZones: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * A connection to an AWS PrivateLink endpoint service.
 *
 * Errors: at preview, an availability zone that occurs twice; at `pulumi up`, availability zones that Materialize does not serve, or more
 * connections than its limit; with `validate: true`, an endpoint that is not available. The connection is kept then, and the next `pulumi up`
 * validates it again.
 *
 * See {@link https://materialize.com/docs/sql/create-connection/#aws-privatelink | CREATE CONNECTION: AWS PrivateLink} and
 * {@link https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html | AWS PrivateLink endpoint services}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const link = new materialize.AwsPrivatelinkConnection("link", {
 *     serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc",
 *     availabilityZones: ["use1-az1", "use1-az4"],
 * });
 * export const principal = link.principal;
 * ```
 */
export class AwsPrivatelinkConnection extends MaterializeResource<"AwsPrivatelinkConnection"> {
    /** The ARN of the AWS principal that the endpoint service must allow. */
    declare public readonly principal: pulumi.Output<string>;

    constructor(name: string, args: AwsPrivatelinkConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("AwsPrivatelinkConnection", name, args, opts, {
            outputs: ["principal"],
            examples: () => ({ principal: EXAMPLE.principal }),
        });
    }
}

/** An AWS PrivateLink connection that a lookup found. */
export interface FoundAwsPrivatelinkConnection extends FoundSchemaObject<"AwsPrivatelinkConnection"> {
    /** The AWS principal that the endpoint service must allow. */
    readonly principal: string;
}

const lookups = schemaObjectLookups<"AwsPrivatelinkConnection", FoundAwsPrivatelinkConnection>("AwsPrivatelinkConnection", [
    "principal",
]);

/**
 * Returns the PrivateLink connection with this exact name, schema and database.
 *
 * Errors: no such PrivateLink connection exists; Materialize cannot be reached.
 *
 * @function
 */
export const getAwsPrivatelinkConnection = lookups.get;

/**
 * Returns the same as {@link getAwsPrivatelinkConnection} as outputs, which other resources take in place of an `AwsPrivatelinkConnection`. Its arguments can be outputs.
 *
 * @function
 */
export const getAwsPrivatelinkConnectionOutput = lookups.getOutput;

/**
 * Returns all PrivateLink connections, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getAwsPrivatelinkConnections = lookups.list;

/**
 * Returns the same as {@link getAwsPrivatelinkConnections} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getAwsPrivatelinkConnectionsOutput = lookups.listOutput;
