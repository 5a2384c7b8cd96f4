import { databaseSource } from "./shared/databaseSource";

export const mySqlSource = databaseSource({
    name: "MySqlSource",
    since: "mySqlTables",
    target: "MYSQL",
    type: "mysql",
    connection: "MySqlConnection",
    rows: [],
});
