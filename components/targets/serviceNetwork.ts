import * as pulumi from "@pulumi/pulumi";
import { AwsPrivatelinkConnection } from "../../sdk";
import { readyAfter } from "../networks/readiness";
import { pick } from "../pick";
import { EndpointAvailable } from "../networks/helperResources";
import type { PrivateLinkServiceTransform } from "../networks/transforms";
import { createResource } from "../transform";
import type { IngestionObjectArgs } from "./ingestionContext";

interface Args extends IngestionObjectArgs {
    readonly serviceName: pulumi.Input<string>;
    readonly availabilityZones?: pulumi.Input<pulumi.Input<string>[]>;
    /** True if resources that use the connection wait until the endpoint is available. */
    readonly waits: boolean;
    readonly transform?: PrivateLinkServiceTransform;
}

const TIMEOUT_MINUTES = 20;

/** Creates the connection to an existing endpoint service, and waits for its endpoint. */
export class ServiceNetwork extends pulumi.ComponentResource {
    readonly connection: AwsPrivatelinkConnection;
    readonly brokers: never[] = [];

    constructor(name: string, args: Args, opts: pulumi.ComponentResourceOptions) {
        super("materialize:index:PrivateLinkService", name, {}, opts);
        const connection = createResource(
            AwsPrivatelinkConnection,
            args.transform?.connection,
            `${name}_privatelink`,
            {
                ...pick(args, ["database", "schema", "owner", "profile"]),
                serviceName: args.serviceName,
                availabilityZones: args.availabilityZones ?? [],
            },
            { parent: this },
        );
        this.connection = args.waits ? this.ready(name, args, connection) : connection;
        this.registerOutputs({ connection: connection.qualifiedName });
    }

    private ready(name: string, args: Args, connection: AwsPrivatelinkConnection): AwsPrivatelinkConnection {
        const available = new EndpointAvailable(
            `${name}-endpoint`,
            {
                ...pick(args, ["profile"]),
                serviceName: args.serviceName,
                availabilityZones: args.availabilityZones ?? [],
                connection: connection.qualifiedName,
                connectionId: connection.id,
                timeoutMinutes: TIMEOUT_MINUTES,
            },
            { parent: this },
        );
        return readyAfter(connection, available.connection);
    }
}
