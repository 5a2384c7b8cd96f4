import { schemaCases, type KindCases, setupObject, casesWithout, type SetupStatement } from "./case";
import { CONNECTIONS_SETUP, tlsCases, tunnelCases } from "./connections";

const one = setupObject("one");
const two = setupObject("two");

const server = [
    { path: "host", to: { host: "other.example.com" } },
    { path: "port", to: { port: 1234 } },
    { path: "user", to: { user: two } },
    { path: "password", to: { password: two } },
];

const UNREACHABLE = "failed to lookup address information";

const postgres: KindCases = {
    kind: "PostgresConnection",
    setup: CONNECTIONS_SETUP,
    base: { host: "db.example.com", user: "me", database: "orders", validate: false },
    cases: [
        ...casesWithout(schemaCases, "database"),
        ...server,
        { path: "database", to: { database: "shop" } },
        { path: "sslMode", to: { sslMode: "require" } },
        ...tlsCases({ sslMode: "require" }),
        ...tunnelCases,
        { path: "validate", to: { validate: true }, refusal: UNREACHABLE },
    ],
};

const mySql: KindCases = {
    kind: "MySqlConnection",
    setup: CONNECTIONS_SETUP,
    base: { host: "db.example.com", user: "me", validate: false },
    cases: [
        ...schemaCases,
        ...server,
        { path: "sslMode", to: { sslMode: "required" } },
        ...tlsCases({ sslMode: "required" }),
        ...tunnelCases,
        { path: "awsConnection", from: { sslMode: "required" }, to: { awsConnection: "aws" } },
        { path: "validate", to: { validate: true }, refusal: UNREACHABLE },
    ],
};

const sqlServer: KindCases = {
    kind: "SqlServerConnection",
    setup: CONNECTIONS_SETUP,
    base: { host: "db.example.com", user: "me", password: one, database: "erp", validate: false },
    cases: [
        ...casesWithout(schemaCases, "database"),
        ...server,
        { path: "database", to: { database: "shop" } },
        { path: "sslMode", to: { sslMode: "required" } },
        ...tlsCases({ sslMode: "required" }),
        ...tunnelCases,
        { path: "validate", to: { validate: true }, refusal: UNREACHABLE },
    ],
};

const rest = { catalogType: "rest", warehouse: undefined, awsConnection: undefined, credential: one };

const BIGLAKE = "https://biglake.googleapis.com/iceberg/v1/restcatalog";

/** Two connections to Google Cloud, with a key that Materialize does not use before a catalog is validated. */
const googleSetup: readonly SetupStatement[] = [
    `CREATE SECRET google_key AS '{"token_uri": "https://oauth2.googleapis.com/token"}'`,
    ...["google", "google2"].map(name => ({
        since: "gcpConnections" as const,
        statement: `CREATE CONNECTION ${name} TO GCP (SERVICE ACCOUNT KEY = SECRET google_key)`,
    })),
];

const google = { ...rest, url: BIGLAKE, credential: undefined, gcpConnection: setupObject("google") };

const iceberg: KindCases = {
    kind: "IcebergCatalogConnection",
    setup: [...CONNECTIONS_SETUP, ...googleSetup],
    base: {
        catalogType: "s3tablesrest",
        url: "https://s3tables.us-east-1.amazonaws.com/iceberg",
        warehouse: "arn:aws:s3tables:one",
        awsConnection: setupObject("aws"),
        validate: false,
    },
    cases: [
        ...schemaCases,
        { path: "catalogType", to: rest, also: ["warehouse", "awsConnection", "credential"] },
        { path: "url", to: { url: "https://s3tables.us-west-2.amazonaws.com/iceberg" } },
        { path: "warehouse", to: { warehouse: "arn:aws:s3tables:two" } },
        { path: "awsConnection", to: { awsConnection: "aws2" } },
        { path: "gcpConnection", from: google, to: { gcpConnection: setupObject("google2") } },
        { path: "credential", from: rest, to: { credential: two } },
        { path: "scope", from: rest, to: { scope: "all" } },
        { path: "validate", to: { validate: true }, refusal: "Failed to execute http request" },
    ],
};

export const databaseConnectionCases: readonly KindCases[] = [postgres, mySql, sqlServer, iceberg];
