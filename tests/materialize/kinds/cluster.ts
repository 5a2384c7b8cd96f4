import { initialGrants } from "../catalog/acl";
import type { CatalogObject, ClusterBody } from "../catalog/object";
import { failure, notice } from "../errors";
import { CLUSTER_SIZES } from "../region";
import type { Plan, Scope } from "../session/plan";
import { checkReserved } from "./containers";
import { checkLimit } from "./limits";

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

const DEFAULTS: ClusterBody = {
    managed: true,
    size: null,
    replicationFactor: 1,
    introspectionInterval: "00:00:01",
    introspectionDebugging: false,
};

function readOptionName({ cursor }: Scope): Option {
    return OPTIONS.find(name => cursor.take(...name.split(" "))) ?? cursor.refuse();
}

/** What an option makes of a cluster. */
const EFFECTS: Readonly<Record<Option, (scope: Scope, value: string) => Partial<ClusterBody>>> = {
    SIZE: (_, value) => ({ size: checkSize(value) }),
    "REPLICATION FACTOR": (scope, value) => ({ replicationFactor: checkFactor(scope, value) }),
    "INTROSPECTION INTERVAL": (_, value) => ({ introspectionInterval: checkInterval(value) }),
    "INTROSPECTION DEBUGGING": (_, value) => ({ introspectionDebugging: value === "true" }),
    "AVAILABILITY ZONES": (_, value) => checkZones(value),
    MANAGED: (scope, value) => (value === "true" ? {} : scope.cursor.refuse()),
    SCHEDULE: (scope, value) => (value === "manual" ? {} : scope.cursor.refuse()),
    DISK: () => {
        throw failure("DISK option is not supported for cluster replica sizes ending in cc", "0A000");
    },
    "WORKLOAD CLASS": (scope, value) => {
        if (!scope.session.superuser) throw failure("WORKLOAD CLASS not supported for non-system users", "0A000");
        return value === "" ? {} : {};
    },
};

function readOption(scope: Scope): Partial<ClusterBody> {
    const { cursor } = scope;
    const name = readOptionName(scope);
    cursor.symbol("=");
    if (cursor.atSymbol("(")) return EFFECTS[name](scope, cursor.list(() => cursor.advance().text).join(","));
    const sign = cursor.symbol("-") ? "-" : "";
    cursor.take("INTERVAL");
    const token = cursor.advance();
    return EFFECTS[name](scope, `${sign}${token.kind === "word" ? token.text.toLowerCase() : token.text}`);
}

function checkSize(size: string): string {
    if (CLUSTER_SIZES.includes(size)) return size;
    throw failure(`unknown cluster replica size ${size}`, "XX000", {
        hint: `Valid cluster replica sizes are: ${CLUSTER_SIZES.join(", ")}`,
    });
}

function checkFactor({ session }: Scope, value: string): number {
    const invalid = (why: string): Error => failure(`invalid REPLICATION FACTOR: invalid numeric value: ${why}`);
    if (!/^\d+$/u.test(value)) throw invalid("invalid digit found in string");
    const limit = Number(session.setting("max_replicas_per_cluster"));
    if (Number(value) > limit) {
        throw failure(
            `creating cluster replica would violate max_replicas_per_cluster limit (desired: ${value}, limit: ${limit}, current: 0)`,
            "53000",
            { hint: "Drop an existing cluster replica or contact support to request a limit increase." },
        );
    }
    return Number(value);
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

function checkInterval(value: string): string | null {
    const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/u.exec(value);
    if (!match) return value;
    const seconds = Number(match[1]) * (UNITS[match[2] ?? ""] ?? 1);
    if (seconds === 0) return null;
    const pad = (part: number): string => String(Math.floor(part)).padStart(2, "0");
    const rest = seconds % 60;
    const fraction = rest % 1 === 0 ? "" : (rest % 1).toFixed(3).slice(1).replace(/0+$/u, "");
    return `${pad(seconds / 3600)}:${pad((seconds / 60) % 60)}:${pad(rest)}${fraction}`;
}

function checkZones(value: string): never {
    throw failure(`unknown cluster replica availability zone ${value.split(",")[0] ?? ""}`, "0A000", {
        hint: "No availability zones configured; do not specify AVAILABILITY ZONE",
    });
}

export function createCluster(scope: Scope): Plan {
    const { cursor, catalog, session } = scope;
    cursor.expect("CREATE", "CLUSTER");
    const name = cursor.identifier();
    const given = cursor.atSymbol("(") ? cursor.list(() => readOption(scope)) : cursor.many(() => readOption(scope));
    checkReserved("cluster", name);
    const body: ClusterBody = Object.assign({}, DEFAULTS, ...given) as ClusterBody;
    if (body.size === null) throw failure("SIZE must be specified for managed clusters");
    if (catalog.named("cluster", name)) throw failure(`cluster '${name}' already exists`);
    checkLimit(scope, ["cluster", "max_clusters"], catalog.all("cluster").filter(cluster => cluster.id.startsWith("u")).length);
    const ownerId = session.role.id;
    const cluster: CatalogObject = {
        kind: "cluster",
        ...catalog.allocate("cluster"),
        name,
        ownerId,
        grants: initialGrants("cluster", ownerId, catalog.facts.defaultPrivileges, {}),
        uses: [],
        comments: {},
        cluster: body,
    };
    return {
        tag: "CREATE CLUSTER",
        needs: { rights: [{ privilege: "CREATECLUSTER", on: "SYSTEM" }] },
        change: { put: [cluster] },
    };
}

const RESETS: Readonly<Partial<Record<Option, Partial<ClusterBody>>>> = {
    "REPLICATION FACTOR": { replicationFactor: DEFAULTS.replicationFactor },
    "INTROSPECTION INTERVAL": { introspectionInterval: DEFAULTS.introspectionInterval },
    "INTROSPECTION DEBUGGING": { introspectionDebugging: DEFAULTS.introspectionDebugging },
    MANAGED: {},
    SCHEDULE: {},
};

export function alterCluster(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("ALTER", "CLUSTER");
    const skip = cursor.take("IF", "EXISTS");
    const name = cursor.identifier();
    if (skip && !catalog.named("cluster", name)) {
        return { tag: "ALTER CLUSTER", notices: [notice(`CLUSTER ${JSON.stringify(name)} does not exist, skipping`, "42704")] };
    }
    const cluster = resolver.container("cluster", [name]);
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    const changes = cursor.list(() => (reset ? resetOption(scope) : readOption(scope)));
    if (cluster.id.startsWith("s")) throw failure(`system cluster '${name}' cannot be modified`);
    const body: ClusterBody = Object.assign(
        {},
        cluster.cluster,
        { changedAt: scope.world.now / 1000 },
        ...changes,
    ) as ClusterBody;
    return { tag: "ALTER CLUSTER", needs: { owner: [cluster] }, change: { put: [{ ...cluster, cluster: body }] } };
}

function resetOption(scope: Scope): Partial<ClusterBody> {
    const name = readOptionName(scope);
    const value = RESETS[name];
    if (!value) throw failure(`${name} has no default value`);
    return value;
}

/** SHOW CREATE CLUSTER, which Materialize prints unlike everything else. */
export function clusterDefinition(name: string, body: ClusterBody): string {
    const interval = body.introspectionInterval === null ? "0" : `INTERVAL '${body.introspectionInterval}'`;
    return (
        `CREATE CLUSTER ${name} (INTROSPECTION DEBUGGING = ${body.introspectionDebugging}, INTROSPECTION INTERVAL = ${interval}, ` +
        `MANAGED = ${body.managed}, REPLICATION FACTOR = ${body.replicationFactor ?? 1}, SIZE = '${body.size ?? ""}', SCHEDULE = MANUAL)`
    );
}
