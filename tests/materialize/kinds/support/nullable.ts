import type { Column, Database } from "../../postgres/database";
import type { Doc } from "../../sql/doc";
import type { ViewQuery } from "./queries";

/** The nullability of the columns of all relations, by the OID of the relation in PostgreSQL and the number of the column. */
const COLUMNS = `SELECT c.oid || ':' || m.position::bigint, m.nullable FROM mz_catalog.mz_columns m
    JOIN pg_class c ON c.relname = m.id JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'data'`;

/** Returns for each column of a query whether it can be NULL. Columns of relations, counts and literals are known; the rest can be NULL. */
export async function inferNullable(
    database: Database,
    { items, outer }: ViewQuery,
    described: readonly Column[],
): Promise<boolean[]> {
    const known = new Map((await database.rows(COLUMNS)).map(([origin, nullable]) => [origin, nullable === "t"]));
    const matches = items.length === described.length;
    return described.map(({ origin }, index) => {
        if (origin !== undefined) return outer || (known.get(origin) ?? true);
        const item = items[index];
        return !(matches && item !== undefined && isNeverNull(item));
    });
}

/** True for a count or a literal, and not for an expression that starts with one. */
function isNeverNull(item: Doc): boolean {
    const value = withoutAlias(item);
    if (typeof value !== "object" || isList(value)) return false;
    if ("literal" in value) return true;
    const call = "unbroken" in value ? value.unbroken : "group" in value ? first(value.group) : undefined;
    const name = call === undefined ? undefined : first(call);
    return typeof name === "object" && "builtin" in name && name.builtin.at(-1) === "count";
}

/** Returns the expression of an item: one with an alias is the expression, a line and the alias. */
function withoutAlias(item: Doc): Doc {
    if (typeof item !== "object" || !("group" in item)) return item;
    const { group } = item;
    return typeof group === "object" && "nest" in group ? (first(group.nest) ?? item) : item;
}

const isList = (doc: Doc): doc is readonly Doc[] => Array.isArray(doc);
const first = (doc: Doc): Doc | undefined => (isList(doc) ? doc[0] : undefined);
