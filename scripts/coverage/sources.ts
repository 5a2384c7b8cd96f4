import { type Option, OWNER, reason, RENAME, RESET, type Section, SET } from "./statement";

/** The statements of sources that read from outside of Materialize and have options of time. */
const READING = ["KafkaSource", "PostgresSource", "MySqlSource", "SqlServerSource", "LoadGeneratorSource"];

const DECODING = ["KafkaSource", "SourceTable"];

const OLDER_TABLES = reason(
    "the older form: a `SourceTable` for each table. A source that has it is adopted, and its output `subsources` lists the tables",
);
const OLDER_GENERATOR = reason("the older form: a `SourceTable` for each table. A source that has it is adopted");
const OLDER_COLUMNS = reason("the older form: the argument is one of each `SourceTable`");
const WRITTEN_BY_SERVER = reason("Materialize writes it, and refuses it in a statement");
const OTHER_WORD = reason("an older word for `EXCLUDE COLUMNS`");
const NO_PROGRESS = reason("a source with tables is its own progress relation");

const databaseSource = (database: string, kind: string, options: readonly Option[]): Section["statements"] => [
    {
        statement: `CREATE SOURCE … FROM ${database} CONNECTION …`,
        of: [kind],
        options: [
            "IN CLUSTER",
            `FROM ${database} CONNECTION`,
            ["FOR ALL TABLES", OLDER_TABLES],
            ["FOR SCHEMAS (…)", OLDER_TABLES],
            ["FOR TABLES (…)", OLDER_TABLES],
            ["EXPOSE PROGRESS AS", NO_PROGRESS],
        ],
    },
    {
        statement: `CREATE SOURCE … FROM ${database} CONNECTION … (…)`,
        of: [kind],
        upTo: `CREATE SOURCE a FROM ${database} CONNECTION c (`,
        options: [
            ...options,
            ["TEXT COLUMNS", OLDER_COLUMNS],
            ["EXCLUDE COLUMNS", OLDER_COLUMNS],
            ["DETAILS", WRITTEN_BY_SERVER],
        ],
    },
];

const GENERATORS = ["auction", "marketing", "tpch", "counter", "clock", "datums", "keyValue"].map(name => `generator.${name}`);

export const SOURCES: Section = {
    title: "Sources",
    statements: [
        {
            statement: "CREATE SOURCE … FROM KAFKA CONNECTION …",
            of: ["KafkaSource"],
            options: ["IN CLUSTER", "FROM KAFKA CONNECTION", ["(column, …)", "columns"], "EXPOSE PROGRESS AS"],
        },
        {
            statement: "CREATE SOURCE … FROM KAFKA CONNECTION … (…)",
            of: ["KafkaSource"],
            upTo: "CREATE SOURCE a FROM KAFKA CONNECTION c (",
            options: ["TOPIC", "GROUP ID PREFIX", "START OFFSET", "START TIMESTAMP", "TOPIC METADATA REFRESH INTERVAL"],
        },
        ...databaseSource("POSTGRES", "PostgresSource", ["PUBLICATION"]),
        ...databaseSource("MYSQL", "MySqlSource", [["IGNORE COLUMNS", OTHER_WORD]]),
        ...databaseSource("SQL SERVER", "SqlServerSource", []),
        {
            statement: "CREATE SOURCE … FROM LOAD GENERATOR …",
            of: ["LoadGeneratorSource"],
            upTo: "CREATE SOURCE a FROM LOAD GENERATOR ",
            options: [
                ["AUCTION", "generator.auction"],
                ["MARKETING", "generator.marketing"],
                ["TPCH", "generator.tpch"],
                ["COUNTER", "generator.counter"],
                ["CLOCK", "generator.clock"],
                ["DATUMS", "generator.datums"],
                ["KEY VALUE", "generator.keyValue"],
            ],
        },
        {
            statement: "CREATE SOURCE … FROM LOAD GENERATOR … (…)",
            of: ["LoadGeneratorSource"],
            within: GENERATORS,
            upTo: "CREATE SOURCE a FROM LOAD GENERATOR AUCTION (",
            options: [
                ["TICK INTERVAL", "tickInterval"],
                ["AS OF", "asOf"],
                ["UP TO", "upTo"],
                ["SCALE FACTOR", "scaleFactor"],
                ["MAX CARDINALITY", "maxCardinality"],
                ["KEYS", "keys"],
                ["PARTITIONS", "partitions"],
                ["SNAPSHOT ROUNDS", "snapshotRounds"],
                ["TRANSACTIONAL SNAPSHOT", "transactionalSnapshot"],
                ["VALUE SIZE", "valueSize"],
                ["SEED", "seed"],
                ["BATCH SIZE", "batchSize"],
            ],
        },
        {
            statement: "CREATE SOURCE … FROM LOAD GENERATOR … with clauses",
            of: ["LoadGeneratorSource"],
            options: [
                "IN CLUSTER",
                ["FOR ALL TABLES", OLDER_GENERATOR],
                ["FOR SCHEMAS (…)", OLDER_GENERATOR],
                ["FOR TABLES (…)", OLDER_GENERATOR],
                [
                    "INCLUDE, ENVELOPE",
                    reason("the older form, for `KEY VALUE` alone: `include` and `envelope` of a `SourceTable`"),
                ],
                ["EXPOSE PROGRESS AS", NO_PROGRESS],
            ],
        },
        {
            statement: "CREATE SOURCE … WITH (…)",
            of: READING,
            upTo: "CREATE SOURCE a FROM KAFKA CONNECTION c (TOPIC 'a') WITH (",
            options: ["TIMESTAMP INTERVAL", "RETAIN HISTORY"],
        },
        {
            statement: "ALTER SOURCE …",
            of: ["SOURCE"],
            upTo: "ALTER SOURCE a ",
            options: [
                RENAME,
                OWNER,
                ["ADD SUBSOURCE", OLDER_TABLES],
                ["DROP SUBSOURCE", reason("Materialize refuses it")],
                ["REFRESH REFERENCES", reason("a table that is new upstream is found without it")],
                SET,
                RESET,
                ["SET CLUSTER", reason("Materialize refuses it: another `cluster` replaces the source")],
            ],
        },
        {
            statement: "ALTER SOURCE … SET (…), ALTER SOURCE … RESET (…)",
            of: READING,
            upTo: "ALTER SOURCE a SET (",
            options: ["TIMESTAMP INTERVAL", "RETAIN HISTORY"],
        },
        {
            statement: "ALTER SOURCE … ADD SUBSOURCE … WITH (…)",
            of: ["SourceTable"],
            upTo: "ALTER SOURCE a ADD SUBSOURCE x WITH (",
            options: [
                ["TEXT COLUMNS", OLDER_COLUMNS],
                ["EXCLUDE COLUMNS", OLDER_COLUMNS],
                ["IGNORE COLUMNS", OTHER_WORD],
            ],
        },
        { statement: "CREATE SUBSOURCE …", reason: "`SHOW CREATE` prints it, and Materialize refuses it in a session" },
    ],
};

export const FORMATS: Section = {
    title: "Formats of sources and their tables",
    statements: [
        {
            statement: "FORMAT …, KEY FORMAT …, VALUE FORMAT …",
            of: DECODING,
            within: ["format", "keyFormat", "valueFormat"],
            upTo: "CREATE SOURCE a FROM KAFKA CONNECTION c (TOPIC 'a') FORMAT ",
            options: [
                ["JSON", "json"],
                ["JSON ARRAY", reason("Materialize refuses it but in webhooks")],
                ["TEXT", "text"],
                ["BYTES", "bytes"],
                ["REGEX", "regex"],
                ["CSV WITH n COLUMNS", "csv.columns"],
                ["CSV WITH HEADER (…)", "csv.header"],
                ["CSV … DELIMITED BY", "csv.delimiter"],
                ["AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION", "avro.schemaRegistry"],
                ["AVRO … KEY STRATEGY LATEST", "avro.keyStrategy.latest"],
                ["AVRO … KEY STRATEGY ID", "avro.keyStrategy.id"],
                ["AVRO … KEY STRATEGY INLINE", "avro.keyStrategy.inline"],
                ["AVRO … VALUE STRATEGY LATEST", "avro.valueStrategy.latest"],
                ["AVRO … VALUE STRATEGY ID", "avro.valueStrategy.id"],
                ["AVRO … VALUE STRATEGY INLINE", "avro.valueStrategy.inline"],
                ["AVRO … SEED", reason("Materialize writes it, from the registry's schema")],
                ["AVRO USING AWS GLUE SCHEMA REGISTRY CONNECTION", "avro.glue.connection"],
                ["AVRO USING SCHEMA", "avro.schema"],
                ["AVRO USING SCHEMA … (CONFLUENT WIRE FORMAT)", "avro.confluentWireFormat"],
                ["PROTOBUF USING CONFLUENT SCHEMA REGISTRY CONNECTION", "protobuf.schemaRegistry"],
                ["PROTOBUF MESSAGE", "protobuf.message"],
                ["PROTOBUF MESSAGE … USING SCHEMA", "protobuf.schema"],
            ],
        },
        {
            statement: "FORMAT AVRO USING AWS GLUE SCHEMA REGISTRY CONNECTION … (…)",
            of: DECODING,
            within: ["format", "keyFormat", "valueFormat"],
            upTo: "CREATE SOURCE a FROM KAFKA CONNECTION c (TOPIC 'a') FORMAT AVRO USING AWS GLUE SCHEMA REGISTRY CONNECTION x (",
            options: [["SCHEMA NAME", "avro.glue.schemaName"]],
        },
        {
            statement: "INCLUDE …",
            of: DECODING,
            within: ["include"],
            upTo: "CREATE SOURCE a FROM KAFKA CONNECTION c (TOPIC 'a') INCLUDE ",
            options: [
                ["KEY", "key"],
                ["PARTITION", "partition"],
                ["OFFSET", "offset"],
                ["TIMESTAMP", "timestamp"],
                ["HEADERS", "headers"],
                ["HEADER", "header.key"],
                ["HEADER … AS", "header.alias"],
                ["HEADER … BYTES", "header.bytes"],
            ],
        },
        {
            statement: "ENVELOPE …",
            of: DECODING,
            within: ["envelope"],
            upTo: "CREATE SOURCE a FROM KAFKA CONNECTION c (TOPIC 'a') ENVELOPE ",
            options: [
                ["NONE", "none"],
                ["DEBEZIUM", "debezium"],
                ["UPSERT", "upsert"],
                ["MATERIALIZE", reason("in private preview (`enable_envelope_materialize`)")],
            ],
        },
        {
            statement: "ENVELOPE UPSERT (…)",
            of: DECODING,
            within: ["envelope"],
            upTo: "CREATE SOURCE a FROM KAFKA CONNECTION c (TOPIC 'a') ENVELOPE UPSERT (",
            options: [["VALUE DECODING ERRORS = (INLINE …)", "upsert.valueDecodingErrors.inline"]],
        },
    ],
};
