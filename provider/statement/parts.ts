import { fullText, hidden, join, keyword, type Sql, sql } from "../sql/sql";
import { type Fields, isAbsent, isFields, isUnknown, valueSql } from "../values/value";
import { type Arguments, type GrantKind, isGrant, type Kind, type ObjectKind, type StatementParts, type Row } from "./kind";
import { namespaceOf, argumentContext, qualifiedNameOf } from "./qualifiedName";

/** The arguments, asked by path. */
export const argumentsOf = (args: Fields): Arguments => {
    const get = (path: string): unknown =>
        path
            .split(".")
            .reduce<unknown>(
                (value, step) => (isFields(value) ? (value[step] ?? undefined) : isUnknown(value) ? value : undefined),
                args,
            );
    return { get, has: path => !isAbsent(get(path)) };
};

/** An argument's value as SQL; undefined where it was left out. */
export function rowSql(kind: Kind, row: Row, args: Fields, secrets: readonly string[]): Sql | undefined {
    const value = argumentsOf(args).get(row.path);
    return isAbsent(value) ? undefined : argumentSql(kind, row, args, value, secrets);
}

/** What a value means, however it is written; secrets are compared by their values. */
export function comparableText(kind: Kind, row: Row, args: Fields, value: unknown): string {
    if (row.value.meaning !== undefined && !isUnknown(value)) return row.value.meaning(value);
    return fullText(argumentSql(kind, row, args, value, []));
}

/** A value as SQL, in the place of an argument. */
export const argumentSql = (kind: Kind, row: Row, args: Fields, value: unknown, secrets: readonly string[]): Sql =>
    hideSecret(row, valueSql(row.value, value, argumentContext(row.path, namespaceOf(kind, args), secrets)), secrets);

/** Where a part of an argument is secret, the preview shows none of it: names and numbers cannot be told apart there. */
function hideSecret(row: Row, written: Sql, secrets: readonly string[]): Sql {
    const within = (path: string, holder: string): boolean =>
        path === holder || path.startsWith(`${holder}.`) || path.startsWith(`${holder}[`);
    const touches = secrets.some(path => within(path, row.path) || within(row.path, path));
    return touches ? hidden(written) : written;
}

/** The pieces of the statement that makes an object. */
export function statementParts(kind: GrantKind | ObjectKind, args: Fields, secrets: readonly string[]): StatementParts {
    const written = (place: string): { row: Row; value: Sql }[] =>
        kind.rows.flatMap(row => {
            const value = row.position.in === place ? rowSql(kind, row, args, secrets) : undefined;
            return value === undefined ? [] : [{ row, value }];
        });
    return {
        args,
        target: isGrant(kind) ? [] : qualifiedNameOf(kind, args),
        clause: path => written("clause").flatMap(({ row, value }) => (row.path === path ? clauseOf(row, value) : [])),
        namespaceArgument: path => written("path").flatMap(({ row, value }) => (row.path === path ? [value] : [])),
        options: written("options").map(({ row, value }) => optionSql(row, value)),
        with: withClause(written("with").map(({ row, value }) => optionSql(row, value))),
    };
}

/** A clause with its keywords; nothing where nothing is said. */
const clauseOf = ({ position: place }: Row, value: Sql): Sql[] => {
    if (value.length === 0) return [];
    const after = "after" in place ? place.after : "";
    return [after === "" ? value : sql`${keyword(/\s$/u.test(after) ? after : `${after} `)}${value}`];
};

/** ` WITH (…)` on a line of its own, or nothing. */
export const withClause = (options: readonly Sql[]): Sql =>
    options.length === 0
        ? []
        : sql`
    WITH (${join(options, ", ")})`;

/** `NAME = value`. */
export const optionSql = (row: Row, value: Sql): Sql =>
    optionName(row) === "" ? value : sql`${keyword(optionName(row))} = ${value}`;

/** What an ALTER says of an option that is to go. */
export const resetSql = (row: Row): Sql => keyword(row.resetAs ?? optionName(row));

const optionName = (row: Row): string => ("option" in row.position ? row.position.option : "");
