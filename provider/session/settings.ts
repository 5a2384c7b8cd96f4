import { fromConfig, fromUrl, fromVariables, type Given, type Key, over, type Sources, settingHelp } from "./settingSources";

export type { Sources } from "./settingSources";

/** How to reach one Materialize, and the defaults for names. */
export interface Settings {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string | undefined;
    readonly database: string;
    readonly schema: string;
    readonly cluster: string | undefined;
    readonly sslmode: SslMode;
    readonly sslrootcert: string | undefined;
    readonly sslcert: string | undefined;
    readonly sslkey: string | undefined;
    readonly options: string | undefined;
    readonly maxConnections: number;
    /** For how many seconds a connection is tried for, where waiting may help. */
    readonly connectWithin: number;
    /** Whether no connection is made: of previews alone, and of all profiles. */
    readonly offline: boolean;
    /** Whose settings these are, for messages. */
    readonly profile: string | undefined;
    /** Whether a password was given, for another host: it is not sent to this one. */
    readonly withheld: boolean;
}

/** The modes of libpq that keep what they promise. */
export const SSL_MODES = ["disable", "require", "verify-ca", "verify-full"] as const;
export type SslMode = (typeof SSL_MODES)[number];

/** Those of libpq's that go on in the clear where the server, or anybody on the way, says that there is no TLS. */
const FALLING_BACK: readonly string[] = ["allow", "prefer"];

/** `sslrootcert` for the authorities that this machine trusts anyway. */
export const SYSTEM = "system";

/** Two connections: the server runs DDL one statement at a time, and meanwhile the other one looks things up. */
const DEFAULTS = {
    port: "6875",
    user: "materialize",
    database: "materialize",
    maxConnections: "2",
    connectWithin: "60",
} as const;

/** What the program's settings say; an error of one sentence where they say nothing that can be used. */
export function settingsOf(sources: Sources, profile?: string): Settings {
    const { environment } = sources;
    const layers = [fromConfig(sources, profile), fromUrl(environment, profile), fromVariables(environment, profile)];
    const given = layers.reduce(over);
    const offline = isOffline(sources, given, profile);
    const host = given.host ?? (offline ? "" : missingHost(profile));
    const number = (key: keyof typeof DEFAULTS, least: number): number =>
        wholeNumber(settingHelp(profile, key), given[key] ?? DEFAULTS[key], least);
    const settings: Settings = {
        host,
        port: number("port", 1),
        user: given.user ?? DEFAULTS.user,
        password: given.password,
        database: given.database ?? DEFAULTS.database,
        schema: "public",
        cluster: given.cluster,
        sslmode: sslMode(given, host, profile),
        sslrootcert: given.sslrootcert,
        sslcert: given.sslcert,
        sslkey: given.sslkey,
        options: given.options,
        maxConnections: number("maxConnections", 1),
        connectWithin: number("connectWithin", 0),
        offline,
        profile,
        withheld: given.password === undefined && layers.some(layer => layer.password !== undefined),
    };
    refuseHalves(settings);
    return settings;
}

function missingHost(profile: string | undefined): never {
    if (profile !== undefined)
        throw new Error(`the host of the profile "${profile}" is not set: set ${settingHelp(profile, "host")}`);
    throw new Error(
        "materialize:host is not set: run `pulumi config set materialize:host <host>`, or set MZ_HOST or MATERIALIZE_URL",
    );
}

/** What is said for the whole stack, whatever the profile. */
function isOffline(sources: Sources, given: Given, profile: string | undefined): boolean {
    if (profile !== undefined && given.offline !== undefined)
        throw new Error(`${settingHelp(profile, "offline")} is of the whole stack: set ${settingHelp(undefined, "offline")}`);
    const { offline = "false" } =
        profile === undefined ? given : { ...fromConfig(sources, undefined), ...fromVariables(sources.environment, undefined) };
    if (offline !== "true" && offline !== "false")
        throw new Error(`${settingHelp(undefined, "offline")} is true or false, not "${offline}"`);
    return offline === "true";
}

function wholeNumber(setting: string, text: string, least: number): number {
    if (!/^\d+$/u.test(text) || Number(text) < least)
        throw new Error(`${setting} is not a whole number of at least ${String(least)}: "${text}"`);
    return Number(text);
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/u;

function sslMode(given: Given, host: string, profile: string | undefined): SslMode {
    const text = given.sslmode ?? (LOOPBACK.test(host) ? "disable" : "verify-full");
    const setting = settingHelp(profile, "sslmode");
    if (FALLING_BACK.includes(text)) {
        throw new Error(
            `${setting} is "${text}", which goes on without TLS wherever somebody on the way says that there is none: write "verify-full", or "disable" for a server that speaks no TLS`,
        );
    }
    const mode = SSL_MODES.find(one => one === text);
    if (mode === undefined) throw new Error(`${setting} is one of ${SSL_MODES.join(", ")}, not "${text}"`);
    return mode;
}

/** What means nothing, or less than it seems to, without another setting. */
function refuseHalves({ sslmode, sslrootcert, sslcert, sslkey, profile }: Settings): void {
    if (
        sslrootcert === SYSTEM
            ? sslmode === "require" || sslmode === "verify-ca"
            : sslmode === "verify-ca" && sslrootcert === undefined
    ) {
        throw new Error(
            `${settingHelp(profile, "sslmode")} is "${sslmode}" without an authority of your own, so that anybody's certificate would do: set ${settingHelp(profile, "sslrootcert")}, or write "verify-full"`,
        );
    }
    const lone = (given: Key, missing: Key): Error =>
        new Error(`${settingHelp(profile, given)} is set alone: set ${settingHelp(profile, missing)} too`);
    if (sslcert !== undefined && sslkey === undefined) throw lone("sslcert", "sslkey");
    if (sslkey !== undefined && sslcert === undefined) throw lone("sslkey", "sslcert");
}
