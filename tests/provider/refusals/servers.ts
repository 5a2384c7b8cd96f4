import type { Fields } from "../../../provider/values/value";
import { type Refusal, resource } from "../support";

const secret = resource("u1", '"materialize"."public"."pw"');
const server = { host: "h", user: "me", password: secret };
const s3 = (args: Fields): Fields => ({
    catalogType: "s3tablesrest",
    url: "https://u",
    warehouse: "w",
    awsConnection: "aws",
    ...args,
});
const rest = (args: Fields): Fields => ({ catalogType: "rest", url: "https://u", credential: secret, ...args });

const NO_HOST =
    'host is not a host: write only its name or address, such as "db.example.com", without protocol, user, password, port and path';
const HAS_PORT = "host contains a port: write the port as port, and only the host here";

/** Mistakes in the arguments of connections to schema registries, databases and Iceberg catalogs. */
export const serverRefusals: readonly Refusal[] = [
    [
        "a password without a user",
        "ConfluentSchemaRegistryConnection",
        { url: "https://r", password: secret },
        "user is missing: without it Materialize ignores the password",
    ],
    [
        "a URL with a path",
        "ConfluentSchemaRegistryConnection",
        { url: "https://r/subjects" },
        "url must have no path after its host and port",
    ],
    [
        "a URL without a scheme",
        "ConfluentSchemaRegistryConnection",
        { url: "registry:8081" },
        'url is not a URL: write "https://host:port"',
    ],
    [
        "a URL with user and password",
        "ConfluentSchemaRegistryConnection",
        { url: "https://key:hunter2@r" },
        'url contains credentials ("@"), which Materialize would store in clear text: leave them out, and give user and password',
    ],
    [
        "a URL with a fragment, as of a password that is not encoded",
        "ConfluentSchemaRegistryConnection",
        { url: "https://key:73#hunter2" },
        'url contains a query or a fragment ("?" or "#"), which may hold credentials: leave it out, and give user and password',
    ],
    [
        "a private key among the certificates",
        "ConfluentSchemaRegistryConnection",
        { url: "https://r", ssl: { certificate: "-----BEGIN EC PRIVATE KEY-----\nMHc", key: secret } },
        "ssl.certificate contains a private key, which Materialize would store in clear text: give the key as ssl.key, and only certificates here",
    ],
    ["a host with a port", "PostgresConnection", { ...server, host: "h:5432", database: "d" }, HAS_PORT],
    ["a host that is a URL", "MySqlConnection", { ...server, host: "mysql://h" }, NO_HOST],
    ["a host with a user", "SqlServerConnection", { ...server, host: "me@h", database: "d" }, NO_HOST],
    ["a host with a path", "SshTunnelConnection", { host: "h/p", user: "me" }, NO_HOST],
    [
        "a warehouse with credentials",
        "IcebergCatalogConnection",
        rest({ warehouse: "s3://key:hunter2@bucket" }),
        'warehouse contains credentials ("@"), which Materialize would store in clear text: leave them out, and give credential',
    ],
    [
        "a credential that is a text",
        "IcebergCatalogConnection",
        rest({ credential: "id:hunter2" }),
        "credential takes a Secret, not a string, which Materialize would store in clear text: store it in a Secret and give that. The connection is replaced, because Materialize cannot alter it, and so is every object that uses it. If a connection had the text, issue another credential afterwards",
    ],
    [
        "a session token that is a text",
        "AwsConnection",
        { accessKeyId: "AKIA", secretAccessKey: secret, sessionToken: "hunter2" },
        "sessionToken takes a Secret, not a string, which Materialize would store in clear text: store it in a Secret and give that. The connection is altered in place. If a connection had the text, request another token afterwards",
    ],
    [
        "an endpoint with credentials",
        "AwsConnection",
        { accessKeyId: "AKIA", secretAccessKey: secret, endpoint: "https://key:hunter2@minio" },
        'endpoint contains credentials ("@"), which Materialize would store in clear text: leave them out, and give accessKeyId and secretAccessKey',
    ],
    [
        "a password together with awsConnection",
        "MySqlConnection",
        { ...server, awsConnection: "aws", sslMode: "required" },
        "password cannot be given together with awsConnection: leave one of them out",
    ],
    [
        "awsConnection without TLS",
        "MySqlConnection",
        { host: "h", user: "me", awsConnection: "aws" },
        'sslMode: must be "required", "verify_ca" or "verify_identity" with awsConnection: IAM authentication requires TLS',
    ],
    [
        "a certificate without its key",
        "SqlServerConnection",
        { ...server, database: "d", ssl: { certificate: "c" } },
        "ssl.key is missing: ssl.certificate needs it",
    ],
    [
        "a key without its certificate",
        "SqlServerConnection",
        { ...server, database: "d", ssl: { key: secret } },
        "ssl.certificate is missing: ssl.key needs it",
    ],
    [
        'the sslMode "verify_ca" without a certificate authority',
        "SqlServerConnection",
        { ...server, database: "d", sslMode: "verify_ca" },
        'ssl.certificateAuthority is missing: the sslMode "verify_ca" needs it',
    ],
    [
        "S3 Tables without a warehouse",
        "IcebergCatalogConnection",
        s3({ warehouse: undefined }),
        'warehouse is missing: the catalogType "s3tablesrest" needs it',
    ],
    [
        "S3 Tables without awsConnection",
        "IcebergCatalogConnection",
        s3({ awsConnection: undefined }),
        'awsConnection: is missing: the catalogType "s3tablesrest" needs it',
    ],
    [
        "S3 Tables with a credential",
        "IcebergCatalogConnection",
        s3({ credential: secret }),
        'credential is valid only with the catalogType "rest"',
    ],
    [
        "S3 Tables with a scope",
        "IcebergCatalogConnection",
        s3({ scope: "s" }),
        'scope: is valid only with the catalogType "rest"',
    ],
    [
        "REST without a credential",
        "IcebergCatalogConnection",
        rest({ credential: undefined }),
        'credential is missing: the catalogType "rest" needs it, or gcpConnection',
    ],
    [
        "REST with a credential and gcpConnection",
        "IcebergCatalogConnection",
        rest({ url: "https://biglake.googleapis.com/iceberg/v1/restcatalog", gcpConnection: "gcp" }),
        "credential cannot be given together with gcpConnection: leave one of them out",
    ],
    [
        "S3 Tables with gcpConnection",
        "IcebergCatalogConnection",
        s3({ gcpConnection: "gcp" }),
        'gcpConnection: is valid only with the catalogType "rest"',
    ],
    [
        "another catalog than BigLake with gcpConnection",
        "IcebergCatalogConnection",
        rest({ credential: undefined, gcpConnection: "gcp" }),
        'url must be "https://biglake.googleapis.com/iceberg/v1/restcatalog": Materialize uses a gcpConnection for no other catalog',
    ],
    [
        "a service account key that is a text",
        "GcpConnection",
        { serviceAccountKey: '{"type": "service_account"}' },
        "serviceAccountKey takes a Secret or what getSecretOutput returned, not a string: store a password in a Secret",
    ],
    ["a missing service account key", "GcpConnection", {}, "serviceAccountKey is missing"],
    ["an empty registry", "AwsGlueSchemaRegistryConnection", { awsConnection: "aws", registry: "" }, "registry: is empty"],
    ["a missing registry", "AwsGlueSchemaRegistryConnection", { awsConnection: "aws" }, "registry: is missing"],
    ["a missing awsConnection", "AwsGlueSchemaRegistryConnection", { registry: "shop" }, "awsConnection: is missing"],
    [
        "REST with awsConnection",
        "IcebergCatalogConnection",
        rest({ awsConnection: "aws" }),
        'awsConnection: is valid only with the catalogType "s3tablesrest"',
    ],
];
