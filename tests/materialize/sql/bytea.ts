import { failure } from "../errors";

/** Reads bytes in one of PostgreSQL's formats: `\x` with hexadecimal digits, or text with escapes. */
export function bytea(value: string): Buffer {
    return value.startsWith("\\x") ? hexadecimal(value) : escaped(value);
}

function invalid(why: string, value: string): Error {
    return failure(`invalid input syntax for type bytea: ${why}: "${value}"`);
}

function hexadecimal(value: string): Buffer {
    const digits = value.slice(2).replaceAll(/\s/gu, "");
    const wrong = /[^0-9a-fA-F]/u.exec(digits)?.[0];
    if (wrong !== undefined) throw invalid(`invalid hexadecimal digit: "${wrong}"`, value);
    if (digits.length % 2 === 1) throw invalid("invalid hexadecimal data: odd number of digits", value);
    return Buffer.from(digits, "hex");
}

function escaped(value: string): Buffer {
    const bytes = Array.from(value.matchAll(/\\\\|\\([0-3][0-7]{2})|\\|[^\\]+/gu), match => {
        if (match[0] === "\\") throw invalid("invalid escape sequence", value);
        if (match[1] !== undefined) return Buffer.from([parseInt(match[1], 8)]);
        return Buffer.from(match[0] === "\\\\" ? "\\" : match[0]);
    });
    return Buffer.concat(bytes);
}
