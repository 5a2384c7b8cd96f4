import { isFields } from "../../provider/values/value";

const MEGABYTE = 1_000_000;

/** Texts that change the meaning of a statement if they are written without quoting, by what they contain. */
export const HOSTILE: Readonly<Record<string, string>> = {
    "a quote": "it's",
    quotes: `''"" ' " '`,
    "an end of a literal": "x'); DROP SECRET s; --",
    "an end of a name": 'x"; DROP SECRET s; --',
    "an end of parentheses": ") ; DROP SECRET s; (",
    "dollar signs": "$$; DROP SECRET s; $$",
    "dollar signs with a tag": "$a$; DROP SECRET s; $a$ $1",
    "a comment": "x -- y",
    "a comment that is never closed": "x /* y",
    "an end of a comment": "x */ ; DROP SECRET s; /* y */",
    "a backslash before the end": "x\\",
    "escape sequences": String.raw`E'\'' \x41 \u0027 U&'\0027'`,
    "line breaks": "x\n;\r\nDROP SECRET s;\n\u2028\u2029y\t",
    "a NUL character": "x\0y",
    "direction marks": "\u202ex\u2066y\u2069\u200f",
    "four bytes": "\u{1f511}\u{10ffff}",
    "half a surrogate pair": "x\ud800y",
    "characters that look like spaces": "\u00a0\ufeffx\u3000",
    "a megabyte": "x".repeat(MEGABYTE),
    "a megabyte of four bytes": "\u{1f511}".repeat(MEGABYTE / 4),
    "half a megabyte of quotes": "'".repeat(0.48 * MEGABYTE),
};

/** Characters that no statement may contain. */
export const NEVER_STORED = ["\0", "\ud800"] as const;

/** A harmless text. It has a space and capital letters, so that it needs quotes as a name. */
export const HARMLESS = "Harmless Text";

/** A text inside a value: its path, and a function that returns the value with another text there. */
export interface Leaf {
    readonly path: string;
    readonly with: (text: string) => unknown;
}

/** Lists the texts inside a value. */
export function leavesOf(value: unknown, path: string): Leaf[] {
    if (typeof value === "string") return [{ path, with: text => text }];
    if (Array.isArray(value)) {
        return value.flatMap((item: unknown, at) =>
            leavesOf(item, `${path}[${String(at)}]`).map(leaf => ({
                ...leaf,
                with: (text: string) => value.map((other: unknown, index) => (index === at ? leaf.with(text) : other)),
            })),
        );
    }
    if (!isFields(value)) return [];
    return Object.entries(value).flatMap(([key, part]) =>
        leavesOf(part, `${path}.${key}`).map(leaf => ({
            ...leaf,
            with: (text: string) => ({ ...value, [key]: leaf.with(text) }),
        })),
    );
}
