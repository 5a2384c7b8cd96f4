import { type Pem, pemProblem } from "../../../common/pem";
import { timeoutMinutes } from "../timeout";
import { confidential, matching, object } from "../values";
import { choice, text } from "../../values/scalars";
import { type Fields, containsUnknown, isAbsent, isFields, isUnknown, type ValueType } from "../../values/value";

/** The address and the credentials with which the machine that runs Pulumi connects to a Kafka cluster. */
export interface Access {
    readonly bootstrapServers: string;
    readonly securityProtocol: "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
    readonly sasl?: Sasl | null;
    readonly ssl?: Ssl | null;
    readonly timeoutMinutes: number;
}

/** The credentials of the client. With AWS_MSK_IAM, they are those of the identity that calls AWS. */
interface Sasl {
    readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512" | typeof IAM;
    readonly username?: string | null;
    readonly password?: string | null;
    readonly region?: string | null;
}

interface Ssl {
    readonly certificateAuthority?: string | null;
    readonly certificate?: string | null;
    readonly key?: string | null;
}

export const IAM = "AWS_MSK_IAM";

const SERVER = /[^\s:/,@?#%\\'"]+:\d{1,5}/u.source;
const SERVERS = new RegExp(`^${SERVER}(?:,${SERVER})*$`, "u");

const bootstrapServers = matching(
    SERVERS,
    'hosts with their ports, separated by commas, such as "b-1.example.com:9098,b-2.example.com:9098"',
);

/** The arguments of every helper resource that connects to a Kafka cluster. */
export const ACCESS: Readonly<Record<string, ValueType>> = {
    bootstrapServers,
    securityProtocol: choice("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
    sasl: object(
        {
            mechanism: choice("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", IAM),
            username: confidential,
            password: confidential,
            region: text(),
        },
        ["mechanism"],
    ),
    ssl: object({ certificateAuthority: confidential, certificate: confidential, key: confidential }, []),
    timeoutMinutes: timeoutMinutes,
};

export const OPTIONAL_ACCESS = ["sasl", "ssl"] as const;

/** Returns true if the client authenticates as the identity that calls AWS. */
export const usesIam = ({ sasl }: Fields): boolean => isFields(sasl) && sasl.mechanism === IAM;

export const accessOf = (args: Fields): Access => args as Fields & Access;

/** Returns the problems with combinations of the arguments. */
export function accessProblems(args: Fields): string[] {
    const { securityProtocol: protocol, sasl, ssl } = accessOf(args);
    const wantsSasl = protocol.startsWith("SASL");
    return [
        ...(wantsSasl && isAbsent(sasl)
            ? [`securityProtocol ${protocol} needs sasl: give it, or write "SSL" or "PLAINTEXT"`]
            : []),
        ...(!wantsSasl && !isAbsent(sasl) && !containsUnknown(protocol)
            ? [`sasl is given, and securityProtocol is ${protocol}: write "SASL_SSL" or "SASL_PLAINTEXT", or leave sasl out`]
            : []),
        ...(isAbsent(sasl) || isUnknown(sasl) ? [] : saslProblems(sasl, protocol)),
        ...(isAbsent(ssl) || isUnknown(ssl) ? [] : sslProblems(ssl, protocol)),
    ];
}

function saslProblems({ mechanism, username, password, region }: Sasl, protocol: string): string[] {
    if (mechanism === IAM) {
        return [
            ...(isAbsent(region) ? [`sasl.region is missing: with ${IAM} it is the AWS region of the cluster`] : []),
            ...(isAbsent(username) && isAbsent(password)
                ? []
                : [`sasl.username and sasl.password are not for ${IAM}: leave them out`]),
            ...(protocol === "SASL_PLAINTEXT"
                ? [`securityProtocol is SASL_PLAINTEXT, and ${IAM} needs TLS: write "SASL_SSL"`]
                : []),
        ];
    }
    return [
        ...(isAbsent(username) ? [`sasl.username is missing: ${mechanism} needs it`] : []),
        ...(isAbsent(password) ? [`sasl.password is missing: ${mechanism} needs it`] : []),
        ...(isAbsent(region) ? [] : [`sasl.region is for ${IAM} alone: leave it out`]),
    ];
}

function sslProblems(ssl: Ssl, protocol: string): string[] {
    const { certificate, key } = ssl;
    return [
        ...(protocol.endsWith("PLAINTEXT")
            ? [`ssl is given, and securityProtocol is ${protocol}: write "SSL" or "SASL_SSL", or leave ssl out`]
            : []),
        ...(isAbsent(certificate) === isAbsent(key) ? [] : ["ssl takes certificate and key together: give both, or neither"]),
        ...(containsUnknown(ssl) ? [] : pemProblems(ssl)),
    ];
}

function pemProblems(ssl: Ssl): string[] {
    const problem = pemProblem(pemOf(ssl));
    if (problem === undefined) return [];
    return problem === "mismatch"
        ? ["ssl.key is not the key of ssl.certificate"]
        : [
              "ssl.certificateAuthority, ssl.certificate and ssl.key must be certificates and a key in PEM form, without a passphrase",
          ];
}

export const pemOf = ({ certificateAuthority: ca, certificate: cert, key }: Ssl): Pem => ({ ca, cert, key });

/** Returns the texts that error messages must not contain. */
export const secretsOf = ({ sasl, ssl }: Access): string[] =>
    [sasl?.password, ssl?.key].filter(secret => typeof secret === "string");
