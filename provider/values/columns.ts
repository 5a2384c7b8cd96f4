import { plainType, readColumns, tokensText } from "../sql/columns";
import { plain } from "../sql/plain";
import { lex } from "../sql/lexer";
import type { Reader } from "../sql/reader";
import { keyword, type Sql, sql } from "../sql/sql";
import { symbol, type Tokens, word } from "../sql/tokens";
import { columnName, list } from "./list";
import { properties, type ShapeOf } from "./oneOf";
import { expression } from "./query";
import { flag } from "./scalars";
import { sqlType, storedType, typeMeaning } from "./sqlType";
import { type ArgumentContext, isAbsent, isFields, isUnknown, type Problem, valueSql, type ValueType } from "./value";

const fields = properties({ name: columnName, type: sqlType, notNull: flag, default: expression }, ["name", "type"]);

/** A column of a table. */
export type TableColumn = ShapeOf<typeof fields>;

function writeColumn(value: TableColumn, context: ArgumentContext): Sql {
    const [named, type] = [
        valueSql(columnName, value.name, context.child("name")),
        valueSql(sqlType, value.type, context.child("type")),
    ];
    const notNull = isUnknown(value.notNull)
        ? sql` ${valueSql(flag, value.notNull ?? false, context)}`
        : keyword(value.notNull === true ? " NOT NULL" : "");
    const byDefault = isAbsent(value.default)
        ? keyword("")
        : sql` DEFAULT ${valueSql(expression, value.default, context.child("default"))}`;
    return sql`${named} ${type}${notNull}${byDefault}`;
}

/** Returns a text that is equal for columns that Materialize stores alike. */
const columnMeaning = (value: TableColumn, context: ArgumentContext): string =>
    JSON.stringify([
        value.name,
        typeMeaning(value.type, context.child("type")),
        value.notNull ?? false,
        isAbsent(value.default) ? null : plain(lex(value.default)).map(({ kind, text }) => [kind, text]),
    ]);

/** A column, as CREATE TABLE and ALTER TABLE … ADD COLUMN declare it. */
export const tableColumn: ValueType<TableColumn> = { ...fields, write: writeColumn, meaning: columnMeaning };

const columns = list(tableColumn);

/** Returns an item for each line of a list in parentheses. */
export const linesOf = (items: readonly Sql[]): Sql =>
    items.length === 0
        ? keyword("()")
        : sql`(
    ${items.flatMap((item, at) => (at === 0 ? item : [...keyword(",\n    "), ...item]))}
)`;

/** Refuses a name that several columns have. */
export function checkNames(value: readonly unknown[], context: ArgumentContext): Problem[] {
    const names = value.map(one => (isFields(one) && !isUnknown(one.name) ? one.name : undefined));
    const repeated = names.findIndex((one, at) => one !== undefined && names.indexOf(one) < at);
    return repeated < 0
        ? []
        : context.child(repeated).child("name").problem("is the name of another column: each column needs its own");
}

/** Returns the tokens that are compared: types and expressions in the form in which Materialize stores them. */
const normalized = (tokens: Tokens): Tokens =>
    readColumns(tokens).flatMap(({ name: named, type, notNull, byDefault }) => [
        { ...word(named), kind: "quoted" as const },
        ...plainType(type),
        ...(notNull ? [word("NOT"), word("NULL")] : []),
        ...(byDefault === undefined ? [] : [word("DEFAULT"), ...plain(byDefault)]),
        symbol(","),
    ]);

const readTable = (from: Reader): TableColumn[] =>
    readColumns(from.rest()).map(({ name: named, type, notNull, byDefault, others }) => ({
        ...{ name: named, type: others.length > 0 ? from.fail("a column without constraints") : storedType(type) },
        ...(notNull ? { notNull } : {}),
        ...(byDefault === undefined ? {} : { default: tokensText(byDefault) }),
    }));

/** The columns of a table. */
export const tableColumns: ValueType<TableColumn[]> = {
    ...columns,
    check: (value, context) => {
        const problems = columns.check(value, context);
        return problems.length > 0 || !Array.isArray(value) ? problems : checkNames(value, context);
    },
    write: (value, context) => linesOf(value.map((one, at) => valueSql(tableColumn, one, context.child(at)))),
    read: readTable,
    normalize: normalized,
    meaning: (value, context) => value.map((one, at) => columnMeaning(one, context.child(at))).join(),
};

/**
 * Returns the columns that are new at the end of a table, if all others stay and the new ones can be added in place: a new column is NULL in
 * the rows that exist. Otherwise undefined.
 */
export function addedColumns(old: unknown, now: unknown, context: ArgumentContext): TableColumn[] | undefined {
    if (!Array.isArray(old) || !Array.isArray(now) || now.length <= old.length) return undefined;
    const [before, after] = [old as TableColumn[], now as TableColumn[]];
    const isSame = before.every(
        (one, at) => after[at] !== undefined && columnMeaning(one, context) === columnMeaning(after[at], context),
    );
    const added = after.slice(before.length);
    return isSame && added.every(one => one.notNull !== true && isAbsent(one.default)) ? added : undefined;
}
