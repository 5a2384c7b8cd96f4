/** A token of Materialize's SQL, with its offset in the text. */
export type Token =
    | { readonly kind: "word"; readonly text: string; readonly at: number; readonly end: number }
    | { readonly kind: "quoted"; readonly text: string; readonly at: number; readonly end: number }
    | { readonly kind: "string"; readonly text: string; readonly at: number; readonly end: number }
    | { readonly kind: "number"; readonly text: string; readonly at: number; readonly end: number }
    | { readonly kind: "symbol"; readonly text: string; readonly at: number; readonly end: number };

// The rules of Materialize's lexer (https://github.com/MaterializeInc/materialize/blob/main/src/sql-lexer/src/lexer.rs): only ASCII white space
// separates tokens, every character above ASCII belongs to identifiers, and the tag of a dollar-quoted string is any text without a dollar sign.
const SPACE = /[ \t\n\f\r]*/uy;
const SKIPPED = /(?:[ \t\n\f\r]+|--[^\n]*)+/uy;
const WORD = /[A-Za-z_\u{80}-\u{10ffff}][A-Za-z0-9_$\u{80}-\u{10ffff}]*/uy;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
const IN_ESCAPED = /(?:[^'\\]|''|\\[^])*/uy;
const PARAMETER = /\$\d+/uy;
const OPERATOR = /::|->>|#>>|->|#>|<=|>=|<>|!=|=>|\|\||@>|<@|~\*|!~\*|!~|[^]/uy;
const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Returns a text without the white space around it. `trim` would also remove characters that Materialize reads as words. */
export function trimSpace(text: string): string {
    let end = text.length;
    while (end > 0 && " \t\n\f\r".includes(text.charAt(end - 1))) end -= 1;
    return text.slice(match(SPACE, text, 0)?.[0].length ?? 0, end);
}

/**
 * Returns the tokens of a text without comments and white space, in a time that is proportional to its length. Words keep their case, quoted texts
 * are unescaped. A quote that is never closed is a symbol up to the end of the text: `'`, `"` or `$`.
 */
export function lex(sql: string): Token[] {
    const tokens: Token[] = [];
    let at = skip(sql, 0);
    while (at < sql.length) {
        const token = next(sql, at);
        tokens.push(token);
        at = skip(sql, token.end);
    }
    return tokens;
}

function next(sql: string, at: number): Token {
    const first = sql.charAt(at);
    if (first === "'") return string(sql, at, at + 1, plainPart);
    if ((first === "e" || first === "E") && sql.charAt(at + 1) === "'") return string(sql, at, at + 2, escapedPart);
    if (first === '"') {
        const { text, end } = quotedPart(sql, at + 1, '"');
        return sql.charAt(end) === '"' ? { kind: "quoted", text, at, end: end + 1 } : unclosed(sql, at, '"');
    }
    const symbol = match(PARAMETER, sql, at);
    if (first === "$" && symbol === null) return dollarQuoted(sql, at);
    const word = match(WORD, sql, at);
    if (word) return { kind: "word", text: word[0], at, end: at + word[0].length };
    const number = match(NUMBER, sql, at);
    if (number) return { kind: "number", text: number[0], at, end: at + number[0].length };
    const text = symbol?.[0] ?? match(OPERATOR, sql, at)?.[0] ?? first;
    return { kind: "symbol", text, at, end: at + text.length };
}

const unclosed = (sql: string, at: number, quote: string): Token => ({ kind: "symbol", text: quote, at, end: sql.length });

/** A part of a text between quotes, without escapes, and the offset of the quote that closes it, or of the end. */
interface Part {
    readonly text: string;
    readonly end: number;
}

/** Reads a string. A string on the next line, with nothing but white space in between, continues it under the same rules. */
function string(sql: string, at: number, from: number, partOf: (sql: string, from: number) => Part): Token {
    const parts: string[] = [];
    for (let start = from; ;) {
        const { text, end } = partOf(sql, start);
        if (sql.charAt(end) !== "'") return unclosed(sql, at, "'");
        parts.push(text);
        const gap = match(SPACE, sql, end + 1)?.[0] ?? "";
        start = end + 1 + gap.length;
        if (!/[\n\r]/u.test(gap) || sql.charAt(start++) !== "'")
            return { kind: "string", text: parts.join(""), at, end: end + 1 };
    }
}

const plainPart = (sql: string, from: number): Part => quotedPart(sql, from, "'");

function escapedPart(sql: string, from: number): Part {
    const text = match(IN_ESCAPED, sql, from)?.[0] ?? "";
    return { text: unescape(text), end: from + text.length };
}

/** Reads up to a quote that is not doubled. */
function quotedPart(sql: string, from: number, quote: string): Part {
    let end = sql.indexOf(quote, from);
    while (end >= 0 && sql.charAt(end + 1) === quote) end = sql.indexOf(quote, end + 2);
    if (end < 0) end = sql.length;
    return { text: sql.slice(from, end).replaceAll(quote + quote, quote), end };
}

function dollarQuoted(sql: string, at: number): Token {
    const tagEnd = sql.indexOf("$", at + 1) + 1;
    const tag = sql.slice(at, tagEnd);
    const end = tagEnd === 0 ? -1 : sql.indexOf(tag, tagEnd);
    return end < 0 ? unclosed(sql, at, "$") : { kind: "string", text: sql.slice(tagEnd, end), at, end: end + tag.length };
}

/** Returns the end of white space and comments. Block comments can be nested. */
function skip(sql: string, from: number): number {
    let at = from + (match(SKIPPED, sql, from)?.[0].length ?? 0);
    while (sql.startsWith("/*", at)) {
        let depth = 0;
        do {
            const step = sql.startsWith("/*", at) ? 1 : sql.startsWith("*/", at) ? -1 : 0;
            depth += step;
            at += step === 0 ? 1 : 2;
        } while (depth > 0 && at < sql.length);
        at += match(SKIPPED, sql, at)?.[0].length ?? 0;
    }
    return at;
}

function match(pattern: RegExp, sql: string, at: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(sql);
}

function unescape(text: string): string {
    return text.replace(/''|\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/gu, (...match: (string | undefined)[]) => {
        const [, short, long, one] = match;
        const code = short ?? long;
        if (code !== undefined) return codePoint(parseInt(code, 16));
        return one === undefined ? "'" : (ESCAPES[one] ?? one);
    });
}

/** Returns a character; nothing for a number that is no character, which the server refuses. */
const codePoint = (code: number): string => (code > 0x10ffff ? "" : String.fromCodePoint(code));
