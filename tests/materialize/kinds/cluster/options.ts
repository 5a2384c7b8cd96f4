import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { unavailable } from "../support/features";
import type { ClusterBody, Replica } from "./body";
import { flagOf, readInterval, readValue, textOf, wrong, type Value } from "./optionValues";
import { readReplica } from "./replicaOptions";

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

/** Reads the name of an option. */
export function readOptionName({ cursor }: Scope): Option {
    return OPTIONS.find(name => cursor.take(...name.split(" "))) ?? cursor.refuse();
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
    MANAGED: (_, value) => ({ managed: flagOf("MANAGED", value) }),
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
    DISK: (_, value) => {
        flagOf("DISK", value);
        return {};
    },
    "WORKLOAD CLASS": (scope, value) => {
        refuseUsers(scope, "WORKLOAD CLASS");
        return { workloadClass: "word" in value && value.word === "null" ? undefined : textOf("WORKLOAD CLASS", value) };
    },
};

/** Refuses the option DISK, which no size of today takes. */
export function refuseDisk({ names }: Given): void {
    if (names.includes("DISK"))
        throw failure("DISK option not supported for modern cluster sizes because disk is always enabled");
}

/** Refuses an option that only roles of the system can set. */
export function refuseUsers({ session }: Scope, option: string): void {
    if (session.role.id.startsWith("u")) throw failure(`${option} not supported for non-system users`);
}

/** What options give: the configuration, and the new replicas of an unmanaged cluster. */
export interface Given extends Partial<ClusterBody> {
    readonly newReplicas?: readonly Omit<Replica, "id">[];
    /** The names of the options, in their order. */
    readonly names: readonly Option[];
}

/** Reads the options of CREATE or ALTER, each at most once. */
export function readOptions(scope: Scope): Given {
    const { cursor } = scope;
    const seen = new Set<Option>();
    const read = (): Partial<Given> => {
        const name = readOptionName(scope);
        if (seen.has(name)) throw failure(`${name} specified more than once`);
        seen.add(name);
        cursor.symbol("=");
        if (name === "REPLICAS") return { newReplicas: cursor.list(() => readReplica(scope, cursor.identifier())) };
        return EFFECTS[name](scope, readValue(scope));
    };
    const given = cursor.atSymbol("(") ? cursor.list(read) : cursor.many(read);
    return Object.assign({ names: [...seen] }, ...given) as Given;
}

function checkFactor(value: Value): number {
    if (!("number" in value)) throw wrong("REPLICATION FACTOR", "number");
    const invalid = (why: string): Error => failure(`invalid REPLICATION FACTOR: invalid numeric value: ${why}`);
    if (!/^\d+$/u.test(value.number)) throw invalid("invalid digit found in string");
    if (Number(value.number) > 4_294_967_295) throw invalid("number too large to fit in target type");
    return Number(value.number);
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
