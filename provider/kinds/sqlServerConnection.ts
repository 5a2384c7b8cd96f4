import { choice } from "../values/scalars";
import { connection } from "./connection";
import { schemaAlone, server, unalterable, upstreamDatabase, wire, wireRules } from "./databaseServer";
import { option } from "./rows";

export const sqlServerConnection = connection({
    name: "SqlServerConnection",
    target: "SQL SERVER",
    type: "sql-server",
    place: schemaAlone,
    rows: unalterable([
        ...server.map(row => (row.path === "password" ? { ...row, required: true } : row)),
        upstreamDatabase,
        option("sslMode", "SSL MODE", choice("disabled", "required", "verify", "verify_ca")),
        ...wire,
    ]),
    rules: [
        ...wireRules,
        {
            path: "ssl.certificateAuthority",
            broken: args => args.get("sslMode") === "verify_ca" && !args.has("ssl.certificateAuthority"),
            reason: 'is missing: the sslMode "verify_ca" needs it',
        },
    ],
});
