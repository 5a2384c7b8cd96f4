import { keyword, literal } from "../sql/sql";
import { describeType } from "./scalars";
import { describeSchema } from "./schema";
import { isUnknown, type ValueType } from "./value";

/** The units of an interval, with their lengths in milliseconds. */
const UNITS: readonly (readonly [words: string, length: number])[] = [
    ["us|microseconds?", 0.001],
    ["ms|milliseconds?", 1],
    ["s|secs?|seconds?", 1_000],
    ["m|mins?|minutes?", 60_000],
    ["h|hours?", 3_600_000],
    ["d|days?", 86_400_000],
    ["weeks?", 604_800_000],
];

const PART = new RegExp(String.raw`(\d+(?:\.\d+)?)\s*(?:(${UNITS.map(([words]) => words).join("|")})\b)?\s*`, "iuy");
const CLOCK = /^(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?$/u;

/** Returns the length of an interval in milliseconds; undefined if the text is not an interval. */
export function milliseconds(text: string): number | undefined {
    const clock = CLOCK.exec(text.trim());
    if (clock !== null) return Number(clock[1]) * 3_600_000 + Number(clock[2]) * 60_000 + Number(clock[3] ?? 0) * 1_000;
    const parts = [...text.trim().matchAll(new RegExp(PART, "giuy"))];
    const read = parts.map(([whole]) => whole).join("");
    if (parts.length === 0 || read !== text.trim()) return undefined;
    return parts.reduce((sum, [, count, unit]) => sum + Number(count) * lengthOf(unit ?? "s"), 0);
}

const lengthOf = (unit: string): number => UNITS.find(([words]) => new RegExp(`^(?:${words})$`, "iu").test(unit))?.[1] ?? 1_000;

/** Returns the short form of an interval that the catalog prints: `90s` for `00:01:30`. */
export function formatDuration(printed: string): string {
    const length = milliseconds(printed);
    if (length === undefined) return printed;
    return length % 1_000 === 0 ? `${String(length / 1_000)}s` : `${String(length)}ms`;
}

/** Returns the value type of an interval: `30s`, `1h`, `1 day`. */
export const duration = (before = "", { least, most }: { least?: string; most?: string } = {}): ValueType<string> => ({
    type: { type: "string", description: 'a length of time such as "30s", "5 minutes" or "1h"' },
    check(value, context) {
        if (isUnknown(value)) return [];
        const length = typeof value === "string" ? milliseconds(value) : undefined;
        if (length === undefined) {
            const given = typeof value === "string" && !context.secret ? JSON.stringify(value) : describeType(value);
            return context.problem(`takes ${describeSchema(this.type)}, not ${given}`);
        }
        const short = least !== undefined && length < (milliseconds(least) ?? 0);
        const long = most !== undefined && length > (milliseconds(most) ?? 0);
        if (short) return context.problem(`must be at least "${least}"`);
        return long ? context.problem(`must be at most "${most}"`) : [];
    },
    write: (value, context) => [...(before === "" ? [] : keyword(`${before} `)), ...literal(value, context.secret)],
    read: from => {
        if (before !== "") from.expect(before);
        return from.text();
    },
    meaning: value => String(milliseconds(value) ?? value),
});

/** An interval that the server prints as `INTERVAL '00:00:01'`, or as `NULL` if it is zero. Statements of users have the text alone. */
export const interval: ValueType<string> = {
    ...duration(),
    read: from => {
        if (from.accept("NULL")) return "0s";
        if (from.isNumber()) return String(from.number());
        from.accept("INTERVAL");
        return formatDuration(from.text());
    },
};
