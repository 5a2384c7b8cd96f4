import { databaseSource } from "./shared/databaseSource";

export const sqlServerSource = databaseSource({
    name: "SqlServerSource",
    since: "sqlServerTables",
    target: "SQL SERVER",
    type: "sql-server",
    connection: "SqlServerConnection",
    rows: [],
});
