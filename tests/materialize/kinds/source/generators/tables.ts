import type { Cell, Column } from "../../kafka/columns";

/** A table that a load generator makes. */
export interface GeneratedTable {
    readonly name: string;
    readonly columns: readonly Column[];
    readonly keys: readonly string[];
    /** The number of its rows on this server. */
    readonly rows: number;
}

/** A table in short: its columns and types, the number of columns of its key, and its rows. A type with `?` is of a nullable column. */
type Row = readonly [name: string, columns: string, keys: number, rows?: number];

const AUCTION: readonly Row[] = [
    ["accounts", "id int8, org_id int8, balance int8", 1],
    ["auctions", "id int8, seller int8, item text, end_time timestamptz", 1],
    ["bids", "id int8, buyer int8, auction_id int8, amount int4, bid_time timestamptz", 1],
    ["organizations", "id int8, name text", 1],
    ["users", "id int8, org_id int8, name text", 1],
];

const MARKETING: readonly Row[] = [
    ["clicks", "impression_id int8, click_time timestamptz", 0],
    ["conversion_predictions", "lead_id int8, experiment_bucket text, predicted_at timestamptz, score float8", 0],
    ["coupons", "id int8, lead_id int8, created_at timestamptz, amount int8", 1],
    ["customers", "id int8, email text, income int8", 1],
    ["impressions", "id int8, customer_id int8, campaign_id int8, impression_time timestamptz", 1],
    ["leads", "id int8, customer_id int8, created_at timestamptz, converted_at timestamptz?, conversion_amount int8?", 1],
];

const TPCH: readonly Row[] = [
    [
        "customer",
        "c_custkey int8, c_name text, c_address text, c_nationkey int8, c_phone text, c_acctbal numeric, c_mktsegment text, c_comment text",
        1,
    ],
    [
        "lineitem",
        "l_orderkey int8, l_partkey int8, l_suppkey int8, l_linenumber int4, l_quantity numeric, l_extendedprice numeric, l_discount numeric, " +
            "l_tax numeric, l_returnflag text, l_linestatus text, l_shipdate date, l_commitdate date, l_receiptdate date, l_shipinstruct text, " +
            "l_shipmode text, l_comment text",
        0,
    ],
    ["nation", "n_nationkey int8, n_name text, n_regionkey int8, n_comment text", 1, 25],
    [
        "orders",
        "o_orderkey int8, o_custkey int8, o_orderstatus text, o_totalprice numeric, o_orderdate date, o_orderpriority text, o_clerk text, " +
            "o_shippriority int4, o_comment text",
        1,
    ],
    [
        "part",
        "p_partkey int8, p_name text, p_mfgr text, p_brand text, p_type text, p_size int4, p_container text, p_retailprice numeric, p_comment text",
        1,
    ],
    ["partsupp", "ps_partkey int8, ps_suppkey int8, ps_availqty int4, ps_supplycost numeric, ps_comment text", 2],
    ["region", "r_regionkey int8, r_name text, r_comment text", 1, 5],
    [
        "supplier",
        "s_suppkey int8, s_name text, s_address text, s_nationkey int8, s_phone text, s_acctbal numeric, s_comment text",
        1,
    ],
];

const tables = (rows: readonly Row[]): readonly GeneratedTable[] =>
    rows.map(([name, columns, keys, count = name === "datums" || name === "clock" ? 0 : 1]) => {
        const all = columns.split(", ").map((text): Column => {
            const [column = "", type = ""] = text.split(" ");
            return { name: column, type: type.replace("?", ""), nullable: type.endsWith("?") };
        });
        return { name, columns: all, keys: all.slice(0, keys).map(column => column.name), rows: count };
    });

/** A load generator: its tables, or the one relation that it is itself. */
export interface Generator {
    /** Its name in statements. */
    readonly words: string;
    /** Its name in references. */
    readonly namespace: string;
    readonly tables: readonly GeneratedTable[];
    readonly single: boolean;
    /** The options besides TICK INTERVAL, AS OF and UP TO. */
    readonly options: readonly string[];
    readonly flag?: string;
}

/** A column of each type. */
const DATUMS =
    "rowid int8, _bool bool, _int16 int2, _int32 int4, _int64 int8, _uint16 store.uint2, _uint32 store.uint4, _uint64 store.uint8, _float32 float4, " +
    "_float64 float8, _numeric numeric, _date date, _time time, _timestamp timestamp, _timestamp_ timestamp, _timestamp__ timestamp, " +
    '_timestamptz timestamptz, _timestamptz_ timestamptz, _timestamptz__ timestamptz, _interval interval, _pglegacychar "char", _bytes bytea, ' +
    "_string text, _char bpchar, _varchar varchar, _jsonb jsonb, _uuid uuid, _oid oid, _regproc regproc, _regtype regtype, _regclass regclass, " +
    "_int2vector int2vector, _mztimestamp store.mz_timestamp, _mzaclitem store.mz_aclitem";

const KEY_VALUE_OPTIONS = [
    ...["KEYS", "PARTITIONS", "SNAPSHOT ROUNDS", "TRANSACTIONAL SNAPSHOT", "VALUE SIZE", "SEED", "BATCH SIZE"],
];

export const GENERATORS: readonly Generator[] = [
    { words: "AUCTION", namespace: "auction", tables: tables(AUCTION), single: false, options: [] },
    { words: "MARKETING", namespace: "marketing", tables: tables(MARKETING), single: false, options: [] },
    { words: "TPCH", namespace: "tpch", tables: tables(TPCH), single: false, options: ["SCALE FACTOR"] },
    {
        ...{ words: "COUNTER", namespace: "counter", tables: tables([["counter", "counter int8", 0]]), single: true },
        ...{ options: ["MAX CARDINALITY"], flag: "enable_load_generator_counter" },
    },
    {
        ...{ words: "CLOCK", namespace: "clock", tables: tables([["clock", "time timestamptz", 0]]), single: true, options: [] },
        flag: "enable_load_generator_clock",
    },
    {
        ...{ words: "DATUMS", namespace: "datums", tables: tables([["datums", DATUMS, 0]]), single: true, options: [] },
        flag: "enable_load_generator_datums",
    },
    {
        ...{ words: "KEY VALUE", namespace: "key_value", single: true, options: KEY_VALUE_OPTIONS },
        tables: tables([["key_value", "key store.uint8, partition store.uint8, value bytea, offset store.uint8?", 1]]),
        flag: "enable_load_generator_key_value",
    },
];

const CELLS: Readonly<Record<string, string>> = {
    ...{ text: "x", bytea: "\\x00", date: "2026-01-01", timestamptz: "2026-01-01 00:00:00+00" },
};

/** Returns rows of a table. Materialize makes others: only their number is like its own. */
export function generatedRows({ columns, rows }: GeneratedTable): Cell[][] {
    return Array.from({ length: rows }, (_, index) =>
        columns.map(({ type, nullable }) => (nullable ? null : (CELLS[type] ?? String(index)))),
    );
}

/** Returns the table that a reference names, in the database and schema of generators. */
export function findTable(generator: Generator, reference: readonly string[]): GeneratedTable | undefined {
    const [name, namespace = generator.namespace] = [...reference].reverse();
    return namespace === generator.namespace ? generator.tables.find(table => table.name === name) : undefined;
}

/** The numbers of the tables of AUCTION in the details that the catalog stores. */
const NUMBERS = ["organizations", "users", "accounts", "auctions", "bids"];

/** Returns the details of a table that the catalog stores. */
export function detailsOf({ name }: GeneratedTable): string {
    const number = NUMBERS.indexOf(name);
    return number < 1 ? "1a020a00" : `1a040a0210${String(number).padStart(2, "0")}`;
}
