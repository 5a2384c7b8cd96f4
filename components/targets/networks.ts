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
import { pick } from "../networks/parts";
import { type PrivateLinkBroker, PrivateLinkNetwork } from "../networks/privateLink";
import { SshBastionNetwork } from "../networks/sshBastion";
import { transformed, transformOf } from "../transform";
import type { Maker } from "./maker";
import type { SchemaRegistryTarget } from "./registry";
import { ServiceNetwork } from "./serviceNetwork";
import type { ArgumentShape } from "../argumentShape";

/** A network by AWS PrivateLink, made here. */
export interface PrivateLinkArgs {
    /** The AWS region of Materialize, where that is another one than the brokers'. Changed in place. */
    materializeRegion?: pulumi.Input<string>;
    /** Whether the endpoint service asks for each endpoint to be accepted; Materialize's is accepted here. Default: `false`. */
    acceptanceRequired?: boolean;
}

/** An SSH bastion, made here. */
export interface SshBastionArgs {
    /** The subnet that the bastion is made in; it needs a route to an internet gateway. Changing it replaces the bastion. */
    subnetId: pulumi.Input<string>;
}

/** Rules that let Materialize in. */
export interface AllowedIpsArgs {
    /** The blocks from which Materialize connects, such as `203.0.113.64/30`. Default: those that Materialize itself names. */
    cidrs?: string[];
}

/** A bastion that runs already: a tunnel, or where it is. Its keys are then in `sshTunnel.publicKeys`. */
export type ExistingTunnel =
    | SshTunnelConnection
    | {
          /** The bastion's name or address. Changed in place. */
          host: pulumi.Input<string>;
          /** The user on the bastion. Changed in place. */
          user: pulumi.Input<string>;
          /** The bastion's SSH port. Default: 22. Changed in place. */
          port?: pulumi.Input<number>;
      };

/** An endpoint service that somebody else has made. */
export interface ExistingService {
    /** Its name: `com.amazonaws.vpce.<region>.vpce-svc-…`. Changed in place. */
    serviceName: pulumi.Input<string>;
    /** The ids of its zones (`use1-az1`). Default: none, which Materialize takes for a service in another region. Changed in place. */
    availabilityZones?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * The Kafka that a target reads, as networks reach it.
 *
 * @internal
 */
export interface Site {
    /** The bootstrap servers, each `host:port`. */
    readonly brokers: pulumi.Input<KafkaBroker[]>;
    /** The ports that they listen on. */
    readonly ports: readonly pulumi.Input<number>[];
    /** Their security group. */
    readonly securityGroupId?: pulumi.Input<string>;
    /** All brokers, each with its address: what a load balancer forwards to. */
    readonly linked?: readonly PrivateLinkBroker[];
    /** The AWS region that they are in, where that is not the AWS provider's own. */
    readonly region?: pulumi.Input<string>;
    /** What must be there before anybody reads from it. */
    readonly dependsOn?: readonly pulumi.Resource[];
}

/**
 * What a network is made for.
 *
 * @internal
 */
export interface Route {
    readonly maker: Maker;
    readonly site: Site;
    /** Tags, profile, and the place of connections. */
    readonly common: NetworkArgs;
    /** The schema registry, where it is reached the same way. */
    readonly registry: SchemaRegistryTarget | undefined;
    /** Whether it is waited for what others do. */
    readonly waits: boolean;
}

/**
 * How brokers are reached.
 *
 * @internal
 */
export interface Reached {
    readonly endpoint: KafkaEndpoint;
    /** The way to a registry that is reached as the brokers are. */
    readonly tunnel?: ConnectionTunnel;
    /** What must be there before a packet gets through. */
    readonly dependsOn?: readonly pulumi.Resource[];
    readonly privateLink?: PrivateLinkNetwork | ServiceNetwork;
    readonly bastion?: SshBastionNetwork;
    readonly sshTunnel?: SshTunnelConnection;
}

/**
 * One network.
 *
 * @internal
 */
export interface NetworkRow<A> extends ArgumentShape {
    /** Whether brokers are on the internet. */
    readonly isPublic?: boolean;
    /** Whether a schema registry can be reached the same way. */
    readonly reachesRegistry: boolean;
    readonly reach: (given: A, route: Route) => Reached;
}

/**
 * What there is to give for each network.
 *
 * @internal
 */
export interface NetworkArgsOf {
    /** None: Materialize reaches the brokers as it is. */
    none: EmptyArgs;
    /** The internet. */
    public: EmptyArgs;
    /** AWS PrivateLink, made here. */
    privateLink: PrivateLinkArgs;
    /** AWS PrivateLink to a service of somebody else's. */
    privateLinkService: ExistingService;
    /** An SSH bastion, made here. */
    sshBastion: SshBastionArgs;
    /** A bastion that runs already. */
    sshTunnel: ExistingTunnel;
    /** The internet, from Materialize's addresses alone. */
    allowMaterializeIps: AllowedIpsArgs;
}

const direct = (_: EmptyArgs, { site }: Route): Reached => ({ endpoint: { brokers: site.brokers } });

/**
 * The networks; each target picks those that it can use.
 *
 * @internal
 */
export const NETWORKS: { readonly [K in keyof NetworkArgsOf]: NetworkRow<NetworkArgsOf[K]> } = {
    none: { required: [], reachesRegistry: false, reach: direct },
    public: { required: [], isPublic: true, reachesRegistry: false, reach: direct },
    privateLink: {
        required: [],
        optional: ["materializeRegion", "acceptanceRequired"],
        reachesRegistry: true,
        reach: overPrivateLink,
    },
    privateLinkService: {
        required: ["serviceName"],
        optional: ["availabilityZones"],
        reachesRegistry: false,
        reach: overService,
    },
    sshBastion: { required: ["subnetId"], reachesRegistry: true, reach: overBastion },
    sshTunnel: {
        required: ["host", "user"],
        optional: ["port"],
        orResource: true,
        reachesRegistry: true,
        reach: overTunnel,
    },
    allowMaterializeIps: {
        required: [],
        optional: ["cidrs"],
        isPublic: true,
        reachesRegistry: true,
        reach: fromAllowedIps,
    },
};

function overPrivateLink(given: PrivateLinkArgs, { maker, site, common, registry }: Route): Reached {
    const network = new PrivateLinkNetwork(
        maker.name,
        {
            ...common,
            ...maker.place,
            ...pick(given, ["materializeRegion", "acceptanceRequired"]),
            brokers: site.linked ?? [],
            brokerSecurityGroupId: site.securityGroupId ?? "",
            ...(registry === undefined ? {} : { schemaRegistry: registry }),
            ...transformOf(maker.transform.privateLink),
        },
        maker.opts,
    );
    const { connection } = network;
    return { endpoint: { brokers: network.brokers }, tunnel: { privateLink: connection }, privateLink: network };
}

/** Behind such a service all brokers are on the port of the bootstrap server, and told apart by the names that TLS asks for. */
function overService(given: ExistingService, { maker, site, waits }: Route): Reached {
    const service = new ServiceNetwork(
        maker.name,
        { ...maker.place, ...given, waits, ...transformOf(maker.transform.privateLink) },
        maker.opts,
    );
    const connection: AwsPrivatelinkConnection = service.connection;
    const [port] = site.ports;
    return { endpoint: { privateLink: { connection, ...(port === undefined ? {} : { port }) } }, privateLink: service };
}

function overBastion(given: SshBastionArgs, { maker, site, common, registry }: Route): Reached {
    const bastion = new SshBastionNetwork(
        maker.name,
        {
            ...common,
            ...maker.place,
            subnetId: given.subnetId,
            brokerSecurityGroupId: site.securityGroupId ?? "",
            ports: site.ports,
            ...(registry === undefined ? {} : { schemaRegistry: pick(registry, ["port", "securityGroupId"]) }),
            ...transformOf(maker.transform.sshBastion),
        },
        maker.opts,
    );
    const { sshTunnel } = bastion;
    return { endpoint: { brokers: site.brokers, sshTunnel }, tunnel: { sshTunnel }, bastion, sshTunnel };
}

function overTunnel(given: ExistingTunnel, { maker, site }: Route): Reached {
    const sshTunnel =
        "qualifiedName" in given
            ? given
            : new SshTunnelConnection(
                  ...transformed(
                      maker.transform.sshTunnel,
                      `${maker.name}_ssh`,
                      { ...maker.place, ...pick(given, ["host", "user", "port"]) },
                      maker.opts,
                  ),
              );
    return { endpoint: { brokers: site.brokers, sshTunnel }, tunnel: { sshTunnel }, sshTunnel };
}

function fromAllowedIps(given: AllowedIpsArgs, { maker, site, common, registry }: Route): Reached {
    const transform = transformOf(maker.transform.allowMaterializeIps);
    const allow = (name: string, securityGroupId: pulumi.Input<string>, ports: readonly number[]) =>
        new AllowMaterializeIps(name, { ...common, ...pick(given, ["cidrs"]), ...transform, securityGroupId, ports }, maker.opts);
    const group = site.securityGroupId ?? "";
    const own = registry?.securityGroupId ?? group;
    const ports = [...new Set(site.ports as readonly number[])];
    const registryPorts = registry === undefined || (own === group && ports.includes(registry.port)) ? [] : [registry.port];
    const allowed =
        own === group
            ? [allow(maker.name, group, [...ports, ...registryPorts])]
            : [allow(maker.name, group, ports), allow(`${maker.name}-registry`, own, registryPorts)];
    return { endpoint: { brokers: site.brokers }, tunnel: {}, dependsOn: allowed };
}
