import type { VpcEndpointService } from "@pulumi/aws/ec2/vpcEndpointService";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import * as pulumi from "@pulumi/pulumi";
import { EXAMPLE } from "../../common/examples";
import type { AwsPrivatelinkConnection, OneOf } from "../../sdk";
import { orExample } from "../../sdk/mocks";
import { refuseArguments } from "../argumentShape";
import { aws } from "../aws";
import type { ConnectionNetworkArgs } from "./network";
import { awsProviderOf } from "./awsProvider";
import { readyAfter } from "./readiness";
import { tagsOf } from "./tags";
import { pick } from "../pick";
import { type ArgumentSubnet, subnetsOf, subnetOf } from "./subnets";
import { listenerPortOf, privateLinkProblems } from "./privateLinkChecks";
import { PrivateLinkEndpoint } from "./privateLinkEndpoint";
import { PrivateLinkLoadBalancer, type LoadBalancerTarget } from "./privateLinkLoadBalancer";
import { PrivateLinkLayout } from "./helperResources";
import type { PrivateLinkTransform } from "./transforms";
import { createResource } from "../transform";

/** A broker behind a load balancer. */
export type PrivateLinkBroker = {
    /** The broker's `node.id` or `broker.id`, a whole number. Ids need not start at 1 or be consecutive. The resources of the broker are named by it. */
    id: number;
    /** The host that the broker advertises. Changed in place, in the Kafka connection. */
    host: pulumi.Input<string>;
    /** The port that the broker advertises and listens on. */
    port: pulumi.Input<number>;
    /** The id of the subnet of the broker. */
    subnetId: pulumi.Input<string>;
    /** The port that the broker listens on, if it is not the one that it advertises. Default: `port`. */
    targetPort?: pulumi.Input<number>;
    /**
     * The port of the broker's listener at the load balancer, and the `PORT` of the broker in SQL. Default: 9000 plus the id. Changed in place; the port of
     * another broker's listener is refused until `pulumi up` has freed it. If `port` or `targetPort` changes, a default port changes by 1000 in turn, so that
     * the new listener exists beside the old one until the connection is altered; a port that is set stays, and leads to the broker's new port at once.
     */
    listenerPort?: number;
} & OneOf<{
    /** The private IPv4 address of the broker. Changing it replaces the registration of the target. */
    ip: pulumi.Input<string>;
    /** The id of the EC2 instance that the broker runs on; its private address is looked up. */
    instanceId: pulumi.Input<string>;
}>;

/** A schema registry in the same VPC. */
export interface PrivateLinkRegistry {
    /** The private IPv4 address of the schema registry. */
    ip: pulumi.Input<string>;
    /** The port of its URL and of its listener at the load balancer. */
    port: number;
    /** The id of its subnet. */
    subnetId: pulumi.Input<string>;
    /** The id of its security group. Default: the security group of the brokers. */
    securityGroupId?: pulumi.Input<string>;
}

/** Arguments of a {@link PrivateLinkNetwork}. */
export interface PrivateLinkNetworkArgs extends ConnectionNetworkArgs {
    /** The brokers: at most 50, with the schema registry. Adding, removing or moving a broker changes only the resources of that broker. */
    brokers: readonly PrivateLinkBroker[];
    /** The id of the brokers' security group. The component adds rules that admit the load balancer, and changes nothing else in it. */
    brokerSecurityGroupId: pulumi.Input<string>;
    /**
     * More subnets of the load balancer, besides those of its targets: for availability zones without a broker, or instead of a broker's subnet in the
     * same zone. The load balancer has one subnet in each zone. Another subnet of a zone that the load balancer has is refused.
     */
    subnetIds?: readonly pulumi.Input<string>[];
    /**
     * The ids of the availability zones of the PrivateLink connection, for example `use1-az1`: those that Materialize serves, in each of which the load
     * balancer has a subnet. Brokers in other zones are reached across zones. Not across regions. Default: the zones of all brokers. Changed in place.
     */
    availabilityZones?: readonly pulumi.Input<string>[];
    /** The AWS region of Materialize. Default: the region of the brokers. Changed in place. */
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

/**
 * Connects Materialize to brokers in a VPC over AWS PrivateLink. The component creates a network load balancer with a listener for each broker, an
 * endpoint service, and the PrivateLink connection in Materialize. Only the principal of that connection may use the endpoint service. Resources that
 * use `brokers` or `connection` wait until the endpoint is available.
 *
 * Errors at preview: more than 50 listeners, two brokers with the same id or port, subnets in different VPCs, a missing or wrong `materializeRegion`,
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

    constructor(name: string, args: PrivateLinkNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("materialize:index:PrivateLinkNetwork", name, {}, opts);
        refuseArguments(this, privateLinkProblems(args));
        const brokers = args.brokers.map(broker => ({ ...broker, listenerPort: listenerPortOf(broker) }));
        const subnets = subnetsOf(brokers, args, subnetId => subnetOf(this, subnetId, args.region));
        const layout = this.layout(name, args, brokers, subnets);
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
        brokers: readonly BrokerWithListener[],
        subnets: readonly ArgumentSubnet[],
    ): PrivateLinkLayout {
        return new PrivateLinkLayout(
            `${name}-layout`,
            {
                ...pick(args, ["subnetIds", "materializeRegion", "schemaRegistry", "profile"]),
                ...awsProviderOf(this),
                brokers,
                __places: subnets,
                __fixedPorts: args.brokers.filter(broker => broker.listenerPort !== undefined).map(({ id }) => id),
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

type BrokerWithListener = PrivateLinkBroker & { listenerPort: number };

/** Returns the targets of the load balancer: the brokers, and the schema registry. */
function loadBalancerTargets(
    parent: PrivateLinkNetwork,
    brokers: readonly BrokerWithListener[],
    args: PrivateLinkNetworkArgs,
    layout: PrivateLinkLayout,
): LoadBalancerTarget[] {
    const { schemaRegistry: registry, brokerSecurityGroupId } = args;
    const own = brokers.map(broker => ({
        key: `broker-${String(broker.id)}`,
        ip: broker.ip ?? addressOf(parent, broker.instanceId, args.region),
        port: broker.targetPort ?? broker.port,
        listenerPort: layout.listenerPort(broker),
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
    orExample(
        aws.ec2.getInstanceOutput({ instanceId, ...(region === undefined ? {} : { region }) }, { parent }).privateIp,
        EXAMPLE.privateIp,
    );
