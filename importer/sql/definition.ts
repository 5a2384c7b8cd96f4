import { lex, type Token } from "../../provider/sql/lexer";
import { isWord } from "../../provider/sql/reader";
import type { ObjectKind, Row } from "../../provider/statement/kind";
import type { ValueType } from "../../provider/values/value";
import { type Creation, startOf } from "./creations";
import { type Qualify, qualifiedQuery } from "./queries";
import { nameOf, pathAt } from "./statements";

/** Returns a CREATE statement in the form of a stored definition, as far as its readers need it: names of relations in the query and of types are qualified. */
export function definitionOf({ kind, rest }: Creation, qualifiedName: string, qualify: Qualify): string {
    const [head, query] = kind.rows.some(({ value }) => value.isSql) ? splitAtQuery(rest) : [rest, ""];
    return `CREATE ${kind.object} ${qualifiedName} ${folded(head, hasTypes(kind) ? qualify : () => undefined)}${qualifiedQuery(query, qualify)}`;
}

/** Returns the text up to the AS of a view, and its query. */
function splitAtQuery(text: string): [head: string, query: string] {
    const tokens = lex(text);
    const end = tokens[startOf(tokens, ["AS"])]?.end ?? text.length;
    return [text.slice(0, end), text.slice(end)];
}

/** Returns true for objects whose statements name types. */
const hasTypes = ({ name }: ObjectKind): boolean => name === "Table" || name === "Type";

/** Returns a text with words in lower case, and with the types of users as stored definitions refer to them. */
function folded(text: string, qualify: Qualify): string {
    const tokens = lex(text);
    const parts: string[] = [];
    let end = 0;
    for (let at = 0; at < tokens.length; at++) {
        const token = tokens[at];
        if (token === undefined) continue;
        const path = isColumn(tokens, at) ? [] : pathAt(tokens, at);
        const type = path.length === 0 ? undefined : qualify(path.map(nameOf), "type");
        const last = type === undefined ? token : (path.at(-1) ?? token);
        parts.push(text.slice(end, token.at), type === undefined ? wordOf(token, text) : `[u1 AS ${type}]`);
        if (type !== undefined) at += 2 * (path.length - 1);
        end = last.end;
    }
    return parts.join("") + text.slice(end);
}

const wordOf = ({ kind, text, at, end }: Token, whole: string): string =>
    kind === "word" ? text.toLowerCase() : whole.slice(at, end);

/** Returns true for the first token of an item of a list, which is the name of a column. */
const isColumn = (tokens: readonly Token[], at: number): boolean => isWord(tokens[at - 1], "(") || isWord(tokens[at - 1], ",");

/**
 * Returns a kind that reads all of its arguments from a statement of a user: none is in the catalog, and a value that is a default of the server is
 * one that the user has written.
 */
export const asWritten = (kind: ObjectKind): ObjectKind => ({ ...kind, rows: kind.rows.map(asWrittenRow) });

const asWrittenRow = (row: Row): Row => {
    const others = Object.entries(row).filter(([key]) => !OF_THE_SERVER.has(key));
    const position = row.change.by === "validate" ? VALIDATION : row.position;
    return { ...(Object.fromEntries(others) as unknown as Row), position, value: interpreted(row.value) };
};

/** Where every connection can say whether it is validated, also one that the provider validates after its CREATE statement. */
const VALIDATION = { in: "with", option: "VALIDATE" } as const;

/** What a row states about the catalog and the defaults of a server. */
const OF_THE_SERVER: ReadonlySet<string> = new Set(["column", "serverDefault", "notReadBack"] satisfies (keyof Row)[]);

/** Returns a value type that is read from text, of which nothing may remain. */
function interpreted({ read, ...value }: ValueType): ValueType {
    return read === undefined ? value : { ...value, interpret: read, normalize: () => [] };
}
