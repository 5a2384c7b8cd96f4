import { isNamePart } from "./keywords";
import type { Token } from "./lexer";
import { isWord } from "./reader";

export type Tokens = readonly Token[];

export const symbol = (text: string): Token => ({ kind: "symbol", text, at: 0, end: 0 });
export const word = (text: string): Token => ({ kind: "word", text, at: 0, end: 0 });
export const textToken = (text: string): Token => ({ kind: "string", text, at: 0, end: 0 });

const isOpening = (token: Token | undefined): boolean => isWord(token, "(") || isWord(token, "[");
const isClosing = (token: Token | undefined): boolean => isWord(token, ")") || isWord(token, "]");

/** Returns the index of the closing parenthesis or bracket, or the number of tokens if there is none. */
export function closing(tokens: Tokens, open: number): number {
    let depth = 0;
    for (let at = open; at < tokens.length; at++) {
        if (isOpening(tokens[at])) depth++;
        if (isClosing(tokens[at]) && --depth === 0) return at;
    }
    return tokens.length;
}

/** Returns the index of the opening parenthesis or bracket; 0 if there is none. */
function opening(tokens: Tokens, close: number): number {
    let depth = 0;
    for (let at = close; at > 0; at--) {
        if (isClosing(tokens[at])) depth++;
        if (isOpening(tokens[at]) && --depth === 0) return at;
    }
    return 0;
}

/** Returns the index of the first of some words outside of parentheses; the number of tokens if none occurs. */
export function indexOfWord(tokens: Tokens, from: number, ...words: readonly string[]): number {
    for (let at = from; at < tokens.length; at++) {
        if (isOpening(tokens[at])) at = closing(tokens, at);
        else if (isClosing(tokens[at]) || words.some(one => isWord(tokens[at], one))) return at;
    }
    return tokens.length;
}

/** Returns true if every token is the word at its place. */
export const isPhrase = (tokens: Tokens, at: number, words: readonly string[]): boolean =>
    words.every((one, step) => isWord(tokens[at + step], one));

/** Splits tokens at the commas outside of parentheses. */
export function itemsOf(tokens: Tokens): Tokens[] {
    const items: Token[][] = [[]];
    let depth = 0;
    for (const token of tokens) {
        depth += isOpening(token) ? 1 : isClosing(token) ? -1 : 0;
        if (depth === 0 && isWord(token, ",")) items.push([]);
        else items.at(-1)?.push(token);
    }
    return items;
}

/** Returns true for a part of a name. */
const isName = (token: Token | undefined): boolean =>
    token?.kind === "quoted" || (token?.kind === "word" && isNamePart(token.text.toLowerCase()));

/** Returns true for a word before the brackets of a list of values. */
const isArray = (token: Token | undefined): boolean => ["ARRAY", "LIST", "MAP"].some(one => isWord(token, one));

/** Returns the index at which the operand of a postfix operator (`::`, `AT TIME ZONE`) at the end of tokens begins. */
export function operandStart(tokens: Tokens): number {
    let at = tokens.length - 1;
    for (;;) {
        if (isClosing(tokens[at])) {
            const isSubscript = isWord(tokens[at], "]");
            at = opening(tokens, at);
            const before = tokens[at - 1];
            // A call can be followed by FILTER (…) and OVER (…), and a subscript by another one.
            const steps = isWord(before, "OVER") || isWord(before, "FILTER") ? 2 : isSubscript && isClosing(before) ? 1 : 0;
            at -= steps;
            if (steps > 0) continue;
            if (isName(before) || (isSubscript && isArray(before))) at--;
        } else if (isWord(tokens[at], "END")) at = startOfCase(tokens, at);
        while (isWord(tokens[at - 1], ".")) at -= 2;
        if (isWord(tokens[at - 1], "::")) at -= 2;
        else return withPrefix(tokens, Math.max(at, 0));
    }
}

/** Includes the word before the text of an interval, and the sign of a number. */
function withPrefix(tokens: Tokens, at: number): number {
    if (tokens[at]?.kind === "string" && isWord(tokens[at - 1], "INTERVAL")) return at - 1;
    const before = tokens[at - 2];
    const isOperand = before !== undefined && (isClosing(before) || isName(before) || ["number", "string"].includes(before.kind));
    return tokens[at]?.kind === "number" && isWord(tokens[at - 1], "-") && !isOperand ? at - 1 : at;
}

function startOfCase(tokens: Tokens, end: number): number {
    let depth = 0;
    for (let at = end; at > 0; at--) {
        if (isWord(tokens[at], "END")) depth++;
        if (isWord(tokens[at], "CASE") && --depth === 0) return at;
    }
    return 0;
}

/** Returns the index after the operand that begins at an index: a literal, path, call, cast, CASE or parenthesized expression. */
export function operandEnd(tokens: Tokens, from: number): number {
    let at = from;
    if (isWord(tokens[at], "INTERVAL")) at++;
    else if (isWord(tokens[at], "CASE")) at = endOfCase(tokens, at);
    else if (isOpening(tokens[at])) at = closing(tokens, at);
    at++;
    for (;;) {
        if (isWord(tokens[at], ".") || isWord(tokens[at], "::")) at += 2;
        else if (isOpening(tokens[at])) at = closing(tokens, at) + 1;
        else return at;
    }
}

function endOfCase(tokens: Tokens, start: number): number {
    let depth = 0;
    for (let at = start; at < tokens.length; at++) {
        if (isWord(tokens[at], "CASE")) depth++;
        if (isWord(tokens[at], "END") && --depth === 0) return at;
    }
    return tokens.length - 1;
}
