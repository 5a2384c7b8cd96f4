import { columnCommentCase, COMMON_SETUP, schemaCases, type Case, type KindCases } from "./case";

const connections = (target: string): string[] => ["db", "db2"].map(name => `CREATE CONNECTION ${name} TO ${target}`);

/** The connections to the databases of the world, which the services of the tests have too, where they have the product. */
const POSTGRES = "POSTGRES (HOST '127.0.0.1', PORT 15432, DATABASE 'postgres', USER 'postgres')";
const MYSQL = "MYSQL (HOST '127.0.0.1', PORT 13306, USER 'root')";
const SQL_SERVER = "SQL SERVER (HOST '127.0.0.1', PORT 11433, DATABASE 'erp', USER 'sa', PASSWORD SECRET password)";

/** Creates a source of the PostgreSQL of the services, whose tables the cases of tables read. */
export const POSTGRES_SOURCE = [
    `CREATE CONNECTION shop TO ${POSTGRES}`,
    "CREATE SOURCE shop_source IN CLUSTER quickstart FROM POSTGRES CONNECTION shop (PUBLICATION 'shop_tables')",
];

const SETUP = [...COMMON_SETUP, "CREATE CLUSTER second (SIZE '25cc')", "CREATE SECRET password AS 'x'"];

/** A reference with a namespace, which names the same object after the schema or database of the source changes. */
const base = { connection: { name: "db", schema: "public", database: "materialize" }, cluster: "quickstart" };

const sourceCases: readonly Case[] = [
    ...schemaCases,
    { path: "cluster", to: { cluster: "second" } },
    { path: "connection", to: { connection: "db2" } },
    { path: "timestampInterval", to: { timestampInterval: "1s" } },
    { path: "retainHistory", to: { retainHistory: "1h" } },
];

export const databaseSourceCases: readonly KindCases[] = [
    {
        kind: "PostgresSource",
        setup: [...SETUP, ...connections(POSTGRES)],
        base: { ...base, publication: "shop_tables" },
        cases: [...sourceCases, columnCommentCase("lsn"), { path: "publication", to: { publication: "shop_orders" } }],
    },
    {
        kind: "MySqlSource",
        setup: [...SETUP, ...connections(MYSQL)],
        base,
        cases: [...sourceCases, columnCommentCase("transaction_id")],
        onlyLocal: "the services of the tests have no MySQL",
    },
    {
        kind: "SqlServerSource",
        setup: [...SETUP, ...connections(SQL_SERVER)],
        base,
        cases: [...sourceCases, columnCommentCase("lsn")],
        onlyLocal: "the services of the tests have no SQL Server",
    },
];
