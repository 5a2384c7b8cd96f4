import { lex } from "../sql/lexer";
import { verbatim } from "../sql/sql";
import { checkText, described } from "./scalars";
import { isUnknown, type Problem, type Site, type Value } from "./value";

/** SQL that the program gives: exactly one query, so that no statement ever holds two. */
export const query: Value<string> = {
    takes: "a query",
    isSql: true,
    check(value, site) {
        if (isUnknown(value)) return [];
        if (typeof value !== "string") return site.refuse(`takes a query, not ${described(value)}`);
        const problems = checkText(value, site, {});
        return problems.length > 0 ? problems : checkSingle(value, site);
    },
    write: (value, site) => verbatim(body(value), site.secret),
};

/** The query without white space around it and without a semicolon at its end. */
const body = (text: string): string => text.trim().replace(/(?:\s*;)+$/u, "");

function checkSingle(value: string, site: Site): Problem[] {
    const tokens = lex(body(value));
    if (tokens.length === 0) return site.refuse("is empty");
    const open = tokens.find(token => token.kind === "symbol" && (token.text === "'" || token.text === '"'));
    if (open !== undefined)
        return site.refuse(`has a quote that is never closed: ${site.secret ? "" : value.trim().slice(open.at, open.at + 20)}…`);
    if (/\/\*(?:(?!\*\/)[^])*$/u.test(lastGap(body(value), tokens.at(-1)?.end ?? 0)))
        return site.refuse("has a comment that is never closed");
    const second = tokens.some(token => token.kind === "symbol" && token.text === ";");
    return second ? site.refuse("holds more than one statement: give one query, without a semicolon") : [];
}

const lastGap = (text: string, from: number): string => text.slice(from);
