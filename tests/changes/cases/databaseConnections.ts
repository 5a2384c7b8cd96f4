import { schemaCases, type KindCases, setupObject, casesWithout } from "./case";
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

const iceberg: KindCases = {
    kind: "IcebergCatalogConnection",
    setup: CONNECTIONS_SETUP,
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
        { path: "credential", from: rest, to: { credential: two } },
        { path: "scope", from: rest, to: { scope: "all" } },
        { path: "validate", to: { validate: true }, refusal: UNREACHABLE },
    ],
};

export const databaseConnectionCases: readonly KindCases[] = [postgres, mySql, sqlServer, iceberg];
