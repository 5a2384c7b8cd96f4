import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SECRET_SETTINGS } from "../../common/secretSettings";
import { CONFIG_KEYS } from "../../plugin/settings";
import { KEYS, variable } from "../../provider/session/settingSources";
import { capital, type PropertySpec } from "./types";

/** The settings that are no text, with their types. A configuration holds them as text too. */
const NUMBERS = ["port", "maxConnections", "connectWithin"];

/** Returns the settings as properties of the configuration, with the descriptions of docs/settings.md. */
export function settings(): Record<string, PropertySpec> {
    const page = readFileSync(join(__dirname, "../../docs/settings.md"), "utf8");
    return Object.fromEntries(
        CONFIG_KEYS.map((key): [string, PropertySpec] => {
            const [, fallback = "", meaning = ""] =
                new RegExp(`^\\| \`materialize:${key}\`[^|]*\\|[^|]*\\|([^|]*)\\|([^|]*)\\|`, "mu").exec(page) ?? [];
            if (meaning === "") throw new Error(`docs/settings.md does not describe ${key}`);
            const name = KEYS.find(one => one === key);
            const sources =
                name === undefined
                    ? ""
                    : ` The environment variable \`${variable(undefined, name)}\` overrides the configuration of a stack; the argument of a provider overrides both.`;
            return [
                key,
                {
                    ...typeOf(key),
                    description: `${capital(withoutLinks(meaning.trim()))}. Default: ${fallback.trim()}.${sources}`,
                    ...(SECRET_SETTINGS.some(secret => secret === key) ? { secret: true } : {}),
                },
            ];
        }),
    );
}

function typeOf(key: string): PropertySpec {
    if (NUMBERS.includes(key)) return { type: "integer" };
    if (key === "offline") return { type: "boolean" };
    if (key !== "profiles") return { type: "string" };
    return {
        type: "object",
        additionalProperties: { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } },
        secret: true,
    };
}

const withoutLinks = (text: string): string => text.replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, "$1");
