import type * as pulumi from "@pulumi/pulumi";
import { AUTH, type AuthOf } from "./auth";
import { Ingestion, type IngestionArgs, type OneNetwork } from "./ingestion";
import { behind, MANAGED_NETWORKS, type ManagedNetworks } from "./managed";
import type { PrivateLinkService } from "./privateLinkService";
import { REGISTRIES, type SchemaRegistryArgs } from "./registry";
import { MANAGED_INGESTION_TRANSFORM, type ManagedIngestionTransform } from "./transforms";
import { overKafka } from "./topics";

/** Arguments of a {@link WarpStreamIngestion}; `N` is the key of `network`, `S` are the keys of `sources`. */
export interface WarpStreamIngestionArgs<N extends keyof ManagedNetworks, S extends string> extends IngestionArgs<S> {
    /** The agents' advertised `host:port`, for example `<cluster>.fly.dev:9092`. Changed in place. */
    bootstrapServer: pulumi.Input<string>;
    /** The credentials that WarpStream's console made, for SASL/PLAIN over TLS. A new one is `ALTER SECRET`, in place. */
    auth: AuthOf<"plain">;
    /** How the agents are reached. Default: over the internet. */
    network?: { [K in N]: ManagedNetworks[K] };
    /** A schema registry, over the internet. */
    schemaRegistry?: SchemaRegistryArgs;
    /** Adjusts the AWS and Materialize resources that the ingestion creates: comments, … */
    transform?: ManagedIngestionTransform;
}

/**
 * WarpStream: the user and the password as two secrets, a connection, and a source for each topic.
 *
 * Errors, at preview: arguments that are misspelt or exclude each other; else those of `Secret`, `KafkaConnection` and `KafkaSource`.
 *
 * Materialize's documentation: "Ingest data: WarpStream".
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
 *     sources: { warpstream_clicks: { topic: "clicks", format: { json: {} } } },
 * });
 * export const clicks = warpstream.sources.warpstream_clicks.qualifiedName;
 * ```
 */
export class WarpStreamIngestion<N extends keyof ManagedNetworks = "public", S extends string = never> extends Ingestion<
    N,
    S,
    PrivateLinkService
> {
    constructor(name: string, args: WarpStreamIngestionArgs<N, S> & OneNetwork<N>, opts?: pulumi.ComponentResourceOptions) {
        const target = {
            type: "WarpStreamIngestion",
            takes: { required: ["bootstrapServer"], nested: { transform: MANAGED_INGESTION_TRANSFORM } },
            auth: { plain: AUTH.plain },
            networks: MANAGED_NETWORKS,
            network: "public",
            registry: REGISTRIES.plain,
            site: () => behind(args.bootstrapServer),
            topics: overKafka(() => [args.bootstrapServer]),
        };
        super(name, args, target, opts);
    }
}
