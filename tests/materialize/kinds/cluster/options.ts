import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { unavailable } from "../support/features";
import type { Cursor } from "../../sql/cursor";
import { checkUnits } from "../support/retention";
import type { ClusterBody, Strategy } from "./body";

const OPTIONS = [
    "AUTO SCALING STRATEGY",
    "AVAILABILITY ZONES",
    "DISK",
    "EXPERIMENTAL ARRANGEMENT COMPRESSION",
    "INTROSPECTION DEBUGGING",
    "INTROSPECTION INTERVAL",
    "MANAGED",
    "REPLICAS",
    "REPLICATION FACTOR",
    "SCHEDULE",
    "SIZE",
    "WORKLOAD CLASS",
] as const;
type Option = (typeof OPTIONS)[number];

export const SCHEDULE_FLAG = "enable_cluster_schedule_refresh";
export const STRATEGY_FLAG = "enable_auto_scaling_strategy";
export const FACTOR_SETTING = "default_cluster_replication_factor";

/** The replication factor of a cluster for which none is given. */
export const defaultFactor = ({ session }: Scope): number => Number(session.setting(FACTOR_SETTING));

export const DEFAULTS: ClusterBody = {
    managed: true,
    size: null,
    replicationFactor: 1,
    introspectionInterval: "00:00:01",
    introspectionDebugging: false,
};

function readOptionName({ cursor }: Scope): Option {
    return OPTIONS.find(name => cursor.take(...name.split(" "))) ?? cursor.refuse();
}

/** A value as the statement writes it. */
type Value =
    | { readonly text: string }
    | { readonly number: string }
    | { readonly word: string }
    | { readonly list: readonly string[] }
    | { readonly strategy: Strategy | undefined }
    | { readonly refresh: string | undefined };

const wrong = (name: Option, as: string): Error => failure(`invalid ${name}: cannot use value as ${as}`);

function textOf(name: Option, value: Value): string {
    if ("text" in value) return value.text;
    if ("word" in value && !["true", "false", "null"].includes(value.word)) return value.word;
    if ("list" in value) throw failure(`invalid ${name}: incompatible value types: cannot convert sequences to text`);
    throw wrong(name, "string");
}

function flagOf(name: Option, value: Value): boolean {
    if ("word" in value && (value.word === "true" || value.word === "false")) return value.word === "true";
    throw wrong(name, "boolean");
}

/** The change that each option makes. */
const EFFECTS: Readonly<Record<Option, (scope: Scope, value: Value) => Partial<ClusterBody>>> = {
    SIZE: (_, value) => ({ size: textOf("SIZE", value) }),
    "REPLICATION FACTOR": (_, value) => ({ replicationFactor: checkFactor(value) }),
    "INTROSPECTION INTERVAL": (_, value) => ({ introspectionInterval: readInterval(value) }),
    "INTROSPECTION DEBUGGING": (_, value) => ({ introspectionDebugging: flagOf("INTROSPECTION DEBUGGING", value) }),
    "AVAILABILITY ZONES": (_, value) => {
        if ("strategy" in value && value.strategy === undefined) return { availabilityZones: [] };
        if (!("list" in value)) throw wrong("AVAILABILITY ZONES", "array");
        return { availabilityZones: value.list };
    },
    MANAGED: (_, value) => (flagOf("MANAGED", value) ? {} : { managed: false }),
    SCHEDULE: (scope, value) => {
        if ("word" in value && value.word === "manual") return { onRefresh: undefined };
        if (!("refresh" in value)) throw wrong("SCHEDULE", "cluster schedule");
        if (!scope.session.enabled(SCHEDULE_FLAG)) throw unavailable("`SCHEDULE = ON REFRESH` cluster option", SCHEDULE_FLAG);
        return { onRefresh: { estimate: value.refresh ?? "00:00:00" } };
    },
    "AUTO SCALING STRATEGY": (scope, value) => {
        if (!("strategy" in value)) return { strategy: undefined };
        if (!scope.session.enabled(STRATEGY_FLAG)) throw unavailable("`AUTO SCALING STRATEGY` cluster option", STRATEGY_FLAG);
        return { strategy: value.strategy };
    },
    "EXPERIMENTAL ARRANGEMENT COMPRESSION": (_, value) => ({
        arrangementCompression: flagOf("EXPERIMENTAL ARRANGEMENT COMPRESSION", value),
    }),
    REPLICAS: scope => scope.cursor.refuse(),
    DISK: () => {
        throw failure("DISK option not supported for modern cluster sizes because disk is always enabled");
    },
    "WORKLOAD CLASS": (scope, value) => {
        refuseUsers(scope, "WORKLOAD CLASS");
        return { workloadClass: "word" in value && value.word === "null" ? undefined : textOf("WORKLOAD CLASS", value) };
    },
};

/** Refuses an option that only roles of the system can set. */
export function refuseUsers({ session }: Scope, option: string): void {
    if (session.role.id.startsWith("u")) throw failure(`${option} not supported for non-system users`);
}

/** Reads the options of CREATE or ALTER, each at most once. */
export function readOptions(scope: Scope): Partial<ClusterBody> {
    const { cursor } = scope;
    const seen = new Set<Option>();
    const read = (): Partial<ClusterBody> => {
        const name = readOptionName(scope);
        if (seen.has(name)) throw failure(`${name} specified more than once`);
        seen.add(name);
        if (name === "REPLICAS") refuseReplicas(scope, seen);
        cursor.symbol("=");
        return EFFECTS[name](scope, readValue(scope));
    };
    const given = cursor.atSymbol("(") ? cursor.list(read) : cursor.many(read);
    return Object.assign({}, ...given) as Partial<ClusterBody>;
}

/** Refuses the replicas of an unmanaged cluster beside options of a managed one. */
function refuseReplicas({ cursor }: Scope, seen: ReadonlySet<Option>): void {
    const isCreate = /^\s*create\b/iu.test(cursor.sql);
    if (!isCreate) throw failure("REPLICAS not supported for managed clusters");
    const [other] = [...seen].filter(name => name !== "REPLICAS");
    if (other !== undefined) throw failure(`${other} not supported for unmanaged clusters`);
}

function readValue({ cursor }: Scope): Value {
    if (cursor.atSymbol(",") || cursor.atSymbol(")") || cursor.done()) return { word: "true" };
    if (cursor.take("ON", "REFRESH")) return { refresh: readEstimate(cursor) };
    if (cursor.atSymbol("(") && (cursor.atSymbol(")", 1) || cursor.peek(1)?.text.toUpperCase() === "ON"))
        return { strategy: readStrategy(cursor) };
    if (cursor.atSymbol("(")) return { list: cursor.list(() => cursor.advance().text) };
    const sign = cursor.symbol("-") ? "-" : "";
    cursor.take("INTERVAL");
    const { kind, text } = cursor.advance();
    if (kind === "number") return { number: `${sign}${text}` };
    return kind === "word" ? { word: text.toLowerCase() } : { text };
}

/** Reads (HYDRATION TIME ESTIMATE = …). */
function readEstimate(cursor: Cursor): string | undefined {
    if (!cursor.atSymbol("(")) return undefined;
    const [estimate] = cursor.list(() => {
        cursor.expect("HYDRATION", "TIME", "ESTIMATE");
        cursor.symbol("=");
        cursor.take("INTERVAL");
        return printedInterval(cursor.string());
    });
    return estimate;
}

/** Reads (ON HYDRATION (HYDRATION SIZE = …, LINGER DURATION = …)), or () for none. */
function readStrategy(cursor: Cursor): Strategy | undefined {
    cursor.expectSymbol("(");
    if (cursor.symbol(")")) return undefined;
    cursor.expect("ON", "HYDRATION");
    let strategy: Strategy = { size: "" };
    cursor.list(() => {
        const isSize = cursor.take("HYDRATION", "SIZE");
        if (!isSize) cursor.expect("LINGER", "DURATION");
        cursor.symbol("=");
        cursor.take("INTERVAL");
        const value = cursor.string();
        strategy = isSize ? { ...strategy, size: value } : { ...strategy, linger: printedInterval(value) };
    });
    cursor.expectSymbol(")");
    return strategy;
}

function checkFactor(value: Value): number {
    if (!("number" in value)) throw wrong("REPLICATION FACTOR", "number");
    const invalid = (why: string): Error => failure(`invalid REPLICATION FACTOR: invalid numeric value: ${why}`);
    if (!/^\d+$/u.test(value.number)) throw invalid("invalid digit found in string");
    if (Number(value.number) > 4_294_967_295) throw invalid("number too large to fit in target type");
    return Number(value.number);
}

const UNITS: Readonly<Record<string, number>> = {
    ms: 0.001,
    s: 1,
    m: 60,
    min: 60,
    h: 3600,
    d: 86_400,
    second: 1,
    seconds: 1,
    minute: 60,
    minutes: 60,
    hour: 3600,
    hours: 3600,
    day: 86_400,
    days: 86_400,
};

/** Returns an interval as SHOW prints it, or null, which turns introspection off. */
function readInterval(given: Value): string | null {
    if (!("text" in given || "number" in given || "word" in given)) throw wrong("INTROSPECTION INTERVAL", "interval");
    const value = "text" in given ? given.text : "number" in given ? given.number : given.word;
    if (value === "null") return null;
    checkUnits(value, "invalid INTROSPECTION INTERVAL: ");
    const printed = printedInterval(value);
    return printed === "00:00:00" ? null : printed;
}

function printedInterval(value: string): string {
    const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/u.exec(value);
    if (!match) return value;
    const seconds = Number(match[1]) * (UNITS[match[2] ?? ""] ?? 1);
    const pad = (part: number): string => String(Math.floor(part)).padStart(2, "0");
    const rest = seconds % 60;
    const fraction = rest % 1 === 0 ? "" : (rest % 1).toFixed(3).slice(1).replace(/0+$/u, "");
    return `${pad(seconds / 3600)}:${pad((seconds / 60) % 60)}:${pad(rest)}${fraction}`;
}

/** The change that RESET of each option makes. */
const RESETS: Readonly<Partial<Record<Option, Partial<ClusterBody>>>> = {
    "AVAILABILITY ZONES": { availabilityZones: [] },
    "REPLICATION FACTOR": { replicationFactor: DEFAULTS.replicationFactor },
    "INTROSPECTION INTERVAL": { introspectionInterval: DEFAULTS.introspectionInterval },
    "INTROSPECTION DEBUGGING": { introspectionDebugging: DEFAULTS.introspectionDebugging },
    MANAGED: {},
    SCHEDULE: { onRefresh: undefined },
    "AUTO SCALING STRATEGY": { strategy: undefined },
    "EXPERIMENTAL ARRANGEMENT COMPRESSION": { arrangementCompression: false },
    "WORKLOAD CLASS": { workloadClass: undefined },
};

/** Reads an option of RESET. */
export function resetOption(scope: Scope): Partial<ClusterBody> {
    const name = readOptionName(scope);
    if (name === "WORKLOAD CLASS") refuseUsers(scope, name);
    if (name === "REPLICATION FACTOR") return { replicationFactor: defaultFactor(scope) };
    const value = RESETS[name];
    if (!value) throw failure(`${name} has no default value`);
    return value;
}
