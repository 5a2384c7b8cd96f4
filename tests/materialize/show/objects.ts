import { typeName } from "../catalog/object";
import { failure } from "../errors";
import { reader } from "../kinds/support/reader";
import type { Plan, Scope } from "../session/plan";
import { print } from "../sql/doc";
import { quoted, text } from "../sql/names";
import { postgresStyle } from "../sql/postgres";
import { readExpression } from "../sql/query/expressions";

/** Plans SHOW SECRETS and its like as queries of the relations of the catalog. */
export function showObjects(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    cursor.expect("SHOW");
    if (cursor.take("TERSE")) cursor.refuse();
    const takes = (words: string): boolean => cursor.take(...words.split(" "));
    const listing = catalog.registry.listings.find(({ words }) => words.some(takes)) ?? cursor.refuse();
    const conditions = [...listing.conditions(scope), ...readCluster(scope)];
    const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
    const { columns, relation } = listing;
    const shownColumns = typeof columns === "string" ? columns : columns(catalog.registry.version);
    const from = relation.includes(".") ? relation : `mz_catalog.${relation}`;
    const shown = `SELECT * FROM (SELECT ${shownColumns} FROM ${from} o${where}) AS shown`;
    const filter = readFilter(scope);
    cursor.end();
    return { tag: "SELECT", query: `${shown}${filter} ORDER BY 1` };
}

function readCluster({ cursor, resolver }: Scope): string[] {
    if (!cursor.take("IN", "CLUSTER")) return [];
    return [`o.cluster_id = ${text(resolver.container("cluster", [cursor.identifier()]).id)}`];
}

/** Reads LIKE or WHERE, which apply to the columns that SHOW prints. */
function readFilter(scope: Scope): string {
    const { cursor } = scope;
    if (cursor.take("LIKE")) return ` WHERE name LIKE ${text(cursor.string())}`;
    if (!cursor.take("WHERE")) return "";
    return ` WHERE ${print(readExpression(reader(scope)), postgresStyle)}`;
}

export function showColumns(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("SHOW", "COLUMNS");
    if (!cursor.take("FROM")) cursor.expect("IN");
    const object = resolver.item(cursor.path());
    if (!catalog.kindOf(object).relation?.(object).columns)
        throw failure(`${catalog.path(object).join(".")} is a ${typeName(object.kind)} and so does not have columns`);
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
