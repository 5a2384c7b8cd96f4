import { lex, type Token } from "../sql/lexer";
import { plain } from "../sql/plain";
import { verbatim } from "../sql/sql";
import { checkText, describeType } from "./scalars";
import { isUnknown, type Problem, type ArgumentContext, type ValueType } from "./value";

/** SQL of the program: exactly one query, so that a statement never contains two. */
export const query: ValueType<string> = {
    type: { type: "string", minBytes: 1, description: "a query" },
    isSql: true,
    check: (value, context) => checkSql(value, context, "a query"),
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
            : checkBalance(lex(value), context);
    },
    // A comment after the last token would hide the closing parenthesis.
    write: (value, context) => verbatim(value.slice(0, lex(value).at(-1)?.end).trim(), context.secret),
};

function checkSql(value: unknown, context: ArgumentContext, wanted: string): Problem[] {
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return context.problem(`takes ${wanted}, not ${describeType(value)}`);
    const problems = checkText(value, context, {});
    return problems.length > 0 ? problems : checkSingle(value, context, wanted);
}

const isSymbol = (token: Token | undefined, ...texts: readonly string[]): boolean =>
    token?.kind === "symbol" && texts.includes(token.text);

/** Returns the query without white space around it, and without the semicolons at its end and comments after them. */
function body(text: string): string {
    const tokens = lex(text);
    const last = tokens.findLastIndex(token => !isSymbol(token, ";"));
    return text.slice(0, tokens[last + 1]?.at).trim();
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
