import type { CatalogRow, CatalogObject } from "../catalog/catalog";
import { ANY_VALUE, type Arguments, type ObjectKind, type Row } from "../statement/kind";
import { argumentsOf, argumentSql } from "../statement/parts";
import { type ParsedDefinition, parseDefinition } from "../statement/parseDefinition";
import { lex, type Token } from "../sql/lexer";
import { sameSql } from "../sql/same";
import { fullText, quoteName } from "../sql/sql";
import { referencePath } from "../values/reference";
import { type Fields, isAbsent } from "../values/value";
import { currentName, isSame, type FindByIds, objectType, readRow, UNREADABLE, withCurrentNames, rowOn } from "./readback";

/** Returns the rows in which an existing object differs from the program, as far as the catalog holds them. */
export async function differences(kind: ObjectKind, seen: CatalogObject, wanted: Fields, names: FindByIds): Promise<Row[]> {
    const stored: ParsedDefinition = seen.definition === undefined ? new Map() : parseDefinition(kind, seen.definition);
    const known = await names([...stored.values()].flatMap(idsIn));
    const differing: Row[] = [];
    // Without an argument for column names, those in the stored definition belong to the query.
    const renamed = stored.has("columns") && !kind.rows.some(row => row.path === "columns");
    for (const row of kind.rows.filter(one => isCompared(one, argumentsOf(wanted))).map(one => rowOn(one, seen))) {
        const same =
            row.column !== undefined || row.value.read !== undefined
                ? await sameValue(kind, row, seen, wanted, stored, names)
                : sameText(kind, row, wanted, stored.get(row.path), known);
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

function sameText(
    kind: ObjectKind,
    row: Row,
    wanted: Fields,
    stored: readonly Token[] | undefined,
    known: readonly CatalogRow[],
): boolean {
    const value = argumentsOf(wanted).get(row.path) ?? row.impliedBy?.(wanted);
    const asked = isAbsent(value) ? "" : fullText(argumentSql(kind, row, wanted, value, []));
    if (asked === "" && row.serverDefault === ANY_VALUE) return true;
    const plain = row.value.normalize ?? ((tokens: readonly Token[]) => tokens);
    const nameOf = (id: string, path: string[]): string[] => {
        const qualifiedName = path.map(quoteName).join(".");
        return referencePath({
            id,
            qualifiedName: currentName({ id, qualifiedName }, known, path.length === 0 ? objectType(row.value.type) : undefined),
        });
    };
    return sameSql(asked === "" ? [] : plain(lex(asked)), stored === undefined ? [] : plain(stored), nameOf);
}

const idsIn = (tokens: readonly Token[]): string[] =>
    tokens.flatMap(({ kind, text }) => (kind === "word" && /^u\d+$/u.test(text) ? [text] : []));
