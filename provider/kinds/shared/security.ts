import { certificateOrSecret, reference, secretOnly, textOrSecret } from "../../values/reference";
import { choice } from "../../values/scalars";
import type { Arguments, Rule } from "../../statement/kind";
import { fixedOption, forbidBoth, option } from "../../statement/rows";

/** The TLS certificates of a connection. */
export const tlsRows = [
    option("ssl.certificateAuthority", "SSL CERTIFICATE AUTHORITY", certificateOrSecret),
    option("ssl.certificate", "SSL CERTIFICATE", certificateOrSecret),
    option("ssl.key", "SSL KEY", secretOnly),
];

/** The SASL authentication of a Kafka client. */
export const saslRows = [
    option("sasl.mechanism", "SASL MECHANISMS", choice("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"), { required: true }),
    option("sasl.username", "SASL USERNAME", textOrSecret, { required: true }),
    option("sasl.password", "SASL PASSWORD", secretOnly, { required: true }),
];

const NO_TUNNEL = "Materialize cannot alter the SSH tunnel or PrivateLink connection of this kind of connection";

/** The SSH tunnel or PrivateLink connection of a connection to a server other than Kafka. Materialize cannot alter it. */
export const tunnelRows = [
    fixedOption("sshTunnel", "SSH TUNNEL", reference("SshTunnelConnection"), NO_TUNNEL),
    fixedOption("privateLink", "AWS PRIVATELINK", reference("AwsPrivatelinkConnection"), NO_TUNNEL),
];

export const tunnelRules: readonly Rule[] = [
    forbidBoth("sshTunnel", "privateLink", "cannot specify both SSH TUNNEL and AWS PRIVATELINK"),
];

/** Requires a client certificate and its key together. The arguments are the error messages of Materialize, if it refuses one alone. */
export const certificateRules = (certificateAlone?: string, keyAlone?: string): Rule[] => [
    {
        path: "ssl.key",
        isBroken: args => args.has("ssl.certificate") && !args.has("ssl.key"),
        reason: "is missing: ssl.certificate needs it",
        ...(certificateAlone === undefined ? {} : { serverMessage: certificateAlone }),
    },
    {
        path: "ssl.certificate",
        isBroken: args => args.has("ssl.key") && !args.has("ssl.certificate"),
        reason: "is missing: ssl.key needs it",
        ...(keyAlone === undefined ? {} : { serverMessage: keyAlone }),
    },
];

const protocolIs = (args: Arguments, ...protocols: readonly (string | undefined)[]): boolean =>
    protocols.includes(args.get("securityProtocol") as string | undefined);

const unsupported = (option: string): string => `option ${option} not supported with this configuration`;

/** The combinations of options and security protocols that are refused. */
export const securityRules: readonly Rule[] = [
    ...certificateRules("SSL KEY must be specified with SSL CERTIFICATE", unsupported("SSL KEY")),
    {
        path: "sasl",
        isBroken: args => args.has("sasl") && args.has("awsConnection"),
        reason: "cannot be given together with awsConnection, which authenticates with an IAM role: leave one of them out",
        serverMessage: unsupported("SASL MECHANISMS"),
    },
    {
        path: "sasl",
        isBroken: args => args.has("sasl") && protocolIs(args, "PLAINTEXT", "SSL"),
        reason: 'needs the securityProtocol "SASL_SSL" or "SASL_PLAINTEXT"',
        serverMessage: unsupported("SASL MECHANISMS"),
    },
    {
        path: "awsConnection",
        isBroken: args => args.has("awsConnection") && protocolIs(args, "PLAINTEXT", "SSL"),
        reason: 'needs the securityProtocol "SASL_SSL"',
        serverMessage: unsupported("AWS CONNECTION"),
    },
    {
        path: "ssl",
        isBroken: args => args.has("ssl") && protocolIs(args, "PLAINTEXT", "SASL_PLAINTEXT"),
        reason: 'needs the securityProtocol "SSL" or "SASL_SSL"',
        serverMessage: unsupported("SSL CERTIFICATE AUTHORITY"),
    },
    {
        path: "sasl",
        isBroken: args => protocolIs(args, "SASL_SSL", "SASL_PLAINTEXT") && !args.has("sasl") && !args.has("awsConnection"),
        reason: "is missing: the securityProtocol requires sasl or awsConnection",
        serverMessage: "SASL MECHANISMS must be specified",
    },
];
