import { debug } from "../../sql/names";
import { checkAwsReference, checkRequired, checkTunnel, invalid, textOf, type Check, type Options } from "./references";

/** What each database calls its levels of TLS. */
const POSTGRES_MODES = ["disable", "require", "required", "verify_ca", "verify-ca", "verify_full", "verify-full"];
const MYSQL_MODES = ["DISABLED", "REQUIRED", "REQUIRE", "VERIFY_CA", "VERIFY-CA", "VERIFY_IDENTITY", "VERIFY-IDENTITY"];
const SQL_SERVER_MODES = ["DISABLED", "REQUIRED", "VERIFY", "VERIFY_CA"];

function checkMode(mode: string | undefined, modes: readonly string[]): void {
    if (mode !== undefined && !modes.includes(mode)) throw invalid(`unknown SSL MODE ${debug(mode)}`);
}

function checkIdentity(options: Options): void {
    if ("SSL CERTIFICATE" in options !== "SSL KEY" in options) throw invalid("both SSL KEY and SSL CERTIFICATE are required");
}

export const checkPostgres: Check = (options, catalog) => {
    checkIdentity(options);
    checkMode(textOf(options["SSL MODE"]), POSTGRES_MODES);
    checkTunnel(options, catalog, "POSTGRES");
    checkRequired(options, ["DATABASE", "HOST", "USER"]);
};

export const checkMysql: Check = (options, catalog) => {
    const aws = checkAwsReference(options, catalog);
    if (aws && "PASSWORD" in options) throw invalid("AWS IAM authentication is not supported with password");
    checkIdentity(options);
    const mode = textOf(options["SSL MODE"])?.toUpperCase();
    checkMode(mode, MYSQL_MODES);
    if (aws && (mode ?? "DISABLED") === "DISABLED") throw invalid("AWS IAM authentication requires SSL to be enabled");
    checkTunnel(options, catalog, "MYSQL");
    checkRequired(options, ["HOST", "USER"]);
};

export const checkSqlServer: Check = (options, catalog) => {
    const mode = textOf(options["SSL MODE"])?.toUpperCase();
    checkMode(mode, SQL_SERVER_MODES);
    if (mode === "VERIFY_CA" && !("SSL CERTIFICATE AUTHORITY" in options))
        throw invalid("SSL MODE 'verify_ca' requires SSL CERTIFICATE AUTHORITY");
    checkTunnel(options, catalog, "SQL SERVER");
    checkRequired(options, ["HOST", "DATABASE", "USER", "PASSWORD"]);
};
