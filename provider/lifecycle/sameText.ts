import type { CatalogRow } from "../catalog/catalog";
import { ANY_VALUE, type ObjectKind, type Row } from "../statement/kind";
import { argumentsOf, argumentSql } from "../statement/parts";
import { lex, type Token } from "../sql/lexer";
import { sameSql } from "../sql/same";
import { fullText, quoteName } from "../sql/sql";
import { referencePath } from "../values/reference";
import { type Fields, isAbsent } from "../values/value";
import { currentName, objectType } from "./currentNames";

/** Returns true if the text of an argument in a stored definition means the same as the program's. */
export function sameText(
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

/** Returns the ids of objects in a stored definition. */
export const idsIn = (tokens: readonly Token[]): string[] =>
    tokens.flatMap(({ kind, text }) => (kind === "word" && /^u\d+$/u.test(text) ? [text] : []));
