import { MAX_PORT } from "../../common/addresses";
import { nearest } from "../../common/nearest";
import { keyword, literal } from "../sql/sql";
import { isUnknown, type Problem, type ArgumentContext, type ValueType } from "./value";

/** Free text, written as a string literal. */
export const text = (rule: { empty?: boolean; maxBytes?: number } = {}): ValueType<string> => ({
    expects: "a string",
    check(value, context) {
        if (isUnknown(value)) return [];
        return typeof value === "string"
            ? checkText(value, context, rule)
            : context.problem(`takes a string, not ${describeType(value)}`);
    },
    write: (value, context) => literal(value, context.secret),
    read: from => from.text(),
});

/** What every text must be so that the server stores it is. */
export function checkText(value: string, context: ArgumentContext, rule: { empty?: boolean; maxBytes?: number }): Problem[] {
    if (value === "" && rule.empty !== true) return context.problem("is empty");
    if (value.includes("\0")) return context.problem("holds a NUL character, which Materialize cannot store");
    if (!value.isWellFormed())
        return context.problem("is not valid Unicode (half of a surrogate pair), which Materialize cannot store");
    const size = Buffer.byteLength(value);
    if (rule.maxBytes === undefined || size <= rule.maxBytes) return [];
    return context.problem(`is ${String(size)} bytes long; Materialize takes at most ${String(rule.maxBytes)}`);
}

/** One of a few words. */
export const choice = (...words: readonly string[]): ValueType<string> => ({
    expects: `one of ${words.map(word => `"${word}"`).join(", ")}`,
    check(value, context) {
        if (isUnknown(value) || words.includes(value as string)) return [];
        const shown = context.secret || typeof value !== "string" ? describeType(value) : `"${value}"`;
        const meant = typeof value === "string" ? nearest(value, words) : undefined;
        return context.problem(`takes ${this.expects}, not ${shown}${meant === undefined ? "" : `; did you mean "${meant}"?`}`);
    },
    write: (value, context) => literal(value, context.secret),
    read: from => {
        const text = from.text();
        return words.find(word => word.toUpperCase() === text.toUpperCase()) ?? text;
    },
});

/** A whole number. */
export const integer = (least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER): ValueType<number> => ({
    expects: "a whole number",
    check(value, context) {
        if (isUnknown(value)) return [];
        if (typeof value !== "number" || !Number.isSafeInteger(value))
            return context.problem(`takes a whole number, not ${describeType(value)}`);
        if (value < least) return context.problem(`must be at least ${String(least)}`);
        return value > most ? context.problem(`must be at most ${String(most)}`) : [];
    },
    write: value => keyword(String(value)),
    read: from => from.number(),
});

/** A TCP port; the server checks it only when it connects. */
export const port = integer(1, MAX_PORT);

/** True or false. */
export const flag: ValueType<boolean> = {
    expects: "true or false",
    check(value, context) {
        if (isUnknown(value) || typeof value === "boolean") return [];
        return context.problem(`takes true or false, not ${describeType(value)}`);
    },
    write: value => keyword(String(value)),
    read: from => {
        if (from.takes("TRUE")) return true;
        from.expect("FALSE");
        return false;
    },
};

/** A value named by its type alone, so that no secret is printed. */
export function describeType(value: unknown): string {
    if (value === null || value === undefined) return "nothing";
    if (Array.isArray(value)) return "a list";
    if (value === "") return "an empty string";
    return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
