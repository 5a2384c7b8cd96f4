import { isFields } from "../../provider/values/value";

const MEGABYTE = 1_000_000;

/** Texts with which a careless provider writes another statement than was meant. */
export const HOSTILE: Readonly<Record<string, string>> = {
    "a quote": "it's",
    quotes: `''"" ' " '`,
    "an end of a literal": "x'); DROP SECRET s; --",
    "an end of a name": 'x"; DROP SECRET s; --',
    "an end of parentheses": ") ; DROP SECRET s; (",
    dollars: "$$; DROP SECRET s; $$",
    "dollars with a tag": "$a$; DROP SECRET s; $a$ $1",
    "a comment": "x -- y",
    "a comment that is never closed": "x /* y",
    "an end of a comment": "x */ ; DROP SECRET s; /* y */",
    "a backslash before the end": "x\\",
    escapes: String.raw`E'\'' \x41 \u0027 U&'\0027'`,
    lines: "x\n;\r\nDROP SECRET s;\n\u2028\u2029y\t",
    "a NUL character": "x\0y",
    directions: "\u202ex\u2066y\u2069\u200f",
    "four bytes": "\u{1f511}\u{10ffff}",
    "half a surrogate pair": "x\ud800y",
    "spaces that are none": "\u00a0\ufeffx\u3000",
    "a megabyte": "x".repeat(MEGABYTE),
    "a megabyte of four bytes": "\u{1f511}".repeat(MEGABYTE / 4),
    "half a megabyte of quotes": "'".repeat(0.48 * MEGABYTE),
};

/** What none of them may reach the server with. */
export const NEVER_STORED = ["\0", "\ud800"] as const;

/** A text like them, whose only fault is that it is no plain name. */
export const HARMLESS = "Harmless Text";

/** One text within a value: where it stands, and the value with another one there. */
export interface Leaf {
    readonly path: string;
    readonly with: (text: string) => unknown;
}

/** Every text within a value. */
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
