import { createHash, randomBytes } from "node:crypto";

import type { ResourceType } from "../resources/resource";
import type { CheckFailure, PluginRequest } from "./protocol";
import { argumentsOf, type Fields, type PropertyType } from "./schema";
import { isList, isObject, isUnknown, type Json, type JsonObject } from "./values";

/**
 * Checks the arguments of a resource or lookup against the types of
 * `@pulumi/aws`, and returns failures with the real provider's messages.
 */
export function checkSchema(token: string, news: JsonObject): CheckFailure[] {
    return [...checkObject("", argumentsOf(token), news)];
}

function* checkObject(path: string, fields: Fields, value: JsonObject): Generator<CheckFailure> {
    for (const [name, part] of Object.entries(value)) {
        if (name.startsWith("__") || part === undefined) continue;
        const property = path === "" ? name : `${path}.${name}`;
        const field = fields.get(name);
        if (field) yield* checkValue(property, field.type, part);
        else
            yield {
                property,
                reason: `Invalid or unknown key. Check \`pulumi config get aws:${name}\`. Examine values at '${property}'.`,
            };
    }
    for (const [name, field] of fields) {
        if (!field.required || (value[name] ?? undefined) !== undefined) continue;
        const property = path === "" ? name : `${path}.${name}`;
        yield { property, reason: `Missing required argument. The argument "${name}" is required, but no definition was found.` };
    }
}

function* checkValue(property: string, type: PropertyType, value: Json): Generator<CheckFailure> {
    if (value === null || isUnknown(value) || type.kind === "anything") return;
    if (type.kind === "list" && isList(value)) {
        for (const [index, part] of value.entries()) yield* checkValue(`${property}[${String(index)}]`, type.of, part);
    } else if (type.kind === "map" && isObject(value)) {
        for (const [key, part] of Object.entries(value)) yield* checkValue(`${property}.${key}`, type.of, part ?? null);
    } else if (type.kind === "object" && isObject(value)) yield* checkObject(property, type.fields, value);
    else if (!isScalar(type, value))
        yield { property, reason: `expected ${withArticle(type.kind)}, got ${describeValue(value)}` };
}

/** The provider accepts a scalar of another type if it can convert the value. */
function isScalar({ kind }: PropertyType, value: Json): boolean {
    if (isList(value) || isObject(value)) return false;
    if (kind === "string") return true;
    if (kind === "number") return value !== "" && !Number.isNaN(Number(value));
    return kind === "boolean" && (typeof value === "boolean" || value === "true" || value === "false");
}

const withArticle = (kind: string): string => (kind === "object" ? "an object" : `a ${kind}`);
const describeValue = (value: Json): string => (isList(value) ? "a list" : isObject(value) ? "an object" : JSON.stringify(value));

/**
 * Adds the provider's defaults and a generated name where the program gives
 * none; `__defaults` lists the properties that were added.
 */
export function addDefaults(
    { autoName, defaults = {} }: ResourceType,
    { urn = "", news = {}, oldInputs: olds = {}, seed = "" }: PluginRequest,
): JsonObject {
    const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value !== undefined && value !== null));
    const added: Record<string, Json | undefined> = {};
    for (const [key, value] of Object.entries(defaults as JsonObject)) if (!(key in given)) added[key] = value;
    if (autoName && !(autoName.property in given) && given.namePrefix === undefined) {
        const before = isList(olds.__defaults) && olds.__defaults.includes(autoName.property);
        added[autoName.property] = before
            ? olds[autoName.property]
            : generateName(urn.split("::").at(-1) ?? "", autoName.maxLength, seed);
    }
    return { ...given, ...added, __defaults: Object.keys(added).sort() };
}

/** Returns the name of the resource in the program and seven characters of the seed, which is how Pulumi's auto-naming works. */
function generateName(name: string, maxLength: number, seed: string): string {
    const prefix = `${name}-`;
    if (prefix.length + 7 > maxLength) {
        throw new Error(`name '${prefix}' plus 7 random chars is longer than maximum length ${String(maxLength)}`);
    }
    const hash = seed === "" ? randomBytes(4) : createHash("sha256").update(seed).digest();
    return `${prefix}${hash.toString("hex").slice(0, 7)}`;
}
