import type { VpcEndpointService } from "@pulumi/aws/ec2/vpcEndpointService";
import type * as pulumi from "@pulumi/pulumi";
import { AwsPrivatelinkConnection } from "../../sdk";
import type { ConnectionNetworkArgs } from "./network";
import { awsProviderOf } from "./awsProvider";
import { pick } from "../pick";
import type { PrivateLinkLoadBalancer } from "./privateLinkLoadBalancer";
import {
    AllowedPrincipal,
    EndpointAvailable,
    EndpointConnectionsDrained,
    type PrivateLinkLayout,
    PrivateLinkPrincipal,
} from "./helperResources";
import type { PrivateLinkTransform } from "./transforms";
import { createResource } from "../transform";

/** The arguments and resources from which the endpoint is created. */
interface Parts {
    readonly args: ConnectionNetworkArgs & { acceptanceRequired?: boolean; transform?: PrivateLinkTransform };
    readonly layout: PrivateLinkLayout;
    readonly balancer: PrivateLinkLoadBalancer;
    readonly service: VpcEndpointService;
    readonly parent: pulumi.ComponentResource;
}

const DEFAULT_TIMEOUT_MINUTES = 20;

/** Creates the PrivateLink connection and the permission to use the endpoint service, and waits until the endpoint is available. */
export class PrivateLinkEndpoint {
    readonly connection: AwsPrivatelinkConnection;
    readonly available: EndpointAvailable;
    private readonly opts: pulumi.CustomResourceOptions;
    private readonly timeoutMinutes: pulumi.Input<number>;

    constructor(
        private readonly name: string,
        private readonly parts: Parts,
    ) {
        const { args, layout, service, parent } = parts;
        this.opts = { parent };
        this.timeoutMinutes = args.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES;
        // Pulumi deletes the connection first, then this resource, then the service: so the service is deleted once the endpoint is gone.
        const drained = new EndpointConnectionsDrained(
            `${name}-drained`,
            { serviceId: service.id, region: layout.region, timeoutMinutes: this.timeoutMinutes, ...this.connectionSettings() },
            this.opts,
        );
        this.connection = createResource(
            AwsPrivatelinkConnection,
            args.transform?.connection,
            `${name}_privatelink`,
            {
                ...pick(args, ["database", "schema", "owner", "profile"]),
                ...(args.connectionName === undefined ? {} : { name: args.connectionName }),
                serviceName: service.serviceName,
                availabilityZones: layout.availabilityZones,
            },
            { parent, dependsOn: drained },
        );
        this.available = this.allowAndWait();
    }

    /** Allows the principal of the connection to use the endpoint service, and waits for the endpoint. */
    private allowAndWait(): EndpointAvailable {
        const { args, layout, balancer, service, parent } = this.parts;
        const connectionId = this.connection.id;
        const { principal } = new PrivateLinkPrincipal(
            `${this.name}-principal`,
            { connectionId, ...pick(args, ["profile"]) },
            this.opts,
        );
        const at = {
            serviceId: service.id,
            region: layout.region,
            timeoutMinutes: this.timeoutMinutes,
            ...this.connectionSettings(),
        };
        const allowed = new AllowedPrincipal(`${this.name}-permission`, { ...at, principal }, this.opts);
        return new EndpointAvailable(
            `${this.name}-endpoint`,
            {
                connection: this.connection.qualifiedName,
                connectionId,
                principal,
                ...at,
                targets: balancer.targets,
                availabilityZones: layout.availabilityZones,
                acceptanceRequired: args.acceptanceRequired ?? false,
                __loadBalancer: balancer.loadBalancer.arn,
            },
            { parent, dependsOn: [allowed, ...balancer.rules] },
        );
    }

    /** Returns the profile, and the settings of the AWS provider. */
    private connectionSettings(): object {
        return { ...pick(this.parts.args, ["profile"]), ...awsProviderOf(this.parts.parent) };
    }
}
