/** A token of Materialize's SQL, with its offset in the text. */
export type Token =
    | { readonly kind: "word"; readonly text: string; readonly at: number; readonly end: number }
    | { readonly kind: "quoted"; readonly text: string; readonly at: number; readonly end: number }
    | { readonly kind: "string"; readonly text: string; readonly at: number; readonly end: number }
    | { readonly kind: "number"; readonly text: string; readonly at: number; readonly end: number }
    | { readonly kind: "symbol"; readonly text: string; readonly at: number; readonly end: number };

const SKIPPED = /(?:\s+|--[^\n]*)+/uy;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
const QUOTED = /"((?:[^"]|"")*)"/uy;
const STRING = /'((?:[^']|'')*)'/uy;
const ESCAPED = /[eE]'((?:[^'\\]|''|\\[^])*)'/uy;
const DOLLAR = /(\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$)([^]*?)\1/uy;
const PARAMETER = /\$\d+/uy;
const OPERATOR = /::|->>|#>>|->|#>|<=|>=|<>|!=|=>|\|\||@>|<@|~\*|!~\*|!~|[^]/uy;
const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Returns the tokens of a text without comments and white space. Words keep their case, quoted texts are unescaped. */
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
    const escaped = match(ESCAPED, sql, at);
    if (escaped) return { kind: "string", text: unescape(escaped[1] ?? ""), at, end: at + escaped[0].length };
    const text = match(STRING, sql, at);
    if (text) return { kind: "string", text: (text[1] ?? "").replaceAll("''", "'"), at, end: at + text[0].length };
    const dollar = match(DOLLAR, sql, at);
    if (dollar) return { kind: "string", text: dollar[2] ?? "", at, end: at + dollar[0].length };
    const quoted = match(QUOTED, sql, at);
    if (quoted) return { kind: "quoted", text: (quoted[1] ?? "").replaceAll('""', '"'), at, end: at + quoted[0].length };
    const word = match(WORD, sql, at);
    if (word) return { kind: "word", text: word[0], at, end: at + word[0].length };
    const number = match(NUMBER, sql, at);
    if (number) return { kind: "number", text: number[0], at, end: at + number[0].length };
    const symbol = match(PARAMETER, sql, at) ?? match(OPERATOR, sql, at);
    const symbolText = symbol?.[0] ?? sql.charAt(at);
    return { kind: "symbol", text: symbolText, at, end: at + symbolText.length };
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
    return text.replace(/''|\\(u[0-9a-fA-F]{4}|[^])/gu, (whole, escape: string | undefined) => {
        if (escape === undefined) return "'";
        if (escape.length > 1) return String.fromCharCode(parseInt(escape.slice(1), 16));
        return ESCAPES[escape] ?? whole.slice(1);
    });
}
