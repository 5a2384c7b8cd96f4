import type { Scope } from "../session/plan";
import { PRIVILEGE_LISTINGS } from "./privileges";
import { text } from "../sql/names";
import type { VersionAnswers } from "../versions";

/** A list that SHOW prints. Its query reads the relation under the name `o`. */
export interface Listing {
    /** The words after SHOW, in each spelling. */
    readonly words: readonly string[];
    readonly columns: string | ((version: VersionAnswers) => string);
    /** The relation, of `mz_catalog` unless it names another schema. */
    readonly relation: string;
    /** Reads the clauses after the words, and returns the conditions on the rows. */
    conditions(scope: Scope): readonly string[];
}

/** Returns the SQL for the comment on an object. */
export const commentOn = (type: string): string =>
    `COALESCE((SELECT c.comment FROM mz_internal.mz_comments c WHERE c.id = o.id AND c.object_type = ${type} AND c.object_sub_id IS NULL), '') AS comment`;
/** The SQL for the name of the cluster of an object. */
export const CLUSTER_NAME = "(SELECT c.name FROM mz_catalog.mz_clusters c WHERE c.id = o.cluster_id) AS cluster";

/** A list of the objects of a schema: FROM names it. */
export const listInSchema = (words: string, columns: string, relation: string): Listing => ({
    ...{ words: [words], columns, relation },
    conditions: inSchema,
});

/** Reads FROM and a schema, or takes the current one. */
export function inSchema({ cursor, resolver }: Scope): string[] {
    const schema = cursor.take("FROM") ? resolver.schema(cursor.path()) : resolver.selectedSchema();
    return [`o.schema_id = ${text(schema.id)}`];
}

/** A list of all objects of a relation. */
export const listAll = (words: string, columns: Listing["columns"], relation: string): Listing => ({
    ...{ words: [words], columns, relation },
    conditions: () => [],
});

/** The lists that no kind has. */
export const COMMON_LISTINGS: readonly Listing[] = [
    listInSchema("OBJECTS", `o.name, o.type, ${commentOn("o.type")}`, "mz_objects"),
    {
        words: ["SUBSOURCES"],
        columns: "o.name, o.type",
        relation: "mz_sources",
        conditions: scope => ["o.type IN ('progress', 'subsource')", ...readParent(scope)],
    },
    ...PRIVILEGE_LISTINGS,
];

/** Reads ON and a source, whose parts are listed, or FROM and a schema. */
function readParent(scope: Scope): string[] {
    const { cursor, catalog, resolver } = scope;
    if (!cursor.take("ON")) return inSchema(scope);
    const source = resolver.item(cursor.path());
    const parts = catalog.kindOf(source).parts?.(source) ?? [];
    const subsources = catalog.dependants(source.id).filter(({ kind }) => kind === "source");
    return [`o.id IN (${["", ...parts, ...subsources.map(({ id }) => id)].map(text).join(", ")})`];
}
