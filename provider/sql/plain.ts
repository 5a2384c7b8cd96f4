import type { Token } from "./lexer";
import { isWord } from "./reader";

type Tokens = readonly Token[];

/** Materialize's names of types that have another name in standard SQL, by the words of that name. */
const TYPES: readonly (readonly [words: string, type: string])[] = [
    ["TIMESTAMP WITH TIME ZONE", "timestamptz"],
    ["TIMESTAMP WITHOUT TIME ZONE", "timestamp"],
    ["CHARACTER VARYING", "varchar"],
    ["DOUBLE PRECISION", "float8"],
    ["CHARACTER", "bpchar"],
    ["CHAR", "bpchar"],
    ["SMALLINT", "int2"],
    ["INTEGER", "int4"],
    ["INT", "int4"],
    ["BIGINT", "int8"],
    ["BOOLEAN", "bool"],
    ["REAL", "float4"],
    ["FLOAT", "float8"],
    ["DOUBLE", "float8"],
    ["DECIMAL", "numeric"],
    ["DEC", "numeric"],
    ["STRING", "text"],
    ["JSON", "jsonb"],
];

/** Types that allow literals such as `date '2020-01-01'`. Materialize stores those of intervals unchanged. */
const LITERAL_TYPES = ["DATE", "TIME", "TIMESTAMP", "TIMESTAMPTZ", "UUID", "JSONB", "BYTES", "BYTEA"];

/**
 * Returns a query or an expression in the form in which Materialize stores it: casts as `::`, types by Materialize's names, joins
 * without optional words. `AS` is removed, since it is optional between an expression and its alias.
 */
export const plain = (tokens: Tokens): Token[] => withoutNoise(typed(cast(tokens)));

const symbol = (text: string): Token => ({ kind: "symbol", text, at: 0, end: 0 });
const word = (text: string): Token => ({ kind: "word", text, at: 0, end: 0 });

/** Returns the index of the closing parenthesis or bracket, or the number of tokens if there is none. */
function closing(tokens: Tokens, open: number): number {
    let depth = 0;
    for (let at = open; at < tokens.length; at++) {
        if (["(", "["].some(sign => isWord(tokens[at], sign))) depth++;
        if ([")", "]"].some(sign => isWord(tokens[at], sign)) && --depth === 0) return at;
    }
    return tokens.length;
}

/** Returns the index of a word in parentheses, not in nested ones; -1 if it does not occur. */
function within(tokens: Tokens, open: number, wanted: string): number {
    const end = closing(tokens, open);
    for (let at = open + 1; at < end; at++) {
        if (isWord(tokens[at], wanted)) return at;
        if (isWord(tokens[at], "(") || isWord(tokens[at], "[")) at = closing(tokens, at);
    }
    return -1;
}

/** Writes `CAST(x AS t)` as `x::t` and `EXTRACT(f FROM x)` as `EXTRACT('f', x)`. */
function cast(tokens: Tokens): Token[] {
    const result: Token[] = [];
    for (let at = 0; at < tokens.length; at++) {
        const token = tokens[at];
        if (token === undefined) break;
        const field = tokens[at + 2];
        const as = isWord(token, "CAST") && isWord(tokens[at + 1], "(") ? within(tokens, at + 1, "AS") : -1;
        if (as > 0) {
            const end = closing(tokens, at + 1);
            const value = cast(tokens.slice(at + 2, as));
            result.push(...(isSingle(value) ? value : [symbol("("), ...value, symbol(")")]));
            result.push(symbol("::"), ...tokens.slice(as + 1, end));
            at = end;
        } else if (field !== undefined && isExtract(tokens, at)) {
            result.push(token, symbol("("), { ...field, kind: "string" }, symbol(","));
            at += 3;
        } else result.push(token);
    }
    return result;
}

const isExtract = (tokens: Tokens, at: number): boolean =>
    isWord(tokens[at], "EXTRACT") && isWord(tokens[at + 1], "(") && isWord(tokens[at + 3], "FROM");

/** Returns true if a cast needs no parentheses around an expression: a literal, path, call, cast or parenthesized expression. */
function isSingle(tokens: Tokens): boolean {
    const open = tokens.findIndex(token => isWord(token, "("));
    if (open >= 0 && closing(tokens, open) !== tokens.length - 1) return false;
    const before = open < 0 ? tokens : tokens.slice(0, open);
    return before.every((token, at) => (at % 2 === 0 ? token.kind !== "symbol" : [".", "::"].includes(token.text)));
}

/** Writes types after `::` by Materialize's names, and `date '…'` as `'…'::date`. */
function typed(tokens: Tokens): Token[] {
    const result: Token[] = [];
    for (let at = 0; at < tokens.length; at++) {
        const token = tokens[at];
        const next = tokens[at + 1];
        if (token === undefined) break;
        if (next?.kind === "string" && LITERAL_TYPES.some(type => isWord(token, type))) {
            result.push(next, symbol("::"), token);
            at++;
            continue;
        }
        result.push(token);
        if (!isWord(token, "::")) continue;
        const named = TYPES.map(([words, type]) => ({ words: words.split(" "), type }));
        const found = named.find(({ words }) => words.every((one, step) => isWord(tokens[at + 1 + step], one)));
        if (found === undefined) continue;
        result.push(word(found.type));
        at += found.words.length;
    }
    return result;
}

/** Removes the words that Materialize omits in a stored query. `AS` in `[u1 AS …]` is a part of the reference. */
function withoutNoise(tokens: Tokens): Token[] {
    return tokens.flatMap((token, at) => {
        const next = tokens[at + 1];
        const inReference = isWord(tokens[at - 2], "[");
        const isNoise =
            (isWord(token, "AS") && !inReference) ||
            (isWord(token, "INNER") && isWord(next, "JOIN")) ||
            (isWord(token, "OUTER") && isWord(next, "JOIN")) ||
            (isWord(token, "ROW") && isWord(next, "("));
        return isNoise ? [] : [isWord(token, "!=") ? symbol("<>") : token];
    });
}

/** Splits tokens at the commas outside of parentheses. */
export function itemsOf(tokens: Tokens): Tokens[] {
    const items: Token[][] = [[]];
    let depth = 0;
    for (const token of tokens) {
        if (token.kind === "symbol") depth += "([".includes(token.text) ? 1 : ")]".includes(token.text) ? -1 : 0;
        if (depth === 0 && isWord(token, ",")) items.push([]);
        else items.at(-1)?.push(token);
    }
    return items;
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
