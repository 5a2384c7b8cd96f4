/** A value of the engine's wire protocol. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
    readonly [key: string]: Json | undefined;
}

/** The engine's placeholders for unknown values of each type. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const isUnknown = (value: unknown): boolean => UNKNOWNS.has(value);

export function isObject(value: unknown): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Json[] {
    return Array.isArray(value);
}

export function hasUnknown(value: unknown): boolean {
    if (isUnknown(value)) return true;
    if (isList(value)) return value.some(hasUnknown);
    return isObject(value) && Object.values(value).some(hasUnknown);
}

/** Compares two values; a missing property, null and undefined are equal. */
export function isEqual(left: unknown, right: unknown): boolean {
    const a = left ?? undefined;
    const b = right ?? undefined;
    if (a === b) return true;
    if (isList(a) && isList(b)) return a.length === b.length && a.every((value, index) => isEqual(value, b[index]));
    if (!isObject(a) || !isObject(b)) return false;
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(key => isEqual(a[key], b[key]));
}

/** Removes the undefined properties of an object. */
export function defined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
    return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
        [K in keyof T]: Exclude<T[K], undefined>;
    };
}
