import type { ObjectKind } from "../kinds/kind";

/** What the server says of one object. */
export interface Observed {
    readonly id: string;
    readonly name: string;
    readonly schema: string | null;
    readonly database: string | null;
    readonly owner: string | null;
    readonly comment: string | null;
    readonly type: string;
}

/** The comment of an object itself, not of a column. */
const comment = (type: string): string =>
    `LEFT JOIN mz_internal.mz_comments c ON c.id = o.id AND c.object_type = ${type} AND c.object_sub_id IS NULL`;

const OWNER = "LEFT JOIN mz_catalog.mz_roles r ON r.id = o.owner_id";

/** Objects in schemas, and what lies outside of them: each class counts its ids for itself. */
const CLASSES: readonly string[] = [
    `SELECT o.id, o.name, s.name AS schema, d.name AS database, r.name AS owner, c.comment, o.type
FROM mz_catalog.mz_objects o
JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
JOIN mz_catalog.mz_databases d ON d.id = s.database_id
${OWNER} ${comment("o.type")}`,
    `SELECT o.id, o.name, NULL::text, d.name, r.name, c.comment, 'schema'
FROM mz_catalog.mz_schemas o
JOIN mz_catalog.mz_databases d ON d.id = o.database_id
${OWNER} ${comment("'schema'")}`,
    `SELECT o.id, o.name, NULL::text, NULL::text, r.name, c.comment, 'database'
FROM mz_catalog.mz_databases o ${OWNER} ${comment("'database'")}`,
    `SELECT o.id, o.name, NULL::text, NULL::text, r.name, c.comment, 'cluster'
FROM mz_catalog.mz_clusters o ${OWNER} ${comment("'cluster'")}`,
    `SELECT o.id, o.name, NULL::text, NULL::text, NULL::text, c.comment, 'role'
FROM mz_catalog.mz_roles o ${comment("'role'")}`,
];

/** All objects that meet a condition on `o`; what lies outside of schemas may have one of its own. */
export const objectsWhere = (condition: string, outside = condition): string =>
    CLASSES.map((select, at) => `${select}\nWHERE ${at === 0 ? condition : outside}`).join("\nUNION ALL\n");

/** The outputs of a kind that only the server knows, of the objects that meet a condition on `o`; undefined where there are none. */
export function outputsWhere(kind: ObjectKind, condition: string): string | undefined {
    const { relation, outputs, joins = "" } = kind.catalog;
    if (outputs === undefined) return undefined;
    const columns = Object.entries(outputs).map(([output, expression]) => `${expression} AS "${output}"`);
    return `SELECT o.id, ${columns.join(", ")} FROM ${relation} o ${joins} WHERE ${condition}`;
}

/** The access control items of everything that privileges can be granted on. */
export const PRIVILEGES = ["mz_objects:o.type", "mz_schemas:'schema'", "mz_databases:'database'", "mz_clusters:'cluster'"]
    .map(source => source.split(":"))
    .map(
        ([relation = "", type = ""]) =>
            `SELECT o.id, ${type} AS type, o.privileges FROM mz_catalog.${relation} o WHERE o.id LIKE 'u%'`,
    )
    .join("\nUNION ALL\n");
