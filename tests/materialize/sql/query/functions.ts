import { bracket, commas, group, type Doc } from "../doc";
import { text } from "../names";
import { readExpression } from "./expressions";
import { builtin, readType, type Reader } from "./reader";
import { atQuery, readOrderBy, readQuery } from "./select";

/** Functions without parentheses. */
const NILADIC: readonly string[] = [
    "current_user",
    "session_user",
    "current_role",
    "user",
    "current_catalog",
    "current_schema",
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
];
const OF_THE_SESSION = new Set(["current_user", "session_user", "current_role", "user", "current_catalog", "current_schema"]);

/** Keywords that are called like functions. */
const HOMOGENIZING = ["COALESCE", "GREATEST", "LEAST", "NULLIF", "ROW"] as const;

/** Reads an expression that looks like a call and has a grammar of its own. */
export function readSpecialCall(reader: Reader): Doc | undefined {
    const { cursor } = reader;
    if (cursor.at("EXISTS") && cursor.atSymbol("(", 1)) return readQueryCall(reader, "EXISTS (");
    for (const word of HOMOGENIZING) {
        if (!cursor.at(word) || !cursor.atSymbol("(", 1)) continue;
        cursor.advance();
        const values = commas(cursor.list(() => readExpression(reader)));
        const plain = bracket(`${word}(`, values, ")");
        return word === "NULLIF" ? { plain, pretty: bracket("NULLIF (", values, ")") } : plain;
    }
    if (cursor.at("CAST") && cursor.atSymbol("(", 1)) return readCast(reader);
    if (cursor.at("ARRAY") || cursor.at("LIST")) return readArray(reader);
    if (cursor.atSymbol("(", 1)) return readKeywordCall(reader);
    return readNiladic(reader);
}

function readNiladic(reader: Reader): Doc | undefined {
    const { cursor } = reader;
    const token = cursor.peek();
    const name = token?.kind === "word" ? token.text.toLowerCase() : "";
    if (!NILADIC.includes(name) || cursor.atSymbol(".", 1)) return undefined;
    cursor.advance();
    builtin(reader, [name]);
    return {
        materialize: { ident: name },
        postgres: OF_THE_SESSION.has(name) ? ["session.", { ident: name }, "()"] : name,
    };
}

function readQueryCall(reader: Reader, left: string): Doc {
    const { cursor } = reader;
    cursor.advance();
    cursor.expectSymbol("(");
    const query = readQuery(reader);
    cursor.expectSymbol(")");
    return bracket(left, query, ")");
}

/** A name, a literal, or a call with its arguments, as the operand of a cast. */
const SINGLE =
    /^(?!(?:ARRAY|LIST|MAP|EXISTS|ROW|CASE|NOT)\b)(?:[\w."]+(?:::\w+)?|-?[\d.]+|(?:[a-z]+ )?'(?:[^']|'')*'|(?:[\w."]+)?\((?:[^()]|\([^()]*\))*\))$/iu;

/** Returns true if Materialize stores the operand of CAST in parentheses: operators, CASE, subscripts, arrays, EXISTS and ROW. */
const needsParentheses = (operand: string): boolean => !SINGLE.test(operand);

function readCast(reader: Reader): Doc {
    const { cursor } = reader;
    cursor.advance();
    cursor.expectSymbol("(");
    const start = cursor.peek();
    const value = readExpression(reader);
    const operand = needsParentheses(cursor.since(start)) ? bracket("(", value, ")") : value;
    cursor.expect("AS");
    const type = readType(reader);
    cursor.expectSymbol(")");
    return { materialize: group([operand, "::", type]), postgres: ["CAST(", value, " AS ", type, ")"] };
}

function readArray(reader: Reader): Doc | undefined {
    const { cursor } = reader;
    const word = cursor.at("ARRAY") ? "ARRAY" : "LIST";
    if (cursor.atSymbol("(", 1)) return readQueryCall(reader, `${word}(`);
    if (!cursor.atSymbol("[", 1)) return undefined;
    cursor.advance();
    cursor.expectSymbol("[");
    const items: Doc[] = [];
    while (!cursor.symbol("]")) {
        items.push(cursor.atSymbol("[") ? readNestedArray(reader) : readExpression(reader));
        if (!cursor.atSymbol("]")) cursor.expectSymbol(",");
    }
    const array = bracket(`${word}[`, commas(items), "]");
    const asList: Doc = ["CAST(ARRAY[", commas(items), "]::text AS store.list)"];
    return word === "LIST" ? { materialize: array, postgres: asList } : array;
}

function readNestedArray(reader: Reader): Doc {
    const { cursor } = reader;
    cursor.expectSymbol("[");
    const items = cursor.many(() => readExpression(reader));
    cursor.expectSymbol("]");
    return ["[", commas(items), "]"];
}

/** The functions that the sides of TRIM stand for. */
const TRIMS: Readonly<Record<string, string>> = { BOTH: "btrim", LEADING: "ltrim", TRAILING: "rtrim" };
/** The precedence above which the first argument of position(a IN b) is read. */
const IN_POSITION = 6;
/** Calls with keywords between their arguments: extract(x FROM y), position(a IN b), substring(a FROM b FOR c), trim(BOTH a FROM b). */
const KEYWORD_CALLS: Readonly<Record<string, readonly string[]>> = {
    EXTRACT: ["FROM"],
    POSITION: ["IN"],
    SUBSTRING: ["FROM", "FOR"],
    TRIM: ["FROM"],
};

function readKeywordCall(reader: Reader): Doc | undefined {
    const { cursor } = reader;
    const token = cursor.peek();
    const name = token?.kind === "word" ? token.text.toUpperCase() : "";
    const separators = KEYWORD_CALLS[name];
    if (!separators) return undefined;
    cursor.advance();
    cursor.expectSymbol("(");
    const side = name === "TRIM" ? Object.keys(TRIMS).find(word => cursor.take(word)) : undefined;
    const field = name === "EXTRACT" ? cursor.advance().text.toLowerCase() : undefined;
    const first = field ?? readExpression(reader, name === "POSITION" ? IN_POSITION : 0);
    const written: Doc[] = [side === undefined ? "" : `${side} `, first];
    const values: Doc[] = [field === undefined ? first : { literal: text(field) }];
    for (;;) {
        const separator = separators.find(word => cursor.take(word)) ?? (cursor.symbol(",") ? "," : undefined);
        if (separator === undefined) break;
        const value = readExpression(reader);
        written.push(separator === "," ? ", " : ` ${separator} `, value);
        values.push(value);
    }
    cursor.expectSymbol(")");
    // Materialize stores a call without keywords. The first argument of TRIM's functions is the text to trim.
    const [kept, args] =
        name === "TRIM" ? [TRIMS[side ?? "BOTH"] ?? "btrim", [...values].reverse()] : [name.toLowerCase(), values];
    return { materialize: [builtin(reader, [kept]), bracket("(", commas(args), ")")], postgres: [`${name}(`, ...written, ")"] };
}

/** Reads a function call from its opening parenthesis. */
export function readCall(reader: Reader, path: readonly string[]): Doc {
    const { cursor } = reader;
    const name = builtin(reader, path);
    cursor.expectSymbol("(");
    if (cursor.symbol("*")) {
        cursor.expectSymbol(")");
        return { unbroken: [name, "(*)", ...readWindow(reader)] };
    }
    if (cursor.symbol(")")) return { unbroken: [name, "()", ...readWindow(reader)] };
    const distinct = cursor.take("DISTINCT") ? "DISTINCT " : (cursor.take("ALL"), "");
    const inner = atQuery(cursor) ? readQuery(reader) : commas(cursor.many(() => readExpression(reader)));
    const order = cursor.at("ORDER") ? [" ", readOrderBy(reader)] : [];
    cursor.expectSymbol(")");
    const window = readWindow(reader);
    const call = bracket([name, `(${distinct}`], [inner, ...order], ")");
    return order.length + window.length === 0 ? call : { unbroken: [call, ...window] };
}

function readWindow(reader: Reader): Doc[] {
    const { cursor } = reader;
    const docs: Doc[] = [];
    if (cursor.take("FILTER")) {
        cursor.expectSymbol("(");
        cursor.expect("WHERE");
        docs.push(" FILTER (WHERE ", readExpression(reader), ")");
        cursor.expectSymbol(")");
    }
    if (!cursor.take("OVER")) return docs;
    cursor.expectSymbol("(");
    const parts: Doc[] = [];
    if (cursor.take("PARTITION", "BY")) parts.push("PARTITION BY ", commas(cursor.many(() => readExpression(reader))));
    if (cursor.at("ORDER")) parts.push(parts.length > 0 ? " " : "", readOrderBy(reader));
    const frame = cursor.peek();
    while (!cursor.atSymbol(")")) cursor.advance();
    if (frame !== cursor.peek()) parts.push(" ", cursor.since(frame).toUpperCase());
    cursor.expectSymbol(")");
    return [...docs, " OVER (", ...parts, ")"];
}
