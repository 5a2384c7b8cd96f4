import type { CatalogObject } from "../catalog/catalog";
import type { Arguments, ObjectKind, Row } from "../statement/kind";
import { applies, argumentsOf } from "../statement/parts";
import { type ParsedDefinition, parseDefinition } from "../statement/parseDefinition";
import type { Fields } from "../values/value";
import { type FindByIds, withCurrentNames } from "./currentNames";
import { isSame, isText, readRow, rowOn, UNREADABLE } from "./readback";
import { idsIn, sameText } from "./sameText";

/** Returns the rows in which an existing object differs from the program, as far as the catalog holds them. */
export async function differences(kind: ObjectKind, seen: CatalogObject, wanted: Fields, names: FindByIds): Promise<Row[]> {
    const stored: ParsedDefinition = seen.definition === undefined ? new Map() : parseDefinition(kind, seen.definition);
    const known = await names([...stored.values()].flatMap(idsIn));
    const differing: Row[] = [];
    // Without an argument for column names, those in the stored definition belong to the query.
    const renamed = stored.has("columns") && !kind.rows.some(row => row.path === "columns");
    const compared = kind.rows.filter(one => applies(one, wanted) && isCompared(one, argumentsOf(wanted)));
    for (const row of compared.map(one => rowOn(one, seen))) {
        const same = isText(row)
            ? sameText(kind, row, wanted, stored.get(row.path), known)
            : await sameValue(kind, row, seen, wanted, stored, names);
        if (!same || (renamed && row.value.isSql === true)) differing.push(row);
    }
    return differing;
}

/** Returns true if the stored definition or a column of the catalog holds the argument. */
const isStated = (row: Row): boolean =>
    (row.column !== undefined && row.change.by !== "columnComments") ||
    (["options", "with", "clause"].includes(row.position.in) && !["value", "validate"].includes(row.change.by));

const isCompared = (row: Row, wanted: Arguments): boolean =>
    isStated(row) && row.notReadBack?.(wanted) !== true && row.setByServer?.when(wanted) !== true;

async function sameValue(
    kind: ObjectKind,
    row: Row,
    seen: CatalogObject,
    wanted: Fields,
    stored: ParsedDefinition,
    names: FindByIds,
): Promise<boolean> {
    const value = readRow(row, seen, stored);
    const asked = argumentsOf(wanted).get(row.path);
    if (value === UNREADABLE || isSame(kind, row, wanted, asked, value)) return value !== UNREADABLE;
    return isSame(kind, row, wanted, asked, await withCurrentNames(row.value.type, value, names));
}
