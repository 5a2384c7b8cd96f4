import type { Token } from "./lexer";
import { isWord } from "./reader";
import { quoteLiteral, quoteName } from "./sql";
import { closing, indexOfWord, isPhrase, itemsOf, type Tokens } from "./tokens";
import { NAMED_TYPES, readType } from "./types";

/** A column of a CREATE TABLE statement, or a field of a type. */
export interface ReadColumn {
    readonly name: string;
    readonly type: Tokens;
    readonly notNull: boolean;
    /** The expression of DEFAULT. */
    readonly byDefault: Tokens | undefined;
    /** Constraints that Materialize does not store. */
    readonly others: Tokens;
}

/** Reads the columns in a list in parentheses. Materialize appends VERSION to those that were added later. */
export const readColumns = (list: Tokens): ReadColumn[] =>
    itemsOf(list.slice(1, -1)).flatMap(item => (item.length === 0 ? [] : [readColumn(item)]));

function readColumn([name, ...rest]: Tokens): ReadColumn {
    const end = indexOfWord(rest, 0, "NOT", "DEFAULT", "VERSION");
    let byDefault: Tokens | undefined;
    let notNull = false;
    const others: Token[] = [];
    for (let at = end; at < rest.length && !isWord(rest[at], "VERSION");) {
        if (isPhrase(rest, at, ["NOT", "NULL"])) {
            notNull = true;
            at += 2;
        } else if (isWord(rest[at], "DEFAULT")) {
            const after = defaultEnd(rest, at + 1);
            byDefault = rest.slice(at + 1, after);
            at = after;
        } else others.push(...rest.slice(at, ++at));
    }
    return { name: name?.text ?? "", type: rest.slice(0, end), notNull, byDefault, others };
}

/** Returns the index after the expression of DEFAULT, which can contain IS NOT NULL. */
function defaultEnd(tokens: Tokens, from: number): number {
    let at = indexOfWord(tokens, from, "NOT", "VERSION");
    while (
        at < tokens.length &&
        isWord(tokens[at], "NOT") &&
        !(isPhrase(tokens, at, ["NOT", "NULL"]) && !isWord(tokens[at - 1], "IS"))
    )
        at = indexOfWord(tokens, at + 1, "NOT", "VERSION");
    return at;
}

/** Returns a type in the form in which Materialize stores it, without the schema of its own types. */
export function plainType(tokens: Tokens): Tokens {
    const { tokens: type, end } = readType(tokens, 0);
    const [schema, dot, ...name] = type;
    const isBuiltIn = isWord(dot, ".") && ["pg_catalog", "mz_catalog"].includes(schema?.text ?? "");
    return [...(isBuiltIn ? name : type), ...tokens.slice(end)];
}

/** Returns true if tokens are one type: `int`, `numeric(10, 2)`, `double precision`, `text list`, `map[text => int]`. */
export const isType = (tokens: Tokens): boolean => tokens.length > 0 && typeEnd(tokens, 0) === tokens.length;

/** Returns the index after the type at an index; -1 if there is none. */
function typeEnd(tokens: Tokens, from: number): number {
    let at = isPhrase(tokens, from, ["MAP", "["]) ? mapEnd(tokens, from) : namedEnd(tokens, from);
    while (at >= 0 && (isWord(tokens[at], "LIST") || isPhrase(tokens, at, ["[", "]"]))) at += isWord(tokens[at], "LIST") ? 1 : 2;
    return at;
}

function mapEnd(tokens: Tokens, from: number): number {
    const key = typeEnd(tokens, from + 2);
    const value = key >= 0 && isWord(tokens[key], "=>") ? typeEnd(tokens, key + 1) : -1;
    return value >= 0 && isWord(tokens[value], "]") ? value + 1 : -1;
}

function namedEnd(tokens: Tokens, from: number): number {
    const standard = NAMED_TYPES.find(({ words }) => isPhrase(tokens, from, words));
    const base = standard === undefined ? pathEnd(tokens, from) : from + standard.words.length;
    if (base < 0) return -1;
    const close = isWord(tokens[base], "(") ? closing(tokens, base) : base - 1;
    const modifiers = tokens.slice(base + 1, Math.max(close, base + 1));
    const areNumbers = modifiers.every((token, at) => (at % 2 === 0 ? token.kind === "number" : isWord(token, ",")));
    if (close >= base && (modifiers.length % 2 === 0 || !areNumbers || close >= tokens.length)) return -1;
    const end = close + 1;
    const isZoned = ["WITH", "WITHOUT"].some(word => isPhrase(tokens, end, [word, "TIME", "ZONE"]));
    return isZoned ? end + 3 : end;
}

/** Returns the index after a name, with or without its schema and database. */
function pathEnd(tokens: Tokens, from: number): number {
    const isName = (at: number): boolean => ["word", "quoted"].includes(tokens[at]?.kind ?? "");
    if (!isName(from)) return -1;
    let at = from + 1;
    while (isWord(tokens[at], ".") && isName(at + 1)) at += 2;
    return at;
}

/** Returns the SQL of tokens of a stored definition. A reference is written as the name of the object. */
export function tokensText(tokens: Tokens): string {
    const parts: string[] = [];
    for (let at = 0; at < tokens.length; at++) {
        const token = tokens[at];
        if (token === undefined) continue;
        const isReference = isWord(token, "[") && isWord(tokens[at + 2], "AS");
        if (isReference) {
            const end = closing(tokens, at);
            parts.push(tokensText(withoutSystemSchema(tokens.slice(at + 3, end))));
            at = end;
        } else
            parts.push(
                token.kind === "quoted" ? quoteName(token.text) : token.kind === "string" ? quoteLiteral(token.text) : token.text,
            );
    }
    return parts.reduce((text, part) => `${text}${needsSpace(text, part) ? " " : ""}${part}`, "");
}

/** Types and functions of Materialize are named without their schemas. */
function withoutSystemSchema(path: Tokens): Tokens {
    const isSystem = path.length === 3 && ["pg_catalog", "mz_catalog"].includes(path[0]?.text ?? "");
    const [name] = path.slice(-1);
    return isSystem && name !== undefined ? [{ ...name, kind: "word" }] : path;
}

const needsSpace = (before: string, part: string): boolean =>
    before !== "" && !/[([.:]$/u.test(before) && !/^(?:[)\].,([]|::|=>)/u.test(part) && !before.endsWith("=>");
