import { readFileSync } from "node:fs";
import { checkServerIdentity, type ConnectionOptions } from "node:tls";
import { pemProblem, type PemProblem, tlsParts } from "../../common/pem";
import { type Settings, SYSTEM } from "./settings";
import { settingHelp } from "./settingSources";

type Certificate = "sslrootcert" | "sslcert" | "sslkey";

/** Returns the TLS options for `sslmode`, in libpq's meaning; false without TLS. */
export function tlsOptions(settings: Settings): ConnectionOptions | false {
    const { sslmode } = settings;
    if (sslmode === "disable") return false;
    const ca = settings.sslrootcert === SYSTEM ? undefined : certificate(settings, "sslrootcert");
    const parts = tlsParts({ ca, cert: certificate(settings, "sslcert"), key: certificate(settings, "sslkey") });
    const problem = pemProblem(parts);
    if (problem !== undefined) throw new Error(PEM_PROBLEMS[problem](settings));
    // As in libpq, `require` verifies the server's certificate only if an authority is given.
    if (sslmode === "require" && ca === undefined) return { ...parts, rejectUnauthorized: false };
    // Given explicitly, since older versions of the driver compare the certificate of an IP address with the name "localhost".
    const identity: ConnectionOptions["checkServerIdentity"] = (_, presented) =>
        sslmode === "verify-full" ? checkServerIdentity(settings.host, presented) : undefined;
    // Set explicitly, since an environment variable of Node changes the default.
    return { ...parts, checkServerIdentity: identity, rejectUnauthorized: true };
}

/** Returns a certificate or a key, which is given as a text or as the path of a file. */
function certificate(settings: Settings, key: Certificate): string | undefined {
    const given = settings[key];
    if (given === undefined || given.includes("-----BEGIN")) return given;
    try {
        return readFileSync(given, "utf8");
    } catch {
        // The value is not shown, since it may be a part of a key.
        const shown = key === "sslkey" ? "" : `: "${given}"`;
        throw new Error(
            `${settingHelp(settings, key)} is neither a ${key === "sslkey" ? "key" : "certificate"} in PEM form nor a file that can be read${shown}`,
        );
    }
}

const PEM_PROBLEMS: Readonly<Record<PemProblem, (settings: Settings) => string>> = {
    mismatch: settings => `${settingHelp(settings, "sslkey")} is not the key of ${settingHelp(settings, "sslcert")}`,
    passphrase: settings =>
        `${settingHelp(settings, "sslkey")} is encrypted with a passphrase: give it without one (\`openssl pkey -in key.pem\`)`,
    unreadable: settings =>
        `${settingHelp(settings, "sslrootcert", "sslcert", "sslkey")} are not certificates and a key in PEM form`,
};
