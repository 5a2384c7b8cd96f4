import { readFileSync } from "node:fs";

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
    readonly options: string | undefined;
    readonly maxConnections: number;
}

export const SSL_MODES = ["disable", "require", "verify-ca", "verify-full"] as const;
export type SslMode = (typeof SSL_MODES)[number];

/** Where settings come from: `get("materialize:host")`, and an environment. */
export interface Sources {
    readonly config: (key: string) => string | undefined;
    readonly environment: Readonly<Record<string, string | undefined>>;
}

type Given = Readonly<Partial<Record<Key, string>>>;
type Key = keyof typeof VARIABLES;

/** Each setting's key in the stack's config, and the environment variable that overrides it. */
const VARIABLES = {
    host: "MZ_HOST",
    port: "MZ_PORT",
    user: "MZ_USER",
    password: "MZ_PASSWORD",
    database: "MZ_DATABASE",
    cluster: "MZ_CLUSTER",
    sslmode: "MZ_SSLMODE",
    sslrootcert: "MZ_SSLROOTCERT",
    options: "MZ_OPTIONS",
    maxConnections: "MZ_MAX_CONNECTIONS",
} as const;

const KEYS = Object.keys(VARIABLES) as Key[];

const DEFAULTS = { port: "6875", user: "materialize", database: "materialize", maxConnections: "4" } as const;

/** What the program's settings say; an error of one sentence where they say nothing that can be used. */
export function settingsOf(sources: Sources, profile?: string): Settings {
    return finished({ ...fromConfig(sources, profile), ...fromEnvironment(sources.environment, profile) }, profile);
}

function fromConfig(sources: Sources, profile: string | undefined): Given {
    const given = profile === undefined ? (key: Key) => sources.config(`materialize:${key}`) : profileOf(sources, profile);
    return pick(given);
}

/** Several regions in one stack: `materialize:profiles` holds an object of settings for each name. */
function profileOf(sources: Sources, profile: string): (key: Key) => string | undefined {
    const profiles = parsed(sources.config("materialize:profiles"));
    const settings = profiles[profile];
    if (typeof settings !== "object" || settings === null) {
        const names = Object.keys(profiles).map(name => `"${name}"`);
        throw new Error(
            `the profile "${profile}" is not in the stack's config: ${names.length === 0 ? "materialize:profiles is not set" : `materialize:profiles has ${names.join(", ")}`}`,
        );
    }
    const entries = new Map(Object.entries(settings).map(([key, value]) => [key, String(value)]));
    return key => entries.get(key);
}

function parsed(text: string | undefined): Record<string, unknown> {
    if (text === undefined) return {};
    try {
        return JSON.parse(text) as Record<string, unknown>;
    } catch {
        throw new Error(
            "materialize:profiles is not an object: set it with `pulumi config set --path materialize:profiles.<name>.host …`",
        );
    }
}

/** The environment overrides config; a profile's variables end with its name: `MZ_PASSWORD_STAGING`. */
function fromEnvironment(environment: Sources["environment"], profile: string | undefined): Given {
    const suffix = profile === undefined ? "" : `_${profile.toUpperCase().replaceAll(/[^A-Z0-9]/gu, "_")}`;
    const url = environment[`MATERIALIZE_URL${suffix}`];
    return { ...(url === undefined || url === "" ? {} : fromUrl(url)), ...pick(key => environment[VARIABLES[key] + suffix]) };
}

const pick = (get: (key: Key) => string | undefined): Given =>
    Object.fromEntries(KEYS.flatMap(key => (get(key) === undefined || get(key) === "" ? [] : [[key, get(key)]])));

function fromUrl(text: string): Given {
    let url: URL;
    try {
        url = new URL(text);
    } catch {
        throw new Error("MATERIALIZE_URL is not a URL: write postgres://user:password@host:port/database");
    }
    const parts: Partial<Record<Key, string>> = {
        host: url.hostname.replace(/^\[|\]$/gu, ""),
        port: url.port,
        user: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
        database: decodeURIComponent(url.pathname.slice(1)),
    };
    return pick(key => url.searchParams.get(key) ?? parts[key]);
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/u;

function finished(given: Given, profile: string | undefined): Settings {
    const host = given.host;
    const where = profile === undefined ? "materialize:host" : `the host of the profile "${profile}"`;
    return {
        host: host ?? missingHost(where),
        port: wholeNumber("port", given.port ?? DEFAULTS.port),
        user: given.user ?? DEFAULTS.user,
        password: given.password,
        database: given.database ?? DEFAULTS.database,
        schema: "public",
        cluster: given.cluster,
        sslmode: sslMode(given.sslmode ?? (LOOPBACK.test(host ?? "") ? "disable" : "verify-full")),
        sslrootcert: given.sslrootcert,
        options: given.options,
        maxConnections: wholeNumber("maxConnections", given.maxConnections ?? DEFAULTS.maxConnections),
    };
}

function missingHost(where: string): never {
    throw new Error(`${where} is not set: run \`pulumi config set materialize:host <host>\`, or set MZ_HOST or MATERIALIZE_URL`);
}

function wholeNumber(key: Key, text: string): number {
    if (!/^[1-9]\d*$/u.test(text)) throw new Error(`materialize:${key} is not a whole number above zero: "${text}"`);
    return Number(text);
}

function sslMode(text: string): SslMode {
    const mode = SSL_MODES.find(one => one === text);
    if (mode === undefined) throw new Error(`materialize:sslmode is one of ${SSL_MODES.join(", ")}, not "${text}"`);
    return mode;
}

/** The certificate authority: a file's path, or the certificate itself. */
export function rootCertificate(settings: Settings): string | undefined {
    const given = settings.sslrootcert;
    if (given === undefined || given.includes("-----BEGIN")) return given;
    try {
        return readFileSync(given, "utf8");
    } catch {
        throw new Error(`materialize:sslrootcert is neither a certificate nor a file that can be read: "${given}"`);
    }
}
