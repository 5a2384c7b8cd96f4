import { choice } from "../values/scalars";
import { databaseConnection } from "./shared/connection";
import { serverRows, upstreamDatabase, transportRows, transportRules } from "./shared/databaseServer";
import { option } from "../statement/rows";

export const postgresConnection = databaseConnection({
    name: "PostgresConnection",
    target: "POSTGRES",
    type: "postgres",
    rows: [
        ...serverRows(5432),
        upstreamDatabase,
        option("sslMode", "SSL MODE", choice("disable", "require", "verify-ca", "verify-full")),
        ...transportRows,
    ],
    rules: transportRules,
});
