import { NO_NAME } from "../../../world/network";
import { textOf } from "../body";
import { checkKeyPair, checkRequired, checkTlsMode, invalid } from "../checks";
import { databaseJudges, type ClientErrors } from "../databases";
import { DATABASE } from "../options";
import { checkAwsReference, checkTunnel } from "../tunnels";
import { limitOf, type ConnectionType } from "../type";

const MODES = ["DISABLED", "REQUIRED", "REQUIRE", "VERIFY_CA", "VERIFY-CA", "VERIFY_IDENTITY", "VERIFY-IDENTITY"];

export const MYSQL_ERRORS: ClientErrors = {
    port: 3306,
    unreachable: cause => `Input/output error: ${cause === NO_NAME ? "" : "Input/output error: "}${cause}`,
    noTls: "Driver error: `Server does not support TLS.'",
    noUser: user => `Server error: \`ERROR 28000 (1045): Access denied for user '${user}'@'localhost' (using password: YES)'`,
    noDatabase: database => `Server error: \`ERROR 42000 (1049): Unknown database '${database}''`,
};

export const mysql: ConnectionType = {
    name: "mysql",
    keyword: "MYSQL",
    options: [...DATABASE, "AWS CONNECTION"],
    validated: true,
    fixed: "tunnel",
    limit: limitOf("mysql", "MySQL", "max_mysql_connections"),
    check(options, catalog) {
        const aws = checkAwsReference(options, catalog);
        if (aws && "PASSWORD" in options) throw invalid("AWS IAM authentication is not supported with password");
        checkKeyPair(options);
        const mode = textOf(options["SSL MODE"])?.toUpperCase();
        checkTlsMode(mode, MODES);
        if (aws && (mode ?? "DISABLED") === "DISABLED") throw invalid("AWS IAM authentication requires SSL to be enabled");
        checkTunnel(options, catalog, "MYSQL");
        checkRequired(options, ["HOST", "USER"]);
    },
    ...databaseJudges("mysql", MYSQL_ERRORS),
};
