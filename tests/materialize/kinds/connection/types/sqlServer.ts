import { NO_NAME } from "../../../world/network";
import { textOf } from "../body";
import { checkRequired, checkTlsMode, invalid } from "../checks";
import { DATABASE } from "../options";
import { checkTunnel } from "../tunnels";
import { limitOf, type ConnectionType } from "../type";

const MODES = ["DISABLED", "REQUIRED", "VERIFY", "VERIFY_CA"];

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
    problem: () => `An error occured during the attempt of performing I/O: ${NO_NAME}`,
};
