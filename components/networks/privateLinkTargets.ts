import type * as pulumi from "@pulumi/pulumi";
import { EXAMPLE } from "../../common/examples";
import type { OneOf } from "../../sdk";
import { orExample } from "../../sdk/mocks";
import { aws } from "../aws";
import { pick } from "../pick";
import type { PrivateLinkLayout } from "./helperResources";
import type { NetworkArgs } from "./network";
import type { LoadBalancerTarget } from "./privateLinkLoadBalancer";

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

/** A server in a VPC, such as a database. */
export type PrivateLinkServer = {
    /** The port that the server listens on. */
    port: number;
    /**
     * The ids of the subnets that the server can be in, at least one. The load balancer gets a subnet in each of their availability zones, so that it reaches the
     * server after a failover to another one: for Amazon RDS, the subnets of the DB subnet group.
     */
    subnetIds: pulumi.Input<readonly pulumi.Input<string>[]>;
    /** The id of the server's security group. The component adds rules that admit the load balancer, and changes nothing else in it. */
    securityGroupId: pulumi.Input<string>;
    /** The port of the server's listener at the load balancer, and the `PORT` of the connection in SQL. Default: `port`. */
    listenerPort?: number;
} & OneOf<{
    /** The private IPv4 address of the server. Changing it replaces the registration of the target. */
    ip: pulumi.Input<string>;
    /** The id of the EC2 instance that the server runs on; its private address is looked up. */
    instanceId: pulumi.Input<string>;
}>;

/**
 * A broker with the port that the program wants for its listener.
 *
 * @internal
 */
export type BrokerWithListener = PrivateLinkBroker & { listenerPort: number };

/** The arguments of a network from which its targets follow. */
interface TargetArgs extends NetworkArgs {
    readonly brokerSecurityGroupId?: pulumi.Input<string>;
    readonly schemaRegistry?: PrivateLinkRegistry;
    readonly servers?: Readonly<Record<string, PrivateLinkServer>>;
}

/**
 * Returns the targets of the load balancer: the brokers, the schema registry, and the servers.
 *
 * @internal
 */
export function loadBalancerTargets(
    parent: pulumi.Resource,
    brokers: readonly BrokerWithListener[],
    args: TargetArgs,
    layout: PrivateLinkLayout,
): LoadBalancerTarget[] {
    // The checks of the arguments require it for the targets that use it.
    const { schemaRegistry: registry, brokerSecurityGroupId = "" } = args;
    const ofBrokers = brokers.map(broker => ({
        key: `broker-${String(broker.id)}`,
        ip: broker.ip ?? addressOf(parent, broker.instanceId, args.region),
        port: broker.targetPort ?? broker.port,
        listenerPort: layout.listenerPort(broker),
        securityGroupId: brokerSecurityGroupId,
    }));
    const ofServers = Object.entries(args.servers ?? {}).map(([key, server]) => ({
        key: `server-${key}`,
        ip: server.ip ?? addressOf(parent, server.instanceId, args.region),
        port: server.port,
        listenerPort: server.listenerPort ?? server.port,
        securityGroupId: server.securityGroupId,
    }));
    if (registry === undefined) return [...ofBrokers, ...ofServers];
    const { ip, port, securityGroupId = brokerSecurityGroupId } = registry;
    return [...ofBrokers, { key: "registry", ip, port, listenerPort: port, securityGroupId }, ...ofServers];
}

/**
 * Returns the servers as the layout checks them.
 *
 * @internal
 */
export const listOfServers = (servers: Readonly<Record<string, PrivateLinkServer>>): object[] =>
    Object.entries(servers).map(([key, { port, listenerPort = port, ...server }]) => ({
        ...{ key, port, listenerPort },
        ...pick(server, ["ip", "instanceId"]),
    }));

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
