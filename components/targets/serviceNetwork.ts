import * as pulumi from "@pulumi/pulumi";
import { AwsPrivatelinkConnection } from "../../sdk";
import { pick, readyAfter } from "../networks/parts";
import { EndpointAvailable } from "../networks/steps";
import type { PrivateLinkServiceTransform } from "../networks/transforms";
import { transformed } from "../transform";
import type { PlaceArgs } from "./maker";

interface Args extends PlaceArgs {
    readonly serviceName: pulumi.Input<string>;
    readonly availabilityZones?: pulumi.Input<pulumi.Input<string>[]>;
    /** Whether whoever uses the connection waits until the endpoint is available. */
    readonly waits: boolean;
    readonly transform?: PrivateLinkServiceTransform;
}

const TIMEOUT_MINUTES = 20;

/** Makes the connection to an endpoint service of somebody else's, and waits for it. */
export class ServiceNetwork extends pulumi.ComponentResource {
    readonly connection: AwsPrivatelinkConnection;
    readonly brokers: never[] = [];

    constructor(name: string, args: Args, opts: pulumi.ComponentResourceOptions) {
        super("materialize:index:PrivateLinkService", name, {}, opts);
        const connection = new AwsPrivatelinkConnection(
            ...transformed(
                args.transform?.connection,
                `${name}_privatelink`,
                {
                    ...pick(args, ["database", "schema", "owner", "profile"]),
                    serviceName: args.serviceName,
                    availabilityZones: args.availabilityZones ?? [],
                },
                { parent: this },
            ),
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
