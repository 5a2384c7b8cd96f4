import type * as pulumi from "@pulumi/pulumi";
import type { EmptyArgs, OneOf } from "../../sdk";
import { AUTH, type AuthRow, type ClientKey, type ServerTls, type UserPassword } from "./auth";
import { Ingestion, type IngestionArgs, type OneNetwork } from "./ingestion";
import { countProblems, mskSite } from "./mskSite";
import { roleRow } from "./mskRole";
import {
    type AllowedIpsArgs,
    type ExistingTunnel,
    type NetworkRow,
    NETWORKS,
    type PrivateLinkArgs,
    type SshBastionArgs,
} from "./networks";
import { MSK_INGESTION_TRANSFORM, type MskIngestionTransform } from "./transforms";
import { type ReachableSchemaRegistryArgs, REGISTRIES } from "./registry";

/** Who the client is, as Amazon MSK can be told: exactly one. */
export type MskAuth = OneOf<{
    /** Nobody says who they are, and nothing is encrypted: port 9092. Not over the internet. */
    unauthenticated: EmptyArgs;
    /** TLS, without saying who the client is: port 9094. Not over the internet. */
    tls: ServerTls;
    /** TLS; the client's certificate says who it is: port 9094, on the internet 9194. */
    mutualTls: ClientKey;
    /** SASL/SCRAM-SHA-512 over TLS: port 9096, on the internet 9196. */
    scram: UserPassword;
    /** A role of AWS's, made here with a trust policy on Materialize's external id: port 9098, on the internet 9198. */
    iam: EmptyArgs;
}>;

/** The internet, from Materialize's addresses alone. */
export interface MskAllowedIpsArgs extends AllowedIpsArgs {
    /**
     * Whether public access of the cluster is turned on, which restarts its brokers one by one; it is refused with all that the cluster lacks for it. Taking
     * it away leaves the cluster public. Default: `false`; then it must be public already.
     */
    publicAccess?: boolean;
}

/** The networks over which Amazon MSK can be reached. */
export interface MskNetworks {
    /** AWS PrivateLink, made here; needs `brokerCount` or `brokerIds`. */
    privateLink: PrivateLinkArgs;
    /** An SSH bastion, made here in the cluster's VPC. */
    sshBastion: SshBastionArgs;
    /** The internet: the cluster's own security group lets Materialize's addresses in. */
    allowMaterializeIps: MskAllowedIpsArgs;
    /** A bastion that runs already. */
    sshTunnel: ExistingTunnel;
}

/** How many brokers there are: known to the program, since resources cannot be counted inside an output. */
export type MskBrokerCount<N> = "privateLink" extends N
    ? | {
            /** How many brokers the cluster has, with the ids from 1. A number that differs from what AWS says is refused with the right one. */
            brokerCount: number;
            brokerIds?: never;
        }
      | {
            /** The ids of its brokers, where they have gaps. */
            brokerIds: readonly number[];
            brokerCount?: never;
        }
    : {
          /** How many brokers the cluster has; not needed here, but checked. */
          brokerCount?: number;
          /** The ids of its brokers; not needed here, but checked. */
          brokerIds?: readonly number[];
      };

/** Arguments of a {@link MskIngestion}; `N` is the key of `network`, `S` are the keys of `sources`. */
export interface MskIngestionArgs<N extends keyof MskNetworks, S extends string> extends IngestionArgs<S> {
    /** The cluster's ARN; its brokers, zones, addresses and security group are looked up. Changing it makes everything but the sources' names anew. */
    mskClusterArn: pulumi.Input<string>;
    /** Who the client is. Changed in place; over PrivateLink and a bastion with new ports. */
    auth: MskAuth;
    /** How the brokers are reached: exactly one. */
    network: { [K in N]: MskNetworks[K] };
    /** A schema registry; with `target` it is reached as the brokers are. */
    schemaRegistry?: ReachableSchemaRegistryArgs;
    /** Adjusts the AWS and Materialize resources that the ingestion creates: comments, tags, deletion protection, … */
    transform?: MskIngestionTransform;
}

/** MSK takes SCRAM-SHA-512 alone, and SASL over TLS alone. */
const SCRAM: AuthRow<UserPassword> = { ...AUTH.scram, optional: [], protocols: ["SASL_SSL"], problems: () => [] };

const MSK_NETWORKS: { readonly [K in keyof MskNetworks]: NetworkRow<MskNetworks[K]> } = {
    privateLink: NETWORKS.privateLink,
    sshBastion: NETWORKS.sshBastion,
    allowMaterializeIps: { ...NETWORKS.allowMaterializeIps, optional: ["cidrs", "publicAccess"] },
    sshTunnel: NETWORKS.sshTunnel,
};

/**
 * Amazon MSK, from a cluster's ARN: the network to it, who the client is, a connection, and a source for each topic. Brokers that are added to the
 * cluster are `brokerCount`: what there is for the others stays as it is, and the connection is altered in one statement.
 *
 * Errors, at preview where the ARN is a plain string, else during `pulumi up`: a cluster that is not there or is serverless, Kafka older than 3.2, a
 * `brokerCount` or `brokerIds` that differs from what AWS says, an `auth` that the cluster has not turned on, a cluster that is not public or cannot be
 * made so; else those of the network, of `KafkaConnection` and of `KafkaSource`.
 *
 * Materialize's documentation: "Ingest data: Amazon MSK"; AWS's: "Connect to an Amazon MSK Provisioned cluster".
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
 *     sources: { carts: { topic: "carts", format: { json: {} } } },
 * });
 * export const serviceName = shop.privateLink.endpointService.serviceName;
 * ```
 */
export class MskIngestion<N extends keyof MskNetworks, S extends string = never> extends Ingestion<N, S> {
    constructor(
        name: string,
        args: MskIngestionArgs<N, S> & MskBrokerCount<N> & OneNetwork<N>,
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
            registry: REGISTRIES.reached,
            site: mskSite(args),
            problems: (auth: string, network: string) => countProblems(args, auth, network),
        };
        super(name, args, target, opts);
    }
}
