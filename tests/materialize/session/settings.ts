import { failure } from "../errors";
import { debug, simple } from "../sql/names";
import type { VersionAnswers } from "../versions";

type ValueType = "boolean" | "integer" | "unsigned integer" | "duration" | "bytes" | "text";

/** A setting: its default, and whether a session, ALTER SYSTEM or nobody can change it. */
interface Setting {
    readonly value: string;
    readonly scope: "session" | "system" | "fixed";
    /** The values that are allowed, if not all. */
    readonly values?: readonly string[];
    /** The type of the value, if it is not any text. A setting whose default is `on` or `off` is boolean. */
    readonly type?: Exclude<ValueType, "boolean" | "text">;
    /** True if only the default is allowed. */
    readonly only?: true;
    /** True if the value is a list of identifiers. */
    readonly isList?: true;
}

/** The names of settings in error messages, where they are not in lower case. */
const SPELLINGS: Readonly<Record<string, string>> = {
    datestyle: "DateStyle",
    intervalstyle: "IntervalStyle",
    timezone: "TimeZone",
};

const session = (value: string, values?: readonly string[]): Setting => ({ value, scope: "session", ...(values && { values }) });
const system = (value: string): Setting => ({
    ...{ value, scope: "system" },
    ...(/^\d+$/u.test(value) && { type: "unsigned integer" }),
});
const fixed = (value: string): Setting => ({ value, scope: "fixed" });

const ISOLATION = ["read uncommitted", "read committed", "repeatable read", "serializable", "strict serializable"];

const LEVELS = ["debug5", "debug4", "debug3", "debug2", "debug1", "log"];

/** The settings that concern no kind of objects. */
const COMMON: Readonly<Record<string, Setting>> = {
    application_name: session(""),
    auto_route_catalog_queries: session("on"),
    client_encoding: session("UTF8", ["UTF8"]),
    client_min_messages: session("notice", [...LEVELS, "notice", "warning", "error"]),
    cluster: session("quickstart"),
    cluster_replica: session(""),
    current_object_missing_warnings: session("on"),
    database: session("materialize"),
    datestyle: { ...session("ISO, MDY"), only: true },
    emit_introspection_query_notice: session("on"),
    emit_plan_insights_notice: session("off"),
    enable_session_rbac_checks: session("off"),
    emit_timestamp_notice: session("off"),
    emit_trace_id_notice: session("off"),
    extra_float_digits: { ...session("1"), type: "integer" },
    idle_in_transaction_session_timeout: { ...session("2 min"), type: "duration" },
    intervalstyle: session("postgres", ["postgres"]),
    integer_datetimes: fixed("on"),
    is_superuser: fixed("off"),
    max_identifier_length: fixed("255"),
    max_query_result_size: session("1GB"),
    real_time_recency: session("off"),
    real_time_recency_timeout: { ...session("10 s"), type: "duration" },
    search_path: { ...session("public"), isList: true },
    server_version: fixed("9.5.0"),
    server_version_num: fixed("90500"),
    session_authorization: fixed(""),
    sql_safe_updates: session("off"),
    standard_conforming_strings: { ...session("on"), only: true },
    statement_logging_sample_rate: session("0"),
    statement_timeout: { ...session("1 min"), type: "duration" },
    timezone: session("UTC"),
    unsafe_new_transaction_wall_time: session(""),
    welcome_message: session("on"),
    failpoints: { ...session("<omitted>") },
    optimizer_e2e_latency_warning_threshold: { ...session("500 ms"), type: "duration" },
    restrict_to_user_objects: fixed("off"),
    max_connections: system("5000"),
    max_copy_from_row_size: system("128MB"),
    max_credit_consumption_rate: system("1024"),
    max_result_size: { ...system("1GB"), type: "bytes" },
    max_rules_per_network_policy: system("25"),
    min_timestamp_interval: { ...system("1 s"), type: "duration" },
    max_timestamp_interval: { ...system("1 s"), type: "duration" },
    network_policy: system("default"),
    scram_iterations: system("600000"),
    statement_logging_default_sample_rate: system("0"),
    statement_logging_max_sample_rate: system("0"),
    superuser_reserved_connections: system("3"),
    force_source_table_syntax: system("off"),
    enable_refresh_every_mvs: system("off"),
    unsafe_enable_unsafe_functions: system("off"),
    unsafe_enable_unstable_dependencies: system("off"),
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

    constructor(
        ofKinds: Readonly<Record<string, string>>,
        readonly version: VersionAnswers,
    ) {
        const kinds = Object.entries(ofKinds).map(([name, value]): [string, Setting] => [name, system(value)]);
        const isolation = session("strict serializable", [...ISOLATION, version.lastIsolation]);
        const sizes = [...version.clusterSizes].sort((left, right) => rankOf(left) - rankOf(right));
        this.all = new Map([
            ...Object.entries({ ...COMMON, transaction_isolation: isolation, mz_version: fixed(version.text) }),
            ["allowed_cluster_replica_sizes", { ...system(listText(sizes)), isList: true }],
            ...kinds,
        ]);
    }

    /** The names in the order of SHOW ALL. */
    get names(): string[] {
        return [...this.all.keys()].sort();
    }

    /** Returns the name as SHOW ALL prints it. */
    spelled(name: string): string {
        return SPELLINGS[name] ?? name;
    }

    has(name: string): boolean {
        return this.all.has(name);
    }

    get(name: string): Setting {
        const setting = this.all.get(name);
        if (!setting) throw unknownSetting(name);
        return setting;
    }

    /** Returns the values of a statement as one text: that of the only value, or the items of a list. */
    single(name: string, values: readonly string[]): string {
        if (this.get(name).isList) return listText(values);
        const [value = "", ...others] = values;
        if (others.length === 0) return value;
        const shown = values.map(debug).join(",");
        throw failure(`parameter "${name}" cannot have value ${shown}: expects a single value`, "22023");
    }

    /** Returns the value of a role's setting, whose lists have no quotes. */
    ofRole(name: string, value: string): string {
        return this.get(name).isList ? listText(value.split(", ")) : value;
    }

    /** Returns a value as the setting stores it. */
    stored(name: string, given: string): string {
        const setting = this.get(name);
        const shown = this.spelled(name);
        const { value, values, type, only } = setting;
        const lower = given.toLowerCase();
        const refuse = (message: string, hint?: string): Error => failure(message, "22023", { hint });
        if (only) {
            if (isPartOf(lower, value.toLowerCase())) return value;
            throw refuse(`parameter "${shown}" can only be set to "${value}"`);
        }
        if (name === "timezone" && !ZONES.test(given))
            throw refuse(`invalid value for parameter "${shown}": ${JSON.stringify(given)}`);
        if (values) {
            const found = values.find(candidate => candidate.toLowerCase() === lower);
            if (found !== undefined) return found;
            const hint = `Available values: ${values.join(", ")}.`;
            throw refuse(`invalid value for parameter "${shown}": ${JSON.stringify(given)}`, hint);
        }
        const wanted = type ?? (value === "on" || value === "off" ? "boolean" : "text");
        const converted = CONVERSIONS[wanted](given);
        if (converted === undefined) throw refuse(`parameter "${shown}" requires a "${wanted}" value`);
        return converted;
    }
}

/** Returns the error for a name. Materialize compares it as it prints it: in quotes if it has capital letters. */
export const unknownSetting = (name: string): Error =>
    failure(`unrecognized configuration parameter ${debug(simple(name))}`, "42704");

/** Returns identifiers as the server prints a list of them. */
export const listText = (items: readonly string[]): string => items.map(simple).join(", ");

/** Sizes in `cc` come first, by their number. */
const rankOf = (size: string): number => (size.endsWith("cc") ? Number.parseInt(size, 10) : Infinity);

const ZONES = /^(?:utc|gmt|[+-]\d{1,2}(?::?\d{2})?|\d+)$/iu;

const isPartOf = (given: string, value: string): boolean => value.split(", ").includes(given) || given === value;

/** Returns a value as a setting of a type stores it, or undefined if it has another type. */
const CONVERSIONS: Readonly<Record<ValueType, (given: string) => string | undefined>> = {
    boolean: given => (ON.has(given.toLowerCase()) ? "on" : OFF.has(given.toLowerCase()) ? "off" : undefined),
    integer: given => (/^-?\d+$/u.test(given) ? given : undefined),
    "unsigned integer": given => (/^\d+$/u.test(given) ? given : undefined),
    duration,
    bytes,
    text: given => given,
};

const MILLISECONDS: readonly (readonly [unit: string, milliseconds: number])[] = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1000],
    ["ms", 1],
];

/** A duration as SHOW prints it: `1000` and `1s` are `1 s`. */
function duration(given: string): string | undefined {
    const match = /^(\d+)\s*(ms|s|min|h|d)?$/u.exec(given.trim());
    if (!match) return undefined;
    const total = Number(match[1]) * (MILLISECONDS.find(([unit]) => unit === (match[2] ?? "ms"))?.[1] ?? 1);
    const [unit, size] = MILLISECONDS.find(([, milliseconds]) => total >= milliseconds && total % milliseconds === 0) ?? [
        "ms",
        1,
    ];
    return `${total / size} ${unit}`;
}

const SIZES = ["B", "kB", "MB", "GB", "TB"];

/** A size as SHOW prints it: `1024kB` is `1MB`. */
function bytes(given: string): string | undefined {
    const { number = "", unit = "B" } = /^(?<number>\d+)(?<unit>[kMGT]?B)?$/u.exec(given)?.groups ?? {};
    const total = Number(number) * 1024 ** SIZES.indexOf(unit);
    const largest = SIZES.findLastIndex((_, power) => total % 1024 ** power === 0);
    return number === "" ? undefined : `${total / 1024 ** largest}${SIZES[largest] ?? ""}`;
}
