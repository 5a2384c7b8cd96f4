/** The kinds of sources that tables read from. */
export const SOURCES = ["KafkaSource", "LoadGeneratorSource", "PostgresSource", "MySqlSource", "SqlServerSource"] as const;

/** The kinds of sources. A webhook receives its rows itself. */
export const ALL_SOURCES = [...SOURCES, "WebhookSource"] as const;

/** The kinds of tables. */
export const TABLES = ["SourceTable", "Table", "WebhookTable"] as const;

/** The kinds of objects whose rows Materialize stores. */
export const STORED_RELATIONS = [...ALL_SOURCES, ...TABLES, "MaterializedView"] as const;

/** The kinds of objects that have rows. */
export const RELATIONS = [...ALL_SOURCES, ...TABLES, "View", "MaterializedView"] as const;
