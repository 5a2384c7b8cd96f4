import { lex, type Token } from "../../provider/sql/lexer";
import { isWord } from "../../provider/sql/reader";
import { closing, isPhrase } from "../../provider/sql/tokens";
import { nameOf, pathAt } from "./statements";

/** Returns the qualified name for a path of names in a query; undefined if it stays as it is written. */
export type Qualify = (path: readonly string[], of: "relation" | "type") => string | undefined;

/** The words after which the items of FROM have ended. */
const ENDS = "WHERE GROUP HAVING ORDER LIMIT OFFSET FETCH QUALIFY OPTIONS UNION EXCEPT INTERSECT WINDOW SELECT VALUES WITH".split(
    " ",
);

/** What the tokens between two parentheses are: the items of FROM, or whether a relation comes next. */
interface Level {
    isQuery: boolean;
    inFrom: boolean;
    isNext: boolean;
}

/** Returns a query with the qualified names of the relations that it reads and of the types that it casts to. Columns and aliases stay as they are. */
export function qualifiedQuery(text: string, qualify: Qualify): string {
    const tokens = lex(text);
    const local = localNames(tokens);
    const levels: Level[] = [{ isQuery: false, inFrom: false, isNext: false }];
    const parts: string[] = [];
    let end = 0;
    for (let at = 0; at < tokens.length; at++) {
        const token = tokens[at];
        const level = levels.at(-1);
        if (token === undefined || level === undefined) break;
        const path = pathAt(tokens, at).map(nameOf);
        const isType = isWord(tokens[at - 1], "::");
        if (path.length > 0 && (isType || isRelation(tokens, at, level))) {
            const last = at + 2 * (path.length - 1);
            const isLocal =
                !isType && path.length === 1 && local.some(one => one.name === path[0] && one.from <= at && at < one.to);
            const isCall = !isType && isWord(tokens[last + 1], "(");
            const written = isLocal || isCall ? undefined : qualify(path, isType ? "type" : "relation");
            if (written !== undefined) {
                parts.push(text.slice(end, token.at), written);
                end = tokens[last]?.end ?? end;
            }
            level.isNext = level.isNext && isType;
            at = last;
        } else step(tokens, at, levels);
    }
    return `${parts.join("")}${text.slice(end)}`;
}

/** Returns true where a relation comes next. */
const isRelation = (tokens: readonly Token[], at: number, { isNext }: Level): boolean =>
    isNext && !["LATERAL", "ROWS", "SELECT", "VALUES", "WITH", "ONLY"].some(one => isWord(tokens[at], one));

/** Follows the parentheses and the clauses of a query. */
function step(tokens: readonly Token[], at: number, levels: Level[]): void {
    const token = tokens[at];
    const level = levels.at(-1);
    if (level === undefined) return;
    if (isWord(token, "(") || isWord(token, "[")) {
        // Parentheses around items of FROM contain such items, and those of a subquery a query.
        const isNext = level.isNext && isWord(token, "(");
        level.isNext = false;
        levels.push({ isQuery: false, inFrom: isNext, isNext });
    } else if (isWord(token, ")") || isWord(token, "]")) {
        if (levels.length > 1) levels.pop();
    } else if (isWord(token, "FROM")) {
        const isComparison = isWord(tokens[at - 1], "DISTINCT") && isPhraseBefore(tokens, at);
        if (level.isQuery && !isComparison) Object.assign(level, { inFrom: true, isNext: true });
    } else if (isWord(token, "JOIN") || (isWord(token, "TABLE") && !level.inFrom)) level.isNext = true;
    else if (isWord(token, ",")) level.isNext = level.inFrom;
    else if (isPhrase(tokens, at, ["WITH", "ORDINALITY"])) return;
    else if (ENDS.some(one => isWord(token, one)))
        Object.assign(level, { inFrom: false, isNext: false, isQuery: level.isQuery || isWord(token, "SELECT") });
    else if (isWord(token, "ON") || isWord(token, "USING")) level.isNext = false;
}

/** Returns true for `IS DISTINCT FROM` and `IS NOT DISTINCT FROM`. */
const isPhraseBefore = (tokens: readonly Token[], at: number): boolean =>
    isPhrase(tokens, at - 2, ["IS", "DISTINCT"]) || isPhrase(tokens, at - 3, ["IS", "NOT", "DISTINCT"]);

/** A name that WITH gives to a query, and the tokens in which it hides the relations of that name. */
interface LocalName {
    readonly name: string;
    readonly from: number;
    readonly to: number;
}

/** Returns the names of `WITH name (columns) AS (query)`. A name is known after its query, and in all queries of WITH MUTUALLY RECURSIVE. */
function localNames(tokens: readonly Token[]): LocalName[] {
    return tokens.flatMap((token, at): LocalName[] => {
        const afterColumns = isWord(tokens[at + 1], "(") ? closing(tokens, at + 1) + 1 : at + 1;
        const isNamed = (token.kind === "word" || token.kind === "quoted") && isPhrase(tokens, afterColumns, ["AS", "("]);
        if (!isNamed) return [];
        const { open, isRecursive } = startOfWith(tokens, at);
        const to = open < 0 ? tokens.length : closing(tokens, open);
        return [{ name: nameOf(token), from: isRecursive ? open : closing(tokens, afterColumns + 1), to }];
    });
}

/** Returns the index of the parenthesis in which a WITH stands, -1 for none, and whether the WITH is recursive. */
function startOfWith(tokens: readonly Token[], at: number): { open: number; isRecursive: boolean } {
    let depth = 0;
    let isRecursive = false;
    for (let open = at - 1; open >= 0; open--) {
        if (isWord(tokens[open], ")")) depth++;
        else if (isWord(tokens[open], "(") && depth-- === 0) return { open, isRecursive };
        else if (depth === 0 && isPhrase(tokens, open, ["WITH", "MUTUALLY", "RECURSIVE"])) isRecursive = true;
    }
    return { open: -1, isRecursive };
}
