import { choice } from "../values/scalars";
import { connection } from "./connection";
import { schemaAlone, server, unalterable, upstreamDatabase, wire } from "./databaseServer";
import { option } from "./rows";
import { certificateRules, tunnelRules } from "./security";

export const sqlServerConnection = connection({
    name: "SqlServerConnection",
    target: "SQL SERVER",
    type: "sql-server",
    place: schemaAlone,
    rows: unalterable([
        ...server(1433).map(row => (row.path === "password" ? { ...row, required: true } : row)),
        upstreamDatabase,
        option("sslMode", "SSL MODE", choice("disabled", "required", "verify", "verify_ca")),
        ...wire,
    ]),
    rules: [
        ...tunnelRules,
        // Materialize takes one without the other, and uses neither.
        ...certificateRules(),
        {
            path: "ssl.certificateAuthority",
            broken: args => args.get("sslMode") === "verify_ca" && !args.has("ssl.certificateAuthority"),
            reason: 'is missing: the sslMode "verify_ca" needs it',
            refusal: "invalid CONNECTION: SSL MODE 'verify_ca' requires SSL CERTIFICATE AUTHORITY",
        },
    ],
});
