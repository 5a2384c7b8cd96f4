import { lex, type Token } from "../../provider/sql/lexer";
import { isWord } from "../../provider/sql/reader";

/** A statement of a file. Its words are in lower case in its tokens, as Materialize reads them. */
export interface Statement {
    /** The file and the line: `orders.sql:12`. */
    readonly place: string;
    readonly text: string;
    readonly tokens: readonly Token[];
}

/** A file with statements. */
export interface SqlFile {
    readonly name: string;
    readonly text: string;
}

/** Returns the text of a token as Materialize reads it: words are in lower case. */
export const nameOf = ({ kind, text }: Token): string => (kind === "word" ? text.toLowerCase() : text);

/** Returns the tokens of a text, with words in lower case. */
export const foldedTokens = (text: string): Token[] => lex(text).map(token => ({ ...token, text: nameOf(token) }));

/** Returns the names of a path that begins at a token; none if no name does. */
export function pathAt(tokens: readonly Token[], from: number): Token[] {
    const path: Token[] = [];
    for (let at = from; ; at += 2) {
        const token = tokens[at];
        if (token?.kind !== "word" && token?.kind !== "quoted") return [];
        path.push(token);
        if (!isWord(tokens[at + 1], ".")) return path;
    }
}

/** Splits a file into its statements and the commands of psql. Throws where a quote or a comment is never closed. */
export function statementsOf({ name, text }: SqlFile): Statement[] {
    const statements: Statement[] = [];
    let from = 0;
    while (from < text.length) {
        const tokens = lex(text.slice(from));
        const command = tokens.findIndex((token, at) => isWord(token, "\\") && isFirst(tokens, at));
        const base = from;
        const own = command < 0 ? tokens : tokens.slice(0, command);
        for (const [first, last] of splitAtSemicolons(own)) {
            const place = placeAt(name, text, base + first.at);
            statements.push(statement(place, text.slice(base + first.at, base + last.end)));
        }
        const start = base + (tokens[command]?.at ?? text.length);
        if (command < 0) refuseOpen(name, text, base, tokens);
        const end = text.indexOf("\n", start);
        from = end < 0 ? text.length : end;
        if (command >= 0) statements.push({ place: placeAt(name, text, start), text: text.slice(start, from), tokens: [] });
    }
    return statements;
}

const statement = (place: string, text: string): Statement => ({ place, text, tokens: foldedTokens(text) });

/** Returns true if a token begins a statement. */
const isFirst = (tokens: readonly Token[], at: number): boolean => at === 0 || isWord(tokens[at - 1], ";");

/** Returns the first and the last token of each statement. */
function splitAtSemicolons(tokens: readonly Token[]): [first: Token, last: Token][] {
    const found: [Token, Token][] = [];
    let first: Token | undefined;
    for (const [at, token] of tokens.entries()) {
        if (isWord(token, ";")) {
            first = undefined;
            continue;
        }
        first ??= token;
        if (at === tokens.length - 1 || isWord(tokens[at + 1], ";")) found.push([first, token]);
    }
    return found;
}

const placeAt = (name: string, text: string, at: number): string => `${name}:${String(text.slice(0, at).split("\n").length)}`;

/** Throws if the end of a text is in a quote or in a comment. */
function refuseOpen(name: string, text: string, from: number, tokens: readonly Token[]): void {
    const open = tokens.find(
        ({ kind, text: quote, at, end }) =>
            kind === "symbol" && `'"$`.includes(quote) && end - at >= 1 && from + end === text.length,
    );
    if (open !== undefined) throw new Error(`${placeAt(name, text, from + open.at)}: the quote ${open.text} is never closed`);
    const end = from + (tokens.at(-1)?.end ?? 0);
    if (lex(`${text.slice(end)}\n;`).length !== 1) throw new Error(`${placeAt(name, text, end)}: a comment is never closed`);
}
