import type { CatalogRow } from "../catalog/catalog";
import { lex } from "../sql/lexer";
import { hasRow, type ObjectKind } from "../statement/kind";
import { qualifiedNameIn, recordedNamespace } from "../statement/qualifiedName";
import { definitionText } from "../sql/sql";
import { type Fields, type Namespace, withoutAbsent } from "../values/value";
import type { Operation, ReadResult } from "./handler";
import { readObject } from "./read";
import { storedArguments } from "./storedArguments";

/** Returns the inputs with which an object is imported; `hidden` are those of its resource. */
export const inputsOfImport = (hidden: Fields, { database, schema }: Namespace): Fields => ({
    ...hidden,
    __home: { database, schema },
    __secretInputs: [],
});

/**
 * Reads an object that no state has, by its qualified name or Materialize's id, into all arguments that the catalog holds. Arguments with the value
 * that the server sets by default are left out. Returns no id if the object does not exist.
 */
export async function importObject(operation: Operation, text: string, inputs: Fields): Promise<ReadResult> {
    const { environment, kind } = operation;
    const found = await find(operation, text);
    if (found === undefined) return {};
    const named = withoutAbsent({ ...inputs, ...namesOf(kind, found, inputs), ...ownerOf(operation, found) });
    const seen = await environment.catalog.readFromSnapshot(kind, found.id, { ...named, ...asked(kind) });
    if (seen === undefined) throw new Error(`${text} is not a ${kind.name}`);
    const { args, unreadable } = await storedArguments(kind, seen, named, await environment.catalog.snapshot());
    if (unreadable.length > 0) throw new UnreadableArguments(text, unreadable);
    return readObject(operation, found.id, args);
}

const MATERIALIZE_ID = /^[us]\d+$/u;

function find({ environment, kind }: Operation, text: string): Promise<CatalogRow | undefined> {
    const { type } = kind.catalog;
    if (MATERIALIZE_ID.test(text)) return environment.catalog.findInSnapshot({ type, id: text });
    const example = definitionText(qualifiedNameIn(kind, { database: "database", schema: "schema" }, "name"));
    const path = stepsOf(text);
    if (path.length !== stepsOf(example).length)
        throw new Error(
            `${text} is not the qualified name of a ${kind.name}, such as ${example}, nor an id of Materialize, such as u42`,
        );
    const [name = "", container = "", database = ""] = path.toReversed();
    const namespace = kind.scope === "schema" ? { schema: container, database } : { schema: "", database: container };
    return environment.catalog.findInSnapshot({ type, name, ...namespace });
}

/** Returns values for the arguments that the catalog is asked for only if they are given. */
const asked = ({ rows }: ObjectKind): Fields =>
    Object.fromEntries(rows.flatMap(({ path, column }) => (column?.query === undefined ? [] : [[path, {}]])));

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

/** Thrown for an object with arguments that cannot be read: its import would lack them. */
export class UnreadableArguments extends Error {
    readonly reason: string;

    constructor(text: string, paths: readonly string[]) {
        const reason = `${paths.join(" and ")} cannot be read from its definition`;
        super(
            `${text} cannot be imported, since ${reason}: declare it with adopt: true, which compares the definition with the program and alters nothing that is the same`,
        );
        this.reason = reason;
    }
}
