import { failure } from "../../errors";
import { bracket, commas, group, line, nested, titled, type Doc } from "../doc";
import type { Cursor } from "../cursor";
import { text } from "../names";
import { readCall, readSpecialCall } from "./functions";
import { readType, type Reader } from "./reader";
import { atQuery, readQuery } from "./select";

/** The precedence of operators, lowest first. */
const OR = 1;
const AND = 2;
const NOT = 3;
const IS = 4;
const COMPARE = 5;
const LIKE = 6;
const OTHER = 7;
const PLUS = 8;
const TIMES = 9;
const UNARY = 10;
const POSTFIX = 11;

const BINARY: Readonly<Record<string, number>> = {
    "=": COMPARE,
    "<>": COMPARE,
    "!=": COMPARE,
    "<": COMPARE,
    ">": COMPARE,
    "<=": COMPARE,
    ">=": COMPARE,
    "+": PLUS,
    "-": PLUS,
    "*": TIMES,
    "/": TIMES,
    "%": TIMES,
    "->": OTHER,
    "->>": OTHER,
    "#>": OTHER,
    "#>>": OTHER,
    "||": OTHER,
    "@>": OTHER,
    "<@": OTHER,
    "~": OTHER,
    "~*": OTHER,
    "!~": OTHER,
    "!~*": OTHER,
    "?": OTHER,
    "&": OTHER,
    "|": OTHER,
};

/** Reads an expression whose operators have a higher precedence than `above`. */
export function readExpression(reader: Reader, above = 0): Doc {
    let left = readPrefix(reader);
    for (;;) {
        const more = readPostfix(reader, left, above) ?? readPredicate(reader, left, above) ?? readBinary(reader, left, above);
        if (!more) return left;
        left = more;
    }
}

function readBinary(reader: Reader, left: Doc, above: number): Doc | undefined {
    const { cursor } = reader;
    const token = cursor.peek();
    if (token?.kind === "word") return readLogic(reader, left, above);
    const power = token?.kind === "symbol" ? BINARY[token.text] : undefined;
    if (!token || power === undefined || power <= above) return undefined;
    cursor.advance();
    const operator = token.text === "!=" ? "<>" : token.text;
    const quantifier = ["ANY", "ALL", "SOME"].find(word => cursor.at(word) && cursor.atSymbol("(", 1));
    if (quantifier === undefined) return group([left, line, `${operator} `, { nest: readExpression(reader, power) }]);
    cursor.advance();
    return { unbroken: [left, ` ${operator} `, readQuantified(reader, quantifier === "ALL" ? "ALL" : "ANY")] };
}

function readQuantified(reader: Reader, quantifier: string): Doc {
    const { cursor } = reader;
    cursor.expectSymbol("(");
    const bare = cursor.peek()?.text.startsWith("$") && cursor.atSymbol(")", 1);
    if (bare) throw failure("function unnest(unknown) is not unique");
    const inner = atQuery(cursor) ? readQuery(reader) : readExpression(reader);
    cursor.expectSymbol(")");
    return [`${quantifier} `, bracket("(", inner, ")")];
}

function readLogic(reader: Reader, left: Doc, above: number): Doc | undefined {
    const { cursor } = reader;
    if (above < AND && cursor.take("AND")) return bracket(left, "AND", readExpression(reader, AND), line);
    if (above < OR && cursor.take("OR")) return bracket(left, "OR", readExpression(reader, OR), line);
    return undefined;
}

/** Reads IS, IN, BETWEEN, LIKE and their negations. */
function readPredicate(reader: Reader, left: Doc, above: number): Doc | undefined {
    const { cursor } = reader;
    if (above < IS && cursor.take("IS")) return readIs(reader, left);
    if (above < IS && cursor.take("ISNULL")) return bracket(left, "IS", "NULL", line);
    if (above < IS && cursor.take("NOTNULL")) return bracket(left, "IS NOT", "NULL", line);
    if (above >= LIKE) return undefined;
    const negated = cursor.at("NOT") && ["IN", "BETWEEN", "LIKE", "ILIKE"].some(word => cursor.at("NOT", word));
    if (negated) cursor.take("NOT");
    const not = negated ? "NOT " : "";
    if (cursor.take("IN")) return readIn(reader, left, not);
    if (cursor.take("BETWEEN")) return readBetween(reader, left, not);
    for (const word of ["LIKE", "ILIKE"]) {
        if (!cursor.take(word)) continue;
        const pattern = readExpression(reader, LIKE);
        const escape = cursor.take("ESCAPE") ? [" ESCAPE ", readExpression(reader, LIKE)] : [];
        return { unbroken: [left, ` ${not}${word} `, pattern, ...escape] };
    }
    return undefined;
}

function readIs(reader: Reader, left: Doc): Doc {
    const { cursor } = reader;
    const is = cursor.take("NOT") ? "IS NOT" : "IS";
    if (cursor.take("DISTINCT", "FROM")) return bracket(left, is, ["DISTINCT FROM ", readExpression(reader, IS)], line);
    return bracket(left, is, cursor.advance().text.toUpperCase(), line);
}

function readIn(reader: Reader, left: Doc, not: string): Doc {
    const { cursor } = reader;
    cursor.expectSymbol("(");
    const inner = atQuery(cursor) ? readQuery(reader) : commas(cursor.many(() => readExpression(reader)));
    cursor.expectSymbol(")");
    const pretty: Doc = group([left, line, `${not}IN (`, line, inner, line, ")"]);
    return { plain: [left, ` ${not}IN (`, inner, ")"], pretty };
}

function readBetween(reader: Reader, left: Doc, not: string): Doc {
    const low = readExpression(reader, LIKE);
    reader.cursor.expect("AND");
    return group([left, line, `${not}BETWEEN`, line, group([low, line, "AND", line, readExpression(reader, LIKE)])]);
}

function readPostfix(reader: Reader, left: Doc, above: number): Doc | undefined {
    const { cursor } = reader;
    if (above >= POSTFIX) return undefined;
    if (cursor.symbol("::")) return group([left, "::", readType(reader)]);
    if (cursor.symbol("[")) {
        const index = readExpression(reader);
        cursor.expectSymbol("]");
        return { unbroken: [left, "[", index, "]"] };
    }
    if (cursor.take("AT", "TIME", "ZONE")) {
        const zone = readExpression(reader, UNARY);
        return {
            materialize: [{ builtin: ["pg_catalog", "timezone"] }, "(", zone, ", ", left, ")"],
            postgres: [left, " AT TIME ZONE ", zone],
        };
    }
    return undefined;
}

function readPrefix(reader: Reader): Doc {
    const { cursor } = reader;
    if (cursor.take("NOT")) return group(["NOT", line, readExpression(reader, NOT)]);
    if (cursor.atSymbol("-") && Number(cursor.peek(1)?.kind === "number" && cursor.peek(1)?.text) !== 0) {
        cursor.advance();
        return { literal: `-${cursor.advance().text}` };
    }
    for (const sign of ["-", "+", "~"]) if (cursor.symbol(sign)) return [`${sign} `, readExpression(reader, UNARY)];
    const token = cursor.peek();
    if (token?.kind === "number") return { literal: cursor.advance().text };
    if (token?.kind === "string") return { literal: text(cursor.advance().text) };
    if (cursor.symbol("(")) return readParenthesised(reader);
    if (token?.kind === "symbol" && token.text.startsWith("$")) return cursor.advance().text;
    return readWord(reader);
}

function readParenthesised(reader: Reader): Doc {
    const { cursor } = reader;
    if (atQuery(cursor)) {
        const query = readQuery(reader);
        cursor.expectSymbol(")");
        return bracket("(", query, ")");
    }
    const items = cursor.many(() => readExpression(reader));
    cursor.expectSymbol(")");
    const [only] = items;
    return only !== undefined && items.length === 1 ? bracket("(", only, ")") : bracket("ROW(", commas(items), ")");
}

const CONSTANTS = ["TRUE", "FALSE", "NULL", "DEFAULT"] as const;

function readWord(reader: Reader): Doc {
    const { cursor } = reader;
    for (const word of CONSTANTS) if (cursor.take(word)) return word.toLowerCase() === "null" ? "NULL" : word.toLowerCase();
    if (cursor.take("CASE")) return readCase(reader);
    const special = readSpecialCall(reader);
    if (special) return special;
    if (cursor.peek(1)?.kind === "string") return readTypedLiteral(reader);
    const path = cursor.path();
    if (cursor.atSymbol("(")) return readCall(reader, path);
    return columnReference(path);
}

/** Returns a column reference. PostgreSQL takes the alias of its table, not its qualified name. */
function columnReference(path: readonly string[]): Doc {
    const written = dotted(path);
    return path.length > 2 ? { materialize: written, postgres: dotted(path.slice(-2)) } : written;
}

export function dotted(path: readonly string[]): Doc {
    return path.flatMap((ident, index): Doc[] => (index === 0 ? [{ ident }] : [".", { ident }]));
}

function readTypedLiteral(reader: Reader): Doc {
    const { cursor } = reader;
    if (cursor.take("INTERVAL")) return readInterval(cursor);
    const type = readType(reader);
    return group([{ literal: text(cursor.string()) }, "::", type]);
}

const FIELDS = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"];

/** Reads INTERVAL '1' DAY TO SECOND. Fields that stand for all fields are not stored. */
function readInterval(cursor: Cursor): Doc {
    const value = text(cursor.string());
    const field = (): string | undefined => FIELDS.find(word => cursor.take(word) || cursor.take(`${word}S`));
    const first = field();
    const last = first !== undefined && cursor.take("TO") ? field() : undefined;
    const precision = first !== undefined && cursor.atSymbol("(") ? `(${cursor.list(() => cursor.advance().text).join("")})` : "";
    const low = last ?? first;
    const fields = last === undefined || first === "YEAR" ? (low ?? "") : `${first ?? ""} TO ${last}`;
    const kept = fields === "SECOND" && precision === "" ? "" : fields;
    const interval = (suffix: string): Doc => [
        "INTERVAL ",
        { literal: `${value}${suffix === "" ? "" : " "}${suffix}${precision}` },
    ];
    return { materialize: interval(kept), postgres: interval(last === undefined ? fields : `${first ?? ""} TO ${last}`) };
}

function readCase(reader: Reader): Doc {
    const { cursor } = reader;
    const parts: Doc[] = cursor.at("WHEN") ? [] : [readExpression(reader)];
    while (cursor.take("WHEN")) {
        const when = titled("WHEN", readExpression(reader));
        cursor.expect("THEN");
        parts.push(nested([when, titled("THEN", readExpression(reader))]));
    }
    if (cursor.take("ELSE")) parts.push(titled("ELSE", readExpression(reader)));
    cursor.expect("END");
    return bracket("CASE", nested(parts), "END", line);
}
