import { fullText, hidden, join, keyword, type Sql, sql } from "../sql/sql";
import { type Fields, isAbsent, isFields, isUnknown, put } from "../values/value";
import { type Arguments, type GrantKind, isGrant, type Kind, type ObjectKind, type Parts, type Row } from "./kind";
import { homeOf, siteOf, targetOf } from "./place";

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
export function writeRow(kind: Kind, row: Row, args: Fields, secrets: readonly string[]): Sql | undefined {
    const value = argumentsOf(args).get(row.path);
    return isAbsent(value) ? undefined : writeValue(kind, row, args, value, secrets);
}

/** What a value means, however it is written; secrets are compared by their values. */
export function meaningOf(kind: Kind, row: Row, args: Fields, value: unknown): string {
    if (row.value.meaning !== undefined && !isUnknown(value)) return row.value.meaning(value);
    return fullText(writeValue(kind, row, args, value, []));
}

/** A value as SQL, in the place of an argument. */
export const writeValue = (kind: Kind, row: Row, args: Fields, value: unknown, secrets: readonly string[]): Sql =>
    hideSecret(row, put(row.value, value, siteOf(row.path, homeOf(kind, args), secrets)), secrets);

/** Where a part of an argument is secret, the preview shows none of it: names and numbers cannot be told apart there. */
function hideSecret(row: Row, written: Sql, secrets: readonly string[]): Sql {
    const within = (path: string, holder: string): boolean =>
        path === holder || path.startsWith(`${holder}.`) || path.startsWith(`${holder}[`);
    const touches = secrets.some(path => within(path, row.path) || within(row.path, path));
    return touches ? hidden(written) : written;
}

/** The pieces of the statement that makes an object. */
export function partsOf(kind: GrantKind | ObjectKind, args: Fields, secrets: readonly string[]): Parts {
    const written = (place: string): { row: Row; value: Sql }[] =>
        kind.rows.flatMap(row => {
            const value = row.place.in === place ? writeRow(kind, row, args, secrets) : undefined;
            return value === undefined ? [] : [{ row, value }];
        });
    return {
        args,
        target: isGrant(kind) ? [] : targetOf(kind, args),
        clause: path => written("clause").flatMap(({ row, value }) => (row.path === path ? clauseOf(row, value) : [])),
        placed: path => written("path").flatMap(({ row, value }) => (row.path === path ? [value] : [])),
        options: written("options").map(({ row, value }) => optionSql(row, value)),
        with: lastOptions(written("with").map(({ row, value }) => optionSql(row, value))),
    };
}

/** A clause with its keywords; nothing where nothing is said. */
const clauseOf = ({ place }: Row, value: Sql): Sql[] => {
    if (value.length === 0) return [];
    const after = "after" in place ? place.after : "";
    return [after === "" ? value : sql`${keyword(/\s$/u.test(after) ? after : `${after} `)}${value}`];
};

/** ` WITH (…)` on a line of its own, or nothing. */
export const lastOptions = (options: readonly Sql[]): Sql =>
    options.length === 0
        ? []
        : sql`
    WITH (${join(options, ", ")})`;

/** `NAME = value`. */
export const optionSql = (row: Row, value: Sql): Sql =>
    optionName(row) === "" ? value : sql`${keyword(optionName(row))} = ${value}`;

/** What an ALTER says of an option that is to go. */
export const unsetSql = (row: Row): Sql => keyword(row.unset ?? optionName(row));

const optionName = (row: Row): string => ("option" in row.place ? row.place.option : "");
