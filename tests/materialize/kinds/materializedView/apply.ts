import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { print, type Doc } from "../../sql/doc";
import { quoted } from "../../sql/names";
import { postgresStyle } from "../../sql/postgres";
import { missing } from "../support/create";
import type { QueryBody } from "../support/queries";
import { CREATE, CREATE_REPLACEMENT, FOR, isMaterializedView } from "./replacement";

const KIND = "materialized-view";

/** Plans ALTER MATERIALIZED VIEW … APPLY REPLACEMENT: the replacement takes the name, the owner, the grants and the dependants of its target. */
export function applyReplacement(scope: Scope): Plan {
    const { cursor, resolver } = scope;
    cursor.expect("ALTER", "MATERIALIZED", "VIEW");
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    if (skip && !resolver.findItem(path))
        return { tag: "ALTER MATERIALIZED VIEW", notices: [missing("MATERIALIZED VIEW", path)] };
    const target = resolver.itemOf(KIND, path);
    cursor.expect("APPLY", "REPLACEMENT");
    const replacement = resolver.itemOf(KIND, cursor.path());
    cursor.end();
    if (!isMaterializedView(target) || !isMaterializedView(replacement) || replacement.replaces !== target.id)
        throw failure(
            `cannot replace materialized view ${resolver.minimal(target)} with materialized view ${resolver.minimal(replacement)}`,
        );
    if (isSealed(scope, target)) throw sealed(resolver.minimal(target));
    return {
        tag: "ALTER MATERIALIZED VIEW",
        needs: { owner: [target, replacement] },
        change: changeOf(scope, target, replacement),
    };
}

/** True if the rows of a view never change again: it is never refreshed again, or it reads nothing that changes. */
function isSealed({ catalog }: Scope, { uses, body: { refreshes = [] } }: CatalogObject<QueryBody>): boolean {
    const isOver = refreshes.every(({ type, at }) => type === "at" && Date.parse(at ?? "") <= Date.now());
    if (refreshes.length > 0) return isOver;
    const reached = new Set(uses);
    for (const id of reached) for (const used of catalog.item(id)?.uses ?? []) reached.add(used);
    return ![...reached].some(id => ["table", "source"].includes(catalog.item(id)?.kind ?? ""));
}

const sealed = (name: string): Error =>
    failure(`materialized view ${name} is sealed and thus cannot be replaced`, "55000", {
        detail: "The materialized view has already computed its output until the end of time, so replacing its definition would have no effect.",
    });

function changeOf(
    { catalog }: Scope,
    target: CatalogObject<QueryBody>,
    replacement: CatalogObject<QueryBody>,
): NonNullable<Plan["change"]> {
    const { kind, name, schemaId, ownerId, grants } = target;
    const uses = replacement.uses.filter(id => id !== target.id);
    const applied = { ...replacement, kind, name, schemaId, ownerId, grants, uses, comments: {}, replaces: undefined };
    const readers = catalog.dependants(target.id).filter(reader => reader !== replacement);
    const [database, schema] = catalog.path(target);
    const names = (object: CatalogObject): object => ({ id: object.id, database, schema, item: object.name });
    return {
        put: [
            { ...applied, definition: replacement.definition && ordinary(replacement.definition) },
            ...readers.map(reader => reading(reader, target.id, replacement.id)),
        ],
        drop: [target],
        events: [
            { event: "drop", kind, details: names(replacement) },
            { event: "alter", kind, details: { ...names(target), replacement: names(replacement) } },
        ],
        // The readers in PostgreSQL keep their view, which gets another query and another name.
        data: [
            [`CREATE OR REPLACE VIEW data.${quoted(target.id)} AS ${viewQuery(replacement)}`],
            [`DROP VIEW data.${quoted(replacement.id)}`],
            [`ALTER VIEW data.${quoted(target.id)} RENAME TO ${quoted(replacement.id)}`],
        ],
    };
}

function viewQuery({ body: { query, columns } }: CatalogObject<QueryBody>): string {
    return `SELECT * FROM (${print(query, postgresStyle)}) AS replacement (${columns.map(quoted).join(", ")})`;
}

/** Returns the definition of a replacement as an ordinary view has it. */
function ordinary(doc: Doc): Doc {
    if (doc === CREATE_REPLACEMENT) return CREATE;
    if (Array.isArray(doc)) {
        const parts = doc as readonly Doc[];
        const clause = parts.findIndex(part => Array.isArray(part) && part[0] === FOR);
        return parts.filter((_, at) => clause < 0 || (at !== clause && at !== clause - 1)).map(ordinary);
    }
    if (typeof doc === "object" && "group" in doc) return { group: ordinary(doc.group) };
    return typeof doc === "object" && "nest" in doc ? { nest: ordinary(doc.nest) } : doc;
}

/** The keys that hold the id of an item in a definition and in the facts of its kind. */
const REFERENCES: ReadonlySet<string> = new Set(["item", "onId"]);

/** Returns an object that reads an item under another id. */
function reading(object: CatalogObject, old: string, id: string): CatalogObject {
    const moved = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(moved);
        if (typeof value !== "object" || value === null) return value;
        const entries = Object.entries(value) as [string, unknown][];
        return Object.fromEntries(entries.map(([key, part]) => [key, REFERENCES.has(key) && part === old ? id : moved(part)]));
    };
    const { definition, body } = object;
    return {
        ...object,
        uses: object.uses.map(used => (used === old ? id : used)),
        definition: moved(definition) as typeof definition,
        body: moved(body),
    };
}
