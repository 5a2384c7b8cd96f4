import * as pulumi from "@pulumi/pulumi";
import type { OneOf } from "../../sdk";
import { hasConfluentcloud } from "../confluentcloud";
import type { TopicSpec } from "../kafka/topicSpec";
import { isGiven } from "../argumentShape";
import { AUTH, type KeySecret } from "./auth";
import { CONFLUENT_CLOUD_TRANSFORM, type ConfluentCloudIngestionTransform } from "./confluentCloudTransform";
import { Ingestion, type IngestionArgs, type OneNetwork } from "./ingestion";
import { CONFLUENT_CLOUD_NETWORKS, type ConfluentCloudNetworks } from "./confluentCloudNetworks";
import { brokersBehind } from "./managed";
import type { PrivateLinkService } from "./privateLinkService";
import { type Provision, provision } from "./provision";
import { type ConfluentCloudSchemaRegistryArgs, REGISTRIES } from "./registry";
import { overKafka } from "./topics";

/** Arguments of a {@link ConfluentCloudIngestion}; `N` is the key of `network`, `S` are the keys of `sources`, `T` those of their `tables`, `W` those of `sinks`. */
export interface ConfluentCloudIngestionArgs<
    N extends keyof ConfluentCloudNetworks,
    S extends string,
    T extends string = never,
    W extends string = never,
> extends IngestionArgs<S, T, W> {
    /**
     * The bootstrap server of the cluster, from its settings: `pkc-….confluent.cloud:9092`. The output `bootstrapEndpoint` of
     * `confluentcloud.KafkaCluster`, which begins with `SASL_SSL://`, is accepted too. Changed in place.
     */
    bootstrapServer: pulumi.Input<string>;
    /** The authentication method: exactly one of these. Changed in place. */
    auth: OneOf<{
        /** An existing API key of the cluster. Strings are stored in the secrets `<name>_username` and `<name>_password`. */
        apiKey: KeySecret;
        /**
         * Creates a service account, ACLs with READ on the topics of the sources and on the consumer groups of Materialize, those that `sinks` need, an API key, and `topics`. Needs
         * the package `@pulumi/confluentcloud`. For a cluster that the machine of `pulumi up` does not reach, set `isPrivate`.
         */
        provision: Provision;
    }>;
    /** The network to the brokers. Default: the internet. */
    network?: { [K in N]: ConfluentCloudNetworks[K] };
    /** The schema registry of the Confluent Cloud environment, over the internet. It has its own API key. */
    schemaRegistry?: ConfluentCloudSchemaRegistryArgs;
    /** Adjusts the Confluent Cloud and Materialize resources that the component creates, for example their descriptions or comments. */
    transform?: ConfluentCloudIngestionTransform;
}

/**
 * Ingests topics of Confluent Cloud. The component creates secrets for the API key and its secret, a Kafka connection, and a source with its tables for
 * each topic; with a schema registry, also a connection to it, which formats use by default.
 *
 * Errors at preview: unknown, missing or contradictory arguments; `auth.provision` without `@pulumi/confluentcloud`; those of `Secret`,
 * `KafkaConnection`, `ConfluentSchemaRegistryConnection`, `KafkaSource` and `SourceTable`.
 *
 * See https://materialize.com/docs/ingest-data/kafka/confluent-cloud/.
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
 *     sources: { confluent_clicks: { topic: "clicks", tables: { confluent_clicks_v1: { format: { json: {} } } } } },
 * });
 * export const clicks = confluent.tables.confluent_clicks_v1.qualifiedName;
 * ```
 */
export class ConfluentCloudIngestion<
    N extends keyof ConfluentCloudNetworks = "public",
    S extends string = never,
    T extends string = never,
    W extends string = never,
> extends Ingestion<N, S, PrivateLinkService, T, W> {
    constructor(
        name: string,
        args: ConfluentCloudIngestionArgs<N, S, T, W> & OneNetwork<N>,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const bootstrapServer = () => withoutProtocol(args.bootstrapServer);
        const target = {
            type: "ConfluentCloudIngestion",
            takes: { required: ["bootstrapServer"], nested: { transform: CONFLUENT_CLOUD_TRANSFORM } },
            auth: { apiKey: AUTH.apiKey, provision: provision(args) },
            networks: CONFLUENT_CLOUD_NETWORKS,
            network: "public",
            registry: REGISTRIES.confluent,
            brokers: () => brokersBehind(bootstrapServer()),
            topics: overKafka(() => [bootstrapServer()]),
            problems: (auth: string) => problemsOf(auth, args.topics ?? []),
        };
        super(name, args, target, opts);
    }
}

/** Returns the host and the port of a `bootstrapEndpoint`. */
const withoutProtocol = (endpoint: pulumi.Input<string>): pulumi.Input<string> =>
    typeof endpoint === "string" ? hostAndPort(endpoint) : pulumi.output(endpoint).apply(hostAndPort);

const hostAndPort = (endpoint: string): string => endpoint.replace(/^SASL_SSL:\/\//iu, "");

const problemsOf = (auth: string, topics: readonly TopicSpec[]): string[] => [
    ...(auth === "provision" && !hasConfluentcloud()
        ? [
              "auth.provision needs @pulumi/confluentcloud, which is not installed: npm install @pulumi/confluentcloud, or give auth.apiKey",
          ]
        : []),
    ...topics.flatMap(({ replicationFactor }, at) =>
        isGiven(replicationFactor)
            ? [
                  `topics[${String(at)}].replicationFactor cannot be set for Confluent Cloud, which keeps three replicas of each partition: leave it out`,
              ]
            : [],
    ),
];
