import { failure } from "../errors";
import { VERSION } from "../environment";

/** A setting: its default, and whether a session, ALTER SYSTEM or nobody can change it. */
interface Setting {
    readonly value: string;
    readonly scope: "session" | "system" | "fixed";
    /** The values that are allowed, if not all. */
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

/** The settings that concern no kind of objects. */
const COMMON: Readonly<Record<string, Setting>> = {
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
    enable_logical_compaction_window: system("off"),
    enable_rbac_checks: system("on"),
    max_objects_per_schema: system("1000"),
};

const ON = new Set(["on", "true", "1", "yes", "t"]);
const OFF = new Set(["off", "false", "0", "no", "f"]);

/** The settings of the environment: those above, and the flags and limits of the kinds. */
export class Settings {
    private readonly all: ReadonlyMap<string, Setting>;

    constructor(ofKinds: Readonly<Record<string, string>>) {
        const kinds = Object.entries(ofKinds).map(([name, value]): [string, Setting] => [name, system(value)]);
        this.all = new Map([...Object.entries(COMMON), ...kinds]);
    }

    get names(): string[] {
        return [...this.all.keys()].sort();
    }

    has(name: string): boolean {
        return this.all.has(name);
    }

    get(name: string): Setting {
        const setting = this.all.get(name);
        if (!setting) throw failure(`unrecognized configuration parameter "${name}"`, "42704");
        return setting;
    }

    /** Returns a value as the setting stores it. */
    stored(name: string, given: string): string {
        const { value, values } = this.get(name);
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
}

/** A duration as SHOW prints it: `2s` is `2 s`. */
function duration(given: string): string {
    const match = /^(\d+)\s*(ms|s|min|h|d)?$/u.exec(given.trim());
    return match ? `${match[1] ?? ""} ${match[2] ?? "ms"}` : given;
}
