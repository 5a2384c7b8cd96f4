/** System schemas of which this server has no relation. */
export const UNMODELLED_SCHEMAS: ReadonlySet<string> = new Set([
    "pg_catalog",
    "information_schema",
    "mz_introspection",
    "mz_unsafe",
]);

/** Relations that Materialize has and this server may not have: a query of one is refused as not modelled. */
export const KNOWN_RELATIONS: ReadonlySet<string> = new Set(
    (
        "mz_array_types mz_base_types mz_functions " +
        "mz_operators mz_pseudo_types mz_recent_storage_usage mz_storage_usage mz_timezone_abbreviations mz_timezone_names " +
        "mz_aggregates mz_cluster_deployment_lineage mz_cluster_replica_frontiers mz_cluster_replica_metrics mz_cluster_replica_statuses " +
        "mz_cluster_replica_utilization mz_compute_dependencies mz_compute_hydration_statuses mz_console_cluster_utilization_overview " +
        "mz_continual_tasks mz_frontiers mz_index_advice mz_internal_cluster_replicas " +
        "mz_license_keys mz_materialization_dependencies mz_materialization_lag mz_materialized_view_refreshes " +
        "mz_mysql_source_tables mz_notices mz_object_history mz_object_lifetimes mz_object_oid_alias mz_objects_id_namespace_types " +
        "mz_pending_cluster_replicas mz_postgres_source_tables mz_postgres_sources mz_recent_sql_text mz_sessions mz_show_my_cluster_privileges " +
        "mz_show_my_role_members mz_sink_statistics mz_sink_status_history mz_sink_statuses mz_source_status_history mz_sql_text " +
        "mz_statement_execution_history mz_statement_lifecycle_history mz_storage_shards mz_subscriptions mz_type_pg_metadata mz_wallclock_global_lag " +
        "mz_wallclock_global_lag_history mz_wallclock_global_lag_recent_history"
    ).split(" "),
);
