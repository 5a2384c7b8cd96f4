import type { Observed, Seen } from "../catalog/catalog";
import { ANY, type ObjectKind, type Row } from "../kinds/kind";
import { argumentsOf, writeValue } from "../kinds/parts";
import { type Stored, storedParts } from "../kinds/stored";
import { lex, type Token } from "../sql/lexer";
import { sameSql } from "../sql/same";
import { fullText, quoteName } from "../sql/sql";
import { referencePath } from "../values/reference";
import { type Fields, isAbsent } from "../values/value";
import { currentName, isSame, type Names, readRow, UNREADABLE, withCurrentNames } from "./observed";

/** The arguments in which an object that exists differs from what is wanted, as far as the catalog holds them. */
export async function differences(kind: ObjectKind, seen: Seen, wanted: Fields, names: Names): Promise<Row[]> {
    const stored: Stored = seen.definition === undefined ? new Map() : storedParts(kind, seen.definition);
    const known = await names([...stored.values()].flatMap(idsIn));
    const differing: Row[] = [];
    // Columns that are named before a query belong to it, where no argument has them.
    const renamed = stored.has("columns") && !kind.rows.some(row => row.path === "columns");
    for (const row of kind.rows.filter(one => isStated(one) && !isRewritten(one, wanted))) {
        const same =
            row.column !== undefined || row.value.read !== undefined
                ? await sameValue(kind, row, seen, wanted, stored, names)
                : sameText(kind, row, wanted, stored.get(row.path), known);
        if (!same || (renamed && row.value.isSql === true)) differing.push(row);
    }
    return differing;
}

/** Whether an argument stands in the server's definition, or in a column. */
const isStated = (row: Row): boolean =>
    row.column !== undefined ||
    (["options", "with", "clause"].includes(row.place.in) && !["value", "validate"].includes(row.change.by));

/** Materialize keeps the offsets that it found for a time, and not the time. */
const isRewritten = (row: Row, wanted: Fields): boolean =>
    ["startTimestamp", "startOffset"].includes(row.path) && !isAbsent(wanted.startTimestamp);

async function sameValue(kind: ObjectKind, row: Row, seen: Seen, wanted: Fields, stored: Stored, names: Names): Promise<boolean> {
    const value = readRow(row, seen, stored);
    const asked = argumentsOf(wanted).get(row.path);
    if (value === UNREADABLE || isSame(kind, row, wanted, asked, value)) return value !== UNREADABLE;
    return isSame(kind, row, wanted, asked, await withCurrentNames(value, names, row.path));
}

function sameText(
    kind: ObjectKind,
    row: Row,
    wanted: Fields,
    stored: readonly Token[] | undefined,
    known: readonly Observed[],
): boolean {
    const value = argumentsOf(wanted).get(row.path) ?? row.implied?.(wanted);
    const asked = isAbsent(value) ? "" : fullText(writeValue(kind, row, wanted, value, []));
    if (asked === "" && row.initial === ANY) return true;
    const plain = row.value.plain ?? ((tokens: readonly Token[]) => tokens);
    const nameOf = (id: string, path: string[]): string[] => {
        const qualifiedName = path.map(quoteName).join(".");
        return referencePath({
            id,
            qualifiedName: currentName({ id, qualifiedName }, known, path.length === 0 ? "cluster" : undefined),
        });
    };
    return sameSql(asked === "" ? [] : plain(lex(asked)), stored === undefined ? [] : plain(stored), nameOf);
}

const idsIn = (tokens: readonly Token[]): string[] =>
    tokens.flatMap(({ kind, text }) => (kind === "word" && /^u\d+$/u.test(text) ? [text] : []));
