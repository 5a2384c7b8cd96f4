// The statements that prepare a database of PostgreSQL for Materialize, in the order of its guides. See https://materialize.com/docs/ingest-data/postgres/.

/** The schema and the name of a table. */
export type TableName = readonly [schema: string, table: string];

/** Returns a name in the quotes of PostgreSQL. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Returns a text in the quotes of PostgreSQL, which may read backslashes as escapes. */
export const quoteText = (text: string): string => {
    const quoted = `'${text.replaceAll("'", "''").replaceAll("\\", "\\\\")}'`;
    return text.includes("\\") ? `E${quoted}` : quoted;
};

export const quoteTable = (table: TableName): string => table.map(quoteName).join(".");

const tableList = (tables: readonly TableName[]): string => tables.map(quoteTable).join(", ");

/** Returns the schemas of tables, each once. */
export const schemasOf = (tables: readonly TableName[]): string[] => [...new Set(tables.map(([schema]) => schema))];

/** Describes the texts that {@link readTable} reads. */
export const TABLE_TEXT = 'the schema and the name of a table as in SQL, such as "public.orders" or \'public."Orders"\'';

/** A part of a name in SQL: in quotes, or a word, which PostgreSQL reads in lower case. */
const PART = /"(?<quoted>(?:[^"]|"")+)"|(?<word>[\p{L}_][\p{L}\p{N}_$]*)/u.source;
const TABLE = new RegExp(`^(${PART})\\.(${PART.replaceAll("<quoted>", "<quoted2>").replaceAll("<word>", "<word2>")})$`, "u");

/** Returns the schema and the name of a table from a text of SQL; undefined if it is none. */
export function readTable(text: string): TableName | undefined {
    const { quoted, word, quoted2, word2 } = TABLE.exec(text.trim())?.groups ?? {};
    const schema = plain(quoted, word);
    const table = plain(quoted2, word2);
    return schema === undefined || table === undefined ? undefined : [schema, table];
}

/** PostgreSQL folds only the letters of ASCII in a database of several bytes per character. */
const plain = (quoted: string | undefined, word: string | undefined): string | undefined =>
    quoted?.replaceAll('""', '"') ?? word?.replaceAll(/[A-Z]/gu, letter => letter.toLowerCase());

export const setFullIdentity = (table: TableName): string => `ALTER TABLE ${quoteTable(table)} REPLICA IDENTITY FULL`;

export const createPublication = (name: string, tables: readonly TableName[]): string =>
    `CREATE PUBLICATION ${quoteName(name)}${tables.length === 0 ? "" : ` FOR TABLE ${tableList(tables)}`}`;

/** On Amazon RDS, a role replicates as a member of this one, and the attribute REPLICATION needs a superuser. */
export const RDS_REPLICATION = "rds_replication";

/** The attributes of a role that Materialize logs in as. `password` is a literal. */
export const roleStatements = (name: string, password: string, isRds: boolean): string[] => [
    `CREATE ROLE ${quoteName(name)} WITH LOGIN${isRds ? "" : " REPLICATION"} PASSWORD ${password}`,
    ...(isRds ? [`GRANT ${RDS_REPLICATION} TO ${quoteName(name)}`] : []),
];

/** The privileges of that role: on the database, the schemas and the tables. */
export const grantStatements = (name: string, database: string, tables: readonly TableName[]): string[] => [
    `GRANT CONNECT ON DATABASE ${quoteName(database)} TO ${quoteName(name)}`,
    ...schemasOf(tables).map(schema => `GRANT USAGE ON SCHEMA ${quoteName(schema)} TO ${quoteName(name)}`),
    ...(tables.length === 0 ? [] : [`GRANT SELECT ON TABLE ${tableList(tables)} TO ${quoteName(name)}`]),
];

/** What Materialize needs in a database of PostgreSQL. */
export interface Upstream {
    readonly publication: string;
    readonly tables: readonly TableName[];
    readonly database: string;
    readonly role: string;
    readonly isRds: boolean;
}

/** The password in statements that somebody else runs. */
const PLACEHOLDER = "'<password>'";

/** Returns all statements, for a database that Pulumi does not prepare. */
export const upstreamStatements = ({ publication, tables, database, role, isRds }: Upstream): string[] =>
    [
        ...tables.map(setFullIdentity),
        createPublication(publication, tables),
        ...roleStatements(role, PLACEHOLDER, isRds),
        ...grantStatements(role, database, tables),
    ].map(statement => `${statement};`);
