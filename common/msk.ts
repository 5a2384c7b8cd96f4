/** One method by which a client of Amazon MSK authenticates. */
interface MskMethod {
    /** The name of the method in error messages. */
    readonly title: string;
    /** The port of the brokers within the VPC. */
    readonly port: number;
    /** The port of public brokers. Unauthenticated clients cannot connect over the internet. */
    readonly publicPort?: number;
}

/** The arguments that choose an authentication method. */
export type MskAuthentication = "unauthenticated" | "tls" | "mutualTls" | "scram" | "iam";

/** The authentication methods of Amazon MSK (https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html). */
export const MSK_AUTHENTICATION: Readonly<Record<MskAuthentication, MskMethod>> = {
    unauthenticated: { title: "unauthenticated access in plaintext", port: 9092 },
    tls: { title: "unauthenticated access over TLS", port: 9094 },
    mutualTls: { title: "mutual TLS", port: 9094, publicPort: 9194 },
    scram: { title: "SASL/SCRAM", port: 9096, publicPort: 9196 },
    iam: { title: "IAM", port: 9098, publicPort: 9198 },
};

/** The port on which public brokers accept IAM roles. */
export const MSK_PUBLIC_IAM_PORT = 9198;
