import type * as pulumi from "@pulumi/pulumi";
import type { KafkaConnection, KafkaSource, Secret } from "../../sdk";
import { Builder, Ingestion, type IngestionArgs, type UserPassword } from "./ingestion";

/** Arguments of a {@link WarpStreamIngestion}; `S` are the keys of `sources`. */
export interface WarpStreamIngestionArgs<S extends string> extends IngestionArgs<S> {
    /** The agents' advertised `host:port`, for example `<cluster>.fly.dev:9092`. Changed in place. */
    bootstrapServer: pulumi.Input<string>;
    /** The credentials that WarpStream's console made, for SASL/PLAIN over TLS. A new one is `ALTER SECRET`, in place. */
    auth: {
        /** The user and the password. */
        plain: UserPassword;
    };
}

/**
 * WarpStream, over its public endpoint: the user and the password as two secrets, a connection, and a source for each topic.
 *
 * Errors: those of `Secret`, `KafkaConnection` and `KafkaSource`.
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
export class WarpStreamIngestion<S extends string = never> extends Ingestion<S> {
    public readonly connection: KafkaConnection;
    public readonly secrets: Readonly<Record<string, Secret>>;
    public readonly sources: Readonly<Record<S, KafkaSource>>;

    constructor(name: string, args: WarpStreamIngestionArgs<S>, opts?: pulumi.ComponentResourceOptions) {
        super("materialize:index:WarpStreamIngestion", name, {}, opts);
        const builder = new Builder<S>(name, args, ["bootstrapServer", "auth"], this);
        const { username, password } = args.auth.plain;
        this.connection = builder.connection(args.bootstrapServer, {
            mechanism: "PLAIN",
            username: builder.secret("username", username),
            password: builder.secret("password", password),
        });
        this.secrets = builder.secrets;
        this.sources = builder.sources(this.connection);
        this.registerOutputs({ connection: this.connection.qualifiedName });
    }
}
