import type { CatalogRow, CatalogObject } from "../catalog/catalog";
import { kinds } from "../kinds";
import { type AnyKind, ANY_VALUE, type CatalogReader, hasSubject, type ObjectKind, type Row } from "../statement/kind";
import { argumentsOf, comparableText } from "../statement/parts";
import { catalogName } from "../statement/qualifiedName";
import { type ParsedDefinition, parseDefinition } from "../statement/parseDefinition";
import { Reader, type StoredReference, UnreadableError } from "../sql/reader";
import { isResource } from "../values/reference";
import { itemsOf, partOf, referenceOf, type ValueSchema } from "../values/schema";
import { type Fields, isAbsent, isFields } from "../values/value";
import { withNamesOf } from "./changes";

/** Looks up objects by their ids, for their current names. */
export type FindByIds = (ids: readonly string[]) => Promise<readonly CatalogRow[]>;

/** Reads the arguments of an object back from the catalog. A value that means the same as before keeps the form of the program. */
export async function readArguments(kind: ObjectKind, seen: CatalogObject, props: Fields, names: FindByIds): Promise<Fields> {
    const stored = seen.definition === undefined ? new Map() : parseDefinition(kind, seen.definition);
    let args = props;
    for (const row of kind.rows.filter(one => isReadBack(kind, one)).map(one => rowOn(one, seen))) {
        const old = argumentsOf(props).get(row.path);
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
        (row.change.by === "option" || row.change.by === "statement") &&
        row.value.read !== undefined);

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
    return meansSame(kind, row, args, withNamesOf(value, wanted), value);
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

/**
 * Returns a value with the current names of the objects that it refers to, since the names beside the ids of a stored definition can be outdated.
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

/** Returns a value of a program with the current names of the resources in it. One that does not exist keeps its name. */
export async function withNamesFrom(look: CatalogReader, schema: ValueSchema | undefined, value: unknown): Promise<unknown> {
    if (isResource(value)) {
        const type = catalogType(schema);
        const found = type === undefined ? undefined : await look.findResource(type, value);
        return found === undefined ? value : { ...value, qualifiedName: catalogName(found) };
    }
    if (Array.isArray(value)) return Promise.all(value.map(one => withNamesFrom(look, itemsOf(schema), one)));
    if (!isFields(value)) return value;
    const parts = Object.entries(value).map(
        async ([key, one]) => [key, await withNamesFrom(look, partOf(schema, key), one)] as const,
    );
    return Object.fromEntries(await Promise.all(parts));
}

/** Returns the catalog type of a referenced object. */
function catalogType(schema: ValueSchema | undefined): string | undefined {
    const kind = kinds.get(referenceOf(schema)?.kinds[0] ?? "");
    return kind === undefined || hasSubject(kind) ? undefined : kind.catalog.type;
}

/**
 * Returns the catalog type of a referenced object outside any schema (role, cluster, database, …), whose id is unique only within its type; else
 * undefined.
 */
export function objectType(schema: ValueSchema | undefined): string | undefined {
    const reference = referenceOf(schema);
    return reference === undefined || reference.scope === "schema" ? undefined : catalogType(schema);
}

/** Returns the ids in the stack of the objects that a value refers to. */
export function referencedIds(value: unknown): string[] {
    if (isResource(value)) return [value.id];
    return typeof value === "object" && value !== null ? [...new Set(Object.values(value).flatMap(referencedIds))] : [];
}

/**
 * Returns the current qualified name of an object. If `type` is undefined, the object is one in a schema. Returns the stored name if the catalog does not
 * have the object.
 */
export function currentName({ id, qualifiedName }: StoredReference, known: readonly CatalogRow[], type?: string): string {
    const found = known.find(one => one.id === id && (type === undefined ? one.schema !== null : one.type === type));
    return found === undefined ? qualifiedName : catalogName(found);
}
