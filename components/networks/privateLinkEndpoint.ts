import type { VpcEndpointService } from "@pulumi/aws/ec2/vpcEndpointService";
import type * as pulumi from "@pulumi/pulumi";
import { AwsPrivatelinkConnection } from "../../sdk";
import type { ConnectionNetworkArgs } from "./network";
import { identityOf, pick } from "./parts";
import type { Balancer } from "./privateLinkLoadBalancer";
import {
    AllowedPrincipal,
    EndpointAvailable,
    EndpointConnectionsDrained,
    type PrivateLinkLayout,
    PrivateLinkPrincipal,
} from "./steps";
import type { PrivateLinkTransform } from "./transforms";
import { transformed } from "../transform";

/** What an endpoint is made of. */
interface Parts {
    readonly args: ConnectionNetworkArgs & { acceptanceRequired?: boolean; transform?: PrivateLinkTransform };
    readonly layout: PrivateLinkLayout;
    readonly balancer: Balancer;
    readonly service: VpcEndpointService;
    readonly parent: pulumi.ComponentResource;
}

const DEFAULT_TIMEOUT_MINUTES = 20;

/** Materialize's endpoint at an endpoint service: the connection, who may use the service, and the wait until a packet would get through. */
export class Endpoint {
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
        // Dropped before the service is deleted, and the connection before it: so it sees Materialize's endpoint go.
        const drained = new EndpointConnectionsDrained(
            `${name}-drained`,
            { serviceId: service.id, region: layout.region, timeoutMinutes: this.timeoutMinutes, ...this.profile() },
            this.opts,
        );
        this.connection = new AwsPrivatelinkConnection(
            ...transformed(
                args.transform?.connection,
                `${name}_privatelink`,
                {
                    ...pick(args, ["database", "schema", "owner", "profile"]),
                    ...(args.connectionName === undefined ? {} : { name: args.connectionName }),
                    serviceName: service.serviceName,
                    availabilityZones: layout.availabilityZones,
                },
                { parent, dependsOn: drained },
            ),
        );
        this.available = this.wait();
    }

    private wait(): EndpointAvailable {
        const { args, layout, balancer, service, parent } = this.parts;
        const connectionId = this.connection.id;
        const { principal } = new PrivateLinkPrincipal(
            `${this.name}-principal`,
            { connectionId, ...pick(args, ["profile"]) },
            this.opts,
        );
        const at = { serviceId: service.id, region: layout.region, timeoutMinutes: this.timeoutMinutes, ...this.profile() };
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
            },
            { parent, dependsOn: [allowed, ...balancer.rules] },
        );
    }

    private profile(): object {
        return { ...pick(this.parts.args, ["profile"]), ...identityOf(this.parts.parent) };
    }
}
