import * as pulumi from "@pulumi/pulumi";
import type { EmptyArgs } from "../../sdk";
import type { PrivateLinkBroker } from "../networks/privateLink";
import { AUTH, type AuthOf } from "./auth";
import { Ingestion, type IngestionArgs, type OneNetwork } from "./ingestion";
import {
    type AllowedIpsArgs,
    type ExistingTunnel,
    type NetworkRow,
    NETWORKS,
    type PrivateLinkArgs,
    type Site,
    type SshBastionArgs,
} from "./networks";
import { SELF_HOSTED_TRANSFORM, type SelfHostedKafkaIngestionTransform } from "./transforms";
import { type ReachableSchemaRegistryArgs, REGISTRIES } from "./registry";
import { isGiven } from "../argumentShape";
import type { Asking, Target } from "./target";
import { overKafka } from "./topics";

/** Brokers that are in a security group of yours. */
export interface BrokersGroup {
    /** The brokers' security group: it gets rules of its own that admit the network, and is otherwise left alone. */
    brokerSecurityGroupId: pulumi.Input<string>;
}

/** The networks to a Kafka that you run. */
export interface SelfHostedNetworks {
    /** AWS PrivateLink: a load balancer with a listener for each broker, and an endpoint service. */
    privateLink: PrivateLinkArgs & BrokersGroup;
    /** An SSH bastion in the brokers' VPC. */
    sshBastion: SshBastionArgs & BrokersGroup;
    /** The internet: the brokers' security group lets Materialize's addresses in. */
    allowMaterializeIps: AllowedIpsArgs & BrokersGroup;
    /** A bastion that runs already; nothing is made in AWS. */
    sshTunnel: ExistingTunnel;
    /** None: Materialize reaches the brokers as it is. */
    none: EmptyArgs;
}

/** A bootstrap server. */
export interface SelfHostedKafkaBroker {
    /** The host that the broker advertises. Changed in place. */
    host: pulumi.Input<string>;
    /** The port that the broker advertises. Changed in place. */
    port: pulumi.Input<number>;
}

/** Arguments of a {@link SelfHostedKafkaIngestion}; `N` is the key of `network`, `S` are the keys of `sources`. */
export interface SelfHostedKafkaIngestionArgs<N extends keyof SelfHostedNetworks, S extends string> extends IngestionArgs<S> {
    /**
     * The brokers, as they advertise themselves. Over PrivateLink all of them, each with its id, its subnet, and its address or instance; else
     * those that a client begins with.
     */
    brokers: "privateLink" extends N ? PrivateLinkBroker[] : SelfHostedKafkaBroker[];
    /** Who the client is: exactly one of these. */
    auth: AuthOf<"unauthenticated" | "tls" | "mutualTls" | "plain" | "scram">;
    /** How the brokers are reached: exactly one of these. */
    network: { [K in N]: SelfHostedNetworks[K] };
    /** A schema registry; with `target` it is reached as the brokers are. */
    schemaRegistry?: ReachableSchemaRegistryArgs;
    /** Adjusts the AWS and Materialize resources that the ingestion creates: comments, tags, deletion protection, … */
    transform?: SelfHostedKafkaIngestionTransform;
}

/** A network that needs the brokers' group. */
const inGroup = <A>(row: NetworkRow<A>): NetworkRow<A> => ({ ...row, required: [...row.required, "brokerSecurityGroupId"] });

const TARGET: Omit<Target, "site"> = {
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
    registry: REGISTRIES.reached,
};

/**
 * A Kafka or a Redpanda that you run: the network to it, the secrets, a connection, and a source for each topic. The address in SQL is what a broker
 * advertises; where it is, only the network knows.
 *
 * Errors, at preview: arguments that are misspelt or exclude each other, and those of the network; at `pulumi up`: those of the network,
 * of `KafkaConnection` and of `KafkaSource`.
 *
 * Materialize's documentation: "Ingest data from Self-hosted Kafka", "Ingest data: Redpanda".
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
 *     sources: { own_clicks: { topic: "clicks", format: { json: {} } } },
 * });
 * export const clicks = kafka.sources.own_clicks.qualifiedName;
 * ```
 */
export class SelfHostedKafkaIngestion<N extends keyof SelfHostedNetworks, S extends string = never> extends Ingestion<N, S> {
    constructor(name: string, args: SelfHostedKafkaIngestionArgs<N, S> & OneNetwork<N>, opts?: pulumi.ComponentResourceOptions) {
        const { brokers } = args;
        const target = {
            ...TARGET,
            site: (asked: Asking) => siteOf(brokers, asked),
            topics: overKafka(() => serversOf(brokers)),
            problems: (_: string, network: string) => problemsOf(brokers, network),
        };
        super(name, args, target, opts);
    }
}

const serversOf = (brokers: readonly SelfHostedKafkaBroker[]) =>
    brokers.map(({ host, port }) => pulumi.interpolate`${host}:${port}`);

function siteOf(brokers: readonly SelfHostedKafkaBroker[], { network }: Asking): Site {
    const { brokerSecurityGroupId } = network.given as Partial<BrokersGroup>;
    return {
        brokers: serversOf(brokers),
        ports: brokers.map(({ port }) => port),
        linked: brokers as PrivateLinkBroker[],
        ...(brokerSecurityGroupId === undefined ? {} : { securityGroupId: brokerSecurityGroupId }),
    };
}

/** What only some networks need. */
const problemsOf = (brokers: readonly SelfHostedKafkaBroker[], network: string): string[] => [
    ...(brokers.length === 0 ? ["brokers takes at least one broker"] : []),
    // Rules are made for each port while the program runs.
    ...(network === "allowMaterializeIps" && brokers.some(({ port }) => typeof port !== "number")
        ? ["brokers takes ports that are plain numbers with network.allowMaterializeIps: a rule is made for each"]
        : []),
    ...(network === "privateLink" ? (brokers as Partial<PrivateLinkBroker>[]).flatMap(linkProblems) : []),
];

const linkProblems = ({ id, subnetId }: Partial<PrivateLinkBroker>, at: number): string[] => [
    ...(Number.isInteger(id)
        ? []
        : [
              `brokers[${String(at)}].id takes the broker's own id, a plain whole number, with network.privateLink: its listener is called and numbered by it`,
          ]),
    ...(isGiven(subnetId)
        ? []
        : [`brokers[${String(at)}].subnetId is missing: with network.privateLink the load balancer needs it`]),
];
