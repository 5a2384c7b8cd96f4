import { lex, type Token } from "./lexer";
import { isWord } from "./reader";
import {
    closing,
    indexOfWord,
    isPhrase,
    itemsOf,
    operandEnd,
    operandStart,
    symbol,
    textToken,
    type Tokens,
    word,
} from "./tokens";
import { readType, readTypedLiteral } from "./types";

/**
 * Returns a query or an expression in one of the forms that Materialize treats as the same: its parser replaces syntax with keywords by calls of
 * functions, casts by `::`, and types by their names. The text of the program and the stored text are compared in this form, in which each operand of
 * `::` has parentheses. `AS` is removed, since it is optional between an expression and its alias.
 */
export const plain = (tokens: Tokens): Token[] => withoutAs(rewritten(inStoredWords(tokens)));

/** `AS` in `[u1 AS …]` is a part of the reference. */
const withoutAs = (tokens: Tokens): Token[] => tokens.filter((token, at) => !isWord(token, "AS") || isWord(tokens[at - 2], "["));

/** Words that Materialize stores in another way. */
const PHRASES: readonly (readonly [written: string, stored: string])[] = [
    ["SELECT ALL", "SELECT"],
    ["UNION DISTINCT", "UNION"],
    ["EXCEPT DISTINCT", "EXCEPT"],
    ["INTERSECT DISTINCT", "INTERSECT"],
    ["INNER JOIN", "JOIN"],
    ["OUTER JOIN", "JOIN"],
    ["SOME (", "ANY ("],
    ["( ALL", "("],
    ["NOT LIKE ANY", "!~~ ANY"],
    ["NOT LIKE ALL", "!~~ ALL"],
    ["NOT ILIKE ANY", "!~~* ANY"],
    ["NOT ILIKE ALL", "!~~* ALL"],
    ["LIKE ANY", "~~ ANY"],
    ["LIKE ALL", "~~ ALL"],
    ["ILIKE ANY", "~~* ANY"],
    ["ILIKE ALL", "~~* ALL"],
    ["ISNULL", "IS NULL"],
    ["YEAR TO MONTH", "MONTH"],
    ["LIMIT ALL", ""],
    ["!=", "<>"],
];

const WORDS = PHRASES.map(([written, stored]) => [written.split(" "), lex(stored)] as const);

function inStoredWords(tokens: Tokens): Token[] {
    const result: Token[] = [];
    for (let at = 0; at < tokens.length; at++) {
        const token = tokens[at];
        const found = WORDS.find(([written]) => isPhrase(tokens, at, written));
        if (found !== undefined) {
            result.push(...found[1]);
            at += found[0].length - 1;
        } else if (token !== undefined) result.push(token);
    }
    return result;
}

/** A part of a query that is stored in another form, and the index after it. */
interface Rewrite {
    readonly tokens: Tokens;
    readonly end: number;
}

function rewritten(tokens: Tokens): Token[] {
    const result: Token[] = [];
    let at = 0;
    while (at < tokens.length) {
        const found =
            call(tokens, at) ??
            castTo(tokens, at, result) ??
            typedLiteral(tokens, at) ??
            atTimeZone(tokens, at, result) ??
            bounds(tokens, at) ??
            recursiveColumns(tokens, at) ??
            other(tokens, at);
        result.push(...found.tokens);
        at = found.end;
    }
    return result;
}

const parenthesized = (tokens: Tokens): Tokens =>
    isWord(tokens[0], "(") && closing(tokens, 0) === tokens.length - 1 ? tokens : [symbol("("), ...tokens, symbol(")")];

const cast = (value: Tokens, type: Tokens): Tokens => [...parenthesized(value), symbol("::"), ...type];

const callOf = (name: string, args: readonly Tokens[]): Tokens => [
    word(name),
    symbol("("),
    ...args.flatMap((arg, at) => (at === 0 ? arg : [symbol(","), ...arg])),
    symbol(")"),
];

/** Calls with a syntax of their own, each with a function from the tokens in its parentheses to those that Materialize stores. */
const CALLS: Readonly<Record<string, (inner: Tokens) => Tokens | undefined>> = {
    CAST: inner => {
        const as = indexOfWord(inner, 0, "AS");
        return as < inner.length ? cast(rewritten(inner.slice(0, as)), storedType(inner.slice(as + 1))) : undefined;
    },
    EXTRACT: inner => {
        const [field, , ...value] = inner;
        return field !== undefined && isWord(inner[1], "FROM")
            ? callOf("extract", [[textToken(field.kind === "word" ? field.text.toLowerCase() : field.text)], rewritten(value)])
            : undefined;
    },
    POSITION: inner => byWords("position", inner, ["IN"]),
    SUBSTRING: inner => byWords("substring", inner, ["FROM", "FOR"]),
    NORMALIZE: inner => {
        const [text = [], form = [textToken("NFC")]] = itemsOf(inner);
        return callOf("normalize", [rewritten(text), form.map(one => (one.kind === "word" ? textToken(one.text) : one))]);
    },
    TRIM: trim,
};

/** Returns a type with what follows it, such as `list`. */
function storedType(tokens: Tokens): Tokens {
    const { tokens: type, end } = readType(tokens, 0);
    return [...type, ...tokens.slice(end)];
}

/** Returns the call with commas in place of words. The start of a substring that has only a length is 1. */
function byWords(name: string, inner: Tokens, words: readonly string[]): Tokens | undefined {
    const args: Tokens[] = [];
    let from = 0;
    for (;;) {
        const end = indexOfWord(inner, from, ...words);
        args.push(rewritten(inner.slice(from, end)));
        if (end >= inner.length) return args.length > 1 ? callOf(name, args) : undefined;
        if (args.length === 1 && isWord(inner[end], "FOR")) args.push([{ ...symbol("1"), kind: "number" }]);
        from = end + 1;
    }
}

const TRIMS: Readonly<Record<string, string>> = { BOTH: "btrim", LEADING: "ltrim", TRAILING: "rtrim" };

/** Returns `btrim(text, characters)` for `TRIM(BOTH characters FROM text)`. */
function trim(inner: Tokens): Tokens {
    const side = Object.keys(TRIMS).find(one => isWord(inner[0], one));
    const rest = side === undefined ? inner : inner.slice(1);
    const from = indexOfWord(rest, 0, "FROM");
    const [characters, text] = from < rest.length ? [rest.slice(0, from), rest.slice(from + 1)] : [[], rest];
    return callOf(TRIMS[side ?? "BOTH"] ?? "", [rewritten(text), ...(characters.length > 0 ? [rewritten(characters)] : [])]);
}

/** Rewrites a call with a syntax of its own. */
function call(tokens: Tokens, at: number): Rewrite | undefined {
    const token = tokens[at];
    if (token?.kind !== "word" || !isWord(tokens[at + 1], "(") || isWord(tokens[at - 1], ".")) return undefined;
    const close = closing(tokens, at + 1);
    const inner = tokens.slice(at + 2, close);
    const found = CALLS[token.text.toUpperCase()]?.(inner);
    return found === undefined ? undefined : { tokens: found, end: close + 1 };
}

/** Rewrites `x::t`: the operand gets parentheses. */
function castTo(tokens: Tokens, at: number, before: Token[]): Rewrite | undefined {
    if (!isWord(tokens[at], "::")) return undefined;
    const { tokens: type, end } = readType(tokens, at + 1);
    if (end === at + 1) return undefined;
    return { tokens: cast(before.splice(operandStart(before)), type), end };
}

function typedLiteral(tokens: Tokens, at: number): Rewrite | undefined {
    const found = readTypedLiteral(tokens, at);
    return found === undefined ? undefined : { tokens: cast([found.text], found.type), end: found.end };
}

/** Rewrites `x AT TIME ZONE z` as `timezone(z, x)`. */
function atTimeZone(tokens: Tokens, at: number, before: Token[]): Rewrite | undefined {
    if (!isPhrase(tokens, at, ["AT", "TIME", "ZONE"])) return undefined;
    const end = operandEnd(tokens, at + 3);
    const value = before.splice(operandStart(before));
    return { tokens: callOf("timezone", [rewritten(tokens.slice(at + 3, end)), value]), end };
}

/** Rewrites LIMIT, OFFSET and FETCH, which have any order: LIMIT comes first. */
function bounds(tokens: Tokens, at: number): Rewrite | undefined {
    const found: Record<string, Tokens> = {};
    let end = at;
    for (;;) {
        const clause = ["LIMIT", "OFFSET", "FETCH"].find(one => isWord(tokens[end], one));
        if (clause === undefined || isWord(tokens[end - 1], "RECURSION") || isWord(tokens[end - 1], ".")) break;
        const from = clause === "FETCH" ? end + 2 : end + 1;
        const stop = indexOfWord(tokens, from, "ROW", "ROWS", "ONLY", "LIMIT", "OFFSET", "FETCH");
        const count = rewritten(tokens.slice(from, stop));
        found[clause === "OFFSET" ? "OFFSET" : "LIMIT"] = count.length > 0 ? count : [{ ...symbol("1"), kind: "number" }];
        end = stop;
        while (["ROW", "ROWS", "ONLY"].some(one => isWord(tokens[end], one))) end++;
    }
    const order = ["LIMIT", "OFFSET"].flatMap(name => (found[name] === undefined ? [] : [word(name), ...found[name]]));
    return end === at ? undefined : { tokens: order, end };
}

/** Rewrites the types of the columns of a recursive query: `WITH MUTUALLY RECURSIVE r (n int) AS (…)`. */
function recursiveColumns(tokens: Tokens, at: number): Rewrite | undefined {
    if (!isWord(tokens[at], "(")) return undefined;
    const close = closing(tokens, at);
    if (!isPhrase(tokens, close + 1, ["AS", "("])) return undefined;
    const columns = itemsOf(tokens.slice(at + 1, close));
    if (columns.some(([name, type]) => name === undefined || type === undefined)) return undefined;
    const stored = columns.flatMap(([name = symbol(""), ...type], index) => [
        ...(index === 0 ? [] : [symbol(",")]),
        name,
        ...storedType(type),
    ]);
    return { tokens: [tokens[at] ?? symbol("("), ...stored, symbol(")")], end: close + 1 };
}

/** Keeps a token. Numbers are stored with a capital E, an interval without its unit SECOND, and inner arrays with ARRAY. */
function other(tokens: Tokens, at: number): Rewrite {
    const token = tokens[at] ?? symbol("");
    if (token.kind === "number") return { tokens: [{ ...token, text: token.text.toUpperCase() }], end: at + 1 };
    const isSecond = isWord(token, "SECOND") && tokens[at - 1]?.kind === "string" && isWord(tokens[at - 2], "INTERVAL");
    if (isSecond && !isWord(tokens[at + 1], "(")) return { tokens: [], end: at + 1 };
    // A list of several values in parentheses is a row.
    const isRow = isWord(token, "ROW") && isWord(tokens[at + 1], "(");
    if (isRow && itemsOf(tokens.slice(at + 2, closing(tokens, at + 1))).length > 1) return { tokens: [], end: at + 1 };
    const isInner = isWord(token, "ARRAY") && isWord(tokens[at + 1], "[") && ["[", ","].some(one => isWord(tokens[at - 1], one));
    return { tokens: isInner && isInArray(tokens, at) ? [] : [token], end: at + 1 };
}

/** Returns true within the brackets of ARRAY. */
function isInArray(tokens: Tokens, from: number): boolean {
    let depth = 0;
    for (let at = from - 1; at > 0; at--) {
        if (["]", ")"].some(one => isWord(tokens[at], one))) depth++;
        if (!["[", "("].some(one => isWord(tokens[at], one))) continue;
        if (depth === 0) return isWord(tokens[at], "[") && ["ARRAY", "[", ","].some(one => isWord(tokens[at - 1], one));
        depth--;
    }
    return false;
}

/** Returns the items of a list in parentheses, each without parentheses around the whole item. */
export const plainList = (tokens: Tokens): Token[] => [
    symbol("("),
    ...itemsOf(tokens.slice(1, -1)).flatMap(item => [...plain(bare(item)), symbol(",")]),
    symbol(")"),
];

const bare = (item: Tokens): Tokens =>
    isWord(item[0], "(") && closing(item, 0) === item.length - 1 && itemsOf(item.slice(1, -1)).length === 1
        ? item.slice(1, -1)
        : item;
