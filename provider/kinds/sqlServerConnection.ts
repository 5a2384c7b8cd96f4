import { choice } from "../values/scalars";
import { databaseConnection } from "./shared/connection";
import { serverRows, withoutAlter, upstreamDatabase, transportRows } from "./shared/databaseServer";
import { option } from "../statement/rows";
import { certificateRules, tunnelRules } from "./shared/security";

export const sqlServerConnection = databaseConnection({
    name: "SqlServerConnection",
    target: "SQL SERVER",
    type: "sql-server",
    rows: withoutAlter([
        ...serverRows(1433).map(one => (one.path === "password" ? { ...one, required: true } : one)),
        upstreamDatabase,
        option("sslMode", "SSL MODE", choice("disabled", "required", "verify", "verify_ca")),
        ...transportRows,
    ]),
    rules: [
        ...tunnelRules,
        // Materialize accepts one without the other, but then uses neither.
        ...certificateRules(),
        {
            path: "ssl.certificateAuthority",
            isBroken: args => args.get("sslMode") === "verify_ca" && !args.has("ssl.certificateAuthority"),
            reason: 'is missing: the sslMode "verify_ca" needs it',
            serverMessage: "invalid CONNECTION: SSL MODE 'verify_ca' requires SSL CERTIFICATE AUTHORITY",
        },
    ],
});
