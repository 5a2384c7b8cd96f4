import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, SchemaObjectArgs, SecretRef, TextOrSecret, ConnectionArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";
import type { TlsArgs } from "./tls";

/** One broker: `host:port` as it advertises itself, and how it is reached where that is not directly. */
export type KafkaBroker =
    | pulumi.Input<string>
    | ({
          /** `host:port`, as the broker advertises it. */
          address: pulumi.Input<string>;
          /** The broker's own id, for the program: it stands in no statement. */
          id?: pulumi.Input<number>;
      } & (
          | {
                /** PrivateLink to this broker. */
                privateLink: {
                    /** The PrivateLink connection. */
                    connection: ObjectRef<"AwsPrivatelinkConnection">;
                    /** The port of the broker's listener at the load balancer. Default: the address's. */
                    port?: pulumi.Input<number>;
                    /** The id of the broker's zone (`use1-az1`). Default: any. */
                    availabilityZone?: pulumi.Input<string>;
                };
                sshTunnel?: never;
            }
          | {
                /** The tunnel to this broker. */
                sshTunnel: ObjectRef<"SshTunnelConnection">;
                privateLink?: never;
            }
          | { privateLink?: never; sshTunnel?: never }
      ));

/** Where the brokers are: a list of them, or one PrivateLink connection behind which all are. */
export type KafkaEndpoint =
    | {
          /** The bootstrap brokers, at least one. Changed in place, all in one statement. */
          brokers: pulumi.Input<KafkaBroker[]>;
          /** The tunnel to every broker that names none of its own. Changed in place. */
          sshTunnel?: ObjectRef<"SshTunnelConnection">;
          privateLink?: never;
      }
    | {
          /** PrivateLink, behind which all brokers are. Changed in place. */
          privateLink: {
              /** The PrivateLink connection. */
              connection: ObjectRef<"AwsPrivatelinkConnection">;
              /** The port. Default: 9092. */
              port?: pulumi.Input<number>;
          };
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
    | {
          /** Nothing is protected, and nobody says who they are. Changed in place. */
          securityProtocol: "PLAINTEXT";
          sasl?: never;
          ssl?: never;
          awsConnection?: never;
      }
    | {
          /** TLS. The default without `sasl` and `awsConnection`. Changed in place. */
          securityProtocol?: "SSL";
          /** Certificates; with a key, it is who the client is. Changed in place. */
          ssl?: TlsArgs;
          sasl?: never;
          awsConnection?: never;
      }
    | {
          /** SASL over TLS. The default with `sasl`. Changed in place. */
          securityProtocol?: "SASL_SSL";
          /** Who the client is. Changed in place. */
          sasl: KafkaSasl;
          /** Certificates. Changed in place. */
          ssl?: TlsArgs;
          awsConnection?: never;
      }
    | {
          /** SASL, and nothing is protected. Changed in place. */
          securityProtocol: "SASL_PLAINTEXT";
          /** Who the client is. Changed in place. */
          sasl: KafkaSasl;
          ssl?: never;
          awsConnection?: never;
      }
    | {
          /** SASL over TLS. The default with `awsConnection`. Changed in place. */
          securityProtocol?: "SASL_SSL";
          /** The AWS connection whose role the brokers know (MSK IAM). Changed in place. */
          awsConnection: ObjectRef<"AwsConnection">;
          /** Certificates. Changed in place. */
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
export type KafkaConnectionArgs = SchemaObjectArgs & ConnectionArgs & KafkaEndpoint & KafkaSecurity & KafkaProgressArgs;

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

const lookups = schemaObjectLookups("KafkaConnection");

/**
 * Returns the Kafka connection with this exact name, schema and database.
 *
 * Errors: no such Kafka connection exists; Materialize cannot be reached.
 *
 * @function
 */
export const getKafkaConnection = lookups.get;

/**
 * Returns the same as {@link getKafkaConnection} as outputs, which other resources take in place of a `KafkaConnection`. Its arguments can be outputs.
 *
 * @function
 */
export const getKafkaConnectionOutput = lookups.getOutput;

/**
 * Returns all Kafka connections, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getKafkaConnections = lookups.list;

/**
 * Returns the same as {@link getKafkaConnections} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getKafkaConnectionsOutput = lookups.listOutput;
