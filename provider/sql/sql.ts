import { createHash } from "node:crypto";
import { lex } from "./lexer";

/** The value that the engine puts in the place of one that is not known before the deployment. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** SQL as small data: texts of ours, and values of the program that only the printer writes. */
export type Sql = readonly Part[];

type Part =
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "name"; readonly path: readonly string[] }
    | { readonly kind: "literal"; readonly text: string; readonly secret: boolean }
    | { readonly kind: "bytes"; readonly text: string }
    | { readonly kind: "hidden"; readonly sql: Sql }
    | { readonly kind: "verbatim"; readonly text: string; readonly secret: boolean };

/** A template of SQL: its text stands as it is, what is in its holes is SQL already. */
export function sql(texts: TemplateStringsArray, ...holes: (Sql | number | boolean)[]): Sql {
    return texts.flatMap((text, at) => {
        const hole = holes[at];
        return [
            { kind: "text", text } as const,
            ...(hole === undefined ? [] : typeof hole === "object" ? hole : keyword(String(hole))),
        ];
    });
}

/** A keyword, an option's name or a number; never a value of the program. */
export const keyword = (text: string): Sql => [{ kind: "text", text }];

/** An identifier, or a path of identifiers, each of them quoted. */
export const name = (...path: readonly string[]): Sql => [{ kind: "name", path }];

/** A string literal. */
export const literal = (text: string, secret = false): Sql => [{ kind: "literal", text, secret }];

/** A secret's value, every byte of which must arrive. */
export const bytes = (text: string): Sql => [{ kind: "bytes", text }];

/** A text that is SQL itself: the query of a view, an expression of an index, a qualified name that is quoted already. */
export const verbatim = (text: string, secret = false): Sql => [{ kind: "verbatim", text, secret }];

/** SQL that is a secret as a whole, since a part of it is one. */
export const hidden = (inner: Sql): Sql => [{ kind: "hidden", sql: inner }];

/** Several pieces with a separator between them. */
export const join = (pieces: readonly Sql[], separator: string): Sql =>
    pieces.flatMap((piece, at) => (at === 0 ? piece : [...keyword(separator), ...piece]));

/** An identifier as SQL writes it. */
export const quoteName = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A string literal as SQL writes it; a backslash is no escape there. */
export const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Above this many bytes a value in hex would not fit into a query's limit of 1,000,000. */
const HEX_LIMIT = 490_000;

/** A text as a value of type bytea: the escape format of `'…'` would read backslashes in it. */
function quoteBytes(text: string): string {
    const value = Buffer.from(text, "utf8");
    return value.length <= HEX_LIMIT ? `'\\x${value.toString("hex")}'` : `decode('${value.toString("base64")}', 'base64')`;
}

/** The statement as it is sent. */
export function statementText(statement: Sql): string {
    const text = fullText(statement);
    if (text.includes(UNKNOWN)) throw new Error("a value that is not known yet cannot be sent");
    return text;
}

/** The statement with all its values, for comparing two of them. */
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

/** The statement as a preview shows it: unknown parts as `‹…›`, secret parts as `[secret]`, long ones by their size and hash. */
export function definitionText(statement: Sql): string {
    return statement.map(definitionPart).join("");
}

/** What stands in a preview for a part that is not known yet. */
export const UNKNOWN_SHOWN = "‹…›";

const LONG = 4096;

function definitionPart(part: Part): string {
    if (part.kind === "text") return part.text;
    if (part.kind === "bytes" || part.kind === "hidden" || (part.kind !== "name" && part.secret)) return "[secret]";
    if (part.kind === "name") return part.path.map(step => (step.includes(UNKNOWN) ? UNKNOWN_SHOWN : quoteName(step))).join(".");
    if (part.text.includes(UNKNOWN)) return UNKNOWN_SHOWN;
    if (Buffer.byteLength(part.text) > LONG) return summary(part.text);
    return part.kind === "literal" ? quoteLiteral(part.text) : part.text;
}

function summary(text: string): string {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
    return `‹${String(Math.round(Buffer.byteLength(text) / 1024))} KB, sha256 ${hash}›`;
}

/** Every way in which a secret of the statement may be quoted back by an error of the server. */
export function secretTexts(statement: Sql): string[] {
    return statement.flatMap(secretPartTexts).filter(text => text !== "");
}

function secretPartTexts(part: Part): string[] {
    if (part.kind === "bytes") return [part.text, quoteBytes(part.text).replace(/^[^']*'|'[^']*$/gu, "")];
    if (part.kind === "hidden") return [...secretTexts(part.sql), ...pieces(fullText(part.sql))];
    if (part.kind === "literal" && part.secret) return [part.text, part.text.replaceAll("'", "''")];
    return part.kind === "verbatim" && part.secret ? [part.text, ...pieces(part.text)] : [];
}

/** What a server quotes of SQL that it does not understand: single texts, names and numbers. */
const pieces = (text: string): string[] => lex(text).flatMap(token => (token.text.length >= 4 ? [token.text] : []));
