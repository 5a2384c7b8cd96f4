import type { Column, Database } from "../../postgres/database";
import type { Doc } from "../../sql/doc";
import { columnOf, columnsWithoutNull, isNeverNull } from "../../sql/query/conditions";
import type { ViewQuery } from "./queries";

/** The nullability of the columns of all relations: by the OID of the relation in PostgreSQL and the number of the column, and by the relation's id. */
const COLUMNS = `SELECT c.oid || ':' || m.position::bigint, m.nullable, m.id, m.name FROM mz_catalog.mz_columns m
    JOIN pg_class c ON c.relname = m.id JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'data'`;

/**
 * Returns for each column of a query whether it can be NULL. Columns of relations, counts, literals, and what operators, casts and COALESCE make of
 * them are known, and columns that a condition compares; the rest can be NULL.
 */
export async function inferNullable(
    database: Database,
    { items, filters, uses, shape: { outer } }: ViewQuery,
    described: readonly Column[],
): Promise<boolean[]> {
    const rows = await database.rows(COLUMNS);
    const byOrigin = new Map(rows.map(([origin, nullable]) => [origin, nullable === "t"]));
    const nullableNames = new Set(
        rows.flatMap(([, nullable, id, name]) => (nullable === "t" && uses.includes(id ?? "") ? [name] : [])),
    );
    const knownNames = new Set(rows.flatMap(([, , id, name]) => (uses.includes(id ?? "") ? [name] : [])));
    const compared = new Set(filters.flatMap(columnsWithoutNull));
    const never = (column: string): boolean =>
        compared.has(column) || (!outer && knownNames.has(column) && !nullableNames.has(column));
    const matches = items.length === described.length;
    return described.map(({ name, origin }, index) => {
        const item = matches ? items[index] : undefined;
        const expression = item === undefined ? undefined : withoutAlias(item);
        const column = expression === undefined ? name : columnOf(expression);
        if (origin !== undefined)
            return !(column !== undefined && compared.has(column)) && (outer || (byOrigin.get(origin) ?? true));
        return !(expression !== undefined && isNeverNull(expression, never));
    });
}

/** Returns the expression of an item: one with an alias is the expression, a line and the alias. */
function withoutAlias(item: Doc): Doc {
    if (typeof item !== "object" || !("group" in item)) return item;
    const { group } = item;
    const inner = typeof group === "object" && "nest" in group ? group.nest : undefined;
    const first = Array.isArray(inner) ? (inner[0] as Doc) : undefined;
    return first ?? item;
}
