import { choice } from "../values/scalars";
import { connection } from "./connection";
import { schemaAlone, server, upstreamDatabase, wire, wireRules } from "./databaseServer";
import { option } from "./rows";

export const postgresConnection = connection({
    name: "PostgresConnection",
    target: "POSTGRES",
    type: "postgres",
    place: schemaAlone,
    rows: [
        ...server(5432),
        upstreamDatabase,
        option("sslMode", "SSL MODE", choice("disable", "require", "verify-ca", "verify-full")),
        ...wire,
    ],
    rules: wireRules,
});
