import * as pulumi from "@pulumi/pulumi";
import type { EmptyArgs } from "../../sdk";
import type { PrivateLinkNetwork } from "../networks/privateLink";
import type { PrivateLinkBroker } from "../networks/privateLinkTargets";
import { AUTH, type AuthOf } from "./auth";
import { Ingestion, type IngestionArgs, type OneNetwork } from "./ingestion";
import {
    type AllowedIpsArgs,
    type ExistingTunnel,
    type NetworkRow,
    NETWORKS,
    type PrivateLinkArgs,
    type Brokers,
    type SshBastionArgs,
} from "./networks";
import { SELF_HOSTED_TRANSFORM, type SelfHostedKafkaIngestionTransform } from "./transforms";
import { type ReachableSchemaRegistryArgs, REGISTRIES } from "./registry";
import { isGiven } from "../argumentShape";
import type { BrokersContext, Target } from "./target";
import { overKafka } from "./topics";

/** The security group of the brokers. */
export interface BrokersGroup {
    /** The id of the brokers' security group. The component adds rules that admit the network, and changes nothing else in it. */
    brokerSecurityGroupId: pulumi.Input<string>;
}

/** The networks to a self-hosted Kafka cluster. */
export interface SelfHostedNetworks {
    /** AWS PrivateLink: a load balancer with a listener for each broker, and an endpoint service. */
    privateLink: PrivateLinkArgs & BrokersGroup;
    /** An SSH bastion in the VPC of the brokers. */
    sshBastion: SshBastionArgs & BrokersGroup;
    /** The internet: the security group of the brokers admits the addresses of Materialize. */
    allowMaterializeIps: AllowedIpsArgs & BrokersGroup;
    /** An existing bastion. The component creates no AWS resources. */
    sshTunnel: ExistingTunnel;
    /** None: Materialize reaches the brokers directly. */
    none: EmptyArgs;
}

/** A bootstrap server. */
export interface SelfHostedKafkaBroker {
    /** The host that the broker advertises. Changed in place. */
    host: pulumi.Input<string>;
    /** The port that the broker advertises. Changed in place. */
    port: pulumi.Input<number>;
}

/** Arguments of a {@link SelfHostedKafkaIngestion}; `N` is the key of `network`, `S` are the keys of `sources`, `T` those of their `tables`, `W` those of `sinks`. */
export interface SelfHostedKafkaIngestionArgs<
    N extends keyof SelfHostedNetworks,
    S extends string,
    T extends string = never,
    W extends string = never,
> extends IngestionArgs<S, T, W> {
    /**
     * The brokers, with the addresses that they advertise. With PrivateLink: all brokers, each with its id, its subnet, and its address or instance. With
     * other networks: the bootstrap servers.
     */
    brokers: "privateLink" extends N ? PrivateLinkBroker[] : SelfHostedKafkaBroker[];
    /** The authentication method: exactly one of these. Changed in place. */
    auth: AuthOf<"unauthenticated" | "tls" | "mutualTls" | "plain" | "scram">;
    /** The network to the brokers: exactly one of these. */
    network: { [K in N]: SelfHostedNetworks[K] };
    /** A schema registry. With `target`, it is reached over the same network as the brokers. */
    schemaRegistry?: ReachableSchemaRegistryArgs;
    /** Adjusts the AWS and Materialize resources that the component creates, for example their comments, tags or deletion protection. */
    transform?: SelfHostedKafkaIngestionTransform;
}

/** Adds the security group of the brokers to the arguments of a network. */
const inGroup = <A>(row: NetworkRow<A>): NetworkRow<A> => ({ ...row, required: [...row.required, "brokerSecurityGroupId"] });

const TARGET: Omit<Target, "brokers"> = {
    type: "SelfHostedKafkaIngestion",
    takes: {
        required: ["brokers"],
        nested: {
            transform: SELF_HOSTED_TRANSFORM,
            brokers: {
                isList: true,
                required: ["host", "port"],
                optional: ["id", "subnetId", "ip", "instanceId", "targetPort", "listenerPort"],
            },
        },
    },
    auth: {
        unauthenticated: AUTH.unauthenticated,
        tls: AUTH.tls,
        mutualTls: AUTH.mutualTls,
        plain: AUTH.plain,
        scram: AUTH.scram,
    },
    networks: {
        privateLink: inGroup(NETWORKS.privateLink),
        sshBastion: inGroup(NETWORKS.sshBastion),
        allowMaterializeIps: inGroup(NETWORKS.allowMaterializeIps),
        sshTunnel: NETWORKS.sshTunnel,
        none: NETWORKS.none,
    },
    registry: REGISTRIES.reachable,
};

/**
 * Ingests topics of a self-hosted Kafka or Redpanda cluster. The component creates the network to the brokers, secrets, a Kafka connection, and a source
 * with its tables for each topic. SQL contains the addresses that the brokers advertise; only the network knows their private addresses.
 *
 * Errors at preview: unknown, missing or contradictory arguments, and those of the network. Errors at `pulumi up`: those of the network, of
 * `KafkaConnection`, `KafkaSource` and `SourceTable`.
 *
 * See https://materialize.com/docs/ingest-data/kafka/kafka-self-hosted/ and https://materialize.com/docs/ingest-data/redpanda/.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("kafka");
 *
 * const kafka = new materialize.SelfHostedKafkaIngestion("own", {
 *     brokers: [{ host: "b-1.example.com", port: 9096 }],
 *     auth: { scram: { username: "materialize", password: config.requireSecret("password") } },
 *     network: { none: {} },
 *     cluster: "quickstart",
 *     sources: { own_clicks: { topic: "clicks", tables: { own_clicks_v1: { format: { json: {} } } } } },
 * });
 * export const clicks = kafka.tables.own_clicks_v1.qualifiedName;
 * ```
 */
export class SelfHostedKafkaIngestion<
    N extends keyof SelfHostedNetworks,
    S extends string = never,
    T extends string = never,
    W extends string = never,
> extends Ingestion<N, S, PrivateLinkNetwork, T, W> {
    constructor(
        name: string,
        args: SelfHostedKafkaIngestionArgs<N, S, T, W> & OneNetwork<N>,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const { brokers } = args;
        const target = {
            ...TARGET,
            brokers: (selection: BrokersContext) => brokersOf(brokers, selection),
            topics: overKafka(() => serversOf(brokers)),
            problems: (_: string, network: string) => problemsOf(brokers, network),
        };
        super(name, args, target, opts);
    }
}

const serversOf = (brokers: readonly SelfHostedKafkaBroker[]) =>
    brokers.map(({ host, port }) => pulumi.interpolate`${host}:${port}`);

function brokersOf(brokers: readonly SelfHostedKafkaBroker[], { network }: BrokersContext): Brokers {
    const { brokerSecurityGroupId } = network.given as Partial<BrokersGroup>;
    return {
        bootstrapServers: serversOf(brokers),
        ports: brokers.map(({ port }) => port),
        linked: brokers as PrivateLinkBroker[],
        ...(brokerSecurityGroupId === undefined ? {} : { securityGroupId: brokerSecurityGroupId }),
    };
}

/** Reports arguments of brokers that a network needs. */
const problemsOf = (brokers: readonly SelfHostedKafkaBroker[], network: string): string[] => [
    ...(brokers.length === 0 ? ["brokers takes at least one broker"] : []),
    // Rules are created for each port while the program runs.
    ...(network === "allowMaterializeIps" && brokers.some(({ port }) => typeof port !== "number")
        ? ["brokers takes ports that are plain numbers with network.allowMaterializeIps: a rule is created for each"]
        : []),
    ...(network === "privateLink" ? (brokers as Partial<PrivateLinkBroker>[]).flatMap(linkProblems) : []),
];

const linkProblems = ({ id, subnetId }: Partial<PrivateLinkBroker>, at: number): string[] => [
    ...(Number.isInteger(id)
        ? []
        : [
              `brokers[${String(at)}].id takes the id of the broker, a whole number, with network.privateLink: the listener is named and numbered by it`,
          ]),
    ...(isGiven(subnetId)
        ? []
        : [`brokers[${String(at)}].subnetId is missing: with network.privateLink the load balancer needs it`]),
];
