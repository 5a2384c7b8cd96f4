import { kinds as allKinds } from "../kinds";
import type { ChangeState } from "../statement/background";
import { hasSubject, type ObjectKind } from "../statement/kind";

/** The properties of one object that do not depend on its kind. */
export interface CatalogRow {
    readonly id: string;
    readonly name: string;
    readonly schema: string | null;
    readonly database: string | null;
    readonly owner: string | null;
    readonly comment: string | null;
    readonly type: string;
}

/** Joins the comment of an object, without those of its columns. */
const comment = (type: string): string =>
    `LEFT JOIN mz_internal.mz_comments c ON c.id = o.id AND c.object_type = ${type} AND c.object_sub_id IS NULL`;

const OWNER = "LEFT JOIN mz_catalog.mz_roles r ON r.id = o.owner_id";

/** Selects the objects in schemas. */
const SCHEMA_OBJECTS = `SELECT o.id, o.name, s.name AS schema, d.name AS database, r.name AS owner, c.comment, o.type
FROM mz_catalog.mz_objects o
JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
JOIN mz_catalog.mz_databases d ON d.id = s.database_id
${OWNER} ${comment("o.type")}`;

/** The name of what the object `o` lies in, and the JOIN that has it. */
const CONTAINERS = {
    database: ["d.name", "\nJOIN mz_catalog.mz_databases d ON d.id = o.database_id"],
    cluster: ["d.name", "\nJOIN mz_catalog.mz_clusters d ON d.id = o.cluster_id"],
    none: ["NULL::pg_catalog.text", ""],
} as const;

/** Selects the objects of a kind that lie outside of schemas. Their ids are unique among objects of the kind only. */
function objectsOutside({ scope, catalog: { relation, type, withoutOwner } }: ObjectKind): string {
    const [database, join] = scope === "schema" ? CONTAINERS.none : CONTAINERS[scope];
    const [owner, ownerJoin] = withoutOwner === true ? ["NULL::pg_catalog.text", ""] : ["r.name", OWNER];
    return `SELECT o.id, o.name, NULL::pg_catalog.text AS schema, ${database} AS database, ${owner} AS owner, c.comment, '${type}' AS type
FROM ${relation} o${join}
${ownerJoin} ${comment(`'${type}'`)}`;
}

const OUTSIDE_SCHEMAS: ReadonlyMap<string, string> = new Map(
    [...allKinds.values()].flatMap(kind =>
        hasSubject(kind) || kind.scope === "schema" ? [] : [[kind.catalog.type, objectsOutside(kind)] as const],
    ),
);

/** Selects all objects that meet a condition on `o`. Objects outside of schemas may have another condition. */
export const objectsWhere = (condition: string, outside = condition): string =>
    [unionWhere([SCHEMA_OBJECTS], condition), unionWhere([...OUTSIDE_SCHEMAS.values()], outside)].join(UNION);

const UNION = "\nUNION ALL\n";

const unionWhere = (selects: readonly string[], condition: string): string =>
    selects.map(select => `${select}\nWHERE ${condition}`).join(UNION);

/**
 * Selects the objects of some types that meet a condition on `o`; undefined stands for all types in schemas. The server takes a quarter of a second
 * for each relation that it joins, so that only those of the types are read.
 */
function objectsOfTypes(types: readonly (string | undefined)[], condition: string): string {
    const outside = types.flatMap(type => OUTSIDE_SCHEMAS.get(type ?? "") ?? []);
    const inSchemas = types.some(type => type === undefined || !OUTSIDE_SCHEMAS.has(type)) ? [SCHEMA_OBJECTS] : [];
    return unionWhere([...inSchemas, ...new Set(outside)], condition);
}

/** Selects the objects of some types that meet a condition, with the outputs of some kinds that only the server knows. */
export function objectsWithOutputs(
    types: readonly (string | undefined)[],
    condition: string,
    kinds: readonly ObjectKind[],
): string {
    const objects = objectsOfTypes(types, condition);
    if (kinds.length === 0) return objects;
    const columns = kinds.flatMap(kind =>
        Object.entries(kind.catalog.outputs ?? {}).map(
            ([output, expression]) => `, ${expression} AS "${columnOf(kind, output)}"`,
        ),
    );
    return `SELECT o.*${columns.join("")} FROM (\n${objects}\n) o ${kinds.map(kind => kind.catalog.joins).join(" ")}`;
}

const columnOf = (kind: ObjectKind, output: string): string => `${kind.name}.${output}`;

/** Returns the outputs of a kind in a row of {@link objectsWithOutputs}. */
export const outputsIn = (kind: ObjectKind | undefined, row: Readonly<Record<string, unknown>>): CatalogDetails["outputs"] =>
    kind === undefined
        ? {}
        : Object.fromEntries(Object.keys(kind.catalog.outputs ?? {}).map(output => [output, row[columnOf(kind, output)]]));

/** The properties of one object that depend on its kind. */
export interface CatalogDetails {
    /** The stored definition. */
    readonly definition: string | undefined;
    /** Arguments that the catalog has in columns, by path. */
    readonly columns: Readonly<Record<string, string>>;
    readonly outputs: Readonly<Record<string, unknown>>;
    /** The last change of the object in the background. */
    readonly change?: ChangeState | undefined;
    /** The values that the server has for arguments that are not given, by path. */
    readonly defaults?: Readonly<Record<string, unknown>>;
}

/** Selects the details of a kind's objects that meet a condition on `o`; undefined if the kind has no details. */
export function detailsWhere(kind: ObjectKind, condition: string): string | undefined {
    const { relation, where = "true", definition, outputs = {}, joins = "" } = kind.catalog;
    const columns = [
        ...(definition === undefined || isShown(kind) ? [] : [`${definition} AS "${DEFINITION}"`]),
        ...kind.rows.flatMap(({ path, column }) =>
            column?.expression === undefined ? [] : [`${column.expression} AS "${path}"`],
        ),
        ...Object.entries(outputs).map(([output, expression]) => `${expression} AS "${output}"`),
    ];
    if (columns.length === 0) return undefined;
    return `SELECT o.id, ${columns.join(", ")} FROM ${relation} o ${joins} WHERE ${where} AND ${condition}`;
}

const DEFINITION = "__definition";

/** True if no relation has the definitions of a kind, and SHOW CREATE prints them. */
export const isShown = ({ catalog }: ObjectKind): boolean => catalog.definition === "SHOW CREATE";

/** Returns the details in a row of {@link detailsWhere}. */
export function detailsOf(kind: ObjectKind, row: Readonly<Record<string, unknown>>): CatalogDetails {
    const outputs = Object.keys(kind.catalog.outputs ?? {}).map(key => [key, row[key]]);
    const columns = kind.rows.flatMap(({ path, column }) => {
        const value = column?.expression === undefined ? undefined : row[path];
        return typeof value === "string" ? [[path, value]] : [];
    });
    const definition = row[DEFINITION];
    return {
        definition: typeof definition === "string" ? definition : undefined,
        columns: Object.fromEntries(columns) as Record<string, string>,
        outputs: Object.fromEntries(outputs) as Record<string, unknown>,
    };
}

/** Returns the details in several rows, by the ids of the objects. */
export const detailsById = (
    kind: ObjectKind,
    rows: readonly Readonly<Record<string, unknown>>[],
): ReadonlyMap<string, CatalogDetails> => new Map(rows.map(row => [String(row.id), detailsOf(kind, row)]));

const DEPENDANTS = `SELECT o.type, o.name FROM mz_catalog.mz_objects o
JOIN mz_internal.mz_object_dependencies d ON d.object_id = o.id WHERE d.referenced_object_id = $1`;

/** True if the catalog's dependencies can name objects of a kind: an object outside of schemas can have the id of one in a schema. */
export const hasDependencies = ({ scope }: ObjectKind): boolean => scope === "schema";

/** Returns a query for the objects that use an object of a kind, or lie in it; the parameter is its id. Undefined if the catalog does not show them. */
export function dependantsQuery(kind: ObjectKind): string | undefined {
    const query = kind.catalog.dependants ?? (hasDependencies(kind) ? DEPENDANTS : undefined);
    return query && `${query}\nORDER BY 1, 2`;
}

/** An object, and the id of another one that it depends on. */
export interface Dependency extends Pick<CatalogRow, "id" | "name" | "schema" | "database" | "type"> {
    readonly referencedId: string;
}

/** Selects the dependencies between the objects of users. */
export const DEPENDENCIES = `SELECT d.referenced_object_id AS "referencedId", o.id, o.name, s.name AS schema, b.name AS database, o.type
FROM mz_internal.mz_object_dependencies d
JOIN mz_catalog.mz_objects o ON o.id = d.object_id
JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id
JOIN mz_catalog.mz_databases b ON b.id = s.database_id
WHERE d.referenced_object_id LIKE 'u%'
ORDER BY database, schema, o.name`;

/** Returns the objects that depend on the object with an id, directly or through others. */
export function reachable(dependencies: readonly Dependency[], id: string): Dependency[] {
    const found = new Map<string, Dependency>();
    for (const ids = [id]; ids.length > 0;) {
        const referencedId = ids.pop();
        for (const dependant of dependencies.filter(one => one.referencedId === referencedId && !found.has(one.id))) {
            found.set(dependant.id, dependant);
            ids.push(dependant.id);
        }
    }
    return [...found.values()];
}

/** True if the server refuses to drop an object of a kind while another one depends on it: indexes and progress subsources are dropped with it. */
export const blocksDrop = ({ catalog }: ObjectKind, { type }: Dependency): boolean =>
    type !== "index" && !(type === "source" && catalog.type === "source");

/** Selects the default privileges that somebody has set: Materialize's own concern types, and its own roles. */
export const DEFAULT_PRIVILEGES =
    "SELECT p.object_type FROM mz_catalog.mz_default_privileges p WHERE p.object_type <> 'type' AND p.grantee NOT LIKE 's%'";
