import { spoken } from "../catalog/object";
import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { print, type Doc } from "../sql/doc";
import { quoted, text } from "../sql/names";
import { postgresStyle } from "../sql/postgres";
import { readExpression } from "../sql/query/expressions";
import { reader } from "../kinds/view";

/** A SHOW of a kind: its columns, from the catalog's relations, and what narrows it. */
interface Listing {
    readonly words: readonly string[];
    readonly columns: string;
    readonly from: string;
    /** Whether it lists one schema's objects. */
    readonly schema?: boolean;
}

const comment = (id: string, type: string): string =>
    `COALESCE((SELECT c.comment FROM mz_internal.mz_comments c WHERE c.id = ${id} AND c.object_type = '${type}' AND c.object_sub_id IS NULL), '') AS comment`;
const clusterName = `(SELECT c.name FROM mz_catalog.mz_clusters c WHERE c.id = o.cluster_id) AS cluster`;

const listing = (words: string, columns: string, relation: string, schema = true): Listing => ({
    words: words.split(" "),
    columns,
    from: `mz_catalog.${relation} o`,
    schema,
});

const LISTINGS: readonly Listing[] = [
    listing("SECRETS", `o.name, ${comment("o.id", "secret")}`, "mz_secrets"),
    listing("CONNECTIONS", `o.name, o.type, ${comment("o.id", "connection")}`, "mz_connections"),
    listing("SOURCES", `o.name, o.type, ${clusterName}, ${comment("o.id", "source")}`, "mz_sources"),
    listing("TABLES", `o.name, ${comment("o.id", "table")}`, "mz_tables"),
    listing("VIEWS", `o.name, ${comment("o.id", "view")}`, "mz_views"),
    listing("MATERIALIZED VIEWS", `o.name, ${clusterName}, ${comment("o.id", "materialized-view")}`, "mz_materialized_views"),
    listing(
        "OBJECTS",
        "o.name, o.type, COALESCE((SELECT c.comment FROM mz_internal.mz_comments c WHERE c.id = o.id AND c.object_type = o.type AND c.object_sub_id IS NULL), '') AS comment",
        "mz_objects",
    ),
    listing(
        "CLUSTERS",
        `o.name, (SELECT string_agg(r.name || ' (' || r.size || ')', ', ' ORDER BY r.name) FROM mz_catalog.mz_cluster_replicas r WHERE r.cluster_id = o.id) AS replicas,
         ${comment("o.id", "cluster")}`,
        "mz_clusters",
        false,
    ),
    listing(
        "CLUSTER REPLICAS",
        "(SELECT c.name FROM mz_catalog.mz_clusters c WHERE c.id = o.cluster_id) AS cluster, o.name AS replica, o.size, true AS ready, '' AS comment",
        "mz_cluster_replicas",
        false,
    ),
    listing("DATABASES", `o.name, ${comment("o.id", "database")}`, "mz_databases", false),
    listing("ROLES", `o.name, ${comment("o.id", "role")}`, "mz_roles", false),
];

/** SHOW SECRETS and its like, as queries of the catalog's relations. */
export function showObjects(scope: Scope): Plan {
    const { cursor } = scope;
    cursor.expect("SHOW");
    const terse = cursor.take("TERSE");
    if (terse) cursor.refuse();
    if (cursor.take("SCHEMAS")) return showSchemas(scope);
    if (cursor.at("INDEXES") || cursor.at("INDEX") || cursor.at("INDICES")) return showIndexes(scope);
    const found = LISTINGS.find(({ words }) => cursor.take(...words)) ?? cursor.refuse();
    const conditions = found.schema ? [schemaCondition(scope)] : [];
    if (cursor.take("IN", "CLUSTER")) conditions.push(clusterCondition(scope));
    return filtered(scope, found.columns, found.from, conditions);
}

function schemaCondition(scope: Scope): string {
    const { cursor, resolver } = scope;
    const schema = cursor.take("FROM") ? resolver.schema(cursor.path()) : resolver.currentSchema();
    if (!schema) throw failure("no valid schema selected", "3F000");
    return `o.schema_id = ${text(schema.id)}`;
}

function clusterCondition({ cursor, resolver }: Scope): string {
    return `o.cluster_id = ${text(resolver.container("cluster", [cursor.identifier()]).id)}`;
}

/** The rest of a SHOW: LIKE or WHERE, over the columns that it shows. */
function filtered(scope: Scope, columns: string, from: string, conditions: readonly string[], order = "1"): Plan {
    const { cursor } = scope;
    const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
    const shown = `SELECT * FROM (SELECT ${columns} FROM ${from}${where}) AS shown`;
    const filter = readFilter(scope);
    cursor.end();
    return { tag: "SELECT", query: `${shown}${filter} ORDER BY ${order}` };
}

function readFilter(scope: Scope): string {
    const { cursor } = scope;
    if (cursor.take("LIKE")) return ` WHERE name LIKE ${text(cursor.string())}`;
    if (!cursor.take("WHERE")) return "";
    const condition: Doc = readExpression(reader(scope));
    return ` WHERE ${print(condition, postgresStyle)}`;
}

function showSchemas(scope: Scope): Plan {
    const { cursor, resolver, session } = scope;
    const database = resolver.database(cursor.take("FROM") ? cursor.identifier() : session.setting("database"));
    const condition = `(o.database_id = ${text(database.id)} OR o.database_id IS NULL)`;
    return filtered(scope, `o.name, ${comment("o.id", "schema")}`, "mz_catalog.mz_schemas o", [condition]);
}

function showIndexes(scope: Scope): Plan {
    const { cursor, resolver } = scope;
    cursor.advance();
    const conditions: string[] = [];
    if (cursor.take("ON")) conditions.push(`o.on_id = ${text(resolver.item(cursor.path()).id)}`);
    else if (cursor.take("FROM")) conditions.push(ofSchema(resolver.schema(cursor.path()).id));
    else conditions.push(ofSchema(resolver.currentSchema()?.id ?? ""));
    if (cursor.take("IN", "CLUSTER")) conditions.push(clusterCondition(scope));
    const columns = `o.name, (SELECT r.name FROM mz_catalog.mz_objects r WHERE r.id = o.on_id) AS "on", ${clusterName},
        (SELECT array_agg(COALESCE(c.name, k.on_expression) ORDER BY k.index_position::bigint) FROM mz_catalog.mz_index_columns k
            LEFT JOIN mz_catalog.mz_columns c ON c.id = o.on_id AND c.position::bigint = k.on_position::bigint WHERE k.index_id = o.id) AS key, ${comment("o.id", "index")}`;
    return filtered(scope, columns, "mz_catalog.mz_indexes o", conditions);
}

const ofSchema = (id: string): string => `o.on_id IN (SELECT r.id FROM mz_catalog.mz_objects r WHERE r.schema_id = ${text(id)})`;

export function showColumns(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("SHOW", "COLUMNS");
    if (!cursor.take("FROM")) cursor.expect("IN");
    const object = resolver.item(cursor.path());
    if (!object.columns)
        throw failure(`${catalog.path(object).join(".")} is a ${spoken(object.kind)} and so does not have columns`);
    const columns = `o.position::bigint AS position, o.name, o.nullable, o.type,
        COALESCE((SELECT c.comment FROM mz_internal.mz_comments c WHERE c.id = o.id AND c.object_sub_id = o.position::bigint), '') AS comment`;
    const filter = readFilter(scope);
    cursor.end();
    const shown = `SELECT ${columns} FROM mz_catalog.mz_columns o WHERE o.id = ${text(object.id)}`;
    return {
        tag: "SELECT",
        query: `SELECT name, nullable, type, comment FROM (${shown}) AS shown${filter} ORDER BY ${quoted("position")}`,
    };
}
