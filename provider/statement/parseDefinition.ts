import { lex, type Token } from "../sql/lexer";
import { closing, itemsOf } from "../sql/tokens";
import { isWord } from "../sql/reader";
import type { ObjectKind, Row } from "./kind";

/** The tokens of each argument in a stored definition, by path. */
export type ParsedDefinition = ReadonlyMap<string, Tokens>;

type Tokens = readonly Token[];

/** A clause: the row whose keywords begin it, and the tokens after them. The beginning of the statement has no row. */
interface Clause {
    readonly head: Head | undefined;
    readonly tokens: Tokens;
}

interface Head {
    readonly words: readonly string[];
    /** Undefined for WITH, and for a clause that no argument has. */
    readonly row: Row | undefined;
    /** True if the keywords belong to the value. */
    readonly isPart?: boolean;
    readonly isOther?: true;
}

/** The key of the tokens that no argument has, such as an option that this version does not know. */
export const UNTAKEN = "";

/** Splits a stored definition into the tokens of its arguments, by the rows of its kind. */
export function parseDefinition(kind: ObjectKind, definition: string): ParsedDefinition {
    const parts = new Map<string, Tokens>();
    for (const [path, tokens] of clausesOf(kind, withoutEnd(lex(definition))).flatMap(clause => argumentsIn(kind, clause))) {
        const before = parts.get(path);
        parts.set(path, before === undefined ? tokens : [...before, COMMA, ...tokens]);
    }
    return parts;
}

/** Separates the values of an option that occurs more than once. */
const COMMA: Token = { kind: "symbol", text: ",", at: 0, end: 0 };

/** Removes a semicolon at the end, and the `AS OF` time that Materialize adds to a materialized view. */
function withoutEnd(tokens: Tokens): Tokens {
    const statement = tokens.at(-1)?.text === ";" ? tokens.slice(0, -1) : tokens;
    const asOf = isWord(statement.at(-3), "AS") && isWord(statement.at(-2), "OF") && statement.at(-1)?.kind === "number";
    return asOf ? statement.slice(0, -3) : statement;
}

function clausesOf(kind: ObjectKind, tokens: Tokens): Clause[] {
    const heads = headsOf(kind);
    const clauses: Clause[] = [];
    let from = 0;
    let head: Head | undefined;
    let depth = 0;
    for (const [at, token] of tokens.entries()) {
        const next = depth === 0 && at >= from ? heads.find(one => begins(tokens, at, one)) : undefined;
        const isOther = next !== undefined && (next.isPart !== true || next.row !== head?.row);
        if (isOther && head?.row?.value.isSql !== true) {
            clauses.push({ head, tokens: tokens.slice(from, at) });
            head = next;
            from = next.isPart === true ? at : at + next.words.length;
        }
        if (at >= from && token.kind === "symbol") depth += "([".includes(token.text) ? 1 : ")]".includes(token.text) ? -1 : 0;
    }
    return [...clauses, { head, tokens: tokens.slice(from) }];
}

/** Returns the keywords that begin clauses, longest first. The WITH of a format has no parentheses and begins no clause. */
function headsOf(kind: ObjectKind): Head[] {
    const named = kind.rows.flatMap(row => headsOfRow(row));
    const others = (kind.otherClauses ?? []).map((text): Head => ({ words: text.split(" "), row: undefined, isOther: true }));
    return [...named, ...others, { words: ["WITH"], row: undefined }].sort((a, b) => b.words.length - a.words.length);
}

function headsOfRow(row: Row): Head[] {
    const { position } = row;
    if (position.in !== "clause") return [];
    const wordsOf = (text: string): string[] => text.split(/\s+/u).filter(Boolean);
    const parts = (position.parts ?? []).map((part): Head => ({ words: wordsOf(part), row, isPart: true }));
    const after = wordsOf(position.after);
    return after.length > 0 ? [{ words: after, row }, ...parts] : parts;
}

const begins = (tokens: Tokens, at: number, { words, row, isOther }: Head): boolean =>
    words.every((word, step) => isWord(tokens[at + step], word)) &&
    (row !== undefined || isOther === true || isWord(tokens[at + 1], "("));

/** Returns the arguments of a clause: its own value, and those of the list in parentheses after it. */
function argumentsIn(kind: ObjectKind, { head, tokens }: Clause): [string, Tokens][] {
    if (head === undefined) return argumentsInList(kind, firstList(kind), tokens);
    if (head.isOther === true) return [];
    if (head.row === undefined) return argumentsInList(kind, "with", tokens);
    if (head.row.opens === undefined) return [[head.row.path, tokens]];
    const list = tokens.findIndex(token => isWord(token, "("));
    const end = list < 0 ? tokens.length : list;
    return [[head.row.path, tokens.slice(0, end)], ...argumentsInList(kind, head.row.opens, tokens.slice(end))];
}

/** Returns the type of the list in parentheses after the object's name. */
const firstList = (kind: ObjectKind): "options" | "columns" =>
    kind.rows.some(row => row.opens !== undefined) || !kind.rows.some(row => row.position.in === "options")
        ? "columns"
        : "options";

function argumentsInList(kind: ObjectKind, list: "options" | "columns" | "with", tokens: Tokens): [string, Tokens][] {
    const from = tokens.findIndex(token => isWord(token, "("));
    if (from < 0) return [];
    const end = closing(tokens, from);
    const after = tokens.slice(end + 1);
    const untaken: [string, Tokens][] = after.length === 0 ? [] : [[UNTAKEN, after]];
    if (list === "columns") return [["columns", tokens.slice(from, end + 1)], ...untaken];
    const rows = kind.rows.filter(row => row.position.in === list);
    return [...itemsOf(tokens.slice(from + 1, end)).flatMap(item => optionIn(rows, item)), ...untaken];
}

/** Returns the argument of `NAME = value` or `NAME value`. The longest matching name decides. */
function optionIn(rows: readonly Row[], item: Tokens): [string, Tokens][] {
    const named = rows.flatMap(row => namesOf(row).map(name => ({ path: row.path, words: name.split(" ") })));
    const fitting = named.filter(({ words }) => words.every((word, step) => isWord(item[step], word)));
    const best = fitting.sort((a, b) => b.words.length - a.words.length)[0];
    if (best === undefined) return item.length === 0 ? [] : [[UNTAKEN, item]];
    const value = item.slice(best.words.length);
    return [[best.path, isWord(value[0], "=") ? value.slice(1) : value]];
}

const namesOf = (row: Row): string[] => ("option" in row.position ? [row.position.option, row.alsoStoredAs ?? []].flat() : []);
