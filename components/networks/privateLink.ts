import type { VpcEndpointService } from "@pulumi/aws/ec2/vpcEndpointService";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import * as pulumi from "@pulumi/pulumi";
import type { AwsPrivatelinkConnection, OneOf } from "../../sdk";
import { refuseArguments } from "../argumentShape";
import { aws } from "../aws";
import type { ConnectionNetworkArgs } from "./network";
import { identityOf, pick, readyAfter, tagsOf } from "./parts";
import { type Place, placesOf, subnetOf } from "./places";
import { listenerPortOf, privateLinkProblems } from "./privateLinkChecks";
import { Endpoint } from "./privateLinkEndpoint";
import { Balancer, type Forwarded } from "./privateLinkLoadBalancer";
import { PrivateLinkLayout } from "./steps";
import type { PrivateLinkTransform } from "./transforms";
import { transformed } from "../transform";

/** A broker behind a load balancer. */
export type PrivateLinkBroker = {
    /** The broker's own `node.id` or `broker.id`; ids need neither begin at 1 nor be dense. What is made for the broker is keyed by it. */
    id: number;
    /** The host that the broker advertises. A new one is altered in the Kafka connection, in place. */
    host: pulumi.Input<string>;
    /** The port that the broker advertises, and listens on. */
    port: pulumi.Input<number>;
    /** The subnet that the broker is in. */
    subnetId: pulumi.Input<string>;
    /** The port that it listens on, where that is not the one that it advertises. Default: `port`. */
    targetPort?: pulumi.Input<number>;
    /** The port of its listener at the load balancer, and the `PORT` in SQL. Default: 9000 and the id. Changed in place; one that another broker's listener has is refused until an `up` has freed it. */
    listenerPort?: number;
} & OneOf<{
    /** The broker's private address. A new one is registered in place of the old one. */
    ip: pulumi.Input<string>;
    /** The instance that the broker runs on; its private address is looked up. */
    instanceId: pulumi.Input<string>;
}>;

/** A schema registry in the same VPC. */
export interface PrivateLinkRegistry {
    /** Its private address. */
    ip: pulumi.Input<string>;
    /** The port of its URL, and of its listener at the load balancer. */
    port: number;
    /** The subnet that it is in. */
    subnetId: pulumi.Input<string>;
    /** Its security group. Default: the brokers'. */
    securityGroupId?: pulumi.Input<string>;
}

/** Arguments of a {@link PrivateLinkNetwork}. */
export interface PrivateLinkNetworkArgs extends ConnectionNetworkArgs {
    /** The brokers, at most 50 listeners with the schema registry. Adding, removing and moving one changes only what concerns it. */
    brokers: readonly PrivateLinkBroker[];
    /** The brokers' security group: it gets rules of its own that admit the load balancer, and is otherwise left alone. */
    brokerSecurityGroupId: pulumi.Input<string>;
    /**
     * Subnets of the load balancer besides those of its targets, for zones without a broker; where one is in a broker's zone, it is used
     * instead of the broker's. The load balancer has one subnet in each zone, and keeps that of a zone that it once had: another one is refused.
     */
    subnetIds?: readonly pulumi.Input<string>[];
    /** The AWS region of Materialize, where that is another one than the brokers'. Changed in place. */
    materializeRegion?: pulumi.Input<string>;
    /** Whether the endpoint service asks for each endpoint to be accepted; Materialize's is accepted here. Default: `false`. */
    acceptanceRequired?: boolean;
    /** A schema registry that is reached the same way. */
    schemaRegistry?: PrivateLinkRegistry;
    /** Adjusts the AWS and Materialize resources that the network creates: tags, deletion protection, access logs, health checks, … */
    transform?: PrivateLinkTransform;
}

/** A broker as a `KafkaConnection` takes it. */
export interface PrivateLinkedBroker {
    /** The broker's own id. */
    readonly id: number;
    /** `host:port`, as the broker advertises it. */
    readonly address: pulumi.Output<string>;
    /** Its `USING AWS PRIVATELINK` clause. */
    readonly privateLink: {
        /** The network's connection. */
        readonly connection: AwsPrivatelinkConnection;
        /** The port of its listener. */
        readonly port: number;
        /** The id of its zone; across regions there is none. */
        readonly availabilityZone?: pulumi.Output<string>;
    };
}

/**
 * A network from Materialize to brokers in a VPC by AWS PrivateLink: a load balancer with a listener for each broker, an endpoint service, and the
 * connection in Materialize, whose principal alone is allowed. Whoever uses `brokers` or `connection` waits until the endpoint is available.
 *
 * Errors, at preview: more than 50 listeners, ids or ports twice, subnets of several VPCs, a `materializeRegion` that is missing or wrong, zones that
 * AWS does not serve across regions; at `pulumi up`: zones that Materialize does not serve, targets that stay unhealthy, an endpoint that does not
 * become available in time.
 *
 * Materialize's documentation: "AWS PrivateLink connections"; AWS's: "Share your services through AWS PrivateLink".
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const network = new materialize.PrivateLinkNetwork("orders", {
 *     brokerSecurityGroupId: "sg-0a1b2c3d4e5f60718",
 *     brokers: [{ id: 1, host: "b-1.example.com", port: 9096, ip: "10.0.1.10", subnetId: "subnet-0a1b2c3d4e5f60718" }],
 * });
 * new materialize.KafkaConnection("orders", { brokers: network.brokers, securityProtocol: "SSL" });
 * ```
 */
export class PrivateLinkNetwork extends pulumi.ComponentResource {
    /** The network load balancer. */
    public readonly loadBalancer: LoadBalancer;
    /** The endpoint service. */
    public readonly endpointService: VpcEndpointService;
    /** The PrivateLink connection, for whatever else is behind the load balancer; who uses it waits until the endpoint is available. */
    public readonly connection: AwsPrivatelinkConnection;
    /** The brokers, as a `KafkaConnection` takes them. */
    public readonly brokers: PrivateLinkedBroker[];

    constructor(name: string, args: PrivateLinkNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("materialize:index:PrivateLinkNetwork", name, {}, opts);
        refuseArguments(this, privateLinkProblems(args));
        const brokers = args.brokers.map(broker => ({ ...broker, listenerPort: listenerPortOf(broker) }));
        const places = placesOf(brokers, args, subnetId => subnetOf(this, subnetId, args.region));
        const layout = this.layout(name, args, brokers, places);
        const balancer = new Balancer(name, args, layout, forwarded(this, brokers, args), this);
        this.loadBalancer = balancer.loadBalancer;
        this.endpointService = this.service(name, args, layout, balancer);
        const parts = { args, layout, balancer, service: this.endpointService, parent: this };
        const { connection, available } = new Endpoint(name, parts);
        this.connection = readyAfter(connection, available.connection);
        this.brokers = brokers.map(({ id, host, port, listenerPort }, at) => ({
            id,
            address: pulumi.interpolate`${host}:${port}`,
            privateLink: { connection: this.connection, port: listenerPort, availabilityZone: zoneOf(layout, places[at]) },
        }));
        this.registerOutputs({
            loadBalancer: this.loadBalancer.arn,
            endpointService: this.endpointService.serviceName,
            connection: connection.qualifiedName,
            brokers: this.brokers.map(({ id, address }) => ({ id, address })),
        });
    }

    private layout(
        name: string,
        args: PrivateLinkNetworkArgs,
        brokers: readonly object[],
        places: readonly Place[],
    ): PrivateLinkLayout {
        return new PrivateLinkLayout(
            `${name}-layout`,
            {
                ...pick(args, ["subnetIds", "materializeRegion", "schemaRegistry", "profile"]),
                ...identityOf(this),
                brokers,
                __places: places,
            },
            { parent: this },
        );
    }

    private service(
        name: string,
        args: PrivateLinkNetworkArgs,
        layout: PrivateLinkLayout,
        balancer: Balancer,
    ): VpcEndpointService {
        return new aws.ec2.VpcEndpointService(
            ...transformed(
                args.transform?.endpointService,
                name,
                {
                    ...pick(args, ["region"]),
                    networkLoadBalancerArns: [balancer.loadBalancer.arn],
                    acceptanceRequired: args.acceptanceRequired ?? false,
                    // An empty list is not the same as none: AWS adds its own region to it.
                    supportedRegions: layout.supportedRegions.apply(regions => (regions.length === 0 ? undefined : regions)),
                    tags: tagsOf(args, name),
                },
                { parent: this, dependsOn: balancer.listeners },
            ),
        );
    }
}

/** In region a broker names its zone; across regions AWS chooses. */
const zoneOf = (layout: PrivateLinkLayout, place: Place | undefined): pulumi.Output<string> =>
    pulumi
        .all([layout.acrossRegions, place?.zone])
        .apply(([across, zone]) => (across ? undefined : zone)) as pulumi.Output<string>;

type Listened = PrivateLinkBroker & { listenerPort: number };

/** What the load balancer forwards to, by what each is for. */
function forwarded(parent: PrivateLinkNetwork, brokers: readonly Listened[], args: PrivateLinkNetworkArgs): Forwarded[] {
    const { schemaRegistry: registry, brokerSecurityGroupId } = args;
    const own = brokers.map(broker => ({
        key: `broker-${String(broker.id)}`,
        ip: broker.ip ?? addressOf(parent, broker.instanceId, args.region),
        port: broker.targetPort ?? broker.port,
        listenerPort: broker.listenerPort,
        securityGroupId: brokerSecurityGroupId,
    }));
    if (registry === undefined) return own;
    const { ip, port, securityGroupId = brokerSecurityGroupId } = registry;
    return [...own, { key: "registry", ip, port, listenerPort: port, securityGroupId }];
}

/** The private address of an instance. */
const addressOf = (
    parent: pulumi.Resource,
    instanceId: pulumi.Input<string>,
    region: pulumi.Input<string> | undefined,
): pulumi.Output<string> =>
    aws.ec2.getInstanceOutput({ instanceId, ...(region === undefined ? {} : { region }) }, { parent }).privateIp;
