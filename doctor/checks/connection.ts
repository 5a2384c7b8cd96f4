import type { PeerCertificate } from "node:tls";
import { connectError } from "../../provider/session/connectErrors";
import { ConnectError, isDriverError } from "../../provider/session/errors";
import { isLoopback, type Settings } from "../../provider/session/settings";
import { settingHelp } from "../../provider/session/settingSources";
import { type Check, failed, type Group, note, ok, type Result } from "../check";
import { type EnvironmentContext, isServerError } from "../environmentContext";
import { openSocket, openTls } from "../probe";
import { isInRange } from "../../cli/versions";

/** The oldest version of Materialize with which the package is tested. */
export const OLDEST_MATERIALIZE = "26.6.0";

/** Returns the result for a connection that could not be opened: the problem, and what to set. */
function refused(error: unknown, settings: Settings): Result {
    const known = error instanceof ConnectError || !isDriverError(error) ? error : connectError(error, settings);
    if (!(known instanceof ConnectError)) throw error;
    const fix = known.message.slice(known.summary.length).replace(/^[:.] ?/u, "");
    return failed(known.summary, fix === "" ? undefined : fix);
}

const network: Check<EnvironmentContext> = {
    name: "network",
    run: async ({ settings }) => {
        const begun = Date.now();
        try {
            const socket = await openSocket(settings);
            const address = socket.remoteAddress ?? settings.host;
            socket.destroy();
            return ok(`${address} port ${String(settings.port)} answers in ${String(Date.now() - begun)} ms`);
        } catch (error) {
            return refused(error, settings);
        }
    },
};

const tls: Check<EnvironmentContext> = {
    name: "TLS",
    run: async ({ settings }) => {
        const { sslmode, sslrootcert, host } = settings;
        if (sslmode === "disable") {
            return isLoopback(host)
                ? ok("off, for a server on this machine")
                : note(
                      "off: the password and all statements are sent in clear text",
                      `Set ${settingHelp(settings, "sslmode")} to "verify-full".`,
                  );
        }
        try {
            const socket = await openTls(settings);
            const found = `${socket.getProtocol() ?? "TLS"}, ${described(socket.getPeerCertificate())}`;
            socket.destroy();
            return sslmode === "require" && sslrootcert === undefined
                ? note(
                      `${found}, which is not checked, so an attacker can take the server's place`,
                      `Set ${settingHelp(settings, "sslmode")} to "verify-full".`,
                  )
                : ok(found);
        } catch (error) {
            return refused(error, settings);
        }
    },
};

const described = ({ subject, issuer, valid_to: end }: PeerCertificate): string =>
    `certificate of ${nameOf(subject)} by ${nameOf(issuer)}, valid until ${end}`;

const nameOf = ({ CN: name }: PeerCertificate["subject"]): string =>
    name === undefined ? "(no name)" : [name].flat().join(", ");

const login: Check<EnvironmentContext> = {
    name: "login",
    run: async context => {
        try {
            await context.rows("SELECT 1");
            return ok(`as "${context.settings.user}"`);
        } catch (error) {
            return refused(error, context.settings);
        }
    },
};

const version: Check<EnvironmentContext> = {
    name: "version",
    run: async context => {
        try {
            const [row] = await context.rows<{ version: string }>("SELECT mz_catalog.mz_version() AS version");
            const found = row?.version ?? "of an unknown version";
            return isInRange(found, `>=${OLDEST_MATERIALIZE}`)
                ? ok(`Materialize ${found}`)
                : note(
                      `Materialize ${found} is older than all tested versions`,
                      `Update it to v${OLDEST_MATERIALIZE} or a newer version.`,
                  );
        } catch (error) {
            if (!isServerError(error)) throw error;
            return failed("this server is not a Materialize", `Set ${settingHelp(context.settings, "host", "port")} to one.`);
        }
    },
};

/** The connection to an environment. */
export const CONNECTION: Group<EnvironmentContext> = {
    title: "Connection",
    checks: [network, tls, login, version],
    required: true,
};
