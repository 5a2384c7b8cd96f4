import { fullText, hidden, join, keyword, type Sql, sql } from "../sql/sql";
import { type Fields, isAbsent, isFields, containsUnknown, isUnknown, valueSql } from "../values/value";
import { type AnyKind, type Arguments, hasSubject, type Kind, type StatementParts, type Row } from "./kind";
import { namespaceOf, argumentContext, qualifiedNameOf } from "./qualifiedName";

/** Returns the arguments of a resource, by path. */
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

/** Returns true if an object with these arguments has the argument of a row. */
export const applies = (row: Row, args: Fields): boolean => row.appliesIf?.(argumentsOf(args)) !== false;

/** Returns an argument's value as SQL; undefined if it was omitted, or is written by leaving it out. */
export function rowSql(kind: Kind, row: Row, args: Fields, secrets: readonly string[]): Sql | undefined {
    const value = argumentsOf(args).get(row.path);
    const written = isAbsent(value) ? [] : argumentSql(kind, row, args, value, secrets);
    return written.length === 0 ? undefined : written;
}

/** Returns a text that is equal for values with the same meaning. Secrets are compared by their values. */
export function comparableText(kind: Kind, row: Row, args: Fields, value: unknown): string {
    const written = fullText(argumentSql(kind, row, args, value, []));
    // A value of which a part is not known yet has no meaning, and equals no other one.
    if (row.value.meaning === undefined || containsUnknown(written)) return written;
    return row.value.meaning(value, argumentContext(row.path, namespaceOf(kind, args), []));
}

/** Returns a value as SQL, as the value of an argument. */
export const argumentSql = (kind: Kind, row: Row, args: Fields, value: unknown, secrets: readonly string[]): Sql =>
    hideSecret(row.path, valueSql(row.value, value, argumentContext(row.path, namespaceOf(kind, args), secrets)), secrets);

/** Hides an argument of which a part is secret. The preview shows none of it, since SQL does not mark the part that is secret. */
function hideSecret(argument: string, value: Sql, secrets: readonly string[]): Sql {
    const within = (path: string, holder: string): boolean =>
        path === holder || path.startsWith(`${holder}.`) || path.startsWith(`${holder}[`);
    const touches = secrets.some(path => within(path, argument) || within(argument, path));
    return touches && value.length > 0 ? hidden(value) : value;
}

/** Returns the parts of the CREATE or GRANT statement. */
export function statementParts(kind: AnyKind, args: Fields, secrets: readonly string[]): StatementParts {
    const valuesIn = (list: Row["position"]["in"]): { row: Row; value: Sql }[] =>
        kind.rows.flatMap(row => {
            const value = row.position.in === list ? rowSql(kind, row, args, secrets) : undefined;
            return value === undefined ? [] : [{ row, value }];
        });
    return {
        args,
        target: hasSubject(kind) ? [] : qualifiedNameOf(kind, args),
        clause: path => valuesIn("clause").flatMap(({ row, value }) => (row.path === path ? clauseOf(row, value) : [])),
        namespaceArgument: path => valuesIn("path").flatMap(({ row, value }) => (row.path === path ? [value] : [])),
        options: valuesIn("options").map(({ row, value }) => optionSql(row, value)),
        with: withClause(valuesIn("with").map(({ row, value }) => optionSql(row, value))),
        hide: (path, value) => hideSecret(path, value, secrets),
    };
}

/** Returns a clause with its keywords; an empty list if the value is empty. */
const clauseOf = ({ position }: Row, value: Sql): Sql[] => {
    if (value.length === 0) return [];
    const after = "after" in position ? position.after : "";
    return [after === "" ? value : sql`${keyword(/\s$/u.test(after) ? after : `${after} `)}${value}`];
};

/** Returns ` WITH (…)` on a separate line, or nothing. */
export const withClause = (options: readonly Sql[]): Sql =>
    options.length === 0
        ? []
        : sql`
    WITH (${join(options, ", ")})`;

/** Returns `NAME = value`. */
export const optionSql = (row: Row, value: Sql): Sql =>
    optionName(row) === "" ? value : sql`${keyword(optionName(row))} = ${value}`;

/** Returns the SQL of an ALTER that removes an option. */
export const resetSql = (row: Row): Sql => keyword(optionName(row));

const optionName = (row: Row): string => ("option" in row.position ? row.position.option : "");
