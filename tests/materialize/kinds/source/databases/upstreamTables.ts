import { arrayOf, findType, type SqlType } from "../../../sql/types";
import type { Upstreams } from "../../../world/upstream";
import type { UpstreamDatabase } from "../../../world/world";

export interface UpstreamColumn {
    readonly name: string;
    /** The name of the type in PostgreSQL. */
    readonly type: string;
    readonly oid: number;
    readonly modifier: number;
    readonly required: boolean;
}

export interface UpstreamKey {
    readonly name: string;
    readonly primary: boolean;
    readonly columns: readonly string[];
}

/** A table that a source can read. */
export interface UpstreamTable {
    readonly schema: string;
    readonly name: string;
    readonly columns: readonly UpstreamColumn[];
    readonly keys: readonly UpstreamKey[];
    /** True if changes of it have all columns of the row before. */
    readonly full: boolean;
    /** True if the user of the connection may use its schema. */
    readonly reachable: boolean;
    /** True if the user of the connection may read it. */
    readonly readable: boolean;
}

const TABLES = `SELECT n.nspname AS schema, c.relname AS name, c.relreplident = 'f' AS full,
    has_schema_privilege($1, n.oid, 'USAGE') AS reachable, has_table_privilege($1, c.oid, 'SELECT') AS readable,
    (SELECT json_agg(json_build_object('name', a.attname, 'type', t.typname, 'oid', a.atttypid::integer, 'modifier', a.atttypmod,
            'required', a.attnotnull) ORDER BY a.attnum)
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    COALESCE((SELECT json_agg(json_build_object('name', k.conname, 'primary', k.contype = 'p', 'columns',
            (SELECT json_agg(a.attname ORDER BY array_position(k.conkey, a.attnum)) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum = ANY (k.conkey))) ORDER BY k.conname)
        FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u')), '[]') AS keys
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')`;

const PUBLISHED = ` AND EXISTS (SELECT FROM pg_publication_tables p
    WHERE p.pubname = $2 AND p.schemaname = n.nspname AND p.tablename = c.relname)`;

const ORDER = " ORDER BY 1, 2";

/** Returns the tables that a user sees, or those of a publication. */
export const tablesOf = (
    upstreams: Upstreams,
    database: UpstreamDatabase,
    user: string,
    publication: string | undefined,
): Promise<UpstreamTable[]> =>
    publication === undefined
        ? upstreams.rows(database, TABLES + ORDER, [user])
        : upstreams.rows(database, TABLES + PUBLISHED + ORDER, [user, publication]);

export async function hasPublication(upstreams: Upstreams, database: UpstreamDatabase, publication: string): Promise<boolean> {
    const rows = await upstreams.rows(database, "SELECT FROM pg_publication WHERE pubname = $1", [publication]);
    return rows.length > 0;
}

/** Creates a user of a database, unless its statements have. */
export async function createUser(upstreams: Upstreams, database: UpstreamDatabase, user: string): Promise<void> {
    const rows = await upstreams.rows(database, "SELECT FROM pg_roles WHERE rolname = $1", [user]);
    if (rows.length === 0) await upstreams.execute(database, `CREATE ROLE "${user}" SUPERUSER`);
}

/** A column of the rows to read. One that is read as text has the digits of the database. */
interface ReadColumn {
    readonly column: UpstreamColumn;
    readonly isText: boolean;
}

/** Returns the rows of some columns of a table, as text. */
export async function textRows(
    upstreams: Upstreams,
    database: UpstreamDatabase,
    { schema, name }: UpstreamTable,
    columns: readonly ReadColumn[],
): Promise<(string | null)[][]> {
    const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const field = ({ column, isText }: ReadColumn): string =>
        column.type === "numeric" && !isText ? `trim_scale(${quote(column.name)})` : quote(column.name);
    const fields = columns.map((column, at) => `${field(column)}::text AS c${at}`);
    if (fields.length === 0) return [];
    const rows = await upstreams.rows<Record<string, string | null>>(
        database,
        `SELECT ${fields.join(", ")} FROM ${quote(schema)}.${quote(name)}`,
    );
    return rows.map(row => columns.map((_, at) => row[`c${at}`] ?? null));
}

/** The types of PostgreSQL that sources read. */
const SUPPORTED = new Set(
    "bool bytea int2 int4 int8 float4 float8 numeric text varchar bpchar char name oid date time timestamp timestamptz interval uuid json jsonb".split(
        " ",
    ),
);

/** Returns the type that Materialize has for one of PostgreSQL; undefined if sources do not read it. */
export function typeOf(type: string): SqlType | undefined {
    const element = type.startsWith("_") ? type.slice(1) : undefined;
    if (!SUPPORTED.has(element ?? type)) return undefined;
    const found = findType(element ?? type);
    return element === undefined || found === undefined ? found : arrayOf(found);
}

const HEADER_BYTES = 4;

/** Returns the length, or the precision and scale, that a modifier stands for, in parentheses. */
export function modifierOf({ type, modifier }: UpstreamColumn): string {
    const value = modifier - HEADER_BYTES;
    if (value < 0) return "";
    if (type === "varchar" || type === "bpchar") return `(${value})`;
    return type === "numeric" ? `(${value >> 16}, ${value & 0xffff})` : "";
}
