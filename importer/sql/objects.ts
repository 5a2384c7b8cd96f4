import type { CatalogRow } from "../../provider/catalog/catalog";
import { kinds } from "../../provider/kinds";
import { storedArguments } from "../../provider/lifecycle/storedArguments";
import type { Token } from "../../provider/sql/lexer";
import { isWord, Reader } from "../../provider/sql/reader";
import { hasRow, hasRowInPath, type ObjectKind } from "../../provider/statement/kind";
import { parseDefinition, UNTAKEN } from "../../provider/statement/parseDefinition";
import type { Fields, Namespace } from "../../provider/values/value";
import { withoutKeys } from "../fields";
import { type Creation, creationsIn, NotTaken } from "./creations";
import { asWritten, definitionOf } from "./definition";
import type { Drafts, ObjectDraft } from "./drafts";
import type { Qualify } from "./queries";
import { qualifiedNameOf, type Session } from "./session";
import { foldedTokens, type Statement } from "./statements";

/** Stands for a value that the program reads from the configuration of the stack. No value of a statement takes its place. */
const CONFIGURED = "";

/** Adds the objects that a CREATE statement creates. */
export async function createObjects(statement: Statement, drafts: Drafts, session: Session, home: Namespace): Promise<void> {
    for (const creation of creationsIn(statement)) drafts.objects.push(await draftOf(creation, statement, drafts, session, home));
}

async function draftOf(
    creation: Creation,
    { place }: Statement,
    drafts: Drafts,
    session: Session,
    home: Namespace,
): Promise<ObjectDraft> {
    const { kind } = creation;
    const path = pathOf(creation, drafts, session);
    const qualifiedName = qualifiedNameOf(path);
    const row = rowOf(kind, path, drafts.objects.length);
    const given = { name: row.name, ...placeOf(kind, row, home), __home: session.namespace };
    const read = await readArguments(creation, row, given, qualifyIn(drafts, session));
    const args = withoutKeys(drafts.qualified(kind, read, session), "__home");
    const cluster = "cluster" in args || kind.rows.every(one => one.defaultFrom !== "cluster") ? undefined : session.cluster;
    return { kind, place, row, qualifiedName, dependsOn: [], args: { ...args, ...(cluster === undefined ? {} : { cluster }) } };
}

/** Returns the path of a new object. An index lies where its relation does, and a replica in its cluster. */
function pathOf({ kind, path, rest }: Creation, drafts: Drafts, session: Session): readonly string[] {
    if (kind.scope === "cluster") return path;
    if (kind.name !== "Index")
        return path.length === 1 && kind.scope === "schema"
            ? [session.database, session.namespace.schema, ...path]
            : drafts.pathOf(path, kind.scope, session);
    const tokens = foldedTokens(rest);
    const on = tokens.findIndex(token => isWord(token, "ON"));
    const from = new Reader(tokens.slice(on + 1));
    return [...drafts.pathOf(from.path(), "schema", session).slice(0, -1), ...path.slice(-1)];
}

function rowOf({ scope, catalog }: ObjectKind, path: readonly string[], count: number): CatalogRow {
    const [name = "", container = null, database = null] = path.toReversed();
    const namespace = scope === "schema" ? { schema: container, database } : { schema: null, database: container };
    return { id: `u${String(count)}`, type: catalog.type, name, ...namespace, owner: null, comment: null };
}

/** Returns the arguments that say what an object lies in, if it is not the default namespace. */
function placeOf(kind: ObjectKind, { schema, database }: CatalogRow, home: Namespace): Fields {
    if (kind.scope === "cluster") return { cluster: database };
    if (kind.scope === "database") return database === home.database ? {} : { database };
    if (kind.scope === "none" || !hasRow(kind, "schema")) return {};
    if (database !== home.database && !hasRowInPath(kind, "database")) return { schema: { name: schema, database } };
    return { ...(schema === home.schema ? {} : { schema }), ...(database === home.database ? {} : { database }) };
}

const qualifyIn =
    (drafts: Drafts, session: Session): Qualify =>
    (path, of) => {
        const qualifiedName = qualifiedNameOf(drafts.pathOf(path, "schema", session));
        const found = drafts.find(qualifiedName);
        const isFound = found !== undefined && (found.row.type === "type") === (of === "type");
        return isFound ? qualifiedName : undefined;
    };

async function readArguments(creation: Creation, row: CatalogRow, given: Fields, qualify: Qualify): Promise<Fields> {
    const { kind, rest } = creation;
    if (kind.name === "Secret") return given;
    if (kind.name === "Role") return { ...given, ...roleAttributes(rest) };
    const definition = definitionOf(creation, "x", qualify);
    const readable = asWritten(kind);
    const untaken = parseDefinition(readable, definition).get(UNTAKEN);
    if (untaken !== undefined) throw new NotTaken(`${kind.name} has no argument for ${wordsOf(untaken)}`);
    const seen = { ...row, definition, columns: {}, outputs: {} };
    const { args, unreadable } = await storedArguments(readable, seen, given, []);
    if (unreadable.length > 0) throw new NotTaken(unreadable.map(one => whyUnreadable(readable, one)).join("; "));
    return args;
}

/** Returns why an argument cannot be read. */
const whyUnreadable = ({ name, rows }: ObjectKind, path: string): string =>
    rows.find(row => row.path === path)?.value.type.type === "secret"
        ? `${path} is a text, which Materialize would store in clear: create a secret, and write SECRET and its name`
        : `${path} of ${name} does not take what the statement has for it`;

/** Returns the keywords at the beginning of a clause. Other words can be secret. */
function wordsOf(tokens: readonly Token[]): string {
    const words = tokens.map(({ kind, text }) => (kind === "word" ? text.toUpperCase() : ""));
    const end = words.findIndex(word => !KEYWORDS.has(word));
    return end === 0 ? "a part of the statement" : words.slice(0, end < 0 ? undefined : end).join(" ");
}

/** The words of clauses and options. */
const KEYWORDS: ReadonlySet<string> = new Set(
    [...kinds.values()]
        .flatMap(({ rows }) =>
            rows.map(({ position }) => ("option" in position ? position.option : "after" in position ? position.after : "")),
        )
        .concat("FOR ALL TABLES SCHEMAS USING TEMPORARY REPLACEMENT")
        .flatMap(words => words.split(/\s+/u).filter(Boolean)),
);

/** Reads the attributes of a role. */
export function roleAttributes(rest: string): Fields {
    const from = new Reader(foldedTokens(rest));
    from.accept("WITH");
    let args: Fields = {};
    while (!from.isAtEnd()) {
        if (from.accept("INHERIT")) continue;
        if (from.accept("PASSWORD")) {
            if (from.accept("NULL")) throw new NotTaken("Role has no argument for PASSWORD NULL");
            from.text();
            args = { ...args, password: CONFIGURED };
        } else args = { ...args, ...attribute(from) };
    }
    return args;
}

function attribute(from: Reader): Fields {
    for (const [word, path] of [
        ["LOGIN", "login"],
        ["SUPERUSER", "superuser"],
    ] as const)
        if (from.accept(word)) return { [path]: true };
        else if (from.accept(`NO${word}`)) return { [path]: false };
    throw new NotTaken("Role has the arguments login, superuser and password only");
}
