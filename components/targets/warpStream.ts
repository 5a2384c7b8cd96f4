import type * as pulumi from "@pulumi/pulumi";
import { AUTH, type AuthOf } from "./auth";
import { Ingestion, type IngestionArgs, type OneNetwork } from "./ingestion";
import { brokersBehind, MANAGED_NETWORKS, type ManagedNetworks } from "./managed";
import type { PrivateLinkService } from "./privateLinkService";
import { REGISTRIES, type SchemaRegistryArgs } from "./registry";
import { MANAGED_INGESTION_TRANSFORM, type ManagedIngestionTransform } from "./transforms";
import { overKafka } from "./topics";

/** Arguments of a {@link WarpStreamIngestion}; `N` is the key of `network`, `S` are the keys of `sources`, `T` those of their `tables`, `W` those of `sinks`. */
export interface WarpStreamIngestionArgs<
    N extends keyof ManagedNetworks,
    S extends string,
    T extends string = never,
    W extends string = never,
> extends IngestionArgs<S, T, W> {
    /** The address that the agents advertise, `host:port`, for example `<cluster>.fly.dev:9092`. Changed in place. */
    bootstrapServer: pulumi.Input<string>;
    /** The credentials of the WarpStream console, for SASL/PLAIN over TLS. Changed in place, by `ALTER SECRET`. */
    auth: AuthOf<"plain">;
    /** The network to the agents. Default: the internet. */
    network?: { [K in N]: ManagedNetworks[K] };
    /** A schema registry, over the internet. */
    schemaRegistry?: SchemaRegistryArgs;
    /** Adjusts the Materialize resources that the component creates, for example their comments. */
    transform?: ManagedIngestionTransform;
}

/**
 * Ingests topics of a WarpStream cluster. The component creates secrets for the user and the password, a Kafka connection, and a source with its tables for each topic.
 *
 * Errors at preview: unknown, missing or contradictory arguments, and those of `Secret`, `KafkaConnection`, `KafkaSource` and `SourceTable`.
 *
 * See https://materialize.com/docs/ingest-data/kafka/warpstream/.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("warpstream");
 *
 * const warpstream = new materialize.WarpStreamIngestion("warpstream", {
 *     bootstrapServer: "example.fly.dev:9092",
 *     auth: { plain: { username: config.requireSecret("username"), password: config.requireSecret("password") } },
 *     cluster: "quickstart",
 *     sources: { warpstream_clicks: { topic: "clicks", tables: { warpstream_clicks_v1: { format: { json: {} } } } } },
 * });
 * export const clicks = warpstream.tables.warpstream_clicks_v1.qualifiedName;
 * ```
 */
export class WarpStreamIngestion<
    N extends keyof ManagedNetworks = "public",
    S extends string = never,
    T extends string = never,
    W extends string = never,
> extends Ingestion<N, S, PrivateLinkService, T, W> {
    constructor(name: string, args: WarpStreamIngestionArgs<N, S, T, W> & OneNetwork<N>, opts?: pulumi.ComponentResourceOptions) {
        const target = {
            type: "WarpStreamIngestion",
            takes: { required: ["bootstrapServer"], nested: { transform: MANAGED_INGESTION_TRANSFORM } },
            auth: { plain: AUTH.plain },
            networks: MANAGED_NETWORKS,
            network: "public",
            registry: REGISTRIES.plain,
            brokers: () => brokersBehind(args.bootstrapServer),
            topics: overKafka(() => [args.bootstrapServer]),
        };
        super(name, args, target, opts);
    }
}
