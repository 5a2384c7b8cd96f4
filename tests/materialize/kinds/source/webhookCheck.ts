import { failure } from "../../errors";
import { PostgresError } from "../../postgres/protocol";
import { BYTES_MAP } from "../../postgres/webhookFunctions";
import type { Scope } from "../../session/plan";
import { bracket, commas, line, print, type Doc } from "../../sql/doc";
import { lex } from "../../sql/lexer";
import { quoted } from "../../sql/names";
import { postgresStyle } from "../../sql/postgres";
import { readExpression } from "../../sql/query/expressions";
import type { Column } from "../kafka/columns";
import { reader } from "../support/reader";
import type { CheckInput, RequestCheck } from "./webhookRequest";

/** Refuses a name that two columns have. */
export function refuseTwice(columns: readonly Column[]): void {
    const twice = columns.find(({ name }, index) => columns.findIndex(other => other.name === name) < index);
    if (twice) throw failure(`column reference "${twice.name}" is ambiguous`);
}

interface Input extends CheckInput {
    readonly definition: Doc;
}

/** What a definition has of a check, and what is evaluated for a request. */
interface ReadCheck {
    readonly definition: readonly Doc[];
    readonly uses: readonly string[];
    readonly check?: RequestCheck;
}

export const NO_CHECK: ReadCheck = { definition: [], uses: [] };

/** Reads CHECK (WITH (HEADERS, BODY AS b BYTES, SECRET s AS a) condition). */
export async function readCheck(scope: Scope): Promise<ReadCheck> {
    const { cursor } = scope;
    cursor.expectSymbol("(");
    const inputs = cursor.take("WITH") ? cursor.list(() => readInput(scope)) : [];
    const start = cursor.peek();
    const condition = readExpression(reader(scope));
    await checkCondition(scope, inputs, condition, cursor.since(start));
    cursor.expectSymbol(")");
    // Definitions have the headers first, and the secrets last.
    const rank = ({ word }: Input): number => ["HEADERS", "BODY", "SECRET"].indexOf(word);
    inputs.sort((one, other) => rank(one) - rank(other));
    const given = inputs.length > 0 ? [bracket("WITH (", commas(inputs.map(input => input.definition)), ")"), line] : [];
    const parts: Doc = [...given, { unbroken: condition }];
    const definition: Doc = { plain: bracket("CHECK (", parts, ")"), pretty: bracket("CHECK (", parts, ")", line) };
    return {
        definition: [definition],
        uses: inputs.flatMap(({ secretId }) => secretId ?? []),
        check: { condition: print(condition, postgresStyle), inputs: inputs.map(evaluated) },
    };
}

const evaluated = ({ name, type, word, bytes, secretId }: Input): CheckInput => ({
    ...{ name, type, word, bytes },
    ...(secretId !== undefined && { secretId }),
});

function readInput(scope: Scope): Input {
    const { cursor, resolver, catalog } = scope;
    if (!cursor.take("SECRET")) {
        const word = cursor.advance().text.toUpperCase();
        const { name = word.toLowerCase(), bytes, definition } = readAlias(scope, word);
        const isMap = word === "HEADERS";
        const type = bytes ? (isMap ? BYTES_MAP : "bytea") : isMap ? "store.map" : "text";
        return { word, name, bytes, definition, type };
    }
    const secret = resolver.itemOf("secret", cursor.path());
    const reference: Doc = ["SECRET ", { item: secret.id, path: catalog.path(secret) }];
    const { name = secret.name, bytes, definition } = readAlias(scope, reference);
    return { word: "SECRET", name, bytes, definition, type: bytes ? "bytea" : "text", secretId: secret.id };
}

function readAlias({ cursor }: Scope, doc: Doc): { name: string | undefined; bytes: boolean; definition: Doc } {
    const name = cursor.take("AS") ? cursor.identifier() : undefined;
    const bytes = cursor.take("BYTES");
    const alias: Doc = name === undefined ? "" : [" AS ", { ident: name }];
    return { name, bytes, definition: [doc, alias, bytes ? " BYTES" : ""] };
}

/** Functions whose value depends on the session or the server. `now()` is allowed. */
const VARYING = new Set(
    "current_user session_user current_role current_database current_schema mz_now mz_version mz_environment_id mz_uptime".split(
        " ",
    ),
);
const TYPES: Readonly<Record<number, string>> = { 17: "bytea", 20: "bigint", 23: "integer", 25: "text", 3802: "jsonb" };
const BOOLEAN = 16;

async function checkCondition(scope: Scope, inputs: readonly Input[], condition: Doc, sql: string): Promise<void> {
    const words = lex(sql).map(({ kind, text }) => (kind === "word" ? text.toLowerCase() : text));
    if (words.some((word, index) => word === "(" && ["select", "values", "with", "table"].includes(words[index + 1] ?? "")))
        throw failure("CHECK does not allow subqueries");
    const type = await typeOf(scope, inputs, print(condition, postgresStyle));
    if (type !== undefined && type !== BOOLEAN) throw failure(`CHECK must have type boolean, not type ${TYPES[type] ?? "text"}`);
    if (!inputs.some(({ name }) => words.includes(name)))
        throw failure("expression provided in CHECK does not reference any columns");
    if (words.some(word => VARYING.has(word))) throw failure("expression provided in CHECK is not deterministic");
}

/** The SQLSTATEs of a column that does not exist, or that is ambiguous. */
const OF_COLUMNS = new Set(["42703", "42702"]);

/** Returns the type of a condition, if PostgreSQL has its functions. */
async function typeOf({ database, session }: Scope, inputs: readonly Input[], condition: string): Promise<number | undefined> {
    const columns = inputs.map(({ name, type }) => `NULL::${type} AS ${quoted(name)}`);
    const request = `(SELECT ${['NULL AS " "', ...columns].join(", ")}) AS " "`;
    try {
        const described = await database.describe(`SELECT ${condition} FROM ${request}`, session.state);
        return described.columns[0]?.type;
    } catch (error) {
        if (error instanceof PostgresError && OF_COLUMNS.has(error.postgresCode)) throw error;
        return undefined;
    }
}
