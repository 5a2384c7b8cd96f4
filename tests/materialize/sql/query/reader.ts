import type { Cursor } from "../cursor";
import type { Doc } from "../doc";
import { arrayOf, findType, type SqlType } from "../types";
import { failure } from "../../errors";

/** A relation in a query. */
export interface Relation {
    readonly id: string;
    readonly path: readonly string[];
}

/** Resolves the names in a query. */
export interface Names {
    readonly relation: (path: readonly string[]) => Relation;
    /** Returns the id of a built-in function, if the catalog has it. */
    readonly builtin: (name: string) => string | undefined;
}

/** The state of reading a query: its tokens, the names that it may use, and those that it has used. */
export interface Reader {
    readonly cursor: Cursor;
    readonly names: Names;
    readonly ctes: ReadonlySet<string>;
    readonly uses: Set<string>;
    /** The expressions by which the outermost query groups. */
    readonly groups: string[];
}

/** Functions that Materialize has and PostgreSQL does not have. */
const CATALOG_FUNCTIONS = new Set(
    (
        "constant_time_eq avg_internal_v1 csv_extract concat_agg crc32 datediff has_cluster_privilege has_connection_privilege has_role " +
        "has_secret_privilege has_system_privilege has_type_privilege kafka_murmur2 list_agg list_append list_cat list_n_layers list_length " +
        "list_length_max list_prepend list_remove map_agg map_build map_length mz_environment_id mz_is_superuser mz_logical_timestamp mz_now " +
        "mz_uptime mz_version mz_version_num pretty_sql regexp_extract repeat_row seahash starts_with timezone_offset " +
        "try_parse_monotonic_iso8601_timestamp unnest"
    ).split(" "),
);

/** Returns a function with its schema, as definitions print it. */
export function builtin(reader: Reader, path: readonly string[]): Doc {
    const name = path.at(-1) ?? "";
    const id = reader.names.builtin(name);
    if (id) reader.uses.add(id);
    return { builtin: [CATALOG_FUNCTIONS.has(name) ? "mz_catalog" : "pg_catalog", name] };
}

/** Reads a data type: `int`, `double precision`, `numeric(10, 2)`, `text[]`, `int list`. */
export function readType(reader: Reader): Doc {
    const { cursor } = reader;
    const type = readTypeName(reader);
    const modifier = cursor.atSymbol("(") ? [`(${cursor.list(() => cursor.advance().text).join(", ")})`] : [];
    if (!cursor.take("WITH", "TIME", "ZONE")) cursor.take("WITHOUT", "TIME", "ZONE");
    if (cursor.symbol("[")) {
        cursor.expectSymbol("]");
        const array = arrayOf(type);
        reader.uses.add(array.id);
        return namedType(array, modifier);
    }
    reader.uses.add(type.id);
    if (cursor.take("LIST")) return { materialize: [namedType(type, modifier), " list"], postgres: "store.list" };
    return namedType(type, modifier);
}

function namedType(type: SqlType, modifier: readonly string[]): Doc {
    return {
        materialize: [{ item: type.id, path: [type.schema, type.name] }, ...modifier],
        postgres: [type.postgres, ...modifier],
    };
}

const TWO_WORDS = [
    ["DOUBLE", "PRECISION"],
    ["CHARACTER", "VARYING"],
] as const;

function readTypeName({ cursor }: Reader): SqlType {
    for (const words of TWO_WORDS) if (cursor.take(...words)) return knownType(words.join(" ").toLowerCase());
    const name = cursor.path().at(-1) ?? "";
    const zoned = name === "timestamp" && cursor.at("WITH", "TIME", "ZONE");
    return knownType(zoned ? "timestamptz" : name);
}

function knownType(spelling: string): SqlType {
    const type = findType(spelling);
    if (!type) throw failure(`type "${spelling}" does not exist`);
    return type;
}
