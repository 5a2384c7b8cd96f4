import type { VpcEndpointService } from "@pulumi/aws/ec2/vpcEndpointService";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import * as pulumi from "@pulumi/pulumi";
import type { AwsPrivatelinkConnection } from "../../sdk";
import { refuseArguments } from "../argumentShape";
import { aws } from "../aws";
import type { ConnectionNetworkArgs } from "./network";
import { awsProviderOf } from "./awsProvider";
import { readyAfter } from "./readiness";
import { tagsOf } from "./tags";
import { pick } from "../pick";
import { type ArgumentSubnet, serverSubnets, subnetsOf, subnetOf } from "./subnets";
import { listenerPortOf, privateLinkProblems } from "./privateLinkChecks";
import { PrivateLinkEndpoint } from "./privateLinkEndpoint";
import { PrivateLinkLoadBalancer } from "./privateLinkLoadBalancer";
import {
    type BrokerWithListener,
    listOfServers,
    loadBalancerTargets,
    type PrivateLinkBroker,
    type PrivateLinkRegistry,
    type PrivateLinkServer,
} from "./privateLinkTargets";
import { PrivateLinkLayout } from "./helperResources";
import type { PrivateLinkTransform } from "./transforms";
import { createResource } from "../transform";

/** Arguments of a {@link PrivateLinkNetwork}. */
export interface PrivateLinkNetworkArgs extends ConnectionNetworkArgs {
    /** Kafka brokers: at most 50, with the schema registry and the servers. Adding, removing or moving a broker changes only the resources of that broker. */
    brokers?: readonly PrivateLinkBroker[];
    /** The id of the brokers' security group, which `brokers` need. The component adds rules that admit the load balancer, and changes nothing else in it. */
    brokerSecurityGroupId?: pulumi.Input<string>;
    /** Other servers, such as databases, by keys that name their resources. Adding, removing or moving a server changes only the resources of that server. */
    servers?: Readonly<Record<string, PrivateLinkServer>>;
    /**
     * More subnets of the load balancer, besides those of its targets: for availability zones without a broker, or instead of a broker's subnet in the
     * same zone. The load balancer has one subnet in each zone. Another subnet of a zone that the load balancer has is refused.
     */
    subnetIds?: readonly pulumi.Input<string>[];
    /**
     * The ids of the availability zones of the PrivateLink connection, for example `use1-az1`: those that Materialize serves, in each of which the load
     * balancer has a subnet. Targets in other zones are reached across zones. Not across regions. Default: the zones of all brokers and servers. Changed in place.
     */
    availabilityZones?: readonly pulumi.Input<string>[];
    /** The AWS region of Materialize. Default: the region of the targets. Changed in place. */
    materializeRegion?: pulumi.Input<string>;
    /** True if the endpoint service requires that endpoints are accepted; the component accepts the endpoint of Materialize. Default: `false`. */
    acceptanceRequired?: boolean;
    /** A schema registry behind the same load balancer. */
    schemaRegistry?: PrivateLinkRegistry;
    /** Adjusts the AWS and Materialize resources that the component creates, for example their tags, deletion protection or health checks. */
    transform?: PrivateLinkTransform;
}

/** A broker in the form of the argument `brokers` of `KafkaConnection`. */
export interface PrivateLinkedBroker {
    /** The id of the broker. */
    readonly id: number;
    /** The address that the broker advertises, `host:port`. */
    readonly address: pulumi.Output<string>;
    /** The options of `USING AWS PRIVATELINK`. */
    readonly privateLink: {
        /** The PrivateLink connection of the network. */
        readonly connection: AwsPrivatelinkConnection;
        /** The port of the listener of the broker. */
        readonly port: pulumi.Output<number>;
        /** The id of the availability zone of the broker; undefined across regions, and if `availabilityZones` does not have it. */
        readonly availabilityZone?: pulumi.Output<string>;
    };
}

/** A server of the argument `servers`, as Materialize reaches it. */
export interface PrivateLinkedServer {
    /** The PrivateLink connection of the network: the argument `privateLink` of a connection to the server. */
    readonly connection: AwsPrivatelinkConnection;
    /** The port of the listener of the server: the argument `port` of a connection to the server. */
    readonly port: number;
}

/**
 * Connects Materialize to Kafka brokers, databases and other servers in a VPC over AWS PrivateLink. The component creates a network load balancer with a
 * listener for each of them, an endpoint service, and the PrivateLink connection in Materialize. Only the principal of that connection may use the endpoint
 * service. Resources that use `brokers`, `servers` or `connection` wait until the endpoint is available.
 *
 * Errors at preview: more than 50 listeners, two brokers with the same id, two listeners with the same port, subnets in different VPCs, a missing or wrong `materializeRegion`,
 * availability zones that AWS does not serve across regions. Errors at `pulumi up`: availability zones that Materialize does not serve (list the others as `availabilityZones`), unhealthy
 * targets, an endpoint that is not available within `timeoutMinutes`.
 *
 * See https://materialize.com/docs/sql/create-connection/aws-privatelink/ and
 * https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html.
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
    /** The PrivateLink connection. Resources that use it wait until the endpoint is available. */
    public readonly connection: AwsPrivatelinkConnection;
    /** The brokers, in the form of the argument `brokers` of `KafkaConnection`. */
    public readonly brokers: PrivateLinkedBroker[];
    /** The servers, by their keys. */
    public readonly servers: Readonly<Record<string, PrivateLinkedServer>>;

    constructor(name: string, args: PrivateLinkNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("materialize:index:PrivateLinkNetwork", name, {}, opts);
        refuseArguments(this, privateLinkProblems(args));
        const brokers = (args.brokers ?? []).map(broker => ({ ...broker, listenerPort: listenerPortOf(broker) }));
        const look = (subnetId: pulumi.Input<string>) => subnetOf(this, subnetId, args.region);
        const subnets = subnetsOf(brokers, args, look);
        const layout = this.layout(name, args, { brokers, subnets, ofServers: serverSubnets(args.servers ?? {}, look) });
        const balancer = new PrivateLinkLoadBalancer(name, args, layout, loadBalancerTargets(this, brokers, args, layout), this);
        this.loadBalancer = balancer.loadBalancer;
        this.endpointService = this.service(name, args, layout, balancer);
        const parts = { args, layout, balancer, service: this.endpointService, parent: this };
        const { connection, available } = new PrivateLinkEndpoint(name, parts);
        this.connection = readyAfter(connection, available.connection);
        this.brokers = brokers.map((broker, at) => ({
            id: broker.id,
            address: pulumi.interpolate`${broker.host}:${broker.port}`,
            privateLink: {
                connection: this.connection,
                port: layout.listenerPort(broker),
                availabilityZone: zoneOf(layout, subnets[at], args.availabilityZones),
            },
        }));
        this.servers = Object.fromEntries(
            Object.entries(args.servers ?? {}).map(([key, server]) => [
                key,
                { connection: this.connection, port: server.listenerPort ?? server.port },
            ]),
        );
        this.registerOutputs({
            loadBalancer: this.loadBalancer.arn,
            endpointService: this.endpointService.serviceName,
            connection: connection.qualifiedName,
            brokers: this.brokers.map(({ id, address }) => ({ id, address })),
        });
    }

    private layout(name: string, args: PrivateLinkNetworkArgs, { brokers, subnets, ofServers }: Places): PrivateLinkLayout {
        return new PrivateLinkLayout(
            `${name}-layout`,
            {
                ...pick(args, ["subnetIds", "materializeRegion", "schemaRegistry", "profile"]),
                ...awsProviderOf(this),
                brokers,
                __places: subnets,
                ...(args.servers === undefined ? {} : { servers: listOfServers(args.servers), __serverPlaces: ofServers }),
                __fixedPorts: (args.brokers ?? []).filter(broker => broker.listenerPort !== undefined).map(({ id }) => id),
                // The layout has an output of the name of the argument.
                __zones: args.availabilityZones,
            },
            { parent: this },
        );
    }

    private service(
        name: string,
        args: PrivateLinkNetworkArgs,
        layout: PrivateLinkLayout,
        balancer: PrivateLinkLoadBalancer,
    ): VpcEndpointService {
        return createResource(
            aws.ec2.VpcEndpointService,
            args.transform?.endpointService,
            name,
            {
                ...pick(args, ["region"]),
                networkLoadBalancerArns: [balancer.loadBalancer.arn],
                acceptanceRequired: args.acceptanceRequired ?? false,
                // AWS adds the region of the service to an empty list.
                supportedRegions: layout.supportedRegions.apply(regions => (regions.length === 0 ? undefined : regions)),
                tags: tagsOf(args, name),
            },
            // An update plan holds the dependencies, and those of an argument that is undefined are lost.
            { parent: this, dependsOn: [...balancer.listeners, layout] },
        );
    }
}

/** The brokers, and the subnets of the network; the program may not know those of servers. */
interface Places {
    readonly brokers: readonly BrokerWithListener[];
    readonly subnets: readonly ArgumentSubnet[];
    readonly ofServers: pulumi.Output<pulumi.Unwrap<ArgumentSubnet>[]>;
}

/** Returns the availability zone of a broker; undefined if any zone of the connection leads to it: across regions, and in a zone that the connection lacks. */
const zoneOf = (
    layout: PrivateLinkLayout,
    subnet: ArgumentSubnet | undefined,
    ofConnection: PrivateLinkNetworkArgs["availabilityZones"],
): pulumi.Output<string> =>
    pulumi
        .all([layout.acrossRegions, subnet?.zone ?? "", ofConnection === undefined ? undefined : [...ofConnection]])
        .apply(([across, zone, zones]) =>
            across || zones?.includes(zone) === false ? undefined : zone,
        ) as pulumi.Output<string>;
