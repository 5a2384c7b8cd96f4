import type { Cursor } from "../cursor";
import type { Doc } from "../doc";
import { arrayOf, findType, type SqlType } from "../types";
import { failure } from "../../errors";

/** A relation in a query. */
export interface Relation {
    readonly id: string;
    readonly path: readonly string[];
}

/** A type that a user has created, and the type that stands for it in PostgreSQL. */
export interface UserType extends Relation {
    readonly postgres: string;
}

/** Resolves the names in a query. */
export interface Names {
    readonly userType: (path: readonly string[]) => UserType | undefined;
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
    /** The items that the outermost query selects. */
    readonly items: Doc[];
    /** The conditions of the outermost WHERE, all of which are true of each row. */
    readonly filters: Doc[];
    readonly shape: QueryShape;
}

/** Facts about the outermost query. */
export interface QueryShape {
    /** True if a join adds NULLs for rows without a match. */
    outer: boolean;
    /** True if it removes duplicates. */
    distinct: boolean;
}

/** Returns a reader for the query or expression that is next at a cursor. */
export const readerAt = (cursor: Cursor, names: Names): Reader => ({
    cursor,
    names,
    ctes: new Set(),
    uses: new Set(),
    groups: [],
    items: [],
    filters: [],
    shape: { outer: false, distinct: false },
});

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

/** Functions that PostgreSQL has and Materialize does not have. */
const POSTGRES_FUNCTIONS = new Set(
    (
        "set_config nextval currval setval lastval random setseed gen_random_uuid clock_timestamp statement_timestamp transaction_timestamp " +
        "timeofday pg_sleep pg_notify txid_current pg_database_size pg_export_snapshot format row_to_json to_json json_agg json_build_object " +
        "json_build_array json_object_agg json_typeof json_array_elements json_object_keys make_date make_time make_interval regexp_count " +
        "regexp_instr to_tsvector to_tsquery query_to_xml xmlelement percentile_cont percentile_disc mode corr cume_dist percent_rank nth_value"
    ).split(" "),
);

/** Returns a function with its schema, as definitions print it. */
export function builtin(reader: Reader, path: readonly string[]): Doc {
    const name = path.at(-1) ?? "";
    if (POSTGRES_FUNCTIONS.has(name)) throw unknownFunction(name);
    const id = reader.names.builtin(name);
    if (id) reader.uses.add(id);
    return { builtin: [CATALOG_FUNCTIONS.has(name) ? "mz_catalog" : "pg_catalog", name] };
}

function unknownFunction(name: string): Error {
    return failure(`function "${name}" does not exist`, "XX000", {
        hint: "No function matches the given name and argument types. You might need to add explicit type casts.",
    });
}

/** Reads a data type: `int`, `double precision`, `numeric(10, 2)`, `text[]`, `int list`, `map[text => int]`. */
export function readType(reader: Reader): Doc {
    const { cursor } = reader;
    let type = cursor.at("MAP") && cursor.atSymbol("[", 1) ? readMap(reader) : readNamedType(reader);
    while (cursor.take("LIST")) type = { materialize: [kept(type), " list"], postgres: "store.list" };
    return type;
}

function readNamedType(reader: Reader): Doc {
    const { cursor } = reader;
    const path = readTypePath(reader);
    const user = findType(path.at(-1) ?? "") ? undefined : reader.names.userType(path);
    if (user) {
        reader.uses.add(user.id);
        return { materialize: [{ item: user.id, path: user.path }], postgres: user.postgres };
    }
    const found = knownType(path);
    const values = cursor.atSymbol("(") ? cursor.list(() => cursor.advance().text) : [];
    checkModifier(found, values);
    const modifier = values.length > 0 ? [`(${values.join(", ")})`] : [];
    const isZoned = cursor.take("WITH", "TIME", "ZONE");
    if (!isZoned) cursor.take("WITHOUT", "TIME", "ZONE");
    const type = isZoned && found.name === "timestamp" ? knownType(["timestamptz"]) : found;
    const isArray = cursor.symbol("[");
    if (isArray) cursor.expectSymbol("]");
    const named = isArray ? arrayOf(type) : type;
    reader.uses.add(named.id);
    return namedType(named, modifier);
}

function readMap(reader: Reader): Doc {
    const { cursor } = reader;
    cursor.expect("MAP");
    cursor.expectSymbol("[");
    const key = knownType(readTypePath(reader));
    reader.uses.add(key.id);
    cursor.expectSymbol("=>");
    const value = readType(reader);
    cursor.expectSymbol("]");
    if (key.name !== "text") throw failure(`map key type must be text, got ${key.spellings.at(-1) ?? key.name}`);
    return { materialize: ["map[", kept(namedType(key, [])), "=>", kept(value), "]"], postgres: "store.map" };
}

/** Returns a type whose name always has its id, as the element of a list or map has it. */
function kept(type: Doc): Doc {
    if (typeof type === "string") return type;
    if (Array.isArray(type)) return (type as readonly Doc[]).map(kept);
    if ("item" in type) return { ...type, kept: true };
    return "postgres" in type ? kept(type.materialize) : type;
}

/** Refuses a precision or length out of range. */
function checkModifier({ name }: SqlType, [first]: readonly string[]): void {
    if (first === undefined) return;
    const isBetween = (high: number): boolean => Number(first) >= 1 && Number(first) <= high;
    if (name === "numeric" && !(Number(first) >= 0 && isBetween(39)))
        throw failure("precision for type numeric must be between 1 and 39");
    const label = name === "varchar" ? "character varying" : "character";
    if (/^(?:varchar|bpchar)$/u.test(name) && !isBetween(10_485_760))
        throw failure(`length for type ${label} must be between 1 and 10485760`);
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

/** Reads the words or the path of a type. */
function readTypePath({ cursor }: Reader): readonly string[] {
    const words = TWO_WORDS.find(each => cursor.take(...each));
    return words ? [words.join(" ").toLowerCase()] : cursor.path();
}

function knownType(path: readonly string[]): SqlType {
    const type = findType(path.at(-1) ?? "");
    if (!type) throw failure(`type "${path.join(".")}" does not exist`);
    return type;
}

/** Returns the reference to a type with a name; undefined for a list or map without one. */
export function typeIn(type: Doc): { readonly item: string; readonly path: readonly string[] } | undefined {
    if (typeof type === "string" || !("materialize" in type) || !Array.isArray(type.materialize)) return undefined;
    const [first] = type.materialize as readonly Doc[];
    return typeof first === "object" && "item" in first ? first : undefined;
}
