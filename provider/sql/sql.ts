import { createHash } from "node:crypto";
import { UNKNOWN } from "../../common/unknowns";
import { lex } from "./lexer";

export { UNKNOWN };

/** SQL as data: fixed texts, and values of the program, which only the printer quotes and writes. */
export type Sql = readonly Part[];

type Part =
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "name"; readonly path: readonly string[] }
    | { readonly kind: "literal"; readonly text: string; readonly secret: boolean }
    | { readonly kind: "bytes"; readonly text: string }
    | { readonly kind: "hidden"; readonly sql: Sql }
    | { readonly kind: "verbatim"; readonly text: string; readonly secret: boolean };

/** Returns the SQL of a template: its text verbatim, and the SQL of its placeholders. */
export function sql(texts: TemplateStringsArray, ...holes: (Sql | number | boolean)[]): Sql {
    return texts.flatMap((text, at) => {
        const hole = holes[at];
        return [
            { kind: "text", text } as const,
            ...(hole === undefined ? [] : typeof hole === "object" ? hole : keyword(String(hole))),
        ];
    });
}

/** Returns a keyword, the name of an option or a number, never a value of the program. */
export const keyword = (text: string): Sql => [{ kind: "text", text }];

/** Returns an identifier, or several identifiers separated by dots, each of them quoted. */
export const name = (...path: readonly string[]): Sql => [{ kind: "name", path }];

/** Returns a string literal. */
export const literal = (text: string, secret = false): Sql => [{ kind: "literal", text, secret }];

/** Returns the value of a secret as bytea, so that every byte is preserved. */
export const bytes = (text: string): Sql => [{ kind: "bytes", text }];

/** Returns a text that is SQL itself: the query of a view, an expression of an index, a quoted qualified name. */
export const verbatim = (text: string, secret = false): Sql => [{ kind: "verbatim", text, secret }];

/** Returns SQL that is secret as a whole, since a part of it is secret. */
export const hidden = (inner: Sql): Sql => [{ kind: "hidden", sql: inner }];

/** Joins parts with a separator. */
export const join = (pieces: readonly Sql[], separator: string): Sql =>
    pieces.flatMap((piece, at) => (at === 0 ? piece : [...keyword(separator), ...piece]));

/** Quotes an identifier. */
export const quoteName = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Quotes a string literal. A backslash does not escape in it. */
export const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Number of bytes above which a value in hex would exceed the limit of 1,000,000 characters of a query. */
const HEX_LIMIT = 490_000;

/** Writes a text as a value of type bytea. In the escape format, `'…'`, backslashes would change the value. */
function quoteBytes(text: string): string {
    const value = Buffer.from(text, "utf8");
    return value.length <= HEX_LIMIT ? `'\\x${value.toString("hex")}'` : `decode('${value.toString("base64")}', 'base64')`;
}

/** Returns the statement that is sent to the server. */
export function statementText(statement: Sql): string {
    const text = fullText(statement);
    if (text.includes(UNKNOWN)) throw new Error("a value that is not known yet cannot be sent");
    return text;
}

/** Returns the statement with all its values, to compare two statements. */
export function fullText(statement: Sql): string {
    return statement.map(fullPart).join("");
}

function fullPart(part: Part): string {
    switch (part.kind) {
        case "text":
        case "verbatim":
            return part.text;
        case "name":
            return part.path.map(quoteName).join(".");
        case "literal":
            return quoteLiteral(part.text);
        case "bytes":
            return quoteBytes(part.text);
        case "hidden":
            return fullText(part.sql);
    }
}

/** Returns the statement that a preview shows: unknown parts as `‹…›`, secret parts as `[secret]`, long parts by size and hash. */
export function definitionText(statement: Sql): string {
    return statement.map(definitionPart).join("");
}

/** Returns true if a part that previews show is unknown. */
export const isUnknownSql = (statement: Sql): boolean =>
    statement.some(part => !isHidden(part) && fullPart(part).includes(UNKNOWN));

/** The text that a preview shows for an unknown part. */
const UNKNOWN_SHOWN = "‹…›";

const LONG = 4096;

/** Returns true if previews show nothing of a part. */
const isHidden = (part: Part): boolean => part.kind === "bytes" || part.kind === "hidden" || ("secret" in part && part.secret);

function definitionPart(part: Part): string {
    if (part.kind === "hidden" || isHidden(part)) return "[secret]";
    if (part.kind === "text") return part.text;
    if (part.kind === "name") return part.path.map(step => (step.includes(UNKNOWN) ? UNKNOWN_SHOWN : quoteName(step))).join(".");
    if (part.text.includes(UNKNOWN)) return UNKNOWN_SHOWN;
    if (Buffer.byteLength(part.text) > LONG) return summary(part.text);
    return part.kind === "literal" ? quoteLiteral(part.text) : part.text;
}

function summary(text: string): string {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
    return `‹${String(Math.round(Buffer.byteLength(text) / 1024))} KB, sha256 ${hash}›`;
}

/** Returns all texts by which an error message of the server can quote a secret of the statement. */
export function secretTexts(statement: Sql): string[] {
    return statement.flatMap(secretPartTexts).filter(text => text !== "");
}

function secretPartTexts(part: Part): string[] {
    if (part.kind === "bytes") return [part.text, quoteBytes(part.text).replace(/^[^']*'|'[^']*$/gu, "")];
    if (part.kind === "hidden") return [...secretTexts(part.sql), ...pieces(fullText(part.sql))];
    if (part.kind === "literal" && part.secret) return [part.text];
    return part.kind === "verbatim" && part.secret ? [part.text, ...pieces(part.text)] : [];
}

/** Returns the strings, names and numbers that a syntax error can quote, if they have at least four characters. */
const pieces = (text: string): string[] => lex(text).flatMap(token => (token.text.length >= 4 ? [token.text] : []));
