import type { Fields } from "../provider/values/value";

/** Returns fields without some of them. */
export const withoutKeys = (fields: Fields, ...keys: readonly string[]): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
