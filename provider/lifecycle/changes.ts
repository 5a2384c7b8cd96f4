import { type GrantKind, isGrant, type ObjectKind, type Row } from "../statement/kind";
import { argumentsOf, comparableText } from "../statement/parts";
import { namespaceOf } from "../statement/qualifiedName";
import { quoteName } from "../sql/sql";
import { isResource, isSameObject } from "../values/reference";
import { type Fields, type Namespace, isAbsent, isFields } from "../values/value";

/** The arguments that differ between two states of an object, by what they say in SQL and not by how it was written. */
export function changedRows(kind: GrantKind | ObjectKind, olds: Fields, news: Fields): Row[] {
    const before = argumentsOf(olds);
    const after = argumentsOf(news);
    // Bare names are read in the object's own place, which may be the same under another name.
    const placed = { ...olds, ...Object.fromEntries(PLACE.map(key => [key, withNamesOf(news[key], olds[key])])) };
    return kind.rows.filter(row => {
        const wanted = after.get(row.path);
        const old = writtenAs(kind, row, placed, withNamesOf(wanted, before.get(row.path)));
        const now = writtenAs(kind, row, news, wanted);
        return (row.value.isSql === true ? inPlace(old, kind, olds, news) : old) !== now;
    });
}

const PLACE = ["schema", "database"] as const;

/** An argument in comparable form, where nothing is written the same as one that was left out; secrets are compared by their values. */
function writtenAs(kind: GrantKind | ObjectKind, row: Row, args: Fields, value: unknown): string | undefined {
    if (row.change.by === "rename") return String(args.name);
    if (row.position.in === "path" && !isGrant(kind)) return placeAs(row, namespaceOf(kind, args));
    // What says nothing is the same as nothing.
    return isAbsent(value) ? undefined : comparableText(kind, row, args, value) || undefined;
}

const placeAs = (row: Row, { database, schema }: Namespace): string =>
    row.path === "schema" ? `${quoteName(database)}.${quoteName(schema)}` : quoteName(database);

/** An old value, with objects that are still the same called what they are called now: a rename elsewhere is no change here. */
export function withNamesOf(wanted: unknown, old: unknown): unknown {
    const names = new Map(references(wanted).map(reference => [reference.id, reference]));
    const replaced = (value: unknown): unknown => {
        if (isResource(value)) {
            const now = names.get(value.id);
            return now !== undefined && isSameObject(value, now) ? now : value;
        }
        if (Array.isArray(value)) return value.map(replaced);
        return isFields(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaced(part)])) : value;
    };
    return replaced(old);
}

function references(value: unknown): { id: string; qualifiedName: string }[] {
    if (isResource(value)) return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(references) : [];
}

/** SQL of the program, where the schema or the database that the object lies in has been renamed: what it reads has moved along. */
function inPlace(text: string | undefined, kind: GrantKind | ObjectKind, olds: Fields, news: Fields): string | undefined {
    const same = PLACE.some(key => isSameObject(olds[key], news[key]));
    const prefix = ({ database, schema }: Namespace): string => `${quoteName(database)}.${quoteName(schema)}.`;
    return same ? text?.replaceAll(prefix(namespaceOf(kind, olds)), prefix(namespaceOf(kind, news))) : text;
}
