import type * as pulumi from "@pulumi/pulumi";
import type { Ref, SchemaObjectArgs, SecretRef, TextOrSecret, ValidatedArgs } from "./arguments";
import { MaterializeResource } from "./resource";
import type { TlsArgs } from "./tls";

/** One broker: `host:port` as it advertises itself, and how it is reached where that is not directly. */
export type BrokerSpec =
    | pulumi.Input<string>
    | ({
          /** `host:port`, as the broker advertises it. */
          address: pulumi.Input<string>;
      } & (
          | {
                /** The PrivateLink connection to this broker, the port of its listener, and the id of its zone. */
                privateLink: {
                    connection: Ref<"AwsPrivatelinkConnection">;
                    port?: pulumi.Input<number>;
                    availabilityZone?: pulumi.Input<string>;
                };
                sshTunnel?: never;
            }
          | {
                /** The tunnel to this broker. */
                sshTunnel: Ref<"SshTunnelConnection">;
                privateLink?: never;
            }
          | { privateLink?: never; sshTunnel?: never }
      ));

/** Where the brokers are: a list of them, or one PrivateLink connection behind which all are. */
export type KafkaEndpoint =
    | {
          /** The bootstrap brokers, at least one. Changed in place, all in one statement. */
          brokers: pulumi.Input<BrokerSpec[]>;
          /** The tunnel to every broker that names none of its own. Changed in place. */
          sshTunnel?: Ref<"SshTunnelConnection">;
          privateLink?: never;
      }
    | {
          /** The PrivateLink connection behind which all brokers are, and its port (default 9092). Changed in place. */
          privateLink: { connection: Ref<"AwsPrivatelinkConnection">; port?: pulumi.Input<number> };
          brokers?: never;
          sshTunnel?: never;
      };

/** Who the client is, by SASL. */
export interface KafkaSasl {
    /** The mechanism. Changed in place. */
    mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
    /** The user. Changed in place. */
    username: TextOrSecret;
    /** The password. Changed in place. */
    password: SecretRef;
}

/** Protocol and identity, in the combinations that Materialize takes. */
export type KafkaSecurity =
    | { securityProtocol: "PLAINTEXT"; sasl?: never; ssl?: never; awsConnection?: never }
    | { securityProtocol?: "SSL"; ssl?: TlsArgs; sasl?: never; awsConnection?: never }
    | { securityProtocol?: "SASL_SSL"; sasl: KafkaSasl; ssl?: TlsArgs; awsConnection?: never }
    | { securityProtocol: "SASL_PLAINTEXT"; sasl: KafkaSasl; ssl?: never; awsConnection?: never }
    | {
          /** How the wire is protected. Default: `SASL_SSL` with `sasl` or `awsConnection`, else `SSL`. Changed in place. */
          securityProtocol?: "SASL_SSL";
          /** The AWS connection whose role the brokers know (MSK IAM). Changed in place. */
          awsConnection: Ref<"AwsConnection">;
          ssl?: TlsArgs;
          sasl?: never;
      };

/** What a Kafka connection takes besides its endpoint and its security. */
export interface KafkaProgressArgs {
    /** The topic in which sinks keep their progress. Default: one of Materialize's own. Changing it replaces the connection. */
    progressTopic?: pulumi.Input<string>;
    /** The replication factor of that topic, at least 1. Default: the broker's. Changing it replaces the connection. */
    progressTopicReplicationFactor?: pulumi.Input<number>;
}

/** Arguments of a {@link KafkaConnection}. */
export type KafkaConnectionArgs = SchemaObjectArgs & ValidatedArgs & KafkaEndpoint & KafkaSecurity & KafkaProgressArgs;

/**
 * A connection to Kafka. Whatever changes at once is one `ALTER CONNECTION`, so that sources never see a half state.
 *
 * Errors: combinations that Materialize does not take, at preview; brokers that cannot be reached, or do not take the
 * password, at `pulumi up` (unless `validate` is `false`).
 *
 * Materialize's documentation: "CREATE CONNECTION: Kafka", "ALTER CONNECTION".
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("kafka");
 *
 * const password = new materialize.Secret("orders_password", { value: config.requireSecret("password") });
 * new materialize.KafkaConnection("orders_kafka", {
 *     brokers: ["b-1.example.com:9096", "b-2.example.com:9096"],
 *     sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
 * });
 * ```
 */
export class KafkaConnection extends MaterializeResource<"KafkaConnection"> {
    constructor(name: string, args: KafkaConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("KafkaConnection", name, args, opts);
    }
}
