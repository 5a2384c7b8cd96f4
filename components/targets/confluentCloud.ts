import type * as pulumi from "@pulumi/pulumi";
import type { OneOf } from "../../sdk";
import { hasConfluentcloud } from "../confluentcloud";
import type { TopicSpec } from "../kafka/topicSpec";
import { isGiven } from "../argumentShape";
import { AUTH, type KeySecret } from "./auth";
import { CONFLUENT_CLOUD_TRANSFORM, type ConfluentCloudIngestionTransform } from "./confluentCloudTransform";
import { Ingestion, type IngestionArgs, type OneNetwork } from "./ingestion";
import { behind, MANAGED_NETWORKS, type ManagedNetworks } from "./managed";
import type { PrivateLinkService } from "./privateLinkService";
import { type Provision, provision } from "./provision";
import { type ConfluentCloudSchemaRegistryArgs, REGISTRIES } from "./registry";
import { overKafka } from "./topics";

/** Arguments of a {@link ConfluentCloudIngestion}; `N` is the key of `network`, `S` are the keys of `sources`. */
export interface ConfluentCloudIngestionArgs<N extends keyof ManagedNetworks, S extends string> extends IngestionArgs<S> {
    /** The cluster's bootstrap server, as its settings show it: `pkc-….confluent.cloud:9092`. Changed in place. */
    bootstrapServer: pulumi.Input<string>;
    /** Who the client is: exactly one of these. */
    auth: OneOf<{
        /** An existing key of the cluster, in the secrets `<name>_username` and `<name>_password`. */
        apiKey: KeySecret;
        /**
         * A service account that is made here with `@pulumi/confluentcloud`, which must then be installed: READ on just the topics of the sources and
         * on Materialize's consumer groups, `topics`, and a key.
         */
        provision: Provision;
    }>;
    /** How the brokers are reached. Default: over the internet. */
    network?: { [K in N]: ManagedNetworks[K] };
    /** The environment's schema registry, which has a key of its own; over the internet. */
    schemaRegistry?: ConfluentCloudSchemaRegistryArgs;
    /** Adjusts the Confluent Cloud and Materialize resources that the ingestion creates: display names, comments, … */
    transform?: ConfluentCloudIngestionTransform;
}

/**
 * Confluent Cloud: the key and its secret as two secrets, a connection, and a source for each topic; with a schema registry, formats that need one use
 * it.
 *
 * Errors, at preview: arguments that are misspelt or exclude each other, `auth.provision` without `@pulumi/confluentcloud`; else those of `Secret`,
 * `KafkaConnection`, `ConfluentSchemaRegistryConnection` and `KafkaSource`.
 *
 * Materialize's documentation: "Ingest data: Confluent Cloud".
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("confluent");
 *
 * const confluent = new materialize.ConfluentCloudIngestion("confluent", {
 *     bootstrapServer: "pkc-example.us-east-1.aws.confluent.cloud:9092",
 *     auth: { apiKey: { key: config.requireSecret("apiKey"), secret: config.requireSecret("apiSecret") } },
 *     cluster: "quickstart",
 *     sources: { confluent_clicks: { topic: "clicks", format: { json: {} } } },
 * });
 * export const clicks = confluent.sources.confluent_clicks.qualifiedName;
 * ```
 */
export class ConfluentCloudIngestion<N extends keyof ManagedNetworks = "public", S extends string = never> extends Ingestion<
    N,
    S,
    PrivateLinkService
> {
    constructor(name: string, args: ConfluentCloudIngestionArgs<N, S> & OneNetwork<N>, opts?: pulumi.ComponentResourceOptions) {
        const target = {
            type: "ConfluentCloudIngestion",
            takes: { required: ["bootstrapServer"], nested: { transform: CONFLUENT_CLOUD_TRANSFORM } },
            auth: { apiKey: AUTH.apiKey, provision: provision(args) },
            networks: MANAGED_NETWORKS,
            network: "public",
            registry: REGISTRIES.confluent,
            site: () => behind(args.bootstrapServer),
            topics: overKafka(() => [args.bootstrapServer]),
            problems: (auth: string) => problemsOf(auth, args.topics ?? []),
        };
        super(name, args, target, opts);
    }
}

const problemsOf = (auth: string, topics: readonly TopicSpec[]): string[] => [
    ...(auth === "provision" && !hasConfluentcloud()
        ? [
              "auth.provision needs @pulumi/confluentcloud, which is not installed: npm install @pulumi/confluentcloud, or give auth.apiKey",
          ]
        : []),
    ...topics.flatMap(({ replicationFactor }, at) =>
        isGiven(replicationFactor)
            ? [
                  `topics[${String(at)}].replicationFactor is not for Confluent Cloud, which keeps three copies of each partition: leave it out`,
              ]
            : [],
    ),
];
