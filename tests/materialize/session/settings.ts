import { failure } from "../errors";
import { VERSION } from "../region";

/** A setting: its default, and whose it is. */
interface Setting {
    readonly value: string;
    readonly scope: "session" | "system" | "fixed";
    readonly values?: readonly string[];
}

const session = (value: string, values?: readonly string[]): Setting => ({ value, scope: "session", ...(values && { values }) });
const system = (value: string): Setting => ({ value, scope: "system" });
const fixed = (value: string): Setting => ({ value, scope: "fixed" });

const ISOLATION = [
    "read uncommitted",
    "read committed",
    "repeatable read",
    "serializable",
    "strict serializable",
    "strong session serializable",
];

export const SETTINGS: Readonly<Record<string, Setting>> = {
    application_name: session(""),
    auto_route_catalog_queries: session("on"),
    client_encoding: session("UTF8"),
    client_min_messages: session("notice"),
    cluster: session("quickstart"),
    cluster_replica: session(""),
    current_object_missing_warnings: session("on"),
    database: session("materialize"),
    datestyle: session("ISO, MDY"),
    emit_introspection_query_notice: session("on"),
    emit_plan_insights_notice: session("off"),
    emit_timestamp_notice: session("off"),
    emit_trace_id_notice: session("off"),
    extra_float_digits: session("3"),
    idle_in_transaction_session_timeout: session("120 s"),
    intervalstyle: session("postgres", ["postgres"]),
    integer_datetimes: fixed("on"),
    is_superuser: fixed("off"),
    max_query_result_size: session("1GB"),
    mz_version: fixed(VERSION),
    real_time_recency: session("off"),
    real_time_recency_timeout: session("10 s"),
    search_path: session("public"),
    server_version: fixed("9.5.0"),
    server_version_num: fixed("90500"),
    session_authorization: fixed(""),
    sql_safe_updates: session("off"),
    standard_conforming_strings: fixed("on"),
    statement_logging_sample_rate: session("0.01"),
    statement_timeout: session("60 s"),
    timezone: session("UTC"),
    transaction_isolation: session("strict serializable", ISOLATION),
    welcome_message: session("on"),
    allow_user_sessions: system("on"),
    enable_alter_set_cluster: system("off"),
    enable_alter_swap: system("on"),
    enable_connection_validation_syntax: system("on"),
    enable_create_table_from_source: system("off"),
    enable_envelope_upsert_inline_errors: system("on"),
    enable_index_options: system("off"),
    enable_load_generator_counter: system("off"),
    enable_logical_compaction_window: system("off"),
    enable_managed_cluster_availability_zones: system("off"),
    enable_password_auth: system("off"),
    enable_rbac_checks: system("on"),
    force_source_table_syntax: system("off"),
    max_aws_privatelink_connections: system("0"),
    max_clusters: system("25"),
    max_databases: system("1000"),
    max_kafka_connections: system("1000"),
    max_materialized_views: system("500"),
    max_mysql_connections: system("1000"),
    max_objects_per_schema: system("1000"),
    max_postgres_connections: system("1000"),
    max_replicas_per_cluster: system("5"),
    max_roles: system("1000"),
    max_schemas_per_database: system("1000"),
    max_secrets: system("100"),
    max_sources: system("200"),
    max_sql_server_connections: system("1000"),
    max_tables: system("200"),
};

const ON = new Set(["on", "true", "1", "yes", "t"]);
const OFF = new Set(["off", "false", "0", "no", "f"]);

export function knownSetting(name: string): Setting {
    const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    if (!setting) throw failure(`unrecognized configuration parameter "${name}"`, "42704");
    return setting;
}

/** A value as the setting stores it. */
export function settingValue(name: string, given: string): string {
    const { value, values } = knownSetting(name);
    const lower = given.toLowerCase();
    if (value === "on" || value === "off") {
        if (ON.has(lower)) return "on";
        if (OFF.has(lower)) return "off";
        throw failure(`parameter "${name}" requires a "boolean" value`, "22023");
    }
    if (values && !values.includes(lower)) {
        throw failure(`invalid value for parameter "${name}": ${JSON.stringify(given)}`, "22023", {
            hint: `Available values: ${values.join(", ")}.`,
        });
    }
    if (name.endsWith("_timeout")) return duration(given);
    return values ? lower : given;
}

/** A duration as SHOW prints it: `2s` is `2 s`. */
function duration(given: string): string {
    const match = /^(\d+)\s*(ms|s|min|h|d)?$/u.exec(given.trim());
    return match ? `${match[1] ?? ""} ${match[2] ?? "ms"}` : given;
}
