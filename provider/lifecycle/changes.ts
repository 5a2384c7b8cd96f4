import type { Kind, Row } from "../kinds/kind";
import { writeRow } from "../kinds/parts";
import { homeOf } from "../kinds/place";
import { fullText } from "../sql/sql";
import { isResource, sameReference } from "../values/reference";
import { type Fields, isFields } from "../values/value";

/** The arguments that differ between two states of an object, by what they say in SQL and not by how it was written. */
export function changedRows(kind: Kind, olds: Fields, news: Fields): Row[] {
    const before = withNamesOf(news, olds) as Fields;
    return kind.rows.filter(row => writtenAs(kind, row, before) !== writtenAs(kind, row, news));
}

/** An argument in comparable form; secrets are compared by their values. */
function writtenAs(kind: Kind, row: Row, args: Fields): string | undefined {
    if (row.change.by === "rename") return String(args.name);
    if (row.change.by === "nothing") return undefined;
    if (row.place.in === "path") return homeOf(kind, args)[row.path === "schema" ? "schema" : "database"];
    const written = writeRow(kind, row, args, []);
    return written === undefined ? undefined : fullText(written);
}

/** The old arguments, with objects that are still the same called what they are called now: a rename elsewhere is no change here. */
function withNamesOf(news: unknown, olds: unknown): unknown {
    const names = new Map(references(news).map(reference => [reference.id, reference]));
    const replaced = (value: unknown): unknown => {
        if (isResource(value)) {
            const now = names.get(value.id);
            return now !== undefined && sameReference(value, now) ? now : value;
        }
        if (Array.isArray(value)) return value.map(replaced);
        return isFields(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaced(part)])) : value;
    };
    return replaced(olds);
}

function references(value: unknown): { id: string; qualifiedName: string }[] {
    if (isResource(value)) return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(references) : [];
}
