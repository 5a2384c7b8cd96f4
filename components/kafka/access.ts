import * as pulumi from "@pulumi/pulumi";

/** The settings with which Pulumi connects to Kafka brokers to create topics and ACLs. */
export interface KafkaAccess {
    /** The bootstrap servers, each `host:port`, separated by commas. */
    readonly bootstrapServers: pulumi.Input<string>;
    readonly securityProtocol: pulumi.Input<"PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL">;
    readonly sasl?: KafkaSasl;
    readonly ssl?: {
        readonly certificateAuthority?: pulumi.Input<string>;
        readonly certificate?: pulumi.Input<string>;
        readonly key?: pulumi.Input<string>;
    };
    /** The number of minutes to wait until the brokers answer. */
    readonly timeoutMinutes: pulumi.Input<number>;
}

/** A user and its password; with `AWS_MSK_IAM`, the identity that calls AWS, in the region of the cluster. */
export type KafkaSasl =
    | {
          readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
          readonly username: pulumi.Input<string>;
          readonly password: pulumi.Input<string>;
      }
    | { readonly mechanism: "AWS_MSK_IAM"; readonly region: pulumi.Input<string> };

/** Returns the settings with passwords and keys marked as secret. */
export function withSecrets({ sasl, ssl, ...access }: KafkaAccess): Readonly<Record<string, unknown>> {
    const password = sasl !== undefined && "password" in sasl ? { password: pulumi.secret(sasl.password) } : {};
    const key = ssl?.key === undefined ? {} : { key: pulumi.secret(ssl.key) };
    return {
        ...access,
        ...(sasl === undefined ? {} : { sasl: { ...sasl, ...password } }),
        ...(ssl === undefined ? {} : { ssl: { ...ssl, ...key } }),
    };
}
