import { randomBytes } from "node:crypto";

import type { ResourceType } from "../resources/resource";
import type { CheckFailure } from "./protocol";
import { argumentsOf, type Fields, type Takes } from "./schema";
import { isList, isObject, isUnknown, type Json, type JsonObject } from "./values";

/** What is wrong with a resource's or look-up's arguments by the types of `@pulumi/aws`, in the real provider's words. */
export function schemaFailures(token: string, news: JsonObject): CheckFailure[] {
    return [...objectFailures("", argumentsOf(token), news)];
}

function* objectFailures(path: string, fields: Fields, value: JsonObject): Generator<CheckFailure> {
    for (const [name, part] of Object.entries(value)) {
        if (name.startsWith("__") || part === undefined) continue;
        const property = path === "" ? name : `${path}.${name}`;
        const field = fields.get(name);
        if (field) yield* failures(property, field.takes, part);
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

function* failures(property: string, takes: Takes, value: Json): Generator<CheckFailure> {
    if (value === null || isUnknown(value) || takes.kind === "anything") return;
    if (takes.kind === "list" && isList(value)) {
        for (const [index, part] of value.entries()) yield* failures(`${property}[${String(index)}]`, takes.of, part);
    } else if (takes.kind === "map" && isObject(value)) {
        for (const [key, part] of Object.entries(value)) yield* failures(`${property}.${key}`, takes.of, part ?? null);
    } else if (takes.kind === "object" && isObject(value)) yield* objectFailures(property, takes.fields, value);
    else if (!isScalar(takes, value)) yield { property, reason: `expected ${article(takes.kind)}, got ${kindOf(value)}` };
}

/** Scalars are taken for one another where they can be read so. */
function isScalar({ kind }: Takes, value: Json): boolean {
    if (isList(value) || isObject(value)) return false;
    if (kind === "string") return true;
    if (kind === "number") return value !== "" && !Number.isNaN(Number(value));
    return kind === "boolean" && (typeof value === "boolean" || value === "true" || value === "false");
}

const article = (kind: string): string => (kind === "object" ? "an object" : `a ${kind}`);
const kindOf = (value: Json): string => (isList(value) ? "a list" : isObject(value) ? "an object" : JSON.stringify(value));

/** The inputs with the provider's defaults, which `__defaults` names, and a name where none is given. */
export function withDefaults(
    { named, defaults = {} }: ResourceType,
    urn: string,
    news: JsonObject,
    olds: JsonObject,
): JsonObject {
    const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value !== undefined && value !== null));
    const added: Record<string, Json | undefined> = {};
    for (const [key, value] of Object.entries(defaults as JsonObject)) if (!(key in given)) added[key] = value;
    if (named && !(named.property in given) && given.namePrefix === undefined) {
        const before = isList(olds.__defaults) && olds.__defaults.includes(named.property);
        added[named.property] = before ? olds[named.property] : newName(urn.split("::").at(-1) ?? "", named.longest);
    }
    return { ...given, ...added, __defaults: Object.keys(added).sort() };
}

/** The resource's own name and seven random characters, as Pulumi makes names. */
function newName(name: string, longest: number): string {
    const prefix = `${name}-`;
    if (prefix.length + 7 > longest) {
        throw new Error(`name '${prefix}' plus 7 random chars is longer than maximum length ${String(longest)}`);
    }
    return `${prefix}${randomBytes(4).toString("hex").slice(0, 7)}`;
}
