import { OWNER, reason, RENAME, RESET, type Section, SET } from "./statement";

const WEBHOOKS = ["WebhookSource", "WebhookTable"];

const NO_KEYS = reason("Materialize refuses it: only flags for tests (`unsafe_enable_table_…`) switch it on");

export const TABLES: Section = {
    title: "Tables, types and webhooks",
    statements: [
        {
            statement: "CREATE TABLE … (column type …)",
            of: ["Table"],
            options: [
                ["column name", "columns.name"],
                ["column type", "columns.type"],
                ["NOT NULL", "columns.notNull"],
                ["DEFAULT", "columns.default"],
                ["PRIMARY KEY, UNIQUE", NO_KEYS],
                ["CHECK", NO_KEYS],
                ["REFERENCES", NO_KEYS],
                ["NULL", reason("Materialize refuses it: columns are nullable without it")],
            ],
        },
        {
            statement: "CREATE TABLE … WITH (…)",
            of: ["Table"],
            upTo: "CREATE TABLE a (b int) WITH (",
            options: ["PARTITION BY", "RETAIN HISTORY"],
        },
        {
            statement: "CREATE TABLE … FROM SOURCE …",
            of: ["SourceTable"],
            options: ["FROM SOURCE", ["(column, …)", "columns"]],
        },
        {
            statement: "CREATE TABLE … FROM SOURCE … (…)",
            of: ["SourceTable"],
            upTo: "CREATE TABLE a FROM SOURCE s (",
            options: ["REFERENCE"],
        },
        {
            statement: "CREATE TABLE … FROM SOURCE … WITH (…)",
            of: ["SourceTable"],
            upTo: "CREATE TABLE a FROM SOURCE s (REFERENCE x) WITH (",
            options: [
                "TEXT COLUMNS",
                "EXCLUDE COLUMNS",
                ["IGNORE COLUMNS", reason("an older word for `EXCLUDE COLUMNS`")],
                "PARTITION BY",
                "RETAIN HISTORY",
                ["DETAILS", reason("Materialize writes it, and refuses it in a statement")],
            ],
        },
        {
            statement: "ALTER TABLE …",
            of: ["TABLE"],
            upTo: "ALTER TABLE a ",
            options: [RENAME, OWNER, ["ADD COLUMN", "columns.name"], SET, RESET],
        },
        {
            statement: "ALTER TABLE … SET (…), ALTER TABLE … RESET (…)",
            of: ["Table"],
            upTo: "ALTER TABLE a SET (",
            options: ["RETAIN HISTORY"],
        },
        {
            statement: "CREATE SOURCE … FROM WEBHOOK …, CREATE TABLE … FROM WEBHOOK …",
            of: WEBHOOKS,
            options: [
                "IN CLUSTER",
                ["INCLUDE HEADERS", "includeHeaders"],
                ["INCLUDE HEADERS (…)", "includeHeaders.only"],
                ["INCLUDE HEADERS (NOT …)", "includeHeaders.except"],
                ["INCLUDE HEADER", "headers.header"],
                ["INCLUDE HEADER … AS", "headers.as"],
                ["INCLUDE HEADER … BYTES", "headers.bytes"],
                ["CHECK (…)", "check.expression"],
            ],
        },
        {
            statement: "FROM WEBHOOK BODY FORMAT …",
            of: WEBHOOKS,
            within: ["bodyFormat"],
            upTo: "CREATE SOURCE a FROM WEBHOOK BODY FORMAT ",
            options: [
                ["TEXT", "text"],
                ["JSON", "json"],
                ["JSON ARRAY", "json.array"],
                ["BYTES", "bytes"],
            ],
        },
        {
            statement: "CHECK (WITH (…) …)",
            of: WEBHOOKS,
            within: ["check"],
            upTo: "CREATE SOURCE a FROM WEBHOOK BODY FORMAT TEXT CHECK (WITH (",
            options: [
                ["BODY", "body"],
                ["BODY AS", "body.as"],
                ["BODY BYTES", "body.bytes"],
                ["HEADERS", "headers"],
                ["HEADERS AS", "headers.as"],
                ["HEADERS BYTES", "headers.bytes"],
                ["SECRET", "secrets.secret"],
                ["SECRET … AS", "secrets.as"],
                ["SECRET … BYTES", "secrets.bytes"],
            ],
        },
        {
            statement: "CREATE TYPE … AS …",
            of: ["Type"],
            options: [
                ["(field …)", "row.name"],
                ["(… type)", "row.type"],
            ],
        },
        {
            statement: "CREATE TYPE … AS LIST (…)",
            of: ["Type"],
            upTo: "CREATE TYPE a AS LIST (",
            options: [["ELEMENT TYPE", "list.elementType"]],
        },
        {
            statement: "CREATE TYPE … AS MAP (…)",
            of: ["Type"],
            upTo: "CREATE TYPE a AS MAP (",
            options: [
                ["KEY TYPE", reason("always `text`: maps of other keys cannot be used")],
                ["VALUE TYPE", "map.valueType"],
            ],
        },
        { statement: "ALTER TYPE …", of: ["Type"], upTo: "ALTER TYPE a ", options: [OWNER] },
    ],
};
