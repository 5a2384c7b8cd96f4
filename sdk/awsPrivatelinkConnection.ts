import type * as pulumi from "@pulumi/pulumi";
import type { SchemaObjectArgs, ConnectionArgs } from "./arguments";
import { MaterializeResource } from "./resource";

/** Arguments of an {@link AwsPrivatelinkConnection}. */
export interface AwsPrivatelinkConnectionArgs extends SchemaObjectArgs, ConnectionArgs {
    /** The endpoint service's name: `com.amazonaws.vpce.<region>.vpce-svc-…`. Changed in place. */
    serviceName: pulumi.Input<string>;
    /** The ids of the zones (`use1-az1`), not their names; `[]` across regions. Changed in place. */
    availabilityZones: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * An AWS PrivateLink connection to an endpoint service.
 *
 * Errors: a zone twice, at preview; zones that Materialize does not serve, the limit of the region, at `pulumi up`; with
 * `validate: true`, an endpoint that is not available: the connection is kept, and the next `pulumi up` tries again.
 *
 * Materialize's documentation: "CREATE CONNECTION: AWS PrivateLink".
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
    /** The AWS principal that the endpoint service must allow. */
    declare public readonly principal: pulumi.Output<string>;

    constructor(name: string, args: AwsPrivatelinkConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("AwsPrivatelinkConnection", name, args, opts, { outputs: ["principal"] });
    }
}
