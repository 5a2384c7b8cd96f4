import type { CatalogObject } from "../catalog/catalog";
import { type AnyKind, ANY_VALUE, hasSubject, type ObjectKind, type Row } from "../statement/kind";
import { argumentsOf, comparableText } from "../statement/parts";
import { type ParsedDefinition, parseDefinition } from "../statement/parseDefinition";
import { Reader, UnreadableError } from "../sql/reader";
import { type Fields, isAbsent, isFields } from "../values/value";
import { withNamesOf } from "./changes";
import { type FindByIds, withCurrentNames } from "./currentNames";
import { idsIn, sameText } from "./sameText";

/** Reads the arguments of an object back from the catalog. A value that means the same as before keeps the form of the program. */
export async function readArguments(kind: ObjectKind, seen: CatalogObject, props: Fields, names: FindByIds): Promise<Fields> {
    const stored: ParsedDefinition = seen.definition === undefined ? new Map() : parseDefinition(kind, seen.definition);
    let args = props;
    for (const row of kind.rows.filter(one => isReadBack(kind, one)).map(one => rowOn(one, seen))) {
        const old = argumentsOf(props).get(row.path);
        const tokens = stored.get(row.path) ?? [];
        if (isText(row) && sameText(kind, row, props, tokens, await names(idsIn(tokens)))) continue;
        const read = readRow(row, seen, stored);
        if (read === UNREADABLE || isSame(kind, row, props, old, read)) continue;
        // The names beside ids in a stored definition can be outdated: compare again with the current names.
        const value = await withCurrentNames(row.value.type, read, names);
        if (!isSame(kind, row, props, old, value)) args = withArgument(args, row.path, asBefore(kind, row, props, old, value));
    }
    return args;
}

/** Returns true if the catalog holds the argument, and an ALTER can change it. */
export const isReadBack = (kind: AnyKind, row: Row): boolean =>
    row.column !== undefined ||
    (!hasSubject(kind) &&
        kind.catalog.definition !== undefined &&
        (row.change.by === "option" || row.change.by === "statement" || row.extension !== undefined) &&
        row.value.read !== undefined);

/** Returns true if an argument is compared with the text in the stored definition. */
export const isText = (row: Row): boolean =>
    row.column === undefined && (row.value.read === undefined || row.value.normalize !== undefined);

/** Stands for a value of the server that cannot be parsed. */
export const UNREADABLE = Symbol("unreadable");

/** Returns the row of an argument with the default of the server, if its administrator can change it. */
export const rowOn = (row: Row, { defaults = {} }: CatalogObject): Row =>
    row.path in defaults ? { ...row, serverDefault: defaults[row.path] } : row;

/**
 * Returns the value of an argument that the server holds; undefined if it holds none, `UNREADABLE` if the value cannot be parsed. While the object is
 * changed in the background, it is the value after the change.
 */
export function readRow(row: Row, seen: CatalogObject, stored: ParsedDefinition): unknown {
    if (seen.change?.isRunning === true && row.path in seen.change.target) return seen.change.target[row.path];
    if (row.column !== undefined) {
        const text = seen.columns[row.path];
        return text === undefined ? undefined : row.column.read(text);
    }
    const tokens = stored.get(row.path);
    if (tokens === undefined || row.value.read === undefined) return undefined;
    try {
        return Reader.whole(tokens, row.value.read);
    } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        // False drift would make the next up alter the object, so the argument is not compared.
        console.log(`${seen.name}: ${row.path} cannot be read from Materialize's catalog (${error.message}) and is not compared`);
        return UNREADABLE;
    }
}

/** Returns true if the server's value means the same as the program's. */
export function isSame(kind: ObjectKind, row: Row, args: Fields, wanted: unknown, value: unknown): boolean {
    const { serverDefault } = row;
    const isDefault = (one: unknown): boolean =>
        !isAbsent(serverDefault) && serverDefault !== ANY_VALUE && meansSame(kind, row, args, serverDefault, one);
    if (isAbsent(value)) return isAbsent(wanted) || isDefault(wanted);
    if (isAbsent(wanted)) return serverDefault === ANY_VALUE || isDefault(value);
    return meansSame(kind, row, args, withNamesOf(value, wanted), row.value.withoutAdded?.(value, wanted) ?? value);
}

const meansSame = (kind: ObjectKind, row: Row, args: Fields, one: unknown, other: unknown): boolean =>
    comparableText(kind, row, args, one) === comparableText(kind, row, args, other);

/** Keeps the items of a list in the form of the program if they mean the same. */
function asBefore(kind: ObjectKind, row: Row, args: Fields, old: unknown, value: unknown): unknown {
    const item = row.value.item;
    if (item === undefined || !Array.isArray(old) || !Array.isArray(value)) return value;
    const single: Row = { ...row, value: item };
    return value.map((one: unknown, at): unknown => {
        const before: unknown = old[at];
        return !isAbsent(before) && meansSame(kind, single, args, withNamesOf(one, before), one) ? before : one;
    });
}

/** Returns the arguments with one of them set or removed. A group without arguments is removed too. */
export function withArgument(args: Fields, path: string, value: unknown): Fields {
    const [key = "", ...inner] = path.split(".");
    if (inner.length > 0) {
        const group = withArgument(isFields(args[key]) ? args[key] : {}, inner.join("."), value);
        return withArgument(args, key, Object.keys(group).length > 0 ? group : undefined);
    }
    const rest = Object.fromEntries(Object.entries(args).filter(([other]) => other !== key));
    return isAbsent(value) ? rest : { ...rest, [key]: value };
}
