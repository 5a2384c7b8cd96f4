import type { Token } from "./lexer";
import { isWord } from "./reader";
import { closing, isPhrase, type Tokens, word } from "./tokens";

/** Materialize's names of types that have another name in standard SQL, by the words of that name. Longer names come first. */
const TYPES: readonly (readonly [words: string, type: string])[] = [
    ["TIMESTAMP WITH TIME ZONE", "timestamptz"],
    ["TIMESTAMP WITHOUT TIME ZONE", "timestamp"],
    ["TIME WITHOUT TIME ZONE", "time"],
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
    ["BYTES", "bytea"],
];

/** Types whose literals `date '2020-01-01'` are stored as casts. Intervals are stored as literals. */
const LITERAL_TYPES = new Set(
    (
        "bool int2 int4 int8 uint2 uint4 uint8 float4 float8 numeric text varchar bpchar bytea jsonb uuid oid " +
        "date time timestamp timestamptz mz_timestamp"
    ).split(" "),
);

/** Types with another name in standard SQL, by the words of that name. */
export const NAMED_TYPES = TYPES.map(([words, type]) => ({ words: words.split(" "), type }));

/** A type: its tokens in the form in which Materialize stores it, and the index after it. */
interface ReadType {
    readonly tokens: Tokens;
    readonly end: number;
}

/** Reads the type at an index: `int[]` is `_int4`, whatever the number of dimensions. */
export function readType(tokens: Tokens, from: number): ReadType {
    if (isPhrase(tokens, from, ["MAP", "["])) return readMap(tokens, from);
    const [base, afterBase] = readBase(tokens, from);
    const afterModifiers = isWord(tokens[afterBase], "(") ? closing(tokens, afterBase) + 1 : afterBase;
    const name = base.at(-1);
    if (name === undefined) return { tokens: [], end: from };
    const [zoned, afterZone] = withTimeZone(tokens, afterModifiers, name);
    let end = afterZone;
    while (isWord(tokens[end], "[") && isWord(tokens[end + 1], "]")) end += 2;
    const stored = end > afterZone ? { ...zoned, text: `_${zoned.text}` } : zoned;
    return { tokens: [...base.slice(0, -1), stored, ...tokens.slice(afterBase, afterModifiers)], end };
}

/** Reads `map[key => value]`. */
function readMap(tokens: Tokens, from: number): ReadType {
    const end = closing(tokens, from + 1) + 1;
    const inner = tokens.slice(from + 2, end - 1).flatMap((token, at, all) => {
        const isType = at === 0 || isWord(all[at - 1], "=>");
        return isType ? readType(all, at).tokens : isWord(token, "=>") ? [token] : [];
    });
    return { tokens: [...tokens.slice(from, from + 2), ...inner, ...tokens.slice(end - 1, end)], end };
}

/** Reads the name of a type: a reference `[s20 AS …]`, a name of standard SQL, or a path. */
function readBase(tokens: Tokens, from: number): [base: Tokens, end: number] {
    const named = NAMED_TYPES.find(({ words }) => isPhrase(tokens, from, words));
    if (named !== undefined) return [[word(named.type)], from + named.words.length];
    const isReference = isWord(tokens[from], "[");
    const end = (isReference ? closing(tokens, from) : lastOfPath(tokens, from)) + 1;
    const isName = ["word", "quoted"].includes(tokens[from]?.kind ?? "");
    return isReference || isName ? [tokens.slice(from, end), end] : [[], from];
}

function lastOfPath(tokens: Tokens, from: number): number {
    let at = from;
    while (isWord(tokens[at + 1], ".")) at += 2;
    return at;
}

/** Reads the time zone after the precision in `timestamp (3) with time zone`. */
function withTimeZone(tokens: Tokens, at: number, name: Token): [Token, number] {
    if (isPhrase(tokens, at, ["WITHOUT", "TIME", "ZONE"])) return [name, at + 3];
    return isWord(name, "TIMESTAMP") && isPhrase(tokens, at, ["WITH", "TIME", "ZONE"])
        ? [word("timestamptz"), at + 3]
        : [name, at];
}

/** Reads a literal such as `date '2020-01-01'` at an index, and returns its type and its text. */
export function readTypedLiteral(tokens: Tokens, at: number): { type: Tokens; text: Token; end: number } | undefined {
    if (tokens[at]?.kind !== "word" || isWord(tokens[at - 1], ".") || isWord(tokens[at - 1], "::")) return undefined;
    const { tokens: type, end } = readType(tokens, at);
    const text = tokens[end];
    return text?.kind === "string" && LITERAL_TYPES.has(type[0]?.text.toLowerCase() ?? "")
        ? { type, text, end: end + 1 }
        : undefined;
}
