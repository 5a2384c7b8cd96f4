import type * as pulumi from "@pulumi/pulumi";
import type { AwsConnection, EmptyArgs, KafkaSasl, OneOf, TlsArgs } from "../../sdk";
import type { KafkaAccess, KafkaSasl as AccessSasl } from "../kafka/access";
import type { IngestionContext, SecretText } from "./ingestionContext";
import type { MskRoleArgs } from "./mskRolePolicy";
import type { Brokers } from "./networks";
import { type ArgumentShape, isGiven } from "../argumentShape";

/** A user and its password. Strings are stored in secrets. */
export interface UserPassword {
    /** The user. A string is stored in the secret `<name>_username`. */
    username: SecretText;
    /** The password. A string is stored in the secret `<name>_password`. Changed in place, by `ALTER SECRET`. */
    password: SecretText;
}

/** A user and its password, and the certificates of brokers with a certificate authority of their own. */
export interface SaslUser extends UserPassword, ServerTls {
    /**
     * The certificate of the client, in PEM format, if the brokers ask for one too. It needs `key`. A string is stored in the secret
     * `<name>_certificate`. Default: none. Changed in place.
     */
    certificate?: SecretText;
    /** The private key of `certificate`, in PEM format. A string is stored in the secret `<name>_key`. Default: none. Changed in place. */
    key?: SecretText;
}

/** A user and its password for SASL/SCRAM. */
export interface Scram extends SaslUser {
    /** The SASL mechanism. Default: `SCRAM-SHA-512`. Changed in place. */
    mechanism?: "SCRAM-SHA-256" | "SCRAM-SHA-512";
}

/** The certificate authority of the brokers. */
export interface ServerTls {
    /** The certificate of the authority, in PEM format. Default: the public certificate authorities. Changed in place. */
    certificateAuthority?: pulumi.Input<string>;
}

/** The certificate of the client and its private key, in PEM format. Strings are stored in secrets. */
export interface ClientKey extends ServerTls {
    /** The certificate. A string is stored in the secret `<name>_certificate`. */
    certificate: SecretText;
    /** The private key. A string is stored in the secret `<name>_key`. */
    key: SecretText;
}

/** An API key and its secret. Strings are stored in secrets. */
export interface KeySecret {
    /** The API key. A string is stored in a secret. */
    key: SecretText;
    /** The secret of the API key. A string is stored in a secret. Changed in place, by `ALTER SECRET`. */
    secret: SecretText;
}

/** The arguments of each authentication method. */
export interface AuthArgs {
    /** No authentication and no encryption. */
    unauthenticated: EmptyArgs;
    /** TLS without client authentication. */
    tls: ServerTls;
    /** TLS with a client certificate. */
    mutualTls: ClientKey;
    /** SASL/PLAIN over TLS. */
    plain: SaslUser;
    /** SASL/SCRAM over TLS. */
    scram: Scram;
    /** An IAM role over TLS. */
    iam: MskRoleArgs;
    /** An API key, as SASL/PLAIN over TLS. */
    apiKey: KeySecret;
}

/** Exactly one of the authentication methods of a target. */
export type AuthOf<K extends keyof AuthArgs> = OneOf<Pick<AuthArgs, K>>;

/** The security protocol of a Kafka connection. */
export type SecurityProtocol = "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";

/**
 * The authentication arguments of a Kafka connection.
 *
 * @internal
 */
export interface Identity {
    readonly sasl?: KafkaSasl;
    readonly ssl?: TlsArgs;
    readonly awsConnection?: AwsConnection;
    /** The resources that must exist before the brokers accept the client. */
    readonly dependsOn?: readonly pulumi.Resource[];
}

/**
 * An authentication method.
 *
 * @internal
 */
export interface AuthRow<A> extends ArgumentShape {
    /** The security protocols that it can use. The first one is the default. */
    readonly protocols: readonly [SecurityProtocol, ...SecurityProtocol[]];
    /** Lists what is wrong with the values of the arguments. */
    readonly problems?: (given: A) => readonly string[];
    /** Creates the secrets and other resources of the method, for the brokers of a target. */
    readonly identity: (given: A, context: IngestionContext, brokers: Brokers) => Identity;
    /** Returns the settings with which Pulumi connects to the brokers as this client, to create topics. */
    readonly access?: (given: A) => Pick<KafkaAccess, "sasl" | "ssl">;
}

const SASL = ["SASL_SSL", "SASL_PLAINTEXT"] as const;

const sasl = (mechanism: KafkaSasl["mechanism"], { username, password }: UserPassword, context: IngestionContext): Identity => ({
    sasl: { mechanism, username: context.secret("username", username), password: context.secret("password", password) },
});

const SCRAMS: readonly unknown[] = ["SCRAM-SHA-256", "SCRAM-SHA-512"] satisfies Scram["mechanism"][];

const mechanismProblems = ({ mechanism }: Scram): string[] =>
    mechanism === undefined || SCRAMS.includes(mechanism)
        ? []
        : [`auth.scram.mechanism takes ${SCRAMS.join(" or ")}, not ${JSON.stringify(mechanism)}`];

/** Returns the text itself: a Secret resource is refused if topics are created with it. */
const asText = (text: SecretText): pulumi.Input<string> => text as pulumi.Input<string>;

const user = (mechanism: Exclude<AccessSasl["mechanism"], "AWS_MSK_IAM">, { username, password }: UserPassword) => ({
    sasl: { mechanism, username: asText(username), password: asText(password) },
});

/** The TLS arguments that an authentication method can have. */
type Certificates = ServerTls & Partial<Pick<ClientKey, "certificate" | "key">>;

const CERTIFICATES = ["certificateAuthority", "certificate", "key"] as const;

/** Returns the certificates and the key of a connection. */
const connectionTls = ({ certificateAuthority, certificate, key }: Certificates, context: IngestionContext): TlsArgs => ({
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...(certificate === undefined ? {} : { certificate: context.secret("certificate", certificate) }),
    ...(key === undefined ? {} : { key: context.secret("key", key) }),
});

/** Returns the same for the connection by which Pulumi creates topics. */
const accessTls = ({ certificateAuthority, certificate, key }: Certificates): NonNullable<KafkaAccess["ssl"]> => ({
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...(certificate === undefined ? {} : { certificate: asText(certificate) }),
    ...(key === undefined ? {} : { key: asText(key) }),
});

/** Returns TLS arguments only if there are any: SASL needs none. */
const givenTls = <T extends object>(ssl: T): { ssl?: T } => (Object.keys(ssl).length === 0 ? {} : { ssl });

/**
 * Reports a certificate without its key, or a key without its certificate.
 *
 * @internal
 */
export const pairProblems = (path: string, { certificate, key }: { certificate?: unknown; key?: unknown }): string[] => {
    if (isGiven(certificate) === isGiven(key)) return [];
    const [given, missing] = isGiven(certificate) ? ["certificate", "key"] : ["key", "certificate"];
    return [`${path}.${missing} is missing: ${path}.${given} needs it`];
};

/**
 * The authentication methods that need no AWS resources; `iam` is only for Amazon MSK.
 *
 * @internal
 */
export const AUTH: { readonly [K in Exclude<keyof AuthArgs, "iam">]: AuthRow<AuthArgs[K]> } = {
    unauthenticated: { required: [], protocols: ["PLAINTEXT"], identity: () => ({}), access: () => ({}) },
    tls: {
        required: [],
        optional: ["certificateAuthority"],
        protocols: ["SSL"],
        identity: (given, context) => ({ ssl: connectionTls(given, context) }),
        access: given => ({ ssl: accessTls(given) }),
    },
    mutualTls: {
        required: ["certificate", "key"],
        optional: ["certificateAuthority"],
        protocols: ["SSL"],
        identity: (given, context) => ({ ssl: connectionTls(given, context) }),
        access: given => ({ ssl: accessTls(given) }),
    },
    plain: {
        required: ["username", "password"],
        optional: CERTIFICATES,
        protocols: SASL,
        problems: given => pairProblems("auth.plain", given),
        identity: (given, context) => ({ ...sasl("PLAIN", given, context), ...givenTls(connectionTls(given, context)) }),
        access: given => ({ ...user("PLAIN", given), ...givenTls(accessTls(given)) }),
    },
    scram: {
        required: ["username", "password"],
        optional: ["mechanism", ...CERTIFICATES],
        protocols: SASL,
        problems: given => [...mechanismProblems(given), ...pairProblems("auth.scram", given)],
        identity: (given, context) => ({
            ...sasl(given.mechanism ?? "SCRAM-SHA-512", given, context),
            ...givenTls(connectionTls(given, context)),
        }),
        access: given => ({ ...user(given.mechanism ?? "SCRAM-SHA-512", given), ...givenTls(accessTls(given)) }),
    },
    apiKey: {
        required: ["key", "secret"],
        protocols: SASL,
        identity: ({ key, secret }, context) => sasl("PLAIN", { username: key, password: secret }, context),
        access: ({ key, secret }) => user("PLAIN", { username: key, password: secret }),
    },
};

/**
 * Explains which target takes an authentication method that another one does not.
 *
 * @internal
 */
export const ELSEWHERE: Readonly<Record<string, string>> = {
    iam: "is only for Amazon MSK: use MskIngestion",
    apiKey: "is only for Confluent Cloud: use ConfluentCloudIngestion",
};
