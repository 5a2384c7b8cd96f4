import { isFields } from "../provider/values/value";

/** A value that is TypeScript code, such as the name of a variable. */
export class Code {
    constructor(readonly text: string) {}
}

const INDENT = "    ";
/** The number of characters of a line, without the punctuation around a value. */
const WIDTH = 112;

/** Returns a value as TypeScript: on one line if it fits after a text of some length, else with one part per line. `indent` is the white space before it. */
export function printed(value: unknown, before: number, indent = ""): string {
    if (value instanceof Code) return value.text;
    const inner = indent + INDENT;
    const [open, close, parts] = Array.isArray(value)
        ? ["[", "]", value.map(one => printed(one, inner.length, inner))]
        : isFields(value)
          ? ["{", "}", Object.entries(value).map(([key, one]) => property(key, printed(one, inner.length + key.length, inner)))]
          : ["", "", []];
    if (open === "") return JSON.stringify(value);
    if (parts.length === 0) return `${open}${close}`;
    const space = open === "{" ? " " : "";
    const line = `${open}${space}${parts.join(", ")}${space}${close}`;
    if (!line.includes("\n") && before + line.length <= WIDTH) return line;
    return `${open}${onLines(parts, indent)}${close}`;
}

/** Returns values as TypeScript, each on a line of its own. */
export const lines = (values: readonly unknown[]): string =>
    onLines(
        values.map(value => printed(value, INDENT.length, INDENT)),
        "",
    );

const onLines = (parts: readonly string[], indent: string): string =>
    `\n${parts.map(part => `${indent}${INDENT}${part},\n`).join("")}${indent}`;

const property = (key: string, value: string): string =>
    key === value ? key : `${/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? key : JSON.stringify(key)}: ${value}`;

/** Returns a text as the text between the backticks of a template. */
export const templateText = (text: string): string => text.replaceAll(/[\\`]|\$(?=\{)/gu, String.raw`\$&`);
