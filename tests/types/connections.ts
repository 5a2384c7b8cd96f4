import * as materialize from "../../index";
import { aws, database, gcp, kafka, link, registry, schema, secret, text, tunnel } from "./given";

const brokers = ["b:9092"];
const rule = { matching: "*.use1-az1.*", privateLink: { connection: link, port: 9001, availabilityZone: "use1-az1" } };
const sasl = { mechanism: "PLAIN", username: "me", password: secret } as const;
const ssl = { certificateAuthority: "ca", certificate: text, key: secret };

// Kafka connections with each endpoint and each authentication
new materialize.KafkaConnection("k", { brokers: text.apply(one => [one]), securityProtocol: "PLAINTEXT" });
new materialize.KafkaConnection("k", { brokers, sshTunnel: "bastion", ssl, securityProtocol: "SSL" });
new materialize.KafkaConnection("k", { brokers, sshTunnel: tunnel, sasl, ssl });
new materialize.KafkaConnection("k", { brokers, sasl, securityProtocol: "SASL_PLAINTEXT" });
new materialize.KafkaConnection("k", { brokers, awsConnection: { name: "aws", schema: "s", database: "d" } });
new materialize.KafkaConnection("k", { privateLink: { connection: link, port: 9092 }, awsConnection: aws, ssl });
new materialize.KafkaConnection("k", { brokers: [{ address: "b:1", sshTunnel: tunnel }, { address: text }, "b:3"], sasl });
new materialize.KafkaConnection("k", { brokers, sasl: { ...sasl, username: secret }, progressTopic: text, validate: false });
new materialize.KafkaConnection("k", { brokers, sasl: { ...sasl, password: materialize.getSecretOutput({ name: "pw" }) } });
new materialize.KafkaConnection("k", { brokers: ["b:1", { ...rule, matching: text }], sasl });
// @ts-expect-error -- a rule without PrivateLink
new materialize.KafkaConnection("k", { brokers: ["b:1", { matching: "*" }], sasl });
// @ts-expect-error -- a rule with an address
new materialize.KafkaConnection("k", { brokers: ["b:1", { ...rule, address: "b:2" }], sasl });
// @ts-expect-error -- a rule with an SSH tunnel
new materialize.KafkaConnection("k", { brokers: ["b:1", { matching: "*", sshTunnel: tunnel }], sasl });
// @ts-expect-error -- no endpoint
new materialize.KafkaConnection("k", { sasl });
// @ts-expect-error -- two endpoints
new materialize.KafkaConnection("k", { brokers, privateLink: { connection: link }, sasl });
// @ts-expect-error -- an SSH tunnel together with PrivateLink
new materialize.KafkaConnection("k", { privateLink: { connection: link }, sshTunnel: tunnel, sasl });
// @ts-expect-error -- brokers as a string
new materialize.KafkaConnection("k", { brokers: "b:9092", sasl });
// @ts-expect-error -- an SSH tunnel and PrivateLink for one broker
new materialize.KafkaConnection("k", { brokers: [{ address: "b:1", sshTunnel: tunnel, privateLink: { connection: link } }] });
// @ts-expect-error -- a password as a string
new materialize.KafkaConnection("k", { brokers, sasl: { ...sasl, password: "hunter2" } });
// @ts-expect-error -- a password as an output of a string
new materialize.KafkaConnection("k", { brokers, sasl: { ...sasl, password: text } });
// @ts-expect-error -- no password
new materialize.KafkaConnection("k", { brokers, sasl: { mechanism: "PLAIN", username: "me" } });
// @ts-expect-error -- an unknown mechanism
new materialize.KafkaConnection("k", { brokers, sasl: { ...sasl, mechanism: "SCRAM-SHA-521" } });
// @ts-expect-error -- a user without SASL
new materialize.KafkaConnection("k", { brokers, securityProtocol: "PLAINTEXT", sasl });
// @ts-expect-error -- SASL with the security protocol SSL
new materialize.KafkaConnection("k", { brokers, securityProtocol: "SSL", sasl });
// @ts-expect-error -- the security protocol SASL_PLAINTEXT without SASL
new materialize.KafkaConnection("k", { brokers, securityProtocol: "SASL_PLAINTEXT" });
// @ts-expect-error -- certificates without TLS
new materialize.KafkaConnection("k", { brokers, securityProtocol: "PLAINTEXT", ssl });
// @ts-expect-error -- certificates without TLS
new materialize.KafkaConnection("k", { brokers, securityProtocol: "SASL_PLAINTEXT", sasl, ssl });
// @ts-expect-error -- SASL together with an AWS connection
new materialize.KafkaConnection("k", { brokers, sasl, awsConnection: aws });
// @ts-expect-error -- an AWS connection without TLS
new materialize.KafkaConnection("k", { brokers, securityProtocol: "PLAINTEXT", awsConnection: aws });
// @ts-expect-error -- a key as a string
new materialize.KafkaConnection("k", { brokers, ssl: { certificate: "c", key: "k" } });
// @ts-expect-error -- a connection of another kind as the SSH tunnel
new materialize.KafkaConnection("k", { brokers, sasl, sshTunnel: link });
// @ts-expect-error -- an unknown argument
new materialize.KafkaConnection("k", { brokers, sasl, coment: "c" });

// Schema registries with each tunnel
new materialize.ConfluentSchemaRegistryConnection("r", { url: text, user: secret, password: secret, ssl });
new materialize.ConfluentSchemaRegistryConnection("r", { url: "https://r", sshTunnel: tunnel });
new materialize.ConfluentSchemaRegistryConnection("r", { url: "https://r", privateLink: { name: "l", schema: "s" } });
// @ts-expect-error -- no URL at all
new materialize.ConfluentSchemaRegistryConnection("r", { user: "me" });
// @ts-expect-error -- an SSH tunnel together with PrivateLink
new materialize.ConfluentSchemaRegistryConnection("r", { url: "https://r", sshTunnel: tunnel, privateLink: link });
// @ts-expect-error -- a password as a string
new materialize.ConfluentSchemaRegistryConnection("r", { url: "https://r", user: "me", password: "hunter2" });

// SSH tunnels, AWS PrivateLink and AWS
new materialize.SshTunnelConnection("s", { host: text, user: "me", port: 22, rotateKeys: "2026-11", validate: true });
new materialize.AwsPrivatelinkConnection("l", { serviceName: text, availabilityZones: ["use1-az1", text] });
new materialize.AwsConnection("a", { assumeRoleArn: text, assumeRoleSessionName: "s", region: "us-east-1" });
new materialize.AwsConnection("a", { accessKeyId: secret, secretAccessKey: secret, sessionToken: secret, endpoint: "https://e" });
// @ts-expect-error -- no user
new materialize.SshTunnelConnection("s", { host: "h" });
// @ts-expect-error -- no availability zones: an empty list must be explicit
new materialize.AwsPrivatelinkConnection("l", { serviceName: "s" });
// @ts-expect-error -- neither a role nor a key
new materialize.AwsConnection("a", { region: "us-east-1" });
// @ts-expect-error -- a role and a key
new materialize.AwsConnection("a", { assumeRoleArn: "r", accessKeyId: "k", secretAccessKey: secret });
// @ts-expect-error -- a session token as an output of a string
new materialize.AwsConnection("a", { accessKeyId: "k", secretAccessKey: secret, sessionToken: text });
// @ts-expect-error -- a key as a string
new materialize.AwsConnection("a", { accessKeyId: "k", secretAccessKey: "s" });
// @ts-expect-error -- a role session name together with an access key
new materialize.AwsConnection("a", { accessKeyId: "k", secretAccessKey: secret, assumeRoleSessionName: "s" });

// Registries of AWS Glue, and Google Cloud
new materialize.AwsGlueSchemaRegistryConnection("g", { awsConnection: aws, registry: text, validate: false });
new materialize.GcpConnection("g", { serviceAccountKey: secret, validate: true });
// @ts-expect-error -- no registry
new materialize.AwsGlueSchemaRegistryConnection("g", { awsConnection: aws });
// @ts-expect-error -- a connection of another kind
new materialize.AwsGlueSchemaRegistryConnection("g", { awsConnection: kafka, registry: "r" });
// @ts-expect-error -- a key as a string
new materialize.GcpConnection("g", { serviceAccountKey: "{}" });

// Database servers
const server = { host: "h", user: secret, password: secret };
new materialize.PostgresConnection("p", { ...server, port: 5432, database: "d", schema, sslMode: "verify-full", ssl });
new materialize.MySqlConnection("m", { host: "h", user: "me", sslMode: "verify_ca", awsConnection: aws, database, schema });
new materialize.SqlServerConnection("e", { ...server, database: text, sslMode: "verify_ca", privateLink: link });
// @ts-expect-error -- a resource as the database on the server
new materialize.PostgresConnection("p", { ...server, database });
// @ts-expect-error -- no database
new materialize.SqlServerConnection("e", server);
// @ts-expect-error -- a mode of another kind of server
new materialize.PostgresConnection("p", { ...server, database: "d", sslMode: "verify_ca" });
// @ts-expect-error -- a password as a string
new materialize.MySqlConnection("m", { host: "h", user: "me", password: "hunter2" });
// @ts-expect-error -- a connection of another kind
new materialize.MySqlConnection("m", { host: "h", user: "me", awsConnection: kafka });

// Iceberg catalogs
const s3 = { catalogType: "s3tablesrest", url: "https://s3", warehouse: "arn", awsConnection: aws } as const;
new materialize.IcebergCatalogConnection("i", s3);
new materialize.IcebergCatalogConnection("i", { catalogType: "rest", url: text, credential: secret, scope: "s", warehouse: "w" });
new materialize.IcebergCatalogConnection("i", { catalogType: "rest", url: text, gcpConnection: gcp, warehouse: "gs://b" });
// @ts-expect-error -- a credential together with a GCP connection
new materialize.IcebergCatalogConnection("i", { catalogType: "rest", url: text, credential: secret, gcpConnection: gcp });
// @ts-expect-error -- a GCP connection with the other type
new materialize.IcebergCatalogConnection("i", { ...s3, gcpConnection: gcp });
// @ts-expect-error -- no warehouse
new materialize.IcebergCatalogConnection("i", { catalogType: "s3tablesrest", url: "https://s3", awsConnection: aws });
// @ts-expect-error -- the credential of the other type
new materialize.IcebergCatalogConnection("i", { ...s3, credential: secret });
// @ts-expect-error -- a credential as a string
new materialize.IcebergCatalogConnection("i", { catalogType: "rest", url: text, credential: "id:secret" });
// @ts-expect-error -- a connection of another kind
new materialize.IcebergCatalogConnection("i", { ...s3, awsConnection: registry });
