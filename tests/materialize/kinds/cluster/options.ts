import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { unavailable } from "../support/features";
import { checkUnits } from "../support/retention";
import type { ClusterBody } from "./body";

const OPTIONS = [
    "AVAILABILITY ZONES",
    "DISK",
    "INTROSPECTION DEBUGGING",
    "INTROSPECTION INTERVAL",
    "MANAGED",
    "REPLICATION FACTOR",
    "SCHEDULE",
    "SIZE",
    "WORKLOAD CLASS",
] as const;
type Option = (typeof OPTIONS)[number];

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
    { readonly text: string } | { readonly number: string } | { readonly word: string } | { readonly list: readonly string[] };

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
        if (!("list" in value)) throw wrong("AVAILABILITY ZONES", "array");
        return { availabilityZones: value.list };
    },
    MANAGED: (_, value) => {
        if (flagOf("MANAGED", value)) return {};
        throw failure("REPLICAS must be specified for unmanaged clusters");
    },
    SCHEDULE: (_, value) => {
        if ("word" in value && value.word === "manual") return {};
        throw unavailable("`SCHEDULE = ON REFRESH` cluster option", "enable_cluster_schedule_refresh");
    },
    DISK: () => {
        throw failure("DISK option not supported for modern cluster sizes because disk is always enabled");
    },
    "WORKLOAD CLASS": (scope, value) => {
        if (scope.session.role.id.startsWith("u")) throw failure("WORKLOAD CLASS not supported for non-system users");
        return "list" in value ? scope.cursor.refuse() : {};
    },
};

/** Reads the options of CREATE or ALTER, each at most once. */
export function readOptions(scope: Scope): Partial<ClusterBody> {
    const { cursor } = scope;
    const seen = new Set<Option>();
    const read = (): Partial<ClusterBody> => {
        const name = readOptionName(scope);
        if (seen.has(name)) throw failure(`${name} specified more than once`);
        seen.add(name);
        cursor.symbol("=");
        return EFFECTS[name](scope, readValue(scope));
    };
    const given = cursor.atSymbol("(") ? cursor.list(read) : cursor.many(read);
    return Object.assign({}, ...given) as Partial<ClusterBody>;
}

function readValue({ cursor }: Scope): Value {
    if (cursor.atSymbol(",") || cursor.atSymbol(")") || cursor.done()) return { word: "true" };
    if (cursor.take("ON", "REFRESH")) return { word: "on refresh" };
    if (cursor.atSymbol("(")) return { list: cursor.list(() => cursor.advance().text) };
    const sign = cursor.symbol("-") ? "-" : "";
    cursor.take("INTERVAL");
    const { kind, text } = cursor.advance();
    if (kind === "number") return { number: `${sign}${text}` };
    return kind === "word" ? { word: text.toLowerCase() } : { text };
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
    second: 1,
    seconds: 1,
    minute: 60,
    minutes: 60,
};

/** Returns an interval as SHOW prints it, or null, which turns introspection off. */
function readInterval(given: Value): string | null {
    if ("list" in given) throw wrong("INTROSPECTION INTERVAL", "interval");
    const value = "text" in given ? given.text : "number" in given ? given.number : given.word;
    if (value === "null") return null;
    checkUnits(value, "invalid INTROSPECTION INTERVAL: ");
    const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/u.exec(value);
    if (!match) return value;
    const seconds = Number(match[1]) * (UNITS[match[2] ?? ""] ?? 1);
    if (seconds === 0) return null;
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
    SCHEDULE: {},
};

/** Reads an option of RESET. */
export function resetOption(scope: Scope): Partial<ClusterBody> {
    const name = readOptionName(scope);
    const value = RESETS[name];
    if (!value) throw failure(`${name} has no default value`);
    return value;
}
