import type { Fields } from "../../../provider/values/value";
import { type Refusal, resource } from "../support";

const secret = resource("u1", '"materialize"."public"."pw"');
const server = { host: "h", user: "me", password: secret };
const s3 = (args: Fields): Fields => ({ catalogType: "s3tablesrest", url: "u", warehouse: "w", awsConnection: "aws", ...args });
const rest = (args: Fields): Fields => ({ catalogType: "rest", url: "u", credential: secret, ...args });

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
        "url: must have no path after its host and port",
    ],
    [
        "a URL without a scheme",
        "ConfluentSchemaRegistryConnection",
        { url: "registry:8081" },
        'url: is not a URL: write "https://host:port"',
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
        'warehouse: is missing: the catalogType "s3tablesrest" needs it',
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
        'credential is missing: the catalogType "rest" needs it',
    ],
    [
        "REST with awsConnection",
        "IcebergCatalogConnection",
        rest({ awsConnection: "aws" }),
        'awsConnection: is valid only with the catalogType "s3tablesrest"',
    ],
];
