/** The kinds of sources. */
export const SOURCES = ["KafkaSource", "LoadGeneratorSource", "PostgresSource", "MySqlSource", "SqlServerSource"] as const;

/** The kinds of tables. */
export const TABLES = ["SourceTable", "Table"] as const;

/** The kinds of objects whose rows Materialize stores. */
export const STORED_RELATIONS = [...SOURCES, ...TABLES, "MaterializedView"] as const;

/** The kinds of objects that have rows. */
export const RELATIONS = [...SOURCES, ...TABLES, "View", "MaterializedView"] as const;
