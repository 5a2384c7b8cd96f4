import type * as pulumi from "@pulumi/pulumi";
import {
    type AwsPrivatelinkConnection,
    type KafkaBroker,
    type EmptyArgs,
    type KafkaEndpoint,
    SshTunnelConnection,
    type ConnectionTunnel,
} from "../../sdk";
import { AllowMaterializeIps } from "../networks/allowMaterializeIps";
import type { NetworkArgs } from "../networks/network";
import { pick } from "../pick";
import { PrivateLinkNetwork } from "../networks/privateLink";
import type { PrivateLinkBroker } from "../networks/privateLinkTargets";
import { SshBastionNetwork } from "../networks/sshBastion";
import { createResource, transformOf } from "../transform";
import type { IngestionContext } from "./ingestionContext";
import type { SchemaRegistryTarget } from "./registry";
import { ServiceNetwork } from "./serviceNetwork";
import type { ArgumentShape } from "../argumentShape";

/** Arguments of AWS PrivateLink, which the component creates. */
export interface PrivateLinkArgs {
    /** The AWS region of Materialize. Default: the region of the brokers. Changed in place. */
    materializeRegion?: pulumi.Input<string>;
    /**
     * The ids of the availability zones of the PrivateLink connection, for example `use1-az1`: those of the brokers' zones that Materialize serves. Brokers in
     * other zones are reached across zones. Not across regions. Default: the zones of all brokers. Changed in place.
     */
    availabilityZones?: readonly pulumi.Input<string>[];
    /** True if the endpoint service requires that endpoints are accepted; the component accepts the endpoint of Materialize. Default: `false`. */
    acceptanceRequired?: boolean;
}

/** Arguments of an SSH bastion, which the component creates. */
export interface SshBastionArgs {
    /**
     * The id of the subnet of the bastion, which needs a route to an internet gateway; another one is refused, as by {@link SshBastionNetwork}. Changing it
     * replaces the bastion.
     */
    subnetId: pulumi.Input<string>;
    /**
     * The blocks of addresses from which Materialize connects, for example `203.0.113.64/30`. Default: the egress addresses of the environment, from its
     * catalog; a self-managed Materialize has none there. Changed in place.
     */
    cidrs?: readonly string[];
}

/** Arguments of the rules that admit Materialize. */
export interface AllowedIpsArgs {
    /** The blocks of addresses from which Materialize connects, for example `203.0.113.64/30`. Default: the egress addresses of the environment, from its catalog. */
    cidrs?: string[];
}

/** An existing bastion: its SSH tunnel connection, or its address. The public keys are then in `sshTunnel.publicKeys`. */
export type ExistingTunnel =
    | SshTunnelConnection
    | {
          /** The host name or address of the bastion. Changed in place. */
          host: pulumi.Input<string>;
          /** The user on the bastion. Changed in place. */
          user: pulumi.Input<string>;
          /** The SSH port of the bastion. Default: 22. Changed in place. */
          port?: pulumi.Input<number>;
      };

/** An existing endpoint service. */
export interface ExistingService {
    /** The name of the service: `com.amazonaws.vpce.<region>.vpce-svc-…`. Changed in place. */
    serviceName: pulumi.Input<string>;
    /** The ids of its availability zones (`use1-az1`). Default: none, which means a service in another region. Changed in place. */
    availabilityZones?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * The brokers of a target, as networks reach them.
 *
 * @internal
 */
export interface Brokers {
    /** The bootstrap servers, each `host:port`. */
    readonly bootstrapServers: pulumi.Input<KafkaBroker[]>;
    /** The ports that the brokers listen on. */
    readonly ports: readonly pulumi.Input<number>[];
    /** The id of the security group of the brokers. */
    readonly securityGroupId?: pulumi.Input<string>;
    /** All brokers with their addresses: the targets of a load balancer. */
    readonly linked?: readonly PrivateLinkBroker[];
    /** The AWS region of the brokers, if it is not the region of the AWS provider. */
    readonly region?: pulumi.Input<string>;
    /** The resources that must exist before a source reads from the brokers. */
    readonly dependsOn?: readonly pulumi.Resource[];
}

/**
 * The brokers and the target that a network is created for.
 *
 * @internal
 */
export interface NetworkContext {
    readonly context: IngestionContext;
    readonly brokers: Brokers;
    /** The tags, the profile and the region of the target. */
    readonly common: NetworkArgs;
    /** The schema registry, if it is reached over the same network. */
    readonly registry: SchemaRegistryTarget | undefined;
    /** True to wait for the endpoint. */
    readonly waits: boolean;
}

/**
 * A network that was created.
 *
 * @internal
 */
export interface CreatedNetwork {
    readonly endpoint: KafkaEndpoint;
    /** The arguments by which a connection to a schema registry uses the network. */
    readonly tunnel?: ConnectionTunnel;
    /** The resources that must exist before Materialize can connect. */
    readonly dependsOn?: readonly pulumi.Resource[];
    readonly privateLink?: PrivateLinkNetwork | ServiceNetwork;
    readonly bastion?: SshBastionNetwork;
    readonly sshTunnel?: SshTunnelConnection;
}

/**
 * A network.
 *
 * @internal
 */
export interface NetworkRow<A> extends ArgumentShape {
    /** True if the brokers are on the internet. */
    readonly isPublic?: boolean;
    /** True if a schema registry can be reached over the same network. */
    readonly reachesRegistry: boolean;
    /** Lists what is wrong with the values of the arguments. */
    readonly problems?: (given: A) => readonly string[];
    readonly create: (given: A, route: NetworkContext) => CreatedNetwork;
}

/**
 * The arguments of each network.
 *
 * @internal
 */
export interface NetworkArgsOf {
    /** None: Materialize reaches the brokers directly. */
    none: EmptyArgs;
    /** The internet. */
    public: EmptyArgs;
    /** AWS PrivateLink, which the component creates. */
    privateLink: PrivateLinkArgs;
    /** AWS PrivateLink to an existing endpoint service. */
    privateLinkService: ExistingService;
    /** Arguments of an SSH bastion, which the component creates. */
    sshBastion: SshBastionArgs;
    /** An existing bastion. */
    sshTunnel: ExistingTunnel;
    /** The internet, only from the addresses of Materialize. */
    allowMaterializeIps: AllowedIpsArgs;
}

const direct = (_: EmptyArgs, { brokers }: NetworkContext): CreatedNetwork => ({
    endpoint: { brokers: brokers.bootstrapServers },
});

/**
 * All networks. Each target supports some of them.
 *
 * @internal
 */
export const NETWORKS: { readonly [K in keyof NetworkArgsOf]: NetworkRow<NetworkArgsOf[K]> } = {
    none: { required: [], reachesRegistry: false, create: direct },
    public: { required: [], isPublic: true, reachesRegistry: false, create: direct },
    privateLink: {
        required: [],
        optional: ["availabilityZones", "materializeRegion", "acceptanceRequired"],
        reachesRegistry: true,
        create: overPrivateLink,
    },
    privateLinkService: {
        required: ["serviceName"],
        optional: ["availabilityZones"],
        reachesRegistry: false,
        create: overService,
    },
    sshBastion: { required: ["subnetId"], optional: ["cidrs"], reachesRegistry: true, create: overBastion },
    sshTunnel: {
        required: ["host", "user"],
        optional: ["port"],
        orResource: true,
        reachesRegistry: true,
        create: overTunnel,
    },
    allowMaterializeIps: {
        required: [],
        optional: ["cidrs"],
        isPublic: true,
        reachesRegistry: true,
        create: fromAllowedIps,
    },
};

function overPrivateLink(given: PrivateLinkArgs, { context, brokers, common, registry }: NetworkContext): CreatedNetwork {
    const network = new PrivateLinkNetwork(
        context.name,
        {
            ...common,
            ...context.objectArgs,
            ...pick(given, ["availabilityZones", "materializeRegion", "acceptanceRequired"]),
            brokers: brokers.linked ?? [],
            brokerSecurityGroupId: brokers.securityGroupId ?? "",
            ...(registry === undefined ? {} : { schemaRegistry: registry }),
            ...transformOf(context.transform.privateLink),
        },
        context.opts,
    );
    const { connection } = network;
    return { endpoint: { brokers: network.brokers }, tunnel: { privateLink: connection }, privateLink: network };
}

/** All brokers behind such a service have the port of the bootstrap server; TLS distinguishes them by their server names. */
function overService(given: ExistingService, { context, brokers, waits }: NetworkContext): CreatedNetwork {
    const service = new ServiceNetwork(
        context.name,
        { ...context.objectArgs, ...given, waits, ...transformOf(context.transform.privateLink) },
        context.opts,
    );
    const connection: AwsPrivatelinkConnection = service.connection;
    const [port] = brokers.ports;
    return { endpoint: { privateLink: { connection, ...(port === undefined ? {} : { port }) } }, privateLink: service };
}

function overBastion(given: SshBastionArgs, { context, brokers, common, registry }: NetworkContext): CreatedNetwork {
    const bastion = new SshBastionNetwork(
        context.name,
        {
            ...common,
            ...context.objectArgs,
            ...pick(given, ["subnetId", "cidrs"]),
            brokerSecurityGroupId: brokers.securityGroupId ?? "",
            ports: brokers.ports,
            ...(registry === undefined ? {} : { schemaRegistry: pick(registry, ["port", "securityGroupId"]) }),
            ...transformOf(context.transform.sshBastion),
        },
        context.opts,
    );
    const { sshTunnel } = bastion;
    return { endpoint: { brokers: brokers.bootstrapServers, sshTunnel }, tunnel: { sshTunnel }, bastion, sshTunnel };
}

function overTunnel(given: ExistingTunnel, { context, brokers }: NetworkContext): CreatedNetwork {
    const sshTunnel =
        "qualifiedName" in given
            ? given
            : createResource(
                  SshTunnelConnection,
                  context.transform.sshTunnel,
                  `${context.name}_ssh`,
                  { ...context.objectArgs, ...pick(given, ["host", "user", "port"]) },
                  context.opts,
              );
    return { endpoint: { brokers: brokers.bootstrapServers, sshTunnel }, tunnel: { sshTunnel }, sshTunnel };
}

function fromAllowedIps(given: AllowedIpsArgs, { context, brokers, common, registry }: NetworkContext): CreatedNetwork {
    const transform = transformOf(context.transform.allowMaterializeIps);
    const allow = (name: string, securityGroupId: pulumi.Input<string>, ports: readonly number[]) =>
        new AllowMaterializeIps(
            name,
            { ...common, ...pick(given, ["cidrs"]), ...transform, securityGroupId, ports },
            context.opts,
        );
    const group = brokers.securityGroupId ?? "";
    const own = registry?.securityGroupId ?? group;
    const ports = [...new Set(brokers.ports as readonly number[])];
    const registryPorts = registry === undefined || (own === group && ports.includes(registry.port)) ? [] : [registry.port];
    const allowed =
        own === group
            ? [allow(context.name, group, [...ports, ...registryPorts])]
            : [allow(context.name, group, ports), allow(`${context.name}-registry`, own, registryPorts)];
    return { endpoint: { brokers: brokers.bootstrapServers }, tunnel: {}, dependsOn: allowed };
}
