import { isExternal } from "../../server";
import type { Fields } from "../../../provider/values/value";
import { type Case, COMMON_SETUP, schemaCases, type KindCases, setupObject } from "./case";

export const CONNECTIONS_SETUP = [
    ...COMMON_SETUP,
    "CREATE SECRET one AS '1'",
    "CREATE SECRET two AS '2'",
    "CREATE CONNECTION bastion TO SSH TUNNEL (HOST 'bastion.local', USER 'materialize')",
    "CREATE CONNECTION link TO AWS PRIVATELINK (SERVICE NAME 'com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc', AVAILABILITY ZONES ('use1-az1'))",
    "CREATE CONNECTION aws TO AWS (ASSUME ROLE ARN 'arn:aws:iam::123456789012:role/One')",
    "CREATE CONNECTION aws2 TO AWS (ASSUME ROLE ARN 'arn:aws:iam::123456789012:role/Two')",
];

const one = setupObject("one");
const two = setupObject("two");

/** The cases of the TLS arguments. `from` holds the arguments that switch TLS on. */
export const tlsCases = (from: Fields = {}): Case[] => {
    const ssl = { certificate: one, key: two };
    return [
        { path: "ssl.certificateAuthority", from, to: { ssl: { certificateAuthority: one } } },
        { path: "ssl.certificate", from: { ...from, ssl }, to: { ssl: { ...ssl, certificate: two } } },
        { path: "ssl.key", from: { ...from, ssl }, to: { ssl: { ...ssl, key: one } } },
    ];
};

/** The cases of the two ways through a network. */
export const tunnelCases: readonly Case[] = [
    { path: "sshTunnel", to: { sshTunnel: "bastion" } },
    { path: "privateLink", to: { privateLink: "link" } },
];

const sasl = { mechanism: "PLAIN", username: "apikey", password: one };
const withSasl = { securityProtocol: "SASL_PLAINTEXT", sasl };
const overLink = { brokers: undefined, privateLink: { connection: "link" } };

const kafka: KindCases = {
    kind: "KafkaConnection",
    setup: CONNECTIONS_SETUP,
    base: { brokers: ["127.0.0.1:9092"], securityProtocol: "PLAINTEXT", validate: false },
    cases: [
        ...schemaCases,
        { path: "brokers", to: { brokers: ["127.0.0.1:9092", "b:9092"] } },
        {
            path: "brokers",
            to: {
                brokers: [
                    "127.0.0.1:9092",
                    { matching: "*.use1-az1.*", privateLink: { connection: "link", port: 9001, availabilityZone: "use1-az1" } },
                ],
            },
        },
        { path: "privateLink", from: overLink, to: { privateLink: { connection: "link", port: 9093 } } },
        { path: "sshTunnel", to: { sshTunnel: "bastion" } },
        { path: "securityProtocol", to: { securityProtocol: "SSL" } },
        { path: "sasl.mechanism", from: withSasl, to: { sasl: { ...sasl, mechanism: "SCRAM-SHA-256" } } },
        { path: "sasl.username", from: withSasl, to: { sasl: { ...sasl, username: two } } },
        { path: "sasl.password", from: withSasl, to: { sasl: { ...sasl, password: two } } },
        ...tlsCases({ securityProtocol: "SSL" }),
        { path: "awsConnection", from: { securityProtocol: "SASL_SSL", awsConnection: "aws" }, to: { awsConnection: "aws2" } },
        { path: "progressTopic", to: { progressTopic: "progress" } },
        { path: "progressTopicReplicationFactor", to: { progressTopicReplicationFactor: 3 } },
        { path: "validate", to: { validate: true } },
    ],
};

const registry: KindCases = {
    kind: "ConfluentSchemaRegistryConnection",
    setup: CONNECTIONS_SETUP,
    base: { url: "http://127.0.0.1:8081", validate: false },
    cases: [
        ...schemaCases,
        { path: "url", to: { url: "http://127.0.0.1:8082" } },
        { path: "user", to: { user: "me" } },
        { path: "password", from: { user: "me" }, to: { password: one } },
        ...tlsCases(),
        ...tunnelCases,
        { path: "validate", to: { validate: true } },
    ],
};

const sshTunnel: KindCases = {
    kind: "SshTunnelConnection",
    setup: COMMON_SETUP,
    base: { host: "bastion.local", user: "materialize" },
    cases: [
        ...schemaCases,
        { path: "host", to: { host: "bastion.example.com" } },
        { path: "user", to: { user: "other" } },
        { path: "port", to: { port: 2222 } },
        { path: "rotateKeys", to: { rotateKeys: "2026-11" } },
        // Another server than the local Materialize cannot resolve the host.
        { path: "validate", to: { validate: true }, ...(isExternal() && { refusal: "failed to lookup address" }) },
    ],
};

const privatelink: KindCases = {
    kind: "AwsPrivatelinkConnection",
    setup: COMMON_SETUP,
    base: { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc", availabilityZones: ["use1-az1"] },
    cases: [
        ...schemaCases,
        { path: "serviceName", to: { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abd" } },
        { path: "availabilityZones", to: { availabilityZones: ["use1-az1", "use1-az4"] } },
        { path: "validate", to: { validate: true }, refusal: "does not work on this Materialize" },
    ],
};

const withKey = { assumeRoleArn: undefined, accessKeyId: "AKIA1", secretAccessKey: one };

const aws: KindCases = {
    kind: "AwsConnection",
    setup: CONNECTIONS_SETUP,
    base: { assumeRoleArn: "arn:aws:iam::123456789012:role/One" },
    cases: [
        ...schemaCases,
        { path: "assumeRoleArn", to: { assumeRoleArn: "arn:aws:iam::123456789012:role/Two" } },
        { path: "assumeRoleSessionName", to: { assumeRoleSessionName: "mz" } },
        { path: "accessKeyId", from: withKey, to: { accessKeyId: "AKIA2" } },
        { path: "secretAccessKey", from: withKey, to: { secretAccessKey: two } },
        { path: "sessionToken", from: withKey, to: { sessionToken: two } },
        { path: "region", to: { region: "us-east-1" } },
        { path: "endpoint", to: { endpoint: "https://s3.example.com" } },
        // A server without AWS credentials of its own fails before it resolves the name of the endpoint.
        { path: "validate", to: { validate: true }, refusal: "dispatch failure" },
    ],
};

/** A registry of AWS Glue that the world of the tests has, and the connection to its endpoint. */
export const GLUE_REGISTRY = "shop";
export const GLUE_SETUP = [
    "CREATE SECRET glue_key AS 'x'",
    "CREATE CONNECTION glue_aws TO AWS (ACCESS KEY ID 'AKIA', SECRET ACCESS KEY = SECRET glue_key, REGION 'us-east-1', ENDPOINT 'http://127.0.0.1:4566')",
];

const glue: KindCases = {
    kind: "AwsGlueSchemaRegistryConnection",
    setup: [...CONNECTIONS_SETUP, ...GLUE_SETUP],
    base: { awsConnection: setupObject("glue_aws"), registry: GLUE_REGISTRY, validate: false },
    cases: [
        ...schemaCases,
        { path: "awsConnection", to: { awsConnection: "aws2" } },
        { path: "registry", to: { registry: "other" } },
        { path: "validate", to: { validate: true } },
    ],
};

/** A key that Materialize reads, and that has no private key with which it could log in to Google. */
const GOOGLE_KEY = '{"type": "service_account", "token_uri": "https://oauth2.googleapis.com/token"}';

const gcp: KindCases = {
    kind: "GcpConnection",
    setup: [...COMMON_SETUP, `CREATE SECRET key AS '${GOOGLE_KEY}'`, `CREATE SECRET key2 AS '${GOOGLE_KEY}'`],
    base: { serviceAccountKey: setupObject("key") },
    cases: [
        ...schemaCases,
        { path: "serviceAccountKey", to: { serviceAccountKey: setupObject("key2") } },
        {
            path: "validate",
            to: { validate: true },
            refusal: "failed to deserialize ApplicationCredentials: missing field `private_key`",
        },
    ],
};

export const connectionCases: readonly KindCases[] = [kafka, registry, sshTunnel, privatelink, aws, glue, gcp];
