import { NO_NAME } from "../../../world/network";
import { textOf } from "../body";
import { checkRequired, checkTlsMode, invalid } from "../checks";
import { databaseJudges, type ClientErrors } from "../databases";
import { DATABASE } from "../options";
import { checkTunnel } from "../tunnels";
import { limitOf, type ConnectionType } from "../type";

const MODES = ["DISABLED", "REQUIRED", "VERIFY", "VERIFY_CA"];

export const SQL_SERVER_ERRORS: ClientErrors = {
    port: 1433,
    unreachable: cause =>
        cause === NO_NAME ? `An error occured during the attempt of performing I/O: ${NO_NAME}` : `direct: ${cause}`,
    noTls: "Error forming TLS connection: unexpected EOF during handshake",
    noUser: user =>
        `Token error: 'Login failed for user '${user}'.' on server db executing  on line 1 (code: 18456, state: 1, class: 14)`,
    noDatabase: database =>
        `Token error: 'Cannot open database "${database}" requested by the login. The login failed.' on server db executing  on line 1 (code: 4060, state: 1, class: 11)`,
};

export const sqlServer: ConnectionType = {
    name: "sql-server",
    keyword: "SQL SERVER",
    options: [...DATABASE, "DATABASE"],
    validated: true,
    fixed: "everything",
    limit: limitOf("sql-server", "SQL Server", "max_sql_server_connections"),
    check(options, catalog) {
        const mode = textOf(options["SSL MODE"])?.toUpperCase();
        checkTlsMode(mode, MODES);
        if (mode === "VERIFY_CA" && !("SSL CERTIFICATE AUTHORITY" in options))
            throw invalid("SSL MODE 'verify_ca' requires SSL CERTIFICATE AUTHORITY");
        checkTunnel(options, catalog, "SQL SERVER");
        checkRequired(options, ["HOST", "DATABASE", "USER", "PASSWORD"]);
    },
    ...databaseJudges("sql-server", SQL_SERVER_ERRORS),
};
