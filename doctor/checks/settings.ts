import { errorOf } from "../../common/messageOf";
import { SECRET_SETTINGS } from "../../common/secretSettings";
import type { Settings } from "../../provider/session/settings";
import { combine, type Key, KEYS, type Layer, layersOf, settingHelp, sourceOf } from "../../provider/session/settingSources";
import { type Check, failed, type Finding, type Group, named, note, ok } from "../check";
import type { EnvironmentContext } from "../environmentContext";

/** The settings whose values are never shown. */
const SECRET_KEYS: readonly Key[] = SECRET_SETTINGS;

/** The settings that a program may lack. */
const OPTIONAL: readonly Key[] = ["cluster", "sslrootcert", "sslcert", "sslkey", "options", "kafkaClusterIds", "environmentId"];

const values: Check<EnvironmentContext> = {
    name: "settings",
    run: context => {
        const layers = layersOf(context.sources, context.profile);
        const settings = validSettings(context);
        const rows = KEYS.flatMap(key => row(context, layers, settings, key) ?? []);
        return settings instanceof Error ? [...rows, named("settings", failed(settings.message))] : rows;
    },
};

/** Returns the settings, or the error that states what is wrong with them. */
function validSettings(context: EnvironmentContext): Settings | Error {
    try {
        return context.settings;
    } catch (error) {
        return errorOf(error);
    }
}

/** Returns the line of one setting: its value and its source. */
function row(context: EnvironmentContext, layers: readonly Layer[], settings: Settings | Error, key: Key): Finding | undefined {
    const source = sourceOf(layers, key);
    if (source !== undefined) return named(key, ok(`${shown(context, key, combine(layers)[key] ?? "")} (${source})`));
    if (settings instanceof Error || OPTIONAL.includes(key)) return undefined;
    if (key !== "password") return named(key, ok(`${String(settings[key])} (default)`));
    return settings.withheld
        ? named(key, note("not used, since it was set for another host", `Set ${settingHelp(settings, "user", "password")}.`))
        : named(key, ok("none (default)"));
}

function shown({ secretKeys, profile }: EnvironmentContext, key: Key, value: string): string {
    if (SECRET_KEYS.includes(key)) return "[secret]";
    // A profile's settings are one value of the configuration, which is secret if any of them is.
    const isSecret = profile === undefined ? secretKeys.has(`materialize:${key}`) : key === "options";
    if (isSecret) return "[secret]";
    return value.includes("-----BEGIN") ? "a certificate" : value;
}

const online: Check<EnvironmentContext> = {
    name: "offline",
    run: ({ settings }) =>
        settings.offline
            ? failed("connections are switched off, so nothing else is checked", "Run this command with MZ_OFFLINE=false.")
            : [],
};

/** The settings of an environment, and where each comes from. */
export const SETTINGS: Group<EnvironmentContext> = { title: "Settings", checks: [values, online], required: true };
