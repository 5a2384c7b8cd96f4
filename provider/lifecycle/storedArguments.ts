import type { CatalogObject, CatalogRow } from "../catalog/catalog";
import { withoutIds } from "../sql/plainReferences";
import { Reader } from "../sql/reader";
import { ANY_VALUE, type ObjectKind, type Row } from "../statement/kind";
import { type ParsedDefinition, parseDefinition } from "../statement/parseDefinition";
import { argumentsOf, argumentSql } from "../statement/parts";
import { type Fields, isAbsent } from "../values/value";
import { withCurrentNames, withNamesAlone } from "./currentNames";
import { isSame, readRow, rowOn, UNREADABLE, withArgument } from "./readback";
import { sameText } from "./sameText";

/** The arguments of an object, and the paths of those that cannot be read. */
interface StoredArguments {
    readonly args: Fields;
    readonly unreadable: readonly string[];
}

/**
 * Reads the arguments of an object that the stored definition or a column of the catalog holds. Arguments with the value that the server sets by
 * default are left out. `known` are the objects to which they may refer.
 */
export async function storedArguments(
    kind: ObjectKind,
    seen: CatalogObject,
    given: Fields,
    known: readonly CatalogRow[],
): Promise<StoredArguments> {
    const stored: ParsedDefinition = seen.definition === undefined ? new Map() : parseDefinition(kind, seen.definition);
    const unreadable: string[] = [];
    let args = given;
    for (const row of inOrderOfReading(kind.rows).map(one => rowOn(one, seen))) {
        if (row.notReadBack?.(argumentsOf(args)) === true) continue;
        const value = await readValue({ kind, seen, stored, known }, row, args);
        if (value === UNREADABLE) unreadable.push(row.path);
        else if (!isAbsent(value) && !isDefault(kind, row, args, value, stored)) args = withArgument(args, row.path, value);
    }
    for (const { path, imported } of kind.rows) args = imported === undefined ? args : withArgument(args, path, imported(args));
    return { args, unreadable };
}

/** Returns the arguments whose other arguments tell whether they can be read after those others. */
const inOrderOfReading = (rows: readonly Row[]): Row[] => [
    ...rows.filter(({ notReadBack }) => notReadBack === undefined),
    ...rows.filter(({ notReadBack }) => notReadBack !== undefined),
];

/** Returns true if the object is the same without an argument. A value that the server chose is kept: another server may choose another one. */
function isDefault(kind: ObjectKind, row: Row, args: Fields, value: unknown, stored: ParsedDefinition): boolean {
    const { serverDefault, ...others } = row;
    const isChosen = serverDefault === ANY_VALUE && stored.has(row.path);
    if (row.value.interpret !== undefined && argumentSql(kind, row, args, value, []).length === 0) return true;
    return isSame(kind, isChosen ? others : row, args, undefined, value);
}

interface Source {
    readonly kind: ObjectKind;
    readonly seen: CatalogObject;
    readonly stored: ParsedDefinition;
    readonly known: readonly CatalogRow[];
}

/** Returns the value of an argument; undefined if the catalog has none, `UNREADABLE` if it cannot be read. */
async function readValue(source: Source, row: Row, args: Fields): Promise<unknown> {
    const { seen, stored, known } = source;
    const tokens = stored.get(row.path) ?? [];
    if (row.value.isSql === true)
        return tokens.length === 0 ? undefined : withoutIds((seen.definition ?? "").slice(tokens[0]?.at, tokens.at(-1)?.end));
    const isText = row.column === undefined && row.value.read === undefined;
    const read = isText ? interpret(row, tokens, stored) : readRow(row, seen, stored);
    if (read === UNREADABLE || isAbsent(read)) return read;
    const { type } = row.value;
    const value = withNamesAlone(type, await withCurrentNames(type, read, () => Promise.resolve(known)));
    return isText && !isWrittenSame(source, row, args, value) ? UNREADABLE : value;
}

/** Reads a value that is compared as text. */
function interpret(
    { path, value: { interpret: read } }: Row,
    tokens: Parameters<typeof Reader.whole>[0],
    stored: ParsedDefinition,
): unknown {
    if (!stored.has(path)) return undefined;
    if (read === undefined) return UNREADABLE;
    const reader = new Reader(tokens);
    const value = reader.attempt(read);
    return value === undefined || reader.rest().length > 0 ? UNREADABLE : value;
}

/** Returns true if the value is written as a text that means the same as the stored one. */
const isWrittenSame = ({ kind, stored, known }: Source, row: Row, args: Fields, value: unknown): boolean =>
    sameText(kind, row, withArgument(args, row.path, value), stored.get(row.path), known);
