import type { Token } from "../sql/lexer";
import type { Reader } from "../sql/reader";
import { itemsOf } from "../sql/tokens";
import { join, keyword, literal, name, type Sql, sql } from "../sql/sql";
import { properties, type ShapeOf } from "./oneOf";
import { columnName } from "./list";
import { checkName, nameSchema } from "./reference";
import { describeType, flag, text } from "./scalars";
import { describeSchema } from "./schema";
import {
    type Fields,
    isAbsent,
    isFields,
    isUnknown,
    type Problem,
    valueSql,
    type ArgumentContext,
    type ValueOf,
    type ValueType,
} from "./value";

/** A metadata column: true for its default name, or an alias. */
const alias: ValueType<boolean | string> = {
    type: { type: "one of", alternatives: [{ type: "boolean" }, nameSchema("a column's name")] },
    check: (value, context) => {
        if (isUnknown(value) || typeof value === "boolean") return [];
        if (typeof value !== "string") return context.problem(`takes true or a column's name, not ${describeType(value)}`);
        return checkName(value, context);
    },
    write: value => (typeof value === "boolean" ? keyword("") : sql` AS ${name(value)}`),
};

const headerFields = { key: text(), alias: columnName, bytes: flag };

const headerProperties = properties(headerFields, ["key", "alias"]);

const header: ValueType<ShapeOf<typeof headerProperties>> = {
    ...headerProperties,
    write: (value, context) => {
        const key = isUnknown(value.key) ? valueSql(headerFields.key, value.key, context) : literal(value.key, context.secret);
        const raw = value.bytes === true ? " BYTES" : "";
        return sql`HEADER ${key} AS ${valueSql(columnName, value.alias, context.child("alias"))}${keyword(raw)}`;
    },
};

const headers: ValueType<ValueOf<typeof header>[]> = {
    type: { type: "list", items: header.type, minItems: 0, description: "a list of { key, alias }" },
    check: (value, context) => {
        if (isUnknown(value)) return [];
        if (!Array.isArray(value)) return context.problem(`takes ${describeSchema(headers.type)}, not ${describeType(value)}`);
        return value.flatMap((one, at) => header.check(one, context.child(at)));
    },
    write: (value, context) =>
        join(
            value.map((one, at) => valueSql(header, one, context.child(at))),
            ", ",
        ),
};

/** The metadata columns, in the order in which they are written. */
const columns = {
    key: alias,
    partition: alias,
    offset: alias,
    timestamp: alias,
    headers: alias,
};

/** What can be included besides the key. */
export const METADATA = ["partition", "offset", "timestamp", "headers", "header"] as const;

const includeProperties = properties({ ...columns, header: headers });

/** The metadata columns of a source or table. */
export const include: ValueType<ShapeOf<typeof includeProperties>> = {
    type: includeProperties.type,
    check: (value, context) => {
        const problems = includeProperties.check(value, context);
        return problems.length > 0 || isUnknown(value) ? problems : checkTwice(value as Fields, context);
    },
    write: (value, context) => {
        const items = Object.entries(columns).flatMap(([key, column]): Sql[] => {
            const given = value[key as keyof typeof columns];
            if (isAbsent(given) || given === false) return [];
            return [sql`${keyword(key.toUpperCase())}${valueSql(column, given, context.child(key))}`];
        });
        const single =
            isAbsent(value.header) || value.header.length === 0 ? [] : [valueSql(headers, value.header, context.child("header"))];
        return join([...items, ...single], ", ");
    },
    interpret: readItems,
    // The order of the items is not significant, so they are sorted. No two items have the same text.
    normalize: tokens => {
        const text = (item: readonly Token[]): string => item.map(token => token.text.toLowerCase()).join(" ");
        return itemsOf(tokens)
            .sort((a, b) => (text(a) < text(b) ? -1 : 1))
            .flat();
    },
};

/** Reads the metadata columns, in any order. */
function readItems(from: Reader): ShapeOf<typeof includeProperties> {
    const found: Record<string, unknown> = {};
    const single: unknown[] = [];
    do {
        if (from.accept("HEADER")) {
            const key = from.text();
            from.expect("AS");
            const named = from.text();
            single.push({ key, alias: named, ...(from.accept("BYTES") ? { bytes: true } : {}) });
        } else {
            const column = Object.keys(columns).find(one => from.accept(one.toUpperCase())) ?? from.fail("a metadata column");
            found[column] = from.accept("AS") ? from.text() : true;
        }
    } while (from.accept(","));
    return single.length === 0 ? found : { ...found, header: single as ValueOf<typeof headers> };
}

/** Returns the names of the included columns. */
export const includedColumns = (value: unknown): string[] => columnNames(value, Object.keys(columns));

/** Returns the names of the included columns without those of the key, which come before the columns of the value. */
export const metadataColumns = (value: unknown): string[] =>
    columnNames(
        value,
        METADATA.filter(key => key !== "header"),
    );

function columnNames(value: unknown, keys: readonly string[]): string[] {
    if (!isFields(value)) return [];
    const named = keys.flatMap(key => (value[key] === true ? [key] : aliasesIn(value[key])));
    return [...named, ...aliasesIn(value.header)];
}

/** Returns the aliases that an argument of `include` gives. */
export function aliasesIn(given: unknown): string[] {
    const names: unknown[] = Array.isArray(given) ? given.filter(isFields).map(one => one.alias) : [given];
    return names.filter(one => typeof one === "string" && !isUnknown(one)).map(String);
}

function checkTwice(value: Fields, context: ArgumentContext): Problem[] {
    const names = includedColumns(value);
    const twice = names.filter((one, at) => names.indexOf(one) < at);
    return twice.flatMap(one => context.problem(`names the column "${one}" more than once: give one of them an alias`));
}
