import type * as pulumi from "@pulumi/pulumi";
import type { AwsConnection, EmptyArgs, KafkaSasl, OneOf, TlsArgs } from "../../sdk";
import type { KafkaAccess, KafkaSasl as AccessSasl } from "../kafka/access";
import type { Maker, SecretText } from "./maker";
import type { Site } from "./networks";
import type { ArgumentShape } from "../argumentShape";

/** A user and a password; a string becomes a secret of its own. */
export interface UserPassword {
    /** The user. A string is kept in the secret `<name>_username`. */
    username: SecretText;
    /** The password. A string is kept in the secret `<name>_password`; a new one is `ALTER SECRET`, in place. */
    password: SecretText;
}

/** A user and a password, by SCRAM. */
export interface Scram extends UserPassword {
    /** The mechanism. Default: `SCRAM-SHA-512`. Changed in place. */
    mechanism?: "SCRAM-SHA-256" | "SCRAM-SHA-512";
}

/** The authority of the brokers' certificates. */
export interface ServerTls {
    /** In PEM. Default: the public authorities. Changed in place. */
    certificateAuthority?: pulumi.Input<string>;
}

/** The client's certificate and its key, in PEM; a string becomes a secret of its own. */
export interface ClientKey extends ServerTls {
    /** The certificate. A string is kept in the secret `<name>_certificate`. */
    certificate: SecretText;
    /** The key. A string is kept in the secret `<name>_key`. */
    key: SecretText;
}

/** A key of an API and its secret; a string becomes a secret of its own. */
export interface KeySecret {
    /** The key. A string is kept in a secret of Materialize's. */
    key: SecretText;
    /** The key's secret. A string is kept in a secret of Materialize's; a new one is `ALTER SECRET`, in place. */
    secret: SecretText;
}

/** What there is to give for each way to say who the client is. */
export interface AuthArgs {
    /** Nobody says who they are, and nothing is encrypted. */
    unauthenticated: EmptyArgs;
    /** TLS, without saying who the client is. */
    tls: ServerTls;
    /** TLS; the client's certificate says who it is. */
    mutualTls: ClientKey;
    /** SASL/PLAIN, over TLS. */
    plain: UserPassword;
    /** SASL/SCRAM, over TLS. */
    scram: Scram;
    /** A role of AWS's, over TLS. */
    iam: EmptyArgs;
    /** A key of an API, as SASL/PLAIN over TLS. */
    apiKey: KeySecret;
}

/** Exactly one of the ways that a target can do. */
export type AuthOf<K extends keyof AuthArgs> = OneOf<Pick<AuthArgs, K>>;

/** What a connection to Kafka says of its security. */
export type SecurityProtocol = "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";

/**
 * Who the client is, as a connection to Kafka takes it.
 *
 * @internal
 */
export interface Identity {
    readonly sasl?: KafkaSasl;
    readonly ssl?: TlsArgs;
    readonly awsConnection?: AwsConnection;
    /** What must be there before it is let in. */
    readonly dependsOn?: readonly pulumi.Resource[];
}

/**
 * One way to say who the client is.
 *
 * @internal
 */
export interface AuthRow<A> extends ArgumentShape {
    /** The security protocols that it can use; the first follows from it. */
    readonly protocols: readonly [SecurityProtocol, ...SecurityProtocol[]];
    /** What is wrong with what was given, besides names. */
    readonly problems?: (given: A) => readonly string[];
    /** Makes the secrets and whatever else it takes, for the brokers of a site. */
    readonly identity: (given: A, maker: Maker, site: Site) => Identity;
    /** The same client where Pulumi runs; a way without it makes topics itself, or its target does. */
    readonly access?: (given: A) => Pick<KafkaAccess, "sasl" | "ssl">;
}

const SASL = ["SASL_SSL", "SASL_PLAINTEXT"] as const;

const sasl = (mechanism: KafkaSasl["mechanism"], { username, password }: UserPassword, maker: Maker): Identity => ({
    sasl: { mechanism, username: maker.secret("username", username), password: maker.secret("password", password) },
});

const SCRAMS: readonly unknown[] = ["SCRAM-SHA-256", "SCRAM-SHA-512"] satisfies Scram["mechanism"][];

const mechanismProblems = ({ mechanism }: Scram): string[] =>
    mechanism === undefined || SCRAMS.includes(mechanism)
        ? []
        : [`auth.scram.mechanism takes ${SCRAMS.join(" or ")}, not ${JSON.stringify(mechanism)}`];

/** The text itself: a secret of Materialize's is refused where it is asked for. */
const inClear = (text: SecretText): pulumi.Input<string> => text as pulumi.Input<string>;

const user = (mechanism: Exclude<AccessSasl["mechanism"], "AWS_MSK_IAM">, { username, password }: UserPassword) => ({
    sasl: { mechanism, username: inClear(username), password: inClear(password) },
});

const authority = ({ certificateAuthority }: ServerTls): ServerTls =>
    certificateAuthority === undefined ? {} : { certificateAuthority };

/**
 * The ways that need nothing of AWS's; `iam` is Amazon MSK's own.
 *
 * @internal
 */
export const AUTH: { readonly [K in Exclude<keyof AuthArgs, "iam">]: AuthRow<AuthArgs[K]> } = {
    unauthenticated: { required: [], protocols: ["PLAINTEXT"], identity: () => ({}), access: () => ({}) },
    tls: {
        required: [],
        optional: ["certificateAuthority"],
        protocols: ["SSL"],
        identity: given => ({ ssl: authority(given) }),
        access: given => ({ ssl: authority(given) }),
    },
    mutualTls: {
        required: ["certificate", "key"],
        optional: ["certificateAuthority"],
        protocols: ["SSL"],
        identity: (given, maker) => ({
            ssl: {
                ...authority(given),
                certificate: maker.secret("certificate", given.certificate),
                key: maker.secret("key", given.key),
            },
        }),
        access: given => ({
            ssl: { ...authority(given), certificate: inClear(given.certificate), key: inClear(given.key) },
        }),
    },
    plain: {
        required: ["username", "password"],
        protocols: SASL,
        identity: (given, maker) => sasl("PLAIN", given, maker),
        access: given => user("PLAIN", given),
    },
    scram: {
        required: ["username", "password"],
        optional: ["mechanism"],
        protocols: SASL,
        problems: mechanismProblems,
        identity: (given, maker) => sasl(given.mechanism ?? "SCRAM-SHA-512", given, maker),
        access: given => user(given.mechanism ?? "SCRAM-SHA-512", given),
    },
    apiKey: {
        required: ["key", "secret"],
        protocols: SASL,
        identity: ({ key, secret }, maker) => sasl("PLAIN", { username: key, password: secret }, maker),
        access: ({ key, secret }) => user("PLAIN", { username: key, password: secret }),
    },
};

/**
 * Why a target cannot do one of the others, and what can.
 *
 * @internal
 */
export const ELSEWHERE: Readonly<Record<string, string>> = {
    iam: "is for Amazon MSK, whose brokers know AWS's roles: MskIngestion takes it",
    apiKey: "is for Confluent Cloud: ConfluentCloudIngestion takes it",
};
