import { isPlain } from "../sql/keywords";
import type { Token } from "../sql/lexer";
import { itemsOf } from "../sql/plain";
import { join, keyword, literal, name, type Sql, sql } from "../sql/sql";
import { checkFields } from "./oneOf";
import { checkName } from "./reference";
import { describeType, flag, text } from "./scalars";
import {
    type Fields,
    isAbsent,
    isFields,
    isUnknown,
    type Problem,
    valueSql,
    type ArgumentContext,
    type ValueType,
} from "./value";

/** A column of metadata: true for its usual name, or its name. */
const alias = (anyName: boolean): ValueType<boolean | string> => ({
    expects: "true or a column's name",
    check: (value, context) => {
        if (isUnknown(value) || typeof value === "boolean") return [];
        if (typeof value !== "string") return context.problem(`takes true or a column's name, not ${describeType(value)}`);
        return anyName || isPlain(value) ? checkName(value, context) : context.problem(NOT_PLAIN);
    },
    write: value => (typeof value === "boolean" ? keyword("") : sql` AS ${name(value)}`),
});

const NOT_PLAIN =
    "takes a name of small letters, digits and underscores that is no keyword: Materialize would keep the quotes of any other as a part of the column's name";

const plainName: ValueType<string> = {
    expects: "a column's name",
    check: (value, context) => {
        if (isUnknown(value)) return [];
        return typeof value === "string" && isPlain(value) ? checkName(value, context) : context.problem(NOT_PLAIN);
    },
    write: value => name(value),
};

const headerFields = { key: text(), alias: plainName, bytes: flag };

const header: ValueType<Fields> = {
    expects: "{ key, alias }",
    check: (value, context) => checkFields(value, context, headerFields, ["key", "alias"]),
    write: (value, context) => {
        const key = isUnknown(value.key)
            ? valueSql(headerFields.key, value.key as string, context)
            : literal(value.key as string, context.secret);
        const raw = value.bytes === true ? " BYTES" : "";
        return sql`HEADER ${key} AS ${valueSql(plainName, value.alias as string, context.child("alias"))}${keyword(raw)}`;
    },
};

const headers: ValueType<Fields[]> = {
    expects: "a list of { key, alias }",
    check: (value, context) => {
        if (isUnknown(value)) return [];
        if (!Array.isArray(value)) return context.problem(`takes ${headers.expects}, not ${describeType(value)}`);
        return value.flatMap((one, at) => header.check(one, context.child(at)));
    },
    write: (value, context) =>
        join(
            value.map((one, at) => valueSql(header, one, context.child(at))),
            ", ",
        ),
};

/** The columns of metadata, in the order in which they are written. */
const columns: Readonly<Record<string, ValueType<boolean | string>>> = {
    key: alias(true),
    partition: alias(false),
    offset: alias(false),
    timestamp: alias(false),
    headers: alias(false),
};

/** Columns of a message's metadata. */
export const include: ValueType<Fields> = {
    expects: "{ key, partition, offset, timestamp, headers, header }",
    check: (value, context) => {
        const problems = checkFields(value, context, { ...columns, header: headers }, []);
        return problems.length > 0 || isUnknown(value) ? problems : checkTwice(value as Fields, context);
    },
    write: (value, context) => {
        const items = Object.entries(columns).flatMap(([key, column]): Sql[] => {
            if (isAbsent(value[key]) || value[key] === false) return [];
            return [sql`${keyword(key.toUpperCase())}${valueSql(column, value[key] as string, context.child(key))}`];
        });
        const single =
            isAbsent(value.header) || (value.header as unknown[]).length === 0
                ? []
                : [valueSql(headers, value.header as Fields[], context.child("header"))];
        const all = [...items, ...single];
        return join(all, ", ");
    },
    // A program cannot say their order; an item is sorted by its first words, which no two have in common.
    normalize: tokens => {
        const text = (item: readonly Token[]): string => item.map(token => token.text.toLowerCase()).join(" ");
        return itemsOf(tokens)
            .sort((a, b) => (text(a) < text(b) ? -1 : 1))
            .flat();
    },
};

/** The names of the columns that are given. */
export const includedColumns = (value: unknown): string[] => columnNames(value, Object.keys(columns));

/** The same without the key's, which stands elsewhere. */
export const metadataColumns = (value: unknown): string[] =>
    columnNames(
        value,
        Object.keys(columns).filter(key => key !== "key"),
    );

function columnNames(value: unknown, keys: readonly string[]): string[] {
    if (!isFields(value)) return [];
    const own = keys.flatMap(key => {
        const given = value[key];
        return given === true ? [key] : typeof given === "string" && !isUnknown(given) ? [given] : [];
    });
    const single = Array.isArray(value.header) ? value.header.filter(isFields).map(one => one.alias) : [];
    return [...own, ...single.filter(one => typeof one === "string" && !isUnknown(one)).map(String)];
}

function checkTwice(value: Fields, context: ArgumentContext): Problem[] {
    const names = includedColumns(value);
    const twice = names.filter((one, at) => names.indexOf(one) < at);
    return twice.flatMap(one => context.problem(`names the column "${one}" more than once: give one of them an alias`));
}
