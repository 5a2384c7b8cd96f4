import { hostProblem } from "../../common/addresses";
import { partsOfUrl } from "./settingsUrl";

/** The sources of settings: the stack's configuration or the arguments of a provider resource, and environment variables. */
export interface Sources {
    readonly config: (key: string) => string | undefined;
    readonly environment: Variables;
    /** The name of the provider resource whose arguments `config` returns; undefined if it returns the stack's configuration. */
    readonly provider?: string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The settings of one source. */
export type Given = Readonly<Partial<Record<Key, string>>>;
export type Key = keyof typeof VARIABLES;

/** The key of each setting in the stack's configuration, and the environment variable that overrides it. */
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
    kafkaClusterIds: "MZ_KAFKA_CLUSTER_IDS",
    environmentId: "MZ_ENVIRONMENT_ID",
} as const;

export const KEYS = Object.keys(VARIABLES) as readonly Key[];

/** The settings of one host, which must not be used for another one. */
const HOST_KEYS: readonly Key[] = ["host", "port", "user", "password", "sslmode", "sslrootcert", "sslcert", "sslkey"];

/**
 * Overrides settings with those of another source. If they name different hosts, the credentials of the overridden host are dropped. Credentials without
 * a host are those of the stack's configured host, and not those of the host that a provider resource names.
 */
function override(below: Given, { given: above, isOfProvider = false }: Layer): Given {
    const isSameHost = below.host?.toLowerCase() === above.host?.toLowerCase();
    const moved = above.host !== undefined && !isSameHost && (below.host !== undefined || isOfProvider);
    return { ...(moved ? pick(key => (HOST_KEYS.includes(key) ? undefined : below[key])) : below), ...above };
}

/** A source of settings. */
export interface Layer {
    readonly given: Given;
    /** Returns the name of the source of a setting: `environment variable MZ_HOST`. */
    readonly nameOf: (key: Key) => string;
    /** True for the arguments of a provider resource. */
    readonly isOfProvider?: boolean;
}

/** Returns the sources of the settings. Each overrides those before it: variables the stack's configuration, and a provider's arguments variables. */
export function layersOf(sources: Sources, profile: string | undefined): readonly Layer[] {
    const { provider } = sources;
    const place = (key: Key): string =>
        provider === undefined ? `stack configuration ${configKey(profile, key)}` : `argument ${key} of the provider ${provider}`;
    const ofProgram = { given: fromConfig(sources, profile), nameOf: place, isOfProvider: provider !== undefined };
    const variables = [
        { given: fromUrl(sources.environment, profile), nameOf: () => `environment variable ${variable(profile, "url")}` },
        {
            given: fromVariables(sources.environment, profile),
            nameOf: (key: Key) => `environment variable ${variable(profile, key)}`,
        },
    ];
    const layers: readonly Layer[] = provider === undefined ? [ofProgram, ...variables] : [...variables, ofProgram];
    for (const layer of layers) refuseHost(layer, { profile, provider });
    return layers;
}

/** Refuses a host that is more than a host. It is not shown, since it may contain a password. */
function refuseHost({ given: { host }, nameOf }: Layer, owner: SettingsOwner): void {
    const problem = host === undefined ? undefined : hostProblem(host, settingHelp(owner, "port"));
    if (problem !== undefined)
        throw new Error(`${nameOf("host")} ${problem}. A whole URL is the value of ${variable(owner.profile, "url")}`);
}

/** Returns the settings of all sources together. */
export const combine = (layers: readonly Layer[]): Given => layers.reduce(override, {});

/** Returns the name of the source of a setting that {@link combine} returns; undefined if it has a default. */
export const sourceOf = (layers: readonly Layer[], key: Key): string | undefined =>
    combine(layers)[key] === undefined ? undefined : layers.findLast(({ given }) => given[key] !== undefined)?.nameOf(key);

/** Returns the name of a setting in the stack's configuration. */
const configKey = (profile: string | undefined, key: Key): string =>
    profile === undefined ? `materialize:${key}` : `materialize:profiles.${profile}.${key}`;

/** To what settings belong: to a profile, a provider resource or, without either, the stack. */
export interface SettingsOwner {
    readonly profile?: string | undefined;
    /** The name of the provider resource. */
    readonly provider?: string | undefined;
}

/**
 * Returns the names of settings for error messages: `materialize:host and materialize:port (or MZ_HOST and MZ_PORT)`, or
 * `the arguments host and port of the provider eu (or MZ_HOST and MZ_PORT)`.
 */
export function settingHelp({ profile, provider }: SettingsOwner, ...keys: readonly Key[]): string {
    const variables = keys.map(key => variable(profile, key));
    const names =
        provider === undefined
            ? keys.map(key => configKey(profile, key)).join(" and ")
            : `the ${keys.length === 1 ? "argument" : "arguments"} ${keys.join(" and ")} of the provider ${provider}`;
    return `${names} (or ${variables.join(" and ")})`;
}

/** Returns the name of a setting's environment variable. */
export const variable = (profile: string | undefined, key: Key | "url"): string =>
    (key === "url" ? "MATERIALIZE_URL" : VARIABLES[key]) + suffixOf(profile);

/** Returns the end of the names of a profile's environment variables: `_STAGING`. */
const suffixOf = (profile: string | undefined): string =>
    profile === undefined ? "" : `_${profile.toUpperCase().replaceAll(/[^A-Z0-9]/gu, "_")}`;

const pick = (get: (key: Key) => string | undefined): Given =>
    Object.fromEntries(KEYS.flatMap(key => (get(key) === undefined || get(key) === "" ? [] : [[key, get(key)]])));

/** Returns the settings in the stack's configuration. */
export function fromConfig(sources: Sources, profile: string | undefined): Given {
    return pick(profile === undefined ? key => sources.config(`materialize:${key}`) : profileOf(sources, profile));
}

/** Returns the settings of the profiles by name, from the setting `materialize:profiles`. */
export function profilesOf(sources: Sources): Readonly<Record<string, unknown>> {
    const profiles = parsed(sources.config("materialize:profiles"));
    refuseSharedVariables(Object.keys(profiles));
    return profiles;
}

/** Refuses profiles that would read the same environment variables, so that the password of one was sent to the host of the other. */
function refuseSharedVariables(profiles: readonly string[]): void {
    for (const [at, profile] of profiles.entries()) {
        const other = profiles.slice(0, at).find(one => suffixOf(one) === suffixOf(profile));
        if (other === undefined) continue;
        throw new Error(
            `the profiles "${other}" and "${profile}" of materialize:profiles read the same environment variables, such as ${variable(profile, "host")}: rename one of them`,
        );
    }
}

/** Returns the settings of a profile. */
function profileOf(sources: Sources, profile: string): (key: Key) => string | undefined {
    const profiles = profilesOf(sources);
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

/** Returns the settings in the environment variables `MZ_…`. */
export const fromVariables = (environment: Variables, profile: string | undefined): Given =>
    pick(key => environment[variable(profile, key)]);

/** Returns the settings in the environment variable `MATERIALIZE_URL`. */
function fromUrl(environment: Variables, profile: string | undefined): Given {
    const name = variable(profile, "url");
    const text = environment[name];
    if (text === undefined || text === "") return {};
    const parts = partsOfUrl(name, text, KEYS);
    return pick(key => parts.get(key));
}
