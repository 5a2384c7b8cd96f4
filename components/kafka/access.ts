import * as pulumi from "@pulumi/pulumi";

/** How a Kafka is reached from where Pulumi runs, and as whom: what makes its topics and ACLs takes it. */
export interface KafkaAccess {
    /** Hosts with their ports, separated by commas. */
    readonly bootstrapServers: pulumi.Input<string>;
    readonly securityProtocol: pulumi.Input<"PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL">;
    readonly sasl?: KafkaSasl;
    readonly ssl?: {
        readonly certificateAuthority?: pulumi.Input<string>;
        readonly certificate?: pulumi.Input<string>;
        readonly key?: pulumi.Input<string>;
    };
    /** How long it is waited until the brokers answer, in minutes. */
    readonly timeoutMinutes: pulumi.Input<number>;
}

/** A user with a password; or with `AWS_MSK_IAM` whoever calls AWS, in the cluster's region. */
export type KafkaSasl =
    | {
          readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
          readonly username: pulumi.Input<string>;
          readonly password: pulumi.Input<string>;
      }
    | { readonly mechanism: "AWS_MSK_IAM"; readonly region: pulumi.Input<string> };

/** Passwords and keys are secret, whether the program says so or not. */
export function secretive({ sasl, ssl, ...access }: KafkaAccess): Readonly<Record<string, unknown>> {
    const password = sasl !== undefined && "password" in sasl ? { password: pulumi.secret(sasl.password) } : {};
    const key = ssl?.key === undefined ? {} : { key: pulumi.secret(ssl.key) };
    return {
        ...access,
        ...(sasl === undefined ? {} : { sasl: { ...sasl, ...password } }),
        ...(ssl === undefined ? {} : { ssl: { ...ssl, ...key } }),
    };
}
