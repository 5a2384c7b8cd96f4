import { MAX_PORT } from "../../common/addresses";
import { nearest } from "../../common/nearest";
import { keyword, literal } from "../sql/sql";
import { describeSchema } from "./schema";
import { isUnknown, type Problem, type ArgumentContext, type ValueType } from "./value";

/** Returns the value type of a text, which is written as a string literal. */
export const text = (rule: { empty?: boolean; maxBytes?: number } = {}): ValueType<string> => ({
    type: {
        type: "string",
        ...(rule.empty === true ? {} : { minBytes: 1 }),
        ...(rule.maxBytes === undefined ? {} : { maxBytes: rule.maxBytes }),
    },
    check(value, context) {
        if (isUnknown(value)) return [];
        return typeof value === "string"
            ? checkText(value, context, rule)
            : context.problem(`takes ${describeSchema(this.type)}, not ${describeType(value)}`);
    },
    write: (value, context) => literal(value, context.secret),
    read: from => from.text(),
});

/** Checks that the server can store a text. */
export function checkText(value: string, context: ArgumentContext, rule: { empty?: boolean; maxBytes?: number }): Problem[] {
    if (value === "" && rule.empty !== true) return context.problem("is empty");
    if (value.includes("\0")) return context.problem("contains a NUL character, which Materialize cannot store");
    if (!value.isWellFormed())
        return context.problem("is not valid Unicode (half of a surrogate pair), which Materialize cannot store");
    const size = Buffer.byteLength(value);
    if (rule.maxBytes === undefined || size <= rule.maxBytes) return [];
    return context.problem(`is ${String(size)} bytes long; Materialize takes at most ${String(rule.maxBytes)}`);
}

/** Returns the value type of an enum. */
export const choice = <const W extends string>(...words: readonly W[]): ValueType<W> => ({
    type: { type: "enum", words },
    check(value, context) {
        if (isUnknown(value) || words.some(word => word === value)) return [];
        const shown = context.secret || typeof value !== "string" ? describeType(value) : `"${value}"`;
        const meant = typeof value === "string" ? nearest(value, words) : undefined;
        return context.problem(
            `takes ${describeSchema(this.type)}, not ${shown}${meant === undefined ? "" : `; did you mean "${meant}"?`}`,
        );
    },
    write: (value, context) => literal(value, context.secret),
    read: from => {
        const text = from.text();
        // A word that is not in the enum is read back unchanged, so that it shows as drift.
        return words.find(word => word.toUpperCase() === text.toUpperCase()) ?? (text as W);
    },
});

/** Returns the value type of a whole number. */
export const integer = (min?: number, max?: number): ValueType<number> => ({
    type: { type: "integer", ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) },
    check(value, context) {
        if (isUnknown(value)) return [];
        if (typeof value !== "number" || !Number.isSafeInteger(value))
            return context.problem(`takes a whole number, not ${describeType(value)}`);
        if (min !== undefined && value < min) return context.problem(`must be at least ${String(min)}`);
        return max !== undefined && value > max ? context.problem(`must be at most ${String(max)}`) : [];
    },
    write: value => keyword(String(value)),
    read: from => from.number(),
});

/** Returns the value type of a number, with or without a fraction. */
export const numberOfAtLeast = (min: number): ValueType<number> => ({
    type: { type: "number", min },
    check(value, context) {
        if (isUnknown(value)) return [];
        if (typeof value !== "number" || !Number.isFinite(value))
            return context.problem(`takes a number, not ${describeType(value)}`);
        return value < min ? context.problem(`must be at least ${String(min)}`) : [];
    },
    write: value => keyword(String(value)),
    read: from => from.number(),
});

/** A TCP port. The server does not check it before it connects. */
export const port = integer(1, MAX_PORT);

/** True or false. */
export const flag: ValueType<boolean> = {
    type: { type: "boolean" },
    check(value, context) {
        if (isUnknown(value) || typeof value === "boolean") return [];
        return context.problem(`takes true or false, not ${describeType(value)}`);
    },
    write: value => keyword(String(value)),
    // The name of an option alone means true.
    read: from => {
        const word = from.isAtEnd() ? "true" : from.text().toLowerCase();
        return word === "true" || (word === "false" ? false : from.fail("TRUE or FALSE"));
    },
};

/** Describes a value only by its type, so that no secret is printed. */
export function describeType(value: unknown): string {
    if (value === null || value === undefined) return "nothing";
    if (Array.isArray(value)) return "a list";
    if (value === "") return "an empty string";
    return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
