import { unknownArguments } from "../common/argumentNames";
import { PACKAGE } from "../common/tokens";
import type { Config } from "../provider/lookups";
import { KEYS } from "../provider/session/settingSources";
import { type Fields, isFields, isUnknown } from "../provider/values/value";
import { decode } from "./wire";

/** The keys of the configuration: those of the settings table, and the profiles. */
export const CONFIG_KEYS: readonly string[] = [...KEYS, "profiles"];

/** What the engine adds to the configuration of every provider. */
const OF_ENGINE = ["version", "pluginDownloadURL"];

/** Why the configuration of a provider is refused. */
export interface ConfigFailure {
    readonly property: string;
    readonly reason: string;
}

/** Refuses keys that no setting has, and profiles that are no object. */
export function configProblems(given: Fields): ConfigFailure[] {
    const keys = Object.keys(given).filter(key => !OF_ENGINE.includes(key) && !key.startsWith("__"));
    const unknown = unknownArguments(keys, CONFIG_KEYS).map(({ name, reason }) => ({
        property: "",
        reason: `the configuration ${PACKAGE}:${name} ${reason.replace("an argument", "a setting")}`,
    }));
    const { profiles } = given;
    const isObject = profiles === undefined || isUnknown(profiles) || isFields(parsed(profiles));
    return isObject ? unknown : [...unknown, { property: "", reason: `the configuration ${PACKAGE}:profiles is not an object` }];
}

/**
 * Returns the settings of a provider by their full keys, as the stack's configuration has them: `materialize:host`. A default provider, which the
 * engine creates from the stack's configuration, has a name that begins with `default`.
 */
export function configOf(given: Fields, name = "default"): Config {
    const texts = new Map(Object.entries(given).map(([key, value]) => [`${PACKAGE}:${key}`, textOf(value)]));
    const get = (key: string): string | undefined => texts.get(key);
    return /^default(?:_|$)/u.test(name) ? { get } : { get, provider: name };
}

/** Returns a setting as text. A value that is no text arrives as JSON, in which secrets keep their marks. */
function textOf(value: unknown): string {
    const known = parsed(value);
    if (typeof known === "string") return known;
    return isFields(known) ? JSON.stringify(decode(known).fields) : String(known);
}

/** Returns an object in its JSON text as the object; any other value as it is. */
function parsed(value: unknown): unknown {
    if (typeof value !== "string" || !value.trimStart().startsWith("{")) return value;
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}

/** Returns the keys whose values differ. */
export const changedKeys = (olds: Fields, news: Fields): string[] =>
    [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
        key => !OF_ENGINE.includes(key) && JSON.stringify(olds[key]) !== JSON.stringify(news[key]),
    );
