/** Where settings come from: `get("materialize:host")`, and an environment. */
export interface Sources {
    readonly config: (key: string) => string | undefined;
    readonly environment: Environment;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What one of the sources says. */
export type Given = Readonly<Partial<Record<Key, string>>>;
export type Key = keyof typeof VARIABLES;

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
    sslcert: "MZ_SSLCERT",
    sslkey: "MZ_SSLKEY",
    options: "MZ_OPTIONS",
    maxConnections: "MZ_MAX_CONNECTIONS",
    connectWithin: "MZ_CONNECT_WITHIN",
    offline: "MZ_OFFLINE",
} as const;

const KEYS = Object.keys(VARIABLES) as Key[];

/** What is meant for one host, and is not to be sent to another one. */
const OF_THE_HOST: readonly Key[] = ["host", "port", "user", "password", "sslmode", "sslrootcert", "sslcert", "sslkey"];

/** A source over another one. Where both name a host and not the same, the other one's credentials stay behind with it. */
export function over(below: Given, above: Given): Given {
    const moved = below.host !== undefined && above.host !== undefined && below.host.toLowerCase() !== above.host.toLowerCase();
    return { ...(moved ? pick(key => (OF_THE_HOST.includes(key) ? undefined : below[key])) : below), ...above };
}

/** How a user sets some settings: `materialize:host and materialize:port (or MZ_HOST and MZ_PORT)`. */
export function settingHelp(profile: string | undefined, ...keys: readonly Key[]): string {
    const prefix = profile === undefined ? "materialize:" : `materialize:profiles.${profile}.`;
    const variables = keys.map(key => VARIABLES[key] + suffixOf(profile));
    return `${keys.map(key => prefix + key).join(" and ")} (or ${variables.join(" and ")})`;
}

/** The name of a setting's environment variable. */
export const variable = (profile: string | undefined, key: Key | "url"): string =>
    (key === "url" ? "MATERIALIZE_URL" : VARIABLES[key]) + suffixOf(profile);

/** A profile's variables end with its name: `MZ_PASSWORD_STAGING`. */
const suffixOf = (profile: string | undefined): string =>
    profile === undefined ? "" : `_${profile.toUpperCase().replaceAll(/[^A-Z0-9]/gu, "_")}`;

const pick = (get: (key: Key) => string | undefined): Given =>
    Object.fromEntries(KEYS.flatMap(key => (get(key) === undefined || get(key) === "" ? [] : [[key, get(key)]])));

/** What the stack's config says. */
export function fromConfig(sources: Sources, profile: string | undefined): Given {
    return pick(profile === undefined ? key => sources.config(`materialize:${key}`) : profileOf(sources, profile));
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

/** What the environment's `MZ_…` say. */
export const fromVariables = (environment: Environment, profile: string | undefined): Given =>
    pick(key => environment[variable(profile, key)]);

/** What the environment's `MATERIALIZE_URL` says. */
export function fromUrl(environment: Environment, profile: string | undefined): Given {
    const name = variable(profile, "url");
    const text = environment[name];
    if (text === undefined || text === "") return {};
    const malformed = new Error(`${name} is not a URL: write postgres://user:password@host:port/database`);
    if (!URL.canParse(text)) throw malformed;
    const url = new URL(text);
    const decoded = (part: string): string => {
        try {
            return decodeURIComponent(part);
        } catch {
            throw malformed;
        }
    };
    const parts: Given = {
        host: url.hostname.replace(/^\[|\]$/gu, ""),
        port: url.port,
        user: decoded(url.username),
        password: decoded(url.password),
        database: decoded(url.pathname.slice(1)),
    };
    return pick(key => url.searchParams.get(key) ?? parts[key]);
}
