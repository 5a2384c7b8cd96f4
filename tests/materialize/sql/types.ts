/** A type of Materialize: its id and name in the catalog, its other names, and the type that stands for it in PostgreSQL. */
export interface SqlType {
    readonly id: string;
    readonly schema: "pg_catalog" | "mz_catalog";
    readonly name: string;
    readonly spellings: readonly string[];
    readonly postgres: string;
}

type Row = readonly [id: string, schema: SqlType["schema"], name: string, spellings?: string, postgres?: string];

const ROWS: readonly Row[] = [
    ["s1", "pg_catalog", "any", "", "text"],
    ["s6", "pg_catalog", "bool", "boolean"],
    ["s29", "mz_catalog", "map", "", "store.map"],
    ["s8", "pg_catalog", "bytea", "bytes"],
    ["s10", "pg_catalog", "int8", "bigint"],
    ["s12", "pg_catalog", "int2", "smallint"],
    ["s14", "pg_catalog", "int4", "int,integer"],
    ["s16", "pg_catalog", "text", "string"],
    ["s18", "pg_catalog", "oid"],
    ["s20", "pg_catalog", "float4", "real"],
    ["s22", "pg_catalog", "float8", "float,double precision,double"],
    ["s24", "pg_catalog", "varchar", "character varying"],
    ["s26", "pg_catalog", "bpchar", "char,character", "character"],
    ["s31", "pg_catalog", "date"],
    ["s33", "pg_catalog", "time"],
    ["s35", "pg_catalog", "timestamp", "timestamp without time zone"],
    ["s37", "pg_catalog", "timestamptz", "timestamp with time zone"],
    ["s39", "pg_catalog", "interval"],
    ["s41", "pg_catalog", "numeric", "decimal,dec"],
    ["s43", "pg_catalog", "uuid"],
    ["s45", "pg_catalog", "jsonb", "json"],
    ["s47", "pg_catalog", "name"],
    ["s49", "pg_catalog", "regclass"],
    ["s51", "pg_catalog", "regproc"],
    ["s53", "pg_catalog", "regtype"],
    ["s66", "mz_catalog", "uint2", "", "store.uint2"],
    ["s68", "mz_catalog", "uint4", "", "store.uint4"],
    ["s70", "mz_catalog", "uint8", "", "store.uint8"],
    ["s72", "mz_catalog", "mz_timestamp", "", "store.mz_timestamp"],
    ["s74", "mz_catalog", "mz_aclitem", "", "store.mz_aclitem"],
    ["s76", "mz_catalog", "list", "", "store.list"],
    ["s78", "pg_catalog", "int4range"],
    ["s80", "pg_catalog", "numrange"],
    ["s82", "pg_catalog", "int2vector"],
    ["s84", "pg_catalog", "int8range"],
    ["s86", "pg_catalog", "daterange"],
    ["s88", "pg_catalog", "tsrange"],
    ["s90", "pg_catalog", "tstzrange"],
];

export const TYPES: readonly SqlType[] = ROWS.map(([id, schema, name, spellings = "", postgres = name]) => ({
    id,
    schema,
    name,
    spellings: spellings === "" ? [] : spellings.split(","),
    postgres,
}));

/** The types of arrays. */
export const ARRAYS: readonly SqlType[] = TYPES.map(type => ({
    ...type,
    id: `s2${type.id.slice(1).padStart(3, "0")}`,
    name: `_${type.name}`,
    spellings: [],
    postgres: `${type.postgres}[]`,
}));

const BY_SPELLING = new Map(TYPES.flatMap(type => [type.name, ...type.spellings].map(spelling => [spelling, type] as const)));

export function findType(spelling: string): SqlType | undefined {
    return BY_SPELLING.get(spelling) ?? ARRAYS.find(array => array.name === spelling);
}

export function arrayOf(type: SqlType): SqlType {
    return ARRAYS.find(array => array.name === `_${type.name}`) ?? type;
}
