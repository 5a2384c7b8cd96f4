import {
    combine,
    fromConfig,
    fromVariables,
    type Given,
    type Key,
    layersOf,
    type SettingsOwner,
    type Sources,
    settingHelp,
} from "./settingSources";

export type { Sources } from "./settingSources";

/** The settings of the connections to one environment, and the defaults of names. */
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
    /** The number of seconds for which a connection is retried after a transient error. */
    readonly connectWithin: number;
    /** True if no connection is opened. Only previews can be offline, and all profiles are. */
    readonly offline: boolean;
    /** The ids of Kafka clusters that topics and ACLs are deliberately moved to; "none" stands for brokers that give no id. */
    readonly kafkaClusterIds: readonly string[];
    /** The id of the Materialize environment that must answer. It confirms that a stack has moved there. */
    readonly environmentId: string | undefined;
    /** The name of the profile, for error messages. */
    readonly profile: string | undefined;
    /** The name of the provider resource, for error messages. */
    readonly provider: string | undefined;
    /** True if a password was given for another host. It is not sent to this one. */
    readonly withheld: boolean;
}

/** The modes of libpq that do not fall back to an unencrypted connection. */
export const SSL_MODES = ["disable", "require", "verify-ca", "verify-full"] as const;
export type SslMode = (typeof SSL_MODES)[number];

/** The modes of libpq that fall back to an unencrypted connection if the server, or an attacker in between, reports that TLS is not supported. */
const FALLING_BACK: readonly string[] = ["allow", "prefer"];

/** The value of `sslrootcert` for the authorities that this machine trusts. */
export const SYSTEM = "system";

/** Two connections: the server executes one DDL statement at a time, and the second connection serves lookups meanwhile. */
const DEFAULTS = {
    port: "6875",
    user: "materialize",
    database: "materialize",
    maxConnections: "2",
    connectWithin: "60",
} as const;

/** Returns the settings of the program, or of one of its profiles. Throws if they are incomplete or contradictory. */
export function settingsOf(sources: Sources, profile?: string): Settings {
    const owner = { profile, provider: sources.provider };
    const layers = layersOf(sources, profile);
    const given = combine(layers);
    const offline = isOffline(sources, given, profile);
    const host = given.host ?? (offline ? "" : missingHost(sources, profile));
    const number = (key: keyof typeof DEFAULTS, least: number): number =>
        wholeNumber(settingHelp(owner, key), given[key] ?? DEFAULTS[key], least);
    const settings: Settings = {
        host,
        port: number("port", 1),
        user: given.user ?? DEFAULTS.user,
        password: given.password,
        database: given.database ?? DEFAULTS.database,
        schema: "public",
        cluster: given.cluster,
        sslmode: sslMode(given, host, owner),
        sslrootcert: given.sslrootcert,
        sslcert: given.sslcert,
        sslkey: given.sslkey,
        options: given.options,
        maxConnections: number("maxConnections", 1),
        connectWithin: number("connectWithin", 0),
        offline,
        kafkaClusterIds: (given.kafkaClusterIds ?? "").split(",").map(id => id.trim()),
        environmentId: given.environmentId,
        ...owner,
        withheld: given.password === undefined && layers.some(layer => layer.given.password !== undefined),
    };
    refuseIncomplete(settings);
    return settings;
}

function missingHost({ provider }: Sources, profile: string | undefined): never {
    if (provider !== undefined)
        throw new Error(`the provider ${provider} has no host: give it the argument host, or set MZ_HOST or MATERIALIZE_URL`);
    if (profile !== undefined)
        throw new Error(`the host of the profile "${profile}" is not set: set ${settingHelp({ profile }, "host")}`);
    throw new Error(
        "materialize:host is not set: run `pulumi config set materialize:host <host>`, or set MZ_HOST or MATERIALIZE_URL",
    );
}

/** Returns the setting `offline`, which applies to the whole stack. */
function isOffline(sources: Sources, given: Given, profile: string | undefined): boolean {
    if (profile !== undefined && given.offline !== undefined)
        throw new Error(`${settingHelp({ profile }, "offline")} is of the whole stack: set ${settingHelp({}, "offline")}`);
    const { offline = "false" } =
        profile === undefined ? given : { ...fromConfig(sources, undefined), ...fromVariables(sources.environment, undefined) };
    if (offline !== "true" && offline !== "false")
        throw new Error(`${settingHelp({ provider: sources.provider }, "offline")} is true or false, not "${offline}"`);
    return offline === "true";
}

function wholeNumber(setting: string, text: string, least: number): number {
    if (!/^\d+$/u.test(text) || Number(text) < least)
        throw new Error(`${setting} is not a whole number of at least ${String(least)}: "${text}"`);
    return Number(text);
}

/** True if a host is this machine, so that nobody else reads what is sent to it. */
export const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|::1)$/iu.test(host);

function sslMode(given: Given, host: string, owner: SettingsOwner): SslMode {
    const text = given.sslmode ?? (isLoopback(host) ? "disable" : "verify-full");
    const setting = settingHelp(owner, "sslmode");
    if (FALLING_BACK.includes(text)) {
        throw new Error(
            `${setting} is "${text}", which goes on without TLS wherever somebody on the way says that there is none: write "verify-full", or "disable" for a server that speaks no TLS`,
        );
    }
    const mode = SSL_MODES.find(known => known === text);
    if (mode === undefined) throw new Error(`${setting} is one of ${SSL_MODES.join(", ")}, not "${text}"`);
    return mode;
}

/** Refuses settings that need another setting. */
function refuseIncomplete(settings: Settings): void {
    const { sslmode, sslrootcert, sslcert, sslkey } = settings;
    if (
        sslrootcert === SYSTEM
            ? sslmode === "require" || sslmode === "verify-ca"
            : sslmode === "verify-ca" && sslrootcert === undefined
    ) {
        throw new Error(
            `${settingHelp(settings, "sslmode")} is "${sslmode}" without a private certificate authority, so any certificate from a public authority would be accepted: set ${settingHelp(settings, "sslrootcert")} to the authority's certificate, or write "verify-full"`,
        );
    }
    const lone = (given: Key, missing: Key): Error =>
        new Error(`${settingHelp(settings, given)} is set alone: set ${settingHelp(settings, missing)} too`);
    if (sslcert !== undefined && sslkey === undefined) throw lone("sslcert", "sslkey");
    if (sslkey !== undefined && sslcert === undefined) throw lone("sslkey", "sslcert");
}
