import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import type { Cursor } from "../../sql/cursor";
import { checkUnits } from "../support/retention";
import type { Strategy } from "./body";

/** A value as the statement writes it. */
export type Value =
    | { readonly text: string }
    | { readonly number: string }
    | { readonly word: string }
    | { readonly list: readonly string[] }
    | { readonly strategy: Strategy | undefined }
    | { readonly refresh: string | undefined };

export const wrong = (name: string, as: string): Error => failure(`invalid ${name}: cannot use value as ${as}`);

export function textOf(name: string, value: Value): string {
    if ("text" in value) return value.text;
    if ("word" in value && !["true", "false", "null"].includes(value.word)) return value.word;
    if ("list" in value) throw failure(`invalid ${name}: incompatible value types: cannot convert sequences to text`);
    throw wrong(name, "string");
}

export function flagOf(name: string, value: Value): boolean {
    if ("word" in value && (value.word === "true" || value.word === "false")) return value.word === "true";
    throw wrong(name, "boolean");
}

/** Reads the value of an option. One that is left out is true. */
export function readValue({ cursor }: Scope): Value {
    if (cursor.atSymbol(",") || cursor.atSymbol(")") || cursor.done()) return { word: "true" };
    if (cursor.take("ON", "REFRESH")) return { refresh: readEstimate(cursor) };
    if (cursor.atSymbol("(") && (cursor.atSymbol(")", 1) || cursor.peek(1)?.text.toUpperCase() === "ON"))
        return { strategy: readStrategy(cursor) };
    if (cursor.atSymbol("(")) return { list: cursor.list(() => cursor.advance().text) };
    const sign = cursor.symbol("-") ? "-" : "";
    cursor.take("INTERVAL");
    const { kind, text } = cursor.advance();
    if (kind === "number") return { number: `${sign}${text}` };
    return kind === "word" ? { word: text.toLowerCase() } : { text };
}

/** Reads (HYDRATION TIME ESTIMATE = …). */
function readEstimate(cursor: Cursor): string | undefined {
    if (!cursor.atSymbol("(")) return undefined;
    const [estimate] = cursor.list(() => {
        cursor.expect("HYDRATION", "TIME", "ESTIMATE");
        cursor.symbol("=");
        cursor.take("INTERVAL");
        return printedInterval(cursor.string());
    });
    return estimate;
}

/** Reads (ON HYDRATION (HYDRATION SIZE = …, LINGER DURATION = …)), or () for none. */
function readStrategy(cursor: Cursor): Strategy | undefined {
    cursor.expectSymbol("(");
    if (cursor.symbol(")")) return undefined;
    cursor.expect("ON", "HYDRATION");
    let strategy: Strategy = { size: "" };
    cursor.list(() => {
        const isSize = cursor.take("HYDRATION", "SIZE");
        if (!isSize) cursor.expect("LINGER", "DURATION");
        cursor.symbol("=");
        cursor.take("INTERVAL");
        const value = cursor.string();
        strategy = isSize ? { ...strategy, size: value } : { ...strategy, linger: printedInterval(value) };
    });
    cursor.expectSymbol(")");
    return strategy;
}

const UNITS: Readonly<Record<string, number>> = {
    ms: 0.001,
    s: 1,
    m: 60,
    min: 60,
    h: 3600,
    d: 86_400,
    second: 1,
    seconds: 1,
    minute: 60,
    minutes: 60,
    hour: 3600,
    hours: 3600,
    day: 86_400,
    days: 86_400,
};

/** Returns an interval as SHOW prints it, or null, which turns introspection off. */
export function readInterval(given: Value): string | null {
    if (!("text" in given || "number" in given || "word" in given)) throw wrong("INTROSPECTION INTERVAL", "interval");
    const value = "text" in given ? given.text : "number" in given ? given.number : given.word;
    if (value === "null") return null;
    if (value.startsWith("-")) throw failure("invalid INTROSPECTION INTERVAL: cannot convert negative interval to duration");
    checkUnits(value, "invalid INTROSPECTION INTERVAL: ");
    const printed = printedInterval(value);
    return printed === "00:00:00" ? null : printed;
}

function printedInterval(value: string): string {
    const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/u.exec(value);
    if (!match) return value;
    const seconds = Number(match[1]) * (UNITS[match[2] ?? ""] ?? 1);
    const pad = (part: number): string => String(Math.floor(part)).padStart(2, "0");
    const rest = seconds % 60;
    const fraction = rest % 1 === 0 ? "" : (rest % 1).toFixed(3).slice(1).replace(/0+$/u, "");
    return `${pad(seconds / 3600)}:${pad((seconds / 60) % 60)}:${pad(rest)}${fraction}`;
}
