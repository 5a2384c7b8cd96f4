import { ConnectError, type DriverError, redact } from "./errors";
import type { Settings } from "./settings";
import { type Key, settingHelp, variable } from "./settingSources";

/** Why no connection could be made. */
interface Reason {
    /** By the code or the message of the driver. */
    readonly pattern: RegExp;
    readonly says: (settings: Settings) => Said;
    /** Whether waiting may mend it; a name may only just have been given. */
    readonly mends?: "with time" | "soon";
}

/** What is wrong, and what to do about it. */
type Said = readonly [wrong: string, todo: string];

const SOON_MS = 5_000;

const set = ({ profile }: Settings, ...keys: readonly Key[]): string => `set ${settingHelp(profile, ...keys)}`;

const says =
    (wrong: string, todo: string, ...keys: readonly Key[]) =>
    (settings: Settings): Said => [wrong, todo + set(settings, ...keys)];

const REASONS: readonly Reason[] = [
    {
        pattern: /ECONNREFUSED/u,
        says: says("refuses connections", "is it running there? Else ", "host", "port"),
        mends: "with time",
    },
    {
        pattern: /^53300 |too many clients|max_connections/u,
        says: settings => [
            "takes no more connections",
            `close some, or lower ${settingHelp(settings.profile, "maxConnections")} (now ${String(settings.maxConnections)})`,
        ],
        mends: "with time",
    },
    {
        pattern: /^57P0[123] /u,
        says: says("is starting or stopping", "wait until it is up, or ", "host", "port"),
        mends: "with time",
    },
    {
        pattern: /ENOTFOUND|EAI_AGAIN/u,
        says: says("cannot be found, since the name does not resolve", "", "host"),
        mends: "soon",
    },
    {
        pattern: /EHOSTUNREACH|ENETUNREACH/u,
        says: says("cannot be reached from here, since there is no route to it", "", "host"),
        mends: "with time",
    },
    {
        pattern: /timeout|ETIMEDOUT/iu,
        says: says("does not answer", "is a firewall between, or the address wrong? Else ", "host", "port"),
        mends: "with time",
    },
    { pattern: /does not support SSL/u, says: noTls },
    { pattern: /TLS encryption is required|no encryption/u, says: says("asks for TLS", "", "sslmode") },
    {
        pattern: /certificate[ _]required|requires a valid client certificate/iu,
        says: says("asks for a client's certificate", "", "sslcert", "sslkey"),
    },
    {
        pattern: /alert[ _](?:unknown[ _]ca|(?:bad|unsupported)[ _]certificate|certificate[ _])/iu,
        says: says("does not take the client's certificate", "", "sslcert", "sslkey"),
    },
    { pattern: /^28P01 |^28000 |client password must be/u, says: notLetIn },
    {
        pattern: /alert[ _]handshake[ _]failure/iu,
        says: says("breaks TLS off", "does it ask for a client's certificate? Then ", "sslcert", "sslkey"),
    },
    { pattern: /CERT_HAS_EXPIRED/u, says: () => ["shows a certificate that has expired", "it has to be renewed on the server"] },
    {
        pattern: /CERT_NOT_YET_VALID/u,
        says: () => ["shows a certificate that is not valid yet", "is the clock of this machine right?"],
    },
    {
        pattern: /ALTNAME/u,
        says: ({ profile }) => [
            "shows a certificate for another name",
            `set ${settingHelp(profile, "host")} to the name in the certificate; with an authority of your own in ${settingHelp(profile, "sslrootcert")}, ${settingHelp(profile, "sslmode")} may be "verify-ca", which looks at no name`,
        ],
    },
    {
        pattern: /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED|unable to (?:verify|get)|self[- ]signed/iu,
        says: ({ profile }) => [
            "shows a certificate of an authority that is not known here",
            `set ${settingHelp(profile, "sslrootcert")} to the authority's certificate`,
        ],
    },
    {
        pattern: /wrong version number|EPROTO|packet length|tlsv1|ssl3|ERR_SSL|establishing an SSL/iu,
        says: says("does not speak TLS as expected on this port", "", "port", "sslmode"),
    },
    {
        pattern: /terminated unexpectedly|ECONNRESET|EPIPE|socket disconnected/u,
        says: settings => [
            "closes the connection at once",
            `is it restarting, or does it ask for TLS? ${settingHelp(settings.profile, "sslmode")} is "${settings.sslmode}"`,
        ],
        mends: "with time",
    },
];

function notLetIn({ user, password, profile, withheld }: Settings): Said {
    const wrong = `does not let the user "${user}" in ${password === undefined ? "without a password" : "with this password"}`;
    const url = variable(profile, "url");
    if (withheld) {
        return [
            wrong,
            `the environment names another host than the config, whose user and password are not sent there: set ${variable(profile, "user")} and ${variable(profile, "password")}, or give them in ${url}`,
        ];
    }
    return [wrong, `set ${settingHelp(profile, "user", "password")}; a password with \`pulumi config set --secret\``];
}

function noTls({ sslmode, profile }: Settings): Said {
    return [
        `speaks no TLS, and sslmode is "${sslmode}"`,
        `set ${settingHelp(profile, "sslmode")} to "disable" where nobody can listen on the way`,
    ];
}

/** What a run is told where it may have other settings than the program. */
export const SETTINGS_OF_LAST_UP =
    "`pulumi refresh` and `pulumi destroy` use the settings of the last `pulumi up`: where they have changed since, add --run-program, or set MATERIALIZE_URL or MZ_PASSWORD";

/** Why no connection could be made: one sentence with the host, the port and what to set. */
export function connectError(error: DriverError, settings: Settings): ConnectError {
    const { host, port, connectWithin, password } = settings;
    const known = `${error.code ?? ""} ${error.message}`;
    const reason = REASONS.find(({ pattern }) => pattern.test(known));
    const [wrong, todo] = reason?.says(settings) ?? [
        `does not take the connection: ${redact(error.message, password === undefined ? [] : [password])}`,
        "",
    ];
    const patience = connectWithin * 1000;
    const limits = { "with time": patience, soon: Math.min(SOON_MS, patience), never: 0 };
    const brief = `Materialize at ${host}:${String(port)} ${wrong}`;
    return new ConnectError(todo === "" ? `${brief}.` : `${brief}: ${todo}.`, brief, limits[reason?.mends ?? "never"]);
}
