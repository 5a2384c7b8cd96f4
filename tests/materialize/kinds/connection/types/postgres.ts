import { NO_NAME } from "../../../world/network";
import { textOf } from "../body";
import { checkKeyPair, checkRequired, checkTlsMode } from "../checks";
import { DATABASE } from "../options";
import { checkTunnel } from "../tunnels";
import { limitOf, type ConnectionType } from "../type";

const MODES = ["disable", "require", "required", "verify_ca", "verify-ca", "verify_full", "verify-full"];

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
    problem: () => `error connecting to server: ${NO_NAME}: error connecting to server: ${NO_NAME}: ${NO_NAME}`,
};
