import { sql } from "../../sql/sql";
import type { BackgroundChange, ChangeState } from "../../statement/background";
import { formatDuration, milliseconds } from "../../values/duration";
import { type Fields, isFields } from "../../values/value";

/** Why Materialize has given up a reconfiguration, by its status. */
const FAILURES: Readonly<Record<string, string>> = {
    "timed-out": "the new replicas were not hydrated before the time limit, and the old ones stay (timed-out)",
    cancelled: "somebody altered the cluster back meanwhile (cancelled)",
    "resource-exhausted": "there were not enough resources for the new replicas, and the old ones stay (resource-exhausted)",
};

const QUERY = `SELECT c.cluster_id AS id, c.status, c.target::pg_catalog.text AS target, c.changes::pg_catalog.text AS changes
FROM mz_internal.mz_cluster_reconfigurations c`;

/** Counts the hydrated objects on each replica of a cluster. */
const HYDRATION = `SELECT r.name, r.size, pg_catalog.count(s.object_id)::pg_catalog.text AS hydrated
FROM mz_catalog.mz_cluster_replicas r
LEFT JOIN mz_internal.mz_hydration_statuses s ON s.replica_id = r.id AND s.hydrated AND s.object_id LIKE 'u%'
WHERE r.cluster_id = $1
GROUP BY r.id, r.name, r.size
ORDER BY r.id`;

/** Returns the arguments in an object of the catalog's JSON, by path. */
function argumentsIn(json: string | null): Fields {
    const shape: unknown = JSON.parse(json ?? "{}");
    if (!isFields(shape)) return {};
    const { size, replication_factor: factor, availability_zones: zones, arrangement_compression: compression } = shape;
    const logging = isFields(shape.logging) ? shape.logging : undefined;
    return Object.fromEntries(
        Object.entries({
            size,
            replicationFactor: factor,
            availabilityZones: zones,
            ...(logging === undefined
                ? {}
                : { introspectionInterval: intervalIn(logging.interval), introspectionDebugging: logging.log_logging }),
            arrangementCompression: compression,
        }).filter(([, value]) => value !== undefined),
    );
}

/** Returns an interval of the catalog's JSON: `{"secs": 1, "nanos": 0}`, or null if introspection is off. */
const intervalIn = (value: unknown): string =>
    isFields(value) ? formatDuration(`${String(Number(value.secs) * 1000 + Number(value.nanos) / 1_000_000)}ms`) : "0s";

const describe = (changes: Fields): string =>
    Object.entries(changes)
        .map(([path, value]) => `${path} to ${typeof value === "string" ? value : JSON.stringify(value)}`)
        .join(", ");

function readChange({ status, target, changes }: Readonly<Record<string, string | null>>): ChangeState {
    return {
        isRunning: status === "in-progress",
        what: describe(argumentsIn(changes ?? null)),
        failure: FAILURES[status ?? ""],
        target: argumentsIn(target ?? null),
    };
}

/** How long an `up` waits after the time limit of the server, in minutes. */
const MARGIN_MINUTES = 1;

/** The changes of clusters for which Materialize makes new replicas beside the old ones. */
export const reconfigurations: BackgroundChange = {
    since: "backgroundClusterChanges",
    query: QUERY,
    read: readChange,
    progress: {
        query: HYDRATION,
        read: replicas => {
            const each = replicas.map(({ name, size, hydrated }) => `${String(hydrated)} on ${String(name)} (${String(size)})`);
            return `hydrated objects: ${each.join(", ") || "none"}`;
        },
    },
    with: valueOf => {
        const [timeout, onTimeout] = [valueOf("reconfiguration.timeout"), valueOf("reconfiguration.onTimeout")];
        if (timeout === undefined) return [];
        return sql` WITH (WAIT UNTIL READY (TIMEOUT = ${timeout}${onTimeout === undefined ? [] : sql`, ON TIMEOUT = ${onTimeout}`}))`;
    },
    minutes: args => {
        if (args.get("reconfiguration.waitUntilReady") === false) return 0;
        const timeout = args.get("reconfiguration.timeout");
        const length = typeof timeout === "string" ? milliseconds(timeout) : undefined;
        return length === undefined ? undefined : Math.ceil(length / 60_000) + MARGIN_MINUTES;
    },
};
