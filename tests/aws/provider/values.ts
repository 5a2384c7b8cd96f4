import { UNKNOWNS } from "../../../common/unknowns";

/** A value of the engine's wire protocol. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
    readonly [key: string]: Json | undefined;
}

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
