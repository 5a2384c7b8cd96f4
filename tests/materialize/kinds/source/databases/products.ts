import type { Capability } from "../../../../../common/versions";
import { failure } from "../../../errors";
import type { UpstreamDatabase } from "../../../world/world";
import { column, type Column } from "../../kafka/columns";

/** A product whose databases sources read. */
export interface Product {
    /** What a server must be able to do to have tables of its sources. Default: every version has them. */
    readonly since?: Capability;
    /** The type of its sources, of its connections and of its databases. */
    readonly type: UpstreamDatabase["type"];
    /** The words in statements. */
    readonly words: readonly string[];
    /** The name in error messages. */
    readonly label: string;
    /** The columns of the progress of a source. */
    readonly progress: readonly Column[];
    readonly progressRow: readonly string[];
    /** The relation with the tables that its sources read. */
    readonly relation: string;
    /** True if its sources have a publication, which lists the tables. */
    readonly publishes: boolean;
    /** True if the database is a part of the names of its tables. */
    readonly namesDatabase: boolean;
    /** The options of a source in statements. */
    readonly options: readonly string[];
    /** Refuses to read a database that does not answer. */
    readonly unreachable: (problem: string) => { readonly message: string; readonly detail?: string };
}

export const PRODUCTS: readonly Product[] = [
    {
        type: "postgres",
        words: ["POSTGRES"],
        label: "POSTGRES",
        progress: [column("lsn", "store.uint8", true)],
        progressRow: ["0"],
        relation: "mz_postgres_source_tables",
        publishes: true,
        namesDatabase: true,
        options: ["PUBLICATION", "DETAILS", "TEXT COLUMNS", "EXCLUDE COLUMNS"],
        unreachable: problem => ({ message: "failed to connect to PostgreSQL database", detail: problem }),
    },
    {
        since: "mySqlTables",
        type: "mysql",
        words: ["MYSQL"],
        label: "MYSQL",
        progress: [
            column("source_id_lower", "uuid"),
            column("source_id_upper", "uuid"),
            column("transaction_id", "store.uint8", true),
        ],
        progressRow: ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "0"],
        relation: "mz_mysql_source_tables",
        publishes: false,
        namesDatabase: false,
        options: ["DETAILS", "TEXT COLUMNS", "EXCLUDE COLUMNS", "IGNORE COLUMNS"],
        unreachable: problem => ({ message: `MYSQL source validation: ${problem}` }),
    },
    {
        since: "sqlServerTables",
        type: "sql-server",
        words: ["SQL", "SERVER"],
        label: "SQL SERVER",
        progress: [column("lsn", "bytea", true)],
        progressRow: ["\\x00"],
        relation: "mz_sql_server_source_tables",
        publishes: false,
        namesDatabase: true,
        options: ["DETAILS", "TEXT COLUMNS", "EXCLUDE COLUMNS"],
        unreachable: problem => ({ message: problem }),
    },
];

export const productOf = (type: string): Product | undefined => PRODUCTS.find(product => product.type === type);

/** The error of a source, or of a table, that does not say which tables it reads. */
export const noTables = ({ label }: Product): Error =>
    failure(`${label} source validation: missing TABLES specification`, "XX000", {
        hint: "provide a FOR TABLES (..), FOR SCHEMAS (..), or FOR ALL TABLES clause",
    });
