import type { CatalogObject, CatalogRow } from "../catalog/catalog";
import { lex } from "../sql/lexer";
import { withoutIds } from "../sql/plainReferences";
import { hasRow, type ObjectKind, type Row } from "../statement/kind";
import { parseDefinition } from "../statement/parseDefinition";
import { qualifiedNameIn, recordedNamespace } from "../statement/qualifiedName";
import { definitionText } from "../sql/sql";
import { type Fields, isAbsent, withoutAbsent } from "../values/value";
import { type FindByIds, withCurrentNames } from "./currentNames";
import type { Operation, ReadResult } from "./handler";
import { readObject } from "./read";
import { isSame, readRow, rowOn, UNREADABLE, withArgument } from "./readback";

/**
 * Reads an object that no state has, by its qualified name or Materialize's id, into all arguments that the catalog holds. Arguments with the value
 * that the server sets by default are left out. Returns no id if the object does not exist.
 */
export async function importObject(operation: Operation, text: string, inputs: Fields): Promise<ReadResult> {
    const { environment, kind } = operation;
    const found = await find(operation, text, inputs);
    if (found === undefined) return {};
    const named = withoutAbsent({ ...inputs, ...namesOf(kind, found, inputs), ...ownerOf(operation, found) });
    const seen = await environment.catalog.readDetails(kind, found, named);
    if (seen === undefined) throw new Error(`${text} is not a ${kind.name}`);
    refuseUnreadable(kind, seen, text);
    const args = await storedArguments(kind, seen, named, ids => environment.catalog.findByIds(ids));
    return readObject(operation, found.id, args);
}

const MATERIALIZE_ID = /^[us]\d+$/u;

function find({ environment, kind }: Operation, text: string, inputs: Fields): Promise<CatalogRow | undefined> {
    if (MATERIALIZE_ID.test(text)) return environment.catalog.findById(kind, text);
    const example = definitionText(qualifiedNameIn(kind, { database: "database", schema: "schema" }, "name"));
    const path = stepsOf(text);
    if (path.length !== stepsOf(example).length)
        throw new Error(
            `${text} is not the qualified name of a ${kind.name}, such as ${example}, nor an id of Materialize, such as u42`,
        );
    const [name = "", container = "", database = ""] = path.toReversed();
    const namespace = kind.scope === "schema" ? { schema: container, database } : { schema: "", database: container };
    return environment.catalog.findByName(
        kind,
        kind.scope === "none" ? (recordedNamespace(inputs) ?? namespace) : namespace,
        name,
    );
}

/** Returns the identifiers of a qualified name. */
const stepsOf = (text: string): string[] => lex(text).flatMap(token => (token.kind === "symbol" ? [] : [token.text]));

/** Returns the name, the comment, and what the object lies in if it is not the default namespace. */
function namesOf(kind: ObjectKind, { name, comment, schema, database }: CatalogRow, inputs: Fields): Fields {
    const home = recordedNamespace(inputs);
    const other = (one: string | null, given: string | undefined): string | null => (one === given ? null : one);
    const inSchema = { schema: other(schema, home?.schema), database: other(database, home?.database) };
    const place = kind.scope === "schema" ? inSchema : { [kind.scope]: kind.scope === "database" ? inSchema.database : database };
    return { name, comment, ...Object.fromEntries(Object.entries(place).filter(([path]) => hasRow(kind, path))) };
}

/** Returns the owner, if another role than the one of the session owns the object. */
const ownerOf = ({ environment, kind }: Operation, { owner }: CatalogRow): Fields =>
    owner !== null && owner !== environment.user && hasRow(kind, "owner") ? { owner } : {};

/** Refuses an object with arguments that are only compared as text, and never read: its import would lack them. */
function refuseUnreadable(kind: ObjectKind, { definition }: CatalogObject, text: string): void {
    const stored = definition === undefined ? new Map<string, never>() : parseDefinition(kind, definition);
    const unreadable = kind.rows
        .filter(
            row => stored.has(row.path) && row.value.isSql !== true && row.value.read === undefined && row.column === undefined,
        )
        .map(({ path }) => path);
    if (unreadable.length === 0) return;
    throw new Error(
        `${text} cannot be imported, since ${unreadable.join(" and ")} cannot be read from its definition: declare it with adopt: true, which compares the definition with the program and alters nothing that is the same`,
    );
}

/** Returns the arguments with all those that the stored definition or a column of the catalog holds. */
async function storedArguments(kind: ObjectKind, seen: CatalogObject, given: Fields, names: FindByIds): Promise<Fields> {
    const { definition } = seen;
    const stored = definition === undefined ? new Map<string, never>() : parseDefinition(kind, definition);
    let args = given;
    for (const row of kind.rows.map(one => rowOn(one, seen))) {
        const tokens = stored.get(row.path) ?? [];
        const value =
            row.value.isSql === true && tokens.length > 0 && definition !== undefined
                ? withoutIds(definition.slice(tokens[0]?.at, tokens.at(-1)?.end))
                : await readValue(row, seen, stored, names);
        if (!isAbsent(value) && !isSame(kind, row, args, undefined, value)) args = withArgument(args, row.path, value);
    }
    return args;
}

/** Returns the value of an argument; undefined if the catalog has none, or it cannot be read. */
async function readValue(
    row: Row,
    seen: CatalogObject,
    stored: ReturnType<typeof parseDefinition>,
    names: FindByIds,
): Promise<unknown> {
    const value = readRow(row, seen, stored);
    return value === UNREADABLE || isAbsent(value) ? undefined : withCurrentNames(row.value.type, value, names);
}
