import { randomBytes } from "node:crypto";

import type { ResourceType } from "../resources/resource";
import type { CheckFailure } from "./protocol";
import { argumentsOf, type Fields, type PropertyType } from "./schema";
import { isList, isObject, isUnknown, type Json, type JsonObject } from "./values";

/** What is wrong with a resource's or look-up's arguments by the types of `@pulumi/aws`, in the real provider's words. */
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

/** Scalars are taken for one another where they can be read so. */
function isScalar({ kind }: PropertyType, value: Json): boolean {
    if (isList(value) || isObject(value)) return false;
    if (kind === "string") return true;
    if (kind === "number") return value !== "" && !Number.isNaN(Number(value));
    return kind === "boolean" && (typeof value === "boolean" || value === "true" || value === "false");
}

const withArticle = (kind: string): string => (kind === "object" ? "an object" : `a ${kind}`);
const describeValue = (value: Json): string => (isList(value) ? "a list" : isObject(value) ? "an object" : JSON.stringify(value));

/** The inputs with the provider's defaults, which `__defaults` names, and a name where none is given. */
export function addDefaults(
    { autoName, defaults = {} }: ResourceType,
    urn: string,
    news: JsonObject,
    olds: JsonObject,
): JsonObject {
    const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value !== undefined && value !== null));
    const added: Record<string, Json | undefined> = {};
    for (const [key, value] of Object.entries(defaults as JsonObject)) if (!(key in given)) added[key] = value;
    if (autoName && !(autoName.property in given) && given.namePrefix === undefined) {
        const before = isList(olds.__defaults) && olds.__defaults.includes(autoName.property);
        added[autoName.property] = before
            ? olds[autoName.property]
            : generateName(urn.split("::").at(-1) ?? "", autoName.maxLength);
    }
    return { ...given, ...added, __defaults: Object.keys(added).sort() };
}

/** The resource's own name and seven random characters, as Pulumi makes names. */
function generateName(name: string, maxLength: number): string {
    const prefix = `${name}-`;
    if (prefix.length + 7 > maxLength) {
        throw new Error(`name '${prefix}' plus 7 random chars is longer than maximum length ${String(maxLength)}`);
    }
    return `${prefix}${randomBytes(4).toString("hex").slice(0, 7)}`;
}
