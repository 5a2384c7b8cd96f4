import { ConnectError, type DriverError } from "./errors";
import { redact } from "./redact";
import type { Settings } from "./settings";
import { type Key, settingHelp, variable } from "./settingSources";

/** A reason why no connection could be opened. */
interface Reason {
    /** Matches the code and the message of the driver. */
    readonly pattern: RegExp;
    readonly explain: (settings: Settings) => Explanation;
    /** Set if the error is transient. An unknown name is retried for a short time only, since a new name may not resolve yet. */
    readonly retry?: "full" | "short";
}

/** The problem, and its fix. */
type Explanation = readonly [problem: string, fix: string];

const SHORT_RETRY_MS = 5_000;

const set = (settings: Settings, ...keys: readonly Key[]): string => `set ${settingHelp(settings, ...keys)}`;

const explanation =
    (problem: string, fix: string, ...keys: readonly Key[]) =>
    (settings: Settings): Explanation => [problem, fix + set(settings, ...keys)];

const REASONS: readonly Reason[] = [
    {
        pattern: /ECONNREFUSED/u,
        explain: explanation("refuses connections", "is it running there? Else ", "host", "port"),
        retry: "full",
    },
    {
        pattern: /^53300 |too many clients|max_connections/u,
        explain: settings => [
            "takes no more connections",
            `close some, or lower ${settingHelp(settings, "maxConnections")} (now ${String(settings.maxConnections)})`,
        ],
        retry: "full",
    },
    {
        pattern: /^57P0[123] /u,
        explain: explanation("is starting or stopping", "wait until it is up, or ", "host", "port"),
        retry: "full",
    },
    {
        pattern: /ENOTFOUND|EAI_AGAIN/u,
        explain: explanation("cannot be found, since the name does not resolve", "", "host"),
        retry: "short",
    },
    {
        pattern: /EHOSTUNREACH|ENETUNREACH/u,
        explain: explanation("cannot be reached from here, since there is no route to it", "", "host"),
        retry: "full",
    },
    {
        pattern: /timeout|ETIMEDOUT/iu,
        explain: explanation("does not answer", "is a firewall between, or the address wrong? Else ", "host", "port"),
        retry: "full",
    },
    { pattern: /does not support SSL/u, explain: noTls },
    { pattern: /TLS encryption is required|no encryption/u, explain: explanation("requires TLS", "", "sslmode") },
    {
        pattern: /certificate[ _]required|requires a valid client certificate/iu,
        explain: explanation("requires a client certificate", "", "sslcert", "sslkey"),
    },
    {
        pattern: /alert[ _](?:unknown[ _]ca|(?:bad|unsupported)[ _]certificate|certificate[ _])/iu,
        explain: explanation("rejects the client certificate", "", "sslcert", "sslkey"),
    },
    { pattern: /^28P01 |^28000 |client password must be/u, explain: loginRefused },
    {
        pattern: /alert[ _]handshake[ _]failure/iu,
        explain: explanation("aborts the TLS handshake", "if it requires a client certificate, ", "sslcert", "sslkey"),
    },
    {
        pattern: /CERT_HAS_EXPIRED/u,
        explain: () => ["presents a certificate that has expired", "it has to be renewed on the server"],
    },
    {
        pattern: /CERT_NOT_YET_VALID/u,
        explain: () => ["presents a certificate that is not valid yet", "is the clock of this machine right?"],
    },
    {
        pattern: /ALTNAME/u,
        explain: settings => [
            "presents a certificate for another name",
            `set ${settingHelp(settings, "host")} to the name in the certificate; with a private certificate authority in ${settingHelp(settings, "sslrootcert")}, ${settingHelp(settings, "sslmode")} may be "verify-ca", which does not check the name`,
        ],
    },
    {
        pattern: /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED|unable to (?:verify|get)|self[- ]signed/iu,
        explain: settings => [
            "presents a certificate of an authority that is not known here",
            `set ${settingHelp(settings, "sslrootcert")} to the authority's certificate`,
        ],
    },
    {
        pattern: /wrong version number|EPROTO|packet length|tlsv1|ssl3|ERR_SSL|establishing an SSL/iu,
        explain: explanation("does not speak TLS as expected on this port", "", "port", "sslmode"),
    },
    {
        pattern: /terminated unexpectedly|ECONNRESET|EPIPE|socket disconnected/u,
        explain: settings => [
            "closes the connection at once",
            `is it restarting, or does it require TLS? ${settingHelp(settings, "sslmode")} is "${settings.sslmode}"`,
        ],
        retry: "full",
    },
];

function loginRefused(settings: Settings): Explanation {
    const { user, password, profile, withheld } = settings;
    const problem = `refuses the login of the user "${user}" ${password === undefined ? "without a password" : "with this password"}`;
    const url = variable(profile, "url");
    if (withheld) {
        return [
            problem,
            `the environment names another host than the config, whose user and password are not sent there: set ${variable(profile, "user")} and ${variable(profile, "password")}, or give them in ${url}`,
        ];
    }
    return [problem, `set ${settingHelp(settings, "user", "password")}; a password with \`pulumi config set --secret\``];
}

function noTls(settings: Settings): Explanation {
    return [
        `speaks no TLS, and sslmode is "${settings.sslmode}"`,
        `set ${settingHelp(settings, "sslmode")} to "disable" where nobody can listen on the way`,
    ];
}

/** The note on errors of a run that may use other settings than the program. */
const SETTINGS_OF_LAST_UP =
    "`pulumi refresh` and `pulumi destroy` use the settings of the last `pulumi up`: where they have changed since, add --run-program, or set MATERIALIZE_URL or MZ_PASSWORD";

/** Runs a call of a refresh or a destroy, whose settings are those of the last `pulumi up`: connection errors say so. */
export const withSettingsOfLastUp = <T>(call: () => Promise<T>): Promise<T> =>
    call().catch((error: unknown) => {
        throw error instanceof ConnectError ? new Error(`${error.message} ${SETTINGS_OF_LAST_UP}.`) : error;
    });

/** Returns the error for a connection that could not be opened, with the host, the port and what to set. */
export function connectError(error: DriverError, settings: Settings): ConnectError {
    const { host, port, connectWithin, password } = settings;
    const known = `${error.code ?? ""} ${error.message}`;
    const reason = REASONS.find(({ pattern }) => pattern.test(known));
    const [problem, fix] = reason?.explain(settings) ?? [
        `rejects the connection: ${redact(error.message, password === undefined ? [] : [password])}`,
        "",
    ];
    const limitMs = connectWithin * 1000;
    const limits = { full: limitMs, short: Math.min(SHORT_RETRY_MS, limitMs), none: 0 };
    const summary = `Materialize at ${host}:${String(port)} ${problem}`;
    return new ConnectError(fix === "" ? `${summary}.` : `${summary}: ${fix}.`, summary, limits[reason?.retry ?? "none"]);
}
