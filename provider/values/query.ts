import { lex, type Token } from "../sql/lexer";
import { plain } from "../sql/plain";
import { verbatim } from "../sql/sql";
import { checkText, described } from "./scalars";
import { isUnknown, type Problem, type Site, type Value } from "./value";

/** SQL that the program gives: exactly one query, so that no statement ever holds two. */
export const query: Value<string> = {
    takes: "a query",
    isSql: true,
    check: (value, site) => checkSql(value, site, "a query"),
    write: (value, site) => verbatim(body(value), site.secret),
    plain,
};

/** An expression over columns, which stands in parentheses of ours: nothing in it may close them. */
export const expression: Value<string> = {
    takes: "an expression",
    check(value, site) {
        const problems = checkSql(value, site, "an expression");
        return problems.length > 0 || typeof value !== "string" || isUnknown(value) ? problems : checkBalance(lex(value), site);
    },
    // Without what follows its last token: a comment there would hide our parenthesis.
    write: (value, site) => verbatim(value.slice(0, lex(value).at(-1)?.end).trim(), site.secret),
};

function checkSql(value: unknown, site: Site, wanted: string): Problem[] {
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return site.refuse(`takes ${wanted}, not ${described(value)}`);
    const problems = checkText(value, site, {});
    return problems.length > 0 ? problems : checkSingle(value, site, wanted);
}

const isSymbol = (token: Token | undefined, ...texts: readonly string[]): boolean =>
    token?.kind === "symbol" && texts.includes(token.text);

/** The query without white space around it, and without semicolons at its end and what is commented behind them. */
function body(text: string): string {
    const tokens = lex(text);
    const last = tokens.findLastIndex(token => !isSymbol(token, ";"));
    return text.slice(0, tokens[last + 1]?.at).trim();
}

function checkSingle(value: string, site: Site, wanted: string): Problem[] {
    const text = body(value);
    const tokens = lex(text);
    if (tokens.length === 0) return site.refuse("is empty");
    const open = tokens.find(token => isSymbol(token, "'", '"'));
    if (open !== undefined)
        return site.refuse(`has a quote that is never closed: ${site.secret ? "" : text.slice(open.at, open.at + 20)}…`);
    if (!isClosed(value, lex(value).at(-1)?.end ?? 0)) return site.refuse("has a comment that is never closed");
    const second = tokens.some(token => isSymbol(token, ";"));
    return second ? site.refuse(`holds more than one statement: give ${wanted}, without a semicolon`) : [];
}

/** Whether the comments behind the last token end: a token of ours behind them is then one. */
const isClosed = (text: string, end: number): boolean => lex(`${text.slice(end)}\n;`).length === 1;

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]" };

function checkBalance(tokens: readonly Token[], site: Site): Problem[] {
    const open: string[] = [];
    for (const { kind, text } of tokens) {
        if (kind !== "symbol") continue;
        const closing = CLOSING[text];
        if (closing !== undefined) open.push(closing);
        else if ((text === ")" || text === "]") && open.pop() !== text) return site.refuse(`has a "${text}" that closes nothing`);
        else if (text === "," && open.length === 0)
            return site.refuse("holds more than one expression: give each as an item of its own");
        else if (text === ";") return site.refuse("holds a semicolon: leave it out");
    }
    return open.length > 0 ? site.refuse(`has no "${open.at(-1) ?? ""}" where one is opened`) : [];
}
