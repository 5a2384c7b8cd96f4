import { choice } from "../values/scalars";
import { connection } from "./shared/connection";
import { schemaOnly, serverRows, upstreamDatabase, transportRows, transportRules } from "./shared/databaseServer";
import { option } from "../statement/rows";

export const postgresConnection = connection({
    name: "PostgresConnection",
    target: "POSTGRES",
    type: "postgres",
    place: schemaOnly,
    rows: [
        ...serverRows(5432),
        upstreamDatabase,
        option("sslMode", "SSL MODE", choice("disable", "require", "verify-ca", "verify-full")),
        ...transportRows,
    ],
    rules: transportRules,
});
