import { failure, MaterializeError } from "../errors";
import type { StatementRule } from "../kinds/kind";
import { Cursor, isWord } from "../sql/cursor";
import type { Token } from "../sql/lexer";
import type { Statement } from "../sql/parser";
import type { VersionAnswers } from "../versions";
import type { Transaction } from "./session";

type RuleOf = (kind: string) => StatementRule | undefined;

const CHANGES = /^(?:create|alter|drop|grant|revoke|comment|reassign|validate)(?:_|$)/u;

/** True for a statement that changes objects, which a transaction block keeps until its end. */
export const isChange = ({ kind }: Statement): boolean => CHANGES.test(kind);

const isSeveral = (rule: RuleOf, kind: string): boolean => rule(kind)?.transaction === "several";

/** Errors of the names in a statement, which are looked up before anything else is checked. */
const OF_NAMES =
    /^(?:unknown (?!cluster replica size)|(?:type|function) .* does not exist|qualified name |the local Materialize )/u;

/**
 * True if a statement in a block is refused with an error at once. Materialize looks up the names of a statement at once, and checks the
 * rest at the end of the block, unless a block can hold several such statements.
 */
export function refusesAtOnce(error: unknown, rule: StatementRule): boolean {
    return rule.transaction === "several" || !(error instanceof MaterializeError) || OF_NAMES.test(error.message);
}

/** Refuses a statement that a block cannot hold, or not after the statements that it has. */
export function checkInBlock(transaction: Transaction, statement: Statement, rule: RuleOf, version: VersionAnswers): void {
    if (rule(statement.kind)?.transaction === "never") throw forbidden(statement, version);
    if (transaction.read) throw readOnly();
    const { pending } = transaction;
    const kinds = [statement.kind, ...pending.map(({ kind }) => kind)];
    if (pending.length > 0 && !kinds.every(kind => isSeveral(rule, kind))) throw notAfter(pending, rule);
}

/** Refuses a query in a transaction that has changed objects. */
export function refuseRead(pending: Transaction["pending"], rule: RuleOf): void {
    if (pending.length > 0) throw notAfter(pending, rule);
}

/** The error of a statement that cannot follow those of a block. */
const notAfter = (pending: Transaction["pending"], rule: RuleOf): Error =>
    failure(
        pending.every(({ kind }) => isSeveral(rule, kind))
            ? "transactions which modify objects are restricted to just modifying objects"
            : "this transaction can only execute a single statement",
        "25000",
    );

/** Refuses a change among the other statements of a message without a block. */
export function refuseAmongOthers(
    statement: Statement,
    others: readonly Statement[],
    rule: RuleOf,
    version: VersionAnswers,
): void {
    if (!isSeveral(rule, statement.kind)) throw forbidden(statement, version);
    // The changes of a message are committed one by one, so that each counts as one of another session.
    if (others.some(({ kind }) => isSeveral(rule, kind))) throw raced();
}

/** Refuses a statement of a block, or its COMMIT, if something was changed since the first statement of the block. */
export function refuseRace(transaction: Transaction, { changes }: { readonly changes: number }): void {
    transaction.changes ??= changes;
    if (transaction.changes !== changes) throw raced();
}

const raced = (): Error =>
    failure("another session modified the catalog while this DDL transaction was open", "40001", {
        hint: "Currently, DDL transactions fail when any other DDL happens concurrently, even on unrelated schemas/clusters.",
    });

export function readOnly(): Error {
    return failure("transaction in read-only mode", "25006", {
        detail: "SELECT queries cannot be combined with other query types, including SUBSCRIBE.",
    });
}

function forbidden({ sql }: Statement, { hidesSecrets }: VersionAnswers): Error {
    const shown = hidesSecrets ? sql.replace(/(\bSECRET\b.*?\bAS\s+)'(?:[^']|'')*'/isu, "$1'<REDACTED>'") : sql;
    return failure(`${withEquals(shown)} cannot be run inside a transaction block`, "25001");
}

/** Writes the `=` of options in parentheses that have none, as Materialize prints a statement: `SET (REPLICATION FACTOR 0)`. */
function withEquals(sql: string): string {
    const cursor = new Cursor(sql);
    const places: number[] = [];
    let depth = 0;
    for (let last: Token | undefined; !cursor.done();) {
        const token = cursor.advance();
        if (token.kind === "symbol") depth += token.text === "(" ? 1 : token.text === ")" ? -1 : 0;
        const isValue = token.kind === "string" || token.kind === "number";
        if (depth > 0 && isValue && last?.kind === "word" && !isWord(last, "FOR")) places.push(last.end);
        last = token;
    }
    return places.reduceRight((text, at) => `${text.slice(0, at)} =${text.slice(at)}`, sql);
}

const ONE_WORD = new Set(["COMMENT", "GRANT", "REVOKE"]);

/** Returns the command tag of a statement that is not planned yet. */
export function tagOf({ sql }: Statement): string {
    const words = /^\s*(\w+)\s+(?:OR\s+REPLACE\s+)?(\w+)/u.exec(sql)?.slice(1, 3) ?? [];
    const [first = "", second = ""] = words.map(word => word.toUpperCase());
    return ONE_WORD.has(first) ? first : `${first} ${second}`;
}
