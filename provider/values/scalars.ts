import { keyword, literal } from "../sql/sql";
import { nearest } from "./nearest";
import { isUnknown, type Problem, type Site, type Value } from "./value";

/** Free text, written as a string literal. */
export const text = (rule: { empty?: boolean; maxBytes?: number } = {}): Value<string> => ({
    takes: "a string",
    check(value, site) {
        if (isUnknown(value)) return [];
        return typeof value === "string" ? checkText(value, site, rule) : site.refuse(`takes a string, not ${described(value)}`);
    },
    write: (value, site) => literal(value, site.secret),
    read: from => from.text(),
});

/** What every text must be so that the server stores it as it is. */
export function checkText(value: string, site: Site, rule: { empty?: boolean; maxBytes?: number }): Problem[] {
    if (value === "" && rule.empty !== true) return site.refuse("is empty");
    if (value.includes("\0")) return site.refuse("holds a NUL character, which Materialize cannot store");
    if (!value.isWellFormed())
        return site.refuse("is not valid Unicode (half of a surrogate pair), which Materialize cannot store");
    const size = Buffer.byteLength(value);
    if (rule.maxBytes === undefined || size <= rule.maxBytes) return [];
    return site.refuse(`is ${String(size)} bytes long; Materialize takes at most ${String(rule.maxBytes)}`);
}

/** One of a few words. */
export const choice = (...words: readonly string[]): Value<string> => ({
    takes: `one of ${words.map(word => `"${word}"`).join(", ")}`,
    check(value, site) {
        if (isUnknown(value) || words.includes(value as string)) return [];
        const shown = site.secret || typeof value !== "string" ? described(value) : `"${value}"`;
        const meant = typeof value === "string" ? nearest(value, words) : undefined;
        return site.refuse(`takes ${this.takes}, not ${shown}${meant === undefined ? "" : `; did you mean "${meant}"?`}`);
    },
    write: (value, site) => literal(value, site.secret),
    read: from => {
        const text = from.text();
        return words.find(word => word.toUpperCase() === text.toUpperCase()) ?? text;
    },
});

/** A whole number. */
export const integer = (least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER): Value<number> => ({
    takes: "a whole number",
    check(value, site) {
        if (isUnknown(value)) return [];
        if (typeof value !== "number" || !Number.isSafeInteger(value))
            return site.refuse(`takes a whole number, not ${described(value)}`);
        if (value < least) return site.refuse(`must be at least ${String(least)}`);
        return value > most ? site.refuse(`must be at most ${String(most)}`) : [];
    },
    write: value => keyword(String(value)),
    read: from => from.number(),
});

/** A TCP port; the server checks it only when it connects. */
export const port = integer(1, 65535);

/** True or false. */
export const flag: Value<boolean> = {
    takes: "true or false",
    check(value, site) {
        if (isUnknown(value) || typeof value === "boolean") return [];
        return site.refuse(`takes true or false, not ${described(value)}`);
    },
    write: value => keyword(String(value)),
    read: from => {
        if (from.takes("TRUE")) return true;
        from.expect("FALSE");
        return false;
    },
};

/** A value named by its type alone, so that no secret is printed. */
export function described(value: unknown): string {
    if (value === null || value === undefined) return "nothing";
    if (Array.isArray(value)) return "a list";
    if (value === "") return "an empty string";
    return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
