import { lex, type Token } from "../sql/lexer";
import { itemsOf } from "../sql/plain";
import { isWord } from "../sql/reader";
import type { ObjectKind, Row } from "./kind";

/** A definition as the server keeps it, taken apart: the tokens of each argument that stands in it. */
export type ParsedDefinition = ReadonlyMap<string, Tokens>;

type Tokens = readonly Token[];

/** A clause: the row whose keywords begin it, none at the statement's own beginning, and what follows them. */
interface Clause {
    readonly head: Head | undefined;
    readonly tokens: Tokens;
}

interface Head {
    readonly words: readonly string[];
    readonly row: Row | undefined;
}

/** Takes a definition apart by the table of its kind. */
export function parseDefinition(kind: ObjectKind, definition: string): ParsedDefinition {
    const parts = new Map<string, Tokens>();
    for (const [path, tokens] of clausesOf(kind, withoutEnd(lex(definition))).flatMap(clause => argumentsIn(kind, clause))) {
        const before = parts.get(path);
        parts.set(path, before === undefined ? tokens : [...before, COMMA, ...tokens]);
    }
    return parts;
}

/** Between the values of an option that stands more than once. */
const COMMA: Token = { kind: "symbol", text: ",", at: 0, end: 0 };

/** Behind some definitions stand a semicolon, and the time as of which a materialized view was made. */
function withoutEnd(tokens: Tokens): Tokens {
    const own = tokens.at(-1)?.text === ";" ? tokens.slice(0, -1) : tokens;
    const asOf = isWord(own.at(-3), "AS") && isWord(own.at(-2), "OF") && own.at(-1)?.kind === "number";
    return asOf ? own.slice(0, -3) : own;
}

function clausesOf(kind: ObjectKind, tokens: Tokens): Clause[] {
    const heads = headsOf(kind);
    const clauses: Clause[] = [];
    let from = 0;
    let head: Head | undefined;
    let depth = 0;
    for (const [at, token] of tokens.entries()) {
        const next = depth === 0 && at >= from ? heads.find(one => begins(tokens, at, one)) : undefined;
        if (next !== undefined && head?.row?.value.isSql !== true) {
            clauses.push({ head, tokens: tokens.slice(from, at) });
            head = next;
            from = at + next.words.length;
        }
        if (at >= from && token.kind === "symbol") depth += "([".includes(token.text) ? 1 : ")]".includes(token.text) ? -1 : 0;
    }
    return [...clauses, { head, tokens: tokens.slice(from) }];
}

/** The keywords at which clauses begin, the longest first; a format has a WITH of its own, without parentheses. */
function headsOf(kind: ObjectKind): Head[] {
    const own = kind.rows.map((row): Head => ({
        words: "after" in row.position ? row.position.after.split(/\s+/u).filter(Boolean) : [],
        row,
    }));
    const named = own.filter(({ words }) => words.length > 0);
    return [...named, { words: ["WITH"], row: undefined }].sort((a, b) => b.words.length - a.words.length);
}

const begins = (tokens: Tokens, at: number, { words, row }: Head): boolean =>
    words.every((word, step) => isWord(tokens[at + step], word)) && (row !== undefined || isWord(tokens[at + 1], "("));

/** The arguments that a clause holds: its own, and those of the list in parentheses that it opens. */
function argumentsIn(kind: ObjectKind, { head, tokens }: Clause): [string, Tokens][] {
    if (head === undefined) return listed(kind, opensFirst(kind), tokens);
    if (head.row === undefined) return listed(kind, "with", tokens);
    if (head.row.opens === undefined) return [[head.row.path, tokens]];
    const list = tokens.findIndex(token => isWord(token, "("));
    const end = list < 0 ? tokens.length : list;
    return [[head.row.path, tokens.slice(0, end)], ...listed(kind, head.row.opens, tokens.slice(end))];
}

/** What stands in parentheses behind the object's own name. */
const opensFirst = (kind: ObjectKind): "options" | "columns" =>
    kind.rows.some(row => row.opens !== undefined) || !kind.rows.some(row => row.position.in === "options")
        ? "columns"
        : "options";

function listed(kind: ObjectKind, list: "options" | "columns" | "with", tokens: Tokens): [string, Tokens][] {
    const from = tokens.findIndex(token => isWord(token, "("));
    if (from < 0) return [];
    if (list === "columns") return [["columns", tokens.slice(from)]];
    const rows = kind.rows.filter(row => row.position.in === list);
    return itemsOf(tokens.slice(from + 1, -1)).flatMap(item => optionIn(rows, item));
}

/** `NAME = value`, or `NAME value`, by the row of the longest name that fits; one of another name is none of the arguments. */
function optionIn(rows: readonly Row[], item: Tokens): [string, Tokens][] {
    const named = rows.flatMap(row => namesOf(row).map(name => ({ path: row.path, words: name.split(" ") })));
    const fitting = named.filter(({ words }) => words.every((word, step) => isWord(item[step], word)));
    const best = fitting.sort((a, b) => b.words.length - a.words.length)[0];
    if (best === undefined) return [];
    const value = item.slice(best.words.length);
    return [[best.path, isWord(value[0], "=") ? value.slice(1) : value]];
}

const namesOf = (row: Row): string[] => ("option" in row.position ? [row.position.option, row.alsoStoredAs ?? []].flat() : []);
