import { NO_NAME } from "../../../world/network";
import { textOf } from "../body";
import { checkKeyPair, checkRequired, checkTlsMode } from "../checks";
import { databaseJudges, type ClientErrors } from "../databases";
import { DATABASE } from "../options";
import { checkTunnel } from "../tunnels";
import { limitOf, type ConnectionType } from "../type";

const MODES = ["disable", "require", "required", "verify_ca", "verify-ca", "verify_full", "verify-full"];

export const POSTGRES_ERRORS: ClientErrors = {
    port: 5432,
    unreachable: cause =>
        cause === NO_NAME
            ? `error connecting to server: ${NO_NAME}: error connecting to server: ${NO_NAME}: ${NO_NAME}`
            : `error connecting to server: ${cause}`,
    noTls: "error performing TLS handshake: server does not support TLS",
    noUser: user => `db error: FATAL: role "${user}" does not exist`,
    noDatabase: database => `db error: FATAL: database "${database}" does not exist`,
};

export const postgres: ConnectionType = {
    name: "postgres",
    keyword: "POSTGRES",
    options: [...DATABASE, "DATABASE"],
    validated: true,
    fixed: "tunnel",
    limit: limitOf("postgres", "PostgreSQL", "max_postgres_connections"),
    check(options, catalog) {
        checkKeyPair(options);
        checkTlsMode(textOf(options["SSL MODE"]), MODES);
        checkTunnel(options, catalog, "POSTGRES");
        checkRequired(options, ["DATABASE", "HOST", "USER"]);
    },
    ...databaseJudges("postgres", POSTGRES_ERRORS),
};
