import type * as pulumi from "@pulumi/pulumi";
import type { EmptyArgs, OneOf } from "../../sdk";
import { AUTH, type AuthRow, type ClientKey, type ServerTls, type UserPassword } from "./auth";
import { Ingestion, type IngestionArgs, type OneNetwork } from "./ingestion";
import { brokerProblems, mskBrokers } from "./mskBrokers";
import type { PrivateLinkNetwork } from "../networks/privateLink";
import { REACHABLE_OR_GLUE, type SchemaRegistryOrGlue } from "./glueRegistry";
import { glueAccess, roleRow } from "./mskRole";
import type { MskRoleArgs } from "./mskRolePolicy";
import {
    type AllowedIpsArgs,
    type ExistingTunnel,
    type NetworkRow,
    NETWORKS,
    type PrivateLinkArgs,
    type SshBastionArgs,
} from "./networks";
import { MSK_INGESTION_TRANSFORM, type MskIngestionTransform } from "./transforms";

/** The authentication methods of Amazon MSK: exactly one. */
export type MskAuth = OneOf<{
    /** No authentication and no encryption: port 9092. Not over the internet. */
    unauthenticated: EmptyArgs;
    /** TLS without client authentication: port 9094. Not over the internet. */
    tls: ServerTls;
    /** TLS with a client certificate: port 9094, over the internet 9194. */
    mutualTls: ClientKey;
    /** SASL/SCRAM-SHA-512 over TLS: port 9096, over the internet 9196. */
    scram: UserPassword;
    /**
     * An IAM role, which the component creates, with a trust policy for the external id of Materialize: port 9098, over the internet 9198. The role may read
     * the topics of `sources` and `readableTopics`, write those of `sinks`, and join the consumer groups of Materialize's sources.
     */
    iam: MskRoleArgs;
}>;

/** The internet, only from the addresses of Materialize. */
export interface MskAllowedIpsArgs extends AllowedIpsArgs {
    /**
     * True to turn on public access of the cluster, which restarts its brokers one by one. It is refused with a list of the settings that the cluster
     * needs for it. Removing the argument leaves the cluster public. Default: `false`; then the cluster must be public already.
     */
    publicAccess?: boolean;
}

/** The networks to Amazon MSK. */
export interface MskNetworks {
    /** AWS PrivateLink, which the component creates; needs `brokerCount` or `brokerIds`. */
    privateLink: PrivateLinkArgs;
    /** An SSH bastion, which the component creates in the VPC of the cluster. */
    sshBastion: SshBastionArgs;
    /** The internet: the security group of the cluster admits the addresses of Materialize. */
    allowMaterializeIps: MskAllowedIpsArgs;
    /** An existing bastion. */
    sshTunnel: ExistingTunnel;
}

/** The number of brokers. The program states it, since the number of resources cannot depend on an output. */
export type MskBrokerCount<N> = "privateLink" extends N
    ? | {
            /** The number of brokers, whose ids start at 1. If the cluster has another number, the error states it. */
            brokerCount: number;
            brokerIds?: never;
        }
      | {
            /** The ids of the brokers, if they have gaps. */
            brokerIds: readonly number[];
            brokerCount?: never;
        }
    : {
          /** The number of brokers; optional, and checked. */
          brokerCount?: number;
          /** The ids of the brokers; optional, and checked. */
          brokerIds?: readonly number[];
      };

/** Arguments of a {@link MskIngestion}; `N` is the key of `network`, `S` are the keys of `sources`, `T` those of their `tables`, `W` those of `sinks`. */
export interface MskIngestionArgs<
    N extends keyof MskNetworks,
    S extends string,
    T extends string = never,
    W extends string = never,
> extends IngestionArgs<S, T, W> {
    /**
     * The ARN of the cluster. The component looks up its brokers, availability zones, addresses and security group. Changing it replaces the resources that
     * depend on the cluster. For a cluster in another AWS account, give the component another name.
     */
    mskClusterArn: pulumi.Input<string>;
    /** The authentication method. Changed in place; another method uses another port of the brokers. */
    auth: MskAuth;
    /** The network to the brokers: exactly one. */
    network: { [K in N]: MskNetworks[K] };
    /**
     * A schema registry, or `{ glue }`, a registry of AWS Glue. With `target`, a schema registry is reached over the same network as the brokers. Changing one
     * for the other replaces the sources that use it.
     */
    schemaRegistry?: SchemaRegistryOrGlue;
    /** Adjusts the AWS and Materialize resources that the component creates, for example their comments, tags or deletion protection. */
    transform?: MskIngestionTransform;
}

/** Amazon MSK supports only SCRAM-SHA-512, and SASL only over TLS. */
const SCRAM: AuthRow<UserPassword> = { ...AUTH.scram, optional: [], protocols: ["SASL_SSL"], problems: () => [] };

const MSK_NETWORKS: { readonly [K in keyof MskNetworks]: NetworkRow<MskNetworks[K]> } = {
    privateLink: NETWORKS.privateLink,
    sshBastion: NETWORKS.sshBastion,
    allowMaterializeIps: { ...NETWORKS.allowMaterializeIps, optional: ["cidrs", "publicAccess"] },
    sshTunnel: NETWORKS.sshTunnel,
};

/**
 * Ingests topics of an Amazon MSK cluster, from its ARN. The component creates the network to the cluster, the resources of the authentication method, a
 * Kafka connection, and a source with its tables for each topic. If brokers are added to the cluster, change `brokerCount`: the resources of the other brokers stay, and
 * one statement alters the connection.
 *
 * Errors, at preview if the ARN is a string, else at `pulumi up`: the cluster does not exist or is serverless; Kafka is older than 3.2; `brokerCount` or
 * `brokerIds` differs from the cluster; the cluster has not turned on `auth`; the cluster is not public, or cannot be made public. Also those of the
 * network, of `KafkaConnection`, `AwsGlueSchemaRegistryConnection`, `KafkaSource` and `SourceTable`.
 *
 * See https://materialize.com/docs/ingest-data/kafka/amazon-msk/ and https://docs.aws.amazon.com/msk/latest/developerguide/client-access.html.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("msk");
 *
 * const shop = new materialize.MskIngestion("shop", {
 *     mskClusterArn: config.require("clusterArn"),
 *     brokerCount: 3,
 *     auth: { scram: { username: "materialize", password: config.requireSecret("password") } },
 *     network: { privateLink: {} },
 *     cluster: "quickstart",
 *     sources: { carts: { topic: "carts", tables: { carts_v1: { format: { json: {} } } } } },
 * });
 * export const serviceName = shop.privateLink.endpointService.serviceName;
 * ```
 */
export class MskIngestion<
    N extends keyof MskNetworks,
    S extends string = never,
    T extends string = never,
    W extends string = never,
> extends Ingestion<N, S, PrivateLinkNetwork, T, W> {
    constructor(
        name: string,
        args: MskIngestionArgs<N, S, T, W> & MskBrokerCount<N> & OneNetwork<N>,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const { unauthenticated, tls, mutualTls } = AUTH;
        const target = {
            type: "MskIngestion",
            takes: {
                required: ["mskClusterArn"],
                optional: ["brokerCount", "brokerIds"],
                nested: { transform: MSK_INGESTION_TRANSFORM },
            },
            auth: { unauthenticated, tls, mutualTls, scram: SCRAM, iam: roleRow(args) },
            networks: MSK_NETWORKS,
            registry: REACHABLE_OR_GLUE,
            glue: glueAccess(args),
            brokers: mskBrokers(args),
            problems: (auth: string, network: string) => brokerProblems(args, auth, network),
        };
        super(name, args, target, opts);
    }
}
