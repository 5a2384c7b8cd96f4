import type { CatalogRow, CatalogObject } from "../catalog/catalog";
import { kinds } from "../kinds";
import { ANY_VALUE, type GrantKind, isGrant, type ObjectKind, type Row } from "../statement/kind";
import { argumentsOf, comparableText } from "../statement/parts";
import { type ParsedDefinition, parseDefinition } from "../statement/parseDefinition";
import { Reader, type StoredReference, UnreadableError } from "../sql/reader";
import { definitionText, name } from "../sql/sql";
import { isResource } from "../values/reference";
import { itemsOf, partOf, referenceOf, type ValueSchema } from "../values/schema";
import { type Fields, isAbsent, isFields } from "../values/value";
import { withNamesOf } from "./changes";

/** What some objects are called now, by their ids. */
export type FindByIds = (ids: readonly string[]) => Promise<readonly CatalogRow[]>;

/** The arguments of an object as the server has them; what means the same as before stays as the program wrote it. */
export async function readArguments(kind: ObjectKind, seen: CatalogObject, props: Fields, names: FindByIds): Promise<Fields> {
    const stored = seen.definition === undefined ? new Map() : parseDefinition(kind, seen.definition);
    let args = props;
    for (const row of kind.rows.filter(one => isReadBack(kind, one))) {
        const old = argumentsOf(props).get(row.path);
        const read = readRow(row, seen, stored);
        if (read === UNREADABLE || isSame(kind, row, props, old, read)) continue;
        // Ids have told that it differs; names can tell that it does not.
        const value = await withCurrentNames(row.value.type, read, names);
        if (!isSame(kind, row, props, old, value)) args = withArgument(args, row.path, asBefore(kind, row, props, old, value));
    }
    return args;
}

/** Whether the catalog holds an argument that can change while the object stays the same. */
export const isReadBack = (kind: GrantKind | ObjectKind, row: Row): boolean =>
    row.column !== undefined ||
    (!isGrant(kind) && kind.catalog.definition !== undefined && row.change.by === "option" && row.value.read !== undefined);

/** Of a value that is not understood. */
export const UNREADABLE = Symbol("unreadable");

/** An argument's value as the server has it; undefined where it has none. */
export function readRow(row: Row, seen: CatalogObject, stored: ParsedDefinition): unknown {
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
        // Better no drift than a false one, of which the next up would try to make an end.
        console.log(
            `${seen.name}: ${row.path} is not understood as Materialize's catalog has it (${error.message}): it is not compared`,
        );
        return UNREADABLE;
    }
}

/** Whether the server has what the program wants, written in whatever way. */
export function isSame(kind: ObjectKind, row: Row, args: Fields, wanted: unknown, value: unknown): boolean {
    if (isAbsent(value)) return isAbsent(wanted) || (!isAbsent(row.serverDefault) && row.serverDefault === wanted);
    if (isAbsent(wanted))
        return (
            row.serverDefault === ANY_VALUE ||
            (!isAbsent(row.serverDefault) && meansSame(kind, row, args, row.serverDefault, value))
        );
    return meansSame(kind, row, args, withNamesOf(value, wanted), value);
}

const meansSame = (kind: ObjectKind, row: Row, args: Fields, one: unknown, other: unknown): boolean =>
    comparableText(kind, row, args, one) === comparableText(kind, row, args, other);

/** Of a list, items that mean the same stay as the program wrote them. */
function asBefore(kind: ObjectKind, row: Row, args: Fields, old: unknown, value: unknown): unknown {
    const item = row.value.item;
    if (item === undefined || !Array.isArray(old) || !Array.isArray(value)) return value;
    const single: Row = { ...row, value: item };
    return value.map((one: unknown, at): unknown => {
        const before: unknown = old[at];
        return !isAbsent(before) && meansSame(kind, single, args, withNamesOf(one, before), one) ? before : one;
    });
}

/** Sets or takes away an argument; a group goes with its last one. */
export function withArgument(args: Fields, path: string, value: unknown): Fields {
    const [key = "", ...inner] = path.split(".");
    if (inner.length > 0) {
        const group = withArgument(isFields(args[key]) ? args[key] : {}, inner.join("."), value);
        return withArgument(args, key, Object.keys(group).length > 0 ? group : undefined);
    }
    const rest = Object.fromEntries(Object.entries(args).filter(([other]) => other !== key));
    return isAbsent(value) ? rest : { ...rest, [key]: value };
}

/**
 * A value of a type with the current names of its resources, since the names beside the ids of a stored definition can be outdated.
 */
export async function withCurrentNames(type: ValueSchema, value: unknown, findByIds: FindByIds): Promise<unknown> {
    const ids = referencedIds(value);
    if (ids.length === 0) return value;
    const known = await findByIds(ids);
    const current = (part: unknown, schema: ValueSchema | undefined): unknown => {
        if (isResource(part)) return { ...part, qualifiedName: currentName(part, known, objectType(schema)) };
        if (Array.isArray(part)) return part.map(one => current(one, itemsOf(schema)));
        if (!isFields(part)) return part;
        return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, current(one, partOf(schema, key))]));
    };
    return current(value, type);
}

/** The type in the catalog of a referenced object that does not lie in a schema: ids are unique only among objects of such a type. */
export function objectType(schema: ValueSchema | undefined): string | undefined {
    const reference = referenceOf(schema);
    const kind = reference === undefined || reference.scope === "schema" ? undefined : kinds.get(reference.kinds[0] ?? "");
    return kind === undefined || isGrant(kind) ? undefined : kind.catalog.type;
}

function referencedIds(value: unknown): string[] {
    if (isResource(value)) return [value.id];
    return typeof value === "object" && value !== null ? [...new Set(Object.values(value).flatMap(referencedIds))] : [];
}

/** The current name of an object of a type; without a type, the object lies in a schema. */
export function currentName({ id, qualifiedName }: StoredReference, known: readonly CatalogRow[], type?: string): string {
    const found = known.find(one => one.id === id && (type === undefined ? one.schema !== null : one.type === type));
    if (found === undefined) return qualifiedName;
    const path = [found.database, found.schema, found.name].filter(step => step !== null);
    return definitionText(name(...path));
}
