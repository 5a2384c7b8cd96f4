/** The settings that a user sees, with the descriptions that SHOW ALL prints. Only roles of the system see the others. */
export const DESCRIPTIONS: Readonly<Record<string, string>> = {
    allowed_cluster_replica_sizes: "The allowed sizes when creating a new cluster replica (Materialize).",
    application_name: "Sets the application name to be reported in statistics and logs (PostgreSQL).",
    auto_route_catalog_queries:
        "Whether to force queries that depend only on system tables, to run on the mz_catalog_server cluster (Materialize).",
    client_encoding: "Sets the client's character set encoding (PostgreSQL).",
    client_min_messages: "Sets the message levels that are sent to the client (PostgreSQL).",
    cluster: "Sets the current cluster (Materialize).",
    cluster_replica: "Sets a target cluster replica for SELECT queries (Materialize).",
    current_object_missing_warnings:
        "Whether to emit warnings when the current database, schema, or cluster is missing (Materialize).",
    database: "Sets the current database (CockroachDB).",
    datestyle: "Sets the display format for date and time values (PostgreSQL).",
    default_cluster_replication_factor: "Default cluster replication factor (Materialize).",
    emit_introspection_query_notice: "Whether to print a notice when querying per-replica introspection sources.",
    emit_plan_insights_notice:
        "Boolean flag indicating whether to send a NOTICE with JSON-formatted plan insights before executing a SELECT statement (Materialize).",
    emit_timestamp_notice:
        "Boolean flag indicating whether to send a NOTICE with timestamp explanations of queries (Materialize).",
    emit_trace_id_notice:
        "Boolean flag indicating whether to send a NOTICE specifying the trace id when available (Materialize).",
    enable_rbac_checks:
        "User facing global boolean flag indicating whether to apply RBAC checks before executing statements (Materialize).",
    enable_session_rbac_checks:
        "User facing session boolean flag indicating whether to apply RBAC checks before executing statements (Materialize).",
    extra_float_digits: "Adjusts the number of digits displayed for floating-point values (PostgreSQL).",
    failpoints: "Allows failpoints to be dynamically activated.",
    force_source_table_syntax: "Force use of new source model (CREATE TABLE .. FROM SOURCE) and migrate existing sources",
    idle_in_transaction_session_timeout:
        "Sets the maximum allowed duration that a session can sit idle in a transaction before being terminated. If this value is specified without units, it is taken as milliseconds. A value of zero disables the timeout (PostgreSQL).",
    integer_datetimes: "Reports whether the server uses 64-bit-integer dates and times (PostgreSQL).",
    intervalstyle: "Sets the display format for interval values (PostgreSQL).",
    is_superuser: "Reports whether the current session is a superuser (PostgreSQL).",
    max_aws_privatelink_connections:
        "The maximum number of AWS PrivateLink connections in the region, across all schemas (Materialize).",
    max_clusters: "The maximum number of clusters in the region (Materialize).",
    max_connections: "The maximum number of concurrent connections (PostgreSQL).",
    max_copy_from_row_size: "The maximum size in bytes for a single COPY FROM STDIN row (Materialize).",
    max_credit_consumption_rate:
        "The maximum rate of credit consumption in a region. Credits are consumed based on the size of cluster replicas in use (Materialize).",
    max_databases: "The maximum number of databases in the region (Materialize).",
    max_identifier_length: "The maximum length of object identifiers in bytes (PostgreSQL).",
    max_kafka_connections: "The maximum number of Kafka connections in the region, across all schemas (Materialize).",
    max_materialized_views: "The maximum number of materialized views in the region, across all schemas (Materialize).",
    max_mysql_connections: "The maximum number of MySQL connections in the region, across all schemas (Materialize).",
    max_network_policies: "The maximum number of network policies in the region.",
    max_objects_per_schema: "The maximum number of objects in a schema (Materialize).",
    max_postgres_connections: "The maximum number of PostgreSQL connections in the region, across all schemas (Materialize).",
    max_query_result_size: "The maximum size in bytes for a single query's result (Materialize).",
    max_replicas_per_cluster: "The maximum number of replicas of a single cluster (Materialize).",
    max_result_size: "The maximum size in bytes for an internal query result (Materialize).",
    max_roles: "The maximum number of roles in the region (Materialize).",
    max_rules_per_network_policy: "The maximum number of rules per network policies.",
    max_schemas_per_database: "The maximum number of schemas in a database (Materialize).",
    max_secrets: "The maximum number of secrets in the region, across all schemas (Materialize).",
    max_sinks: "The maximum number of sinks in the region, across all schemas (Materialize).",
    max_sources: "The maximum number of sources in the region, across all schemas (Materialize).",
    max_sql_server_connections: "The maximum number of SQL Server connections in the region, across all schemas (Materialize).",
    max_tables: "The maximum number of tables in the region, across all schemas (Materialize).",
    mz_version: "Shows the Materialize server version (Materialize).",
    network_policy: "Sets the fallback network policy applied to all users without an explicit policy.",
    optimizer_e2e_latency_warning_threshold:
        "Sets the duration that a query can take to compile; queries that take longer will trigger a warning. If this value is specified without units, it is taken as milliseconds. A value of zero disables the timeout (Materialize).",
    restrict_to_user_objects:
        "When enabled, queries are restricted from accessing system catalog objects. Useful for MCP tool queries that should only access user-created data products.",
    scram_iterations:
        "Iterations to use when hashing passwords. Higher iterations are more secure, but take longer to validated. Please consider the security risks before reducing this below the default value.",
    search_path: "Sets the schema search order for names that are not schema-qualified (PostgreSQL).",
    server_version: "Shows the PostgreSQL compatible server version (PostgreSQL).",
    server_version_num: "Shows the PostgreSQL compatible server version as an integer (PostgreSQL).",
    sql_safe_updates: "Prohibits SQL statements that may be overly destructive (CockroachDB).",
    standard_conforming_strings: "Causes '...' strings to treat backslashes literally (PostgreSQL).",
    statement_logging_default_sample_rate: "The default value of `statement_logging_sample_rate` for new sessions (Materialize).",
    statement_logging_max_sample_rate:
        "The maximum rate at which statements may be logged. If this value is less than that of `statement_logging_sample_rate`, the latter is ignored (Materialize).",
    statement_logging_sample_rate:
        "User-facing session variable indicating how many statement executions should be logged, subject to constraint by the system variable `statement_logging_max_sample_rate` (Materialize).",
    statement_timeout:
        "Sets the maximum allowed duration of INSERT...SELECT, UPDATE, and DELETE operations. If this value is specified without units, it is taken as milliseconds.",
    superuser_reserved_connections: "The number of connections that are reserved for superusers (PostgreSQL).",
    timezone: "Sets the time zone for displaying and interpreting time stamps (PostgreSQL).",
    transaction_isolation: "Sets the current transaction's isolation level (PostgreSQL).",
    unsafe_new_transaction_wall_time:
        "Sets the wall time for all new explicit or implicit transactions to control the value of `now()`. If not set, uses the system's clock.",
    welcome_message: "Whether to send a notice with a welcome message after a successful connection (Materialize).",
};
