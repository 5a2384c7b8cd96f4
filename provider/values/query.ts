import { lex, type Token, trimSpace } from "../sql/lexer";
import { plain } from "../sql/plain";
import { isWord } from "../sql/reader";
import { verbatim } from "../sql/sql";
import { checkText, describeType } from "./scalars";
import { isUnknown, type Problem, type ArgumentContext, type ValueType } from "./value";

/** SQL of the program: exactly one query, so that a statement never contains two. */
export const query: ValueType<string> = {
    type: { type: "string", minBytes: 1, description: "a query" },
    isSql: true,
    check(value, context) {
        const problems = checkSql(value, context, "a query");
        return problems.length > 0 || typeof value !== "string" || isUnknown(value) ? problems : checkStart(lex(value), context);
    },
    write: (value, context) => verbatim(body(value), context.secret),
    normalize: plain,
};

/** An expression over columns. It is written in parentheses, so it must not close them. */
export const expression: ValueType<string> = {
    type: { type: "string", minBytes: 1, description: "an expression" },
    check(value, context) {
        const problems = checkSql(value, context, "an expression");
        return problems.length > 0 || typeof value !== "string" || isUnknown(value)
            ? problems
            : [...checkExpressionStart(lex(value), context), ...checkBalance(lex(value), context)].slice(0, 1);
    },
    // A comment after the last token would hide the closing parenthesis.
    write: (value, context) => verbatim(trimSpace(value.slice(0, lex(value).at(-1)?.end)), context.secret),
};

function checkSql(value: unknown, context: ArgumentContext, wanted: string): Problem[] {
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return context.problem(`takes ${wanted}, not ${describeType(value)}`);
    const problems = checkText(value, context, {});
    return problems.length > 0 ? problems : checkSingle(value, context, wanted);
}

/** The words that begin a query. */
const QUERY_WORDS = ["SELECT", "WITH", "VALUES", "TABLE", "SHOW"];

/** Refuses text that is not a query, such as a whole statement or the name of an object. */
function checkStart([first]: readonly Token[], context: ArgumentContext): Problem[] {
    if (isSymbol(first, "(") || QUERY_WORDS.some(word => isWord(first, word))) return [];
    if (isWord(first, "CREATE")) return context.problem('is a whole statement: give only the query, which follows "AS"');
    return context.problem(`is not a query: begin it with ${QUERY_WORDS.slice(0, -1).join(", ")} or ${QUERY_WORDS.at(-1) ?? ""}`);
}

/** Refuses a statement or a query without parentheses, which is not an expression. */
function checkExpressionStart([first]: readonly Token[], context: ArgumentContext): Problem[] {
    const found = ["CREATE", ...QUERY_WORDS.slice(0, 2)].some(word => isWord(first, word));
    return found ? context.problem("is a statement: give only the expression over the relation's columns") : [];
}

const isSymbol = (token: Token | undefined, ...texts: readonly string[]): boolean =>
    token?.kind === "symbol" && texts.includes(token.text);

/** Returns the query without white space around it, and without the semicolons at its end and comments after them. */
function body(text: string): string {
    const tokens = lex(text);
    const last = tokens.findLastIndex(token => !isSymbol(token, ";"));
    return trimSpace(text.slice(0, tokens[last + 1]?.at));
}

function checkSingle(value: string, context: ArgumentContext, wanted: string): Problem[] {
    const text = body(value);
    const tokens = lex(text);
    if (tokens.length === 0) return context.problem("is empty");
    const open = tokens.find(token => isSymbol(token, "'", '"', "$"));
    if (open !== undefined)
        return context.problem(`has a quote that is never closed: ${context.secret ? "" : text.slice(open.at, open.at + 20)}…`);
    if (!isClosed(value, lex(value).at(-1)?.end ?? 0)) return context.problem("has a comment that is never closed");
    const second = tokens.some(token => isSymbol(token, ";"));
    return second ? context.problem(`holds more than one statement: give ${wanted}, without a semicolon`) : [];
}

/** Returns true if no comment after the last token is left open. A token that is appended is then read as a token. */
const isClosed = (text: string, end: number): boolean => lex(`${text.slice(end)}\n;`).length === 1;

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]" };

function checkBalance(tokens: readonly Token[], context: ArgumentContext): Problem[] {
    const open: string[] = [];
    for (const { kind, text } of tokens) {
        if (kind !== "symbol") continue;
        const closing = CLOSING[text];
        if (closing !== undefined) open.push(closing);
        else if ((text === ")" || text === "]") && open.pop() !== text)
            return context.problem(`has a "${text}" without an opening one`);
        else if (text === "," && open.length === 0)
            return context.problem("contains more than one expression: give each as a separate item");
        else if (text === ";") return context.problem("contains a semicolon: leave it out");
    }
    return open.length > 0 ? context.problem(`has no "${open.at(-1) ?? ""}" for an opening one`) : [];
}
