import { type AnyKind, hasSubject, type Row } from "../statement/kind";
import { argumentsOf, comparableText } from "../statement/parts";
import { namespaceOf } from "../statement/qualifiedName";
import { quoteName } from "../sql/sql";
import { isResource, isSameObject } from "../values/reference";
import { type Fields, type Namespace, isAbsent, isFields } from "../values/value";

/** Returns the rows of the arguments that differ between two states. Values are equal if their SQL is. */
export function changedRows(kind: AnyKind, olds: Fields, news: Fields): Row[] {
    const before = argumentsOf(olds);
    const after = argumentsOf(news);
    // Bare names are resolved in the object's namespace, which may have been renamed.
    const oldArgs = { ...olds, ...namespaceWithNamesOf(kind, news, olds) };
    return kind.rows.filter(row => {
        const wanted = after.get(row.path);
        const old = comparable(kind, row, oldArgs, withNamesOf(wanted, before.get(row.path)));
        const now = comparable(kind, row, news, wanted);
        return (row.value.isSql === true ? afterRename(old, kind, olds, news) : old) !== now;
    });
}

const NAMESPACE_ARGUMENTS = ["schema", "database"] as const;

/** Returns the arguments of a state in which the object lies, with the current names of their resources. */
export const namespaceWithNamesOf = (kind: AnyKind, news: Fields, olds: Fields): Fields =>
    Object.fromEntries(
        kind.rows.flatMap(({ path, position }) =>
            position.in === "path" ? [[path, withNamesOf(news[path], olds[path])] as const] : [],
        ),
    );

/** Returns an argument in comparable form, with secrets in clear text. An empty text equals an argument that is left out. */
function comparable(kind: AnyKind, row: Row, args: Fields, value: unknown): string | undefined {
    if (row.change.by === "rename") return String(args.name);
    if (row.position.in === "path" && !hasSubject(kind)) return namespaceText(row, namespaceOf(kind, args));
    return isAbsent(value) ? undefined : comparableText(kind, row, args, value) || undefined;
}

const namespaceText = (row: Row, { database, schema }: Namespace): string =>
    row.path === "schema" ? `${quoteName(database)}.${quoteName(schema)}` : quoteName(database);

/** Returns an old value with the current names of its resources, so that the rename of another object is no change. */
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

/** Returns SQL of the state with the new name of the object's schema or database, if that was renamed. */
function afterRename(text: string | undefined, kind: AnyKind, olds: Fields, news: Fields): string | undefined {
    const same = NAMESPACE_ARGUMENTS.some(key => isSameObject(olds[key], news[key]));
    const prefix = ({ database, schema }: Namespace): string => `${quoteName(database)}.${quoteName(schema)}.`;
    return same ? text?.replaceAll(prefix(namespaceOf(kind, olds)), prefix(namespaceOf(kind, news))) : text;
}
