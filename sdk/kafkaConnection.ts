import type * as pulumi from "@pulumi/pulumi";
import type { ConnectionArgs, ObjectRef, SchemaObjectArgs, SecretRef, TextOrSecret } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";
import type { TlsArgs } from "./tls";

/** The AWS PrivateLink connection to a broker. */
export interface KafkaPrivateLink {
    /** The connection. */
    connection: ObjectRef<"AwsPrivatelinkConnection">;
    /** The port of the load balancer's listener for the broker. Default: the port that the broker advertises. */
    port?: pulumi.Input<number>;
    /** The id of the broker's availability zone (`use1-az1`), one of those of the connection. Default: any. */
    availabilityZone?: pulumi.Input<string>;
}

/** A broker: its advertised `host:port`, and the tunnel through which Materialize reaches it, if any. */
export type KafkaBroker =
    | pulumi.Input<string>
    | ({
          /** The `host:port` that the broker advertises. */
          address: pulumi.Input<string>;
          /** The broker's id. It documents the program and is in no statement. */
          id?: pulumi.Input<number>;
          matching?: never;
      } & (
          | {
                /** The AWS PrivateLink connection to this broker. */
                privateLink: KafkaPrivateLink;
                sshTunnel?: never;
            }
          | {
                /** The SSH tunnel to this broker. */
                sshTunnel: ObjectRef<"SshTunnelConnection">;
                privateLink?: never;
            }
          | { privateLink?: never; sshTunnel?: never }
      ));

/**
 * A rule for brokers that Materialize learns from the cluster: it reaches them over AWS PrivateLink if their advertised address matches. The first rule
 * that matches is used; without one, Materialize connects directly. Needs Materialize v26.23, and the feature flag
 * `enable_kafka_broker_matching_rules`, which is off by default.
 */
export interface KafkaBrokerRule {
    /**
     * The advertised `host:port` of the brokers, with `*` at the start and at the end for any text: `*.use1-az1.*`. A pattern without `*` at the end must
     * contain the port.
     */
    matching: pulumi.Input<string>;
    /** The AWS PrivateLink connection to these brokers. */
    privateLink: KafkaPrivateLink;
    address?: never;
    id?: never;
    sshTunnel?: never;
}

/** The addresses of a Kafka cluster: a list of brokers, or one AWS PrivateLink connection to all of them. */
export type KafkaEndpoint =
    | {
          /**
           * The bootstrap brokers, at least one, and rules for the brokers that they lead to. Updated in place, all in one statement. A broker without a
           * tunnel of its own is reached by the first rule that matches its address. A server whose flag for rules is off refuses them at `pulumi up`, and every
           * later change of the connection.
           */
          brokers: pulumi.Input<(KafkaBroker | KafkaBrokerRule)[]>;
          /** The SSH tunnel to all brokers that have none of their own. Not together with rules. Default: none. Updated in place. */
          sshTunnel?: ObjectRef<"SshTunnelConnection">;
          privateLink?: never;
      }
    | {
          /** The AWS PrivateLink connection to all brokers. Updated in place. */
          privateLink: {
              /** The connection. */
              connection: ObjectRef<"AwsPrivatelinkConnection">;
              /** The port. Default: 9092. */
              port?: pulumi.Input<number>;
          };
          brokers?: never;
          sshTunnel?: never;
      };

/** SASL authentication. */
export interface KafkaSasl {
    /** The mechanism. Updated in place. */
    mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
    /** The user name. Updated in place. */
    username: TextOrSecret;
    /** The password. Updated in place. */
    password: SecretRef;
}

/** The security protocol and the authentication, in the combinations that Materialize supports. */
export type KafkaSecurity =
    | {
          /** Neither encryption nor authentication. Updated in place. */
          securityProtocol: "PLAINTEXT";
          sasl?: never;
          ssl?: never;
          awsConnection?: never;
      }
    | {
          /** TLS. The default without `sasl` and `awsConnection`. Updated in place. */
          securityProtocol?: "SSL";
          /** TLS certificates; with a key they authenticate the client. Default: none. Updated in place. */
          ssl?: TlsArgs;
          sasl?: never;
          awsConnection?: never;
      }
    | {
          /** SASL over TLS. The default with `sasl`. Updated in place. */
          securityProtocol?: "SASL_SSL";
          /** SASL authentication. Updated in place. */
          sasl: KafkaSasl;
          /** TLS certificates. Default: none. Updated in place. */
          ssl?: TlsArgs;
          awsConnection?: never;
      }
    | {
          /** SASL without encryption. Updated in place. */
          securityProtocol: "SASL_PLAINTEXT";
          /** SASL authentication. Updated in place. */
          sasl: KafkaSasl;
          ssl?: never;
          awsConnection?: never;
      }
    | {
          /** SASL over TLS. The default with `awsConnection`. Updated in place. */
          securityProtocol?: "SASL_SSL";
          /**
           * The AWS connection whose role authenticates the client, by
           * {@link https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control.html | IAM access control for Amazon MSK}. Updated in
           * place.
           */
          awsConnection: ObjectRef<"AwsConnection">;
          /** TLS certificates. Default: none. Updated in place. */
          ssl?: TlsArgs;
          sasl?: never;
      };

/** The topic in which sinks that use the connection store their progress. */
export interface KafkaProgressArgs {
    /** The name of the topic. Default: chosen by Materialize. A change replaces the connection. */
    progressTopic?: pulumi.Input<string>;
    /** The replication factor of the topic, at least 1. Default: the broker's. A change replaces the connection. */
    progressTopicReplicationFactor?: pulumi.Input<number>;
}

/** Arguments of a {@link KafkaConnection}. */
export type KafkaConnectionArgs = SchemaObjectArgs & ConnectionArgs & KafkaEndpoint & KafkaSecurity & KafkaProgressArgs;

/**
 * A connection to a Kafka cluster. All changes of one update are one `ALTER CONNECTION`, so sources never use half of them.
 *
 * Errors: at preview, combinations that Materialize does not support; at `pulumi up`, brokers that Materialize cannot reach or that refuse the
 * credentials, unless `validate` is `false`.
 *
 * See {@link https://materialize.com/docs/sql/create-connection/#kafka | CREATE CONNECTION: Kafka} and
 * {@link https://materialize.com/docs/sql/alter-connection/ | ALTER CONNECTION}.
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
