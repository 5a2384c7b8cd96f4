import { initialGrants } from "../catalog/acl";
import type { CatalogObject, ClusterBody } from "../catalog/object";
import { failure, notice } from "../errors";
import { AVAILABILITY_ZONES, CLUSTER_SIZES } from "../region";
import type { Plan, Scope } from "../session/plan";
import { checkRights } from "../session/rights";
import type { Session } from "../session/session";
import { debug, simple, text as quotedText } from "../sql/names";
import { checkReserved } from "./containers";
import { checkLimit } from "./limits";
import { unavailable } from "./view";

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

/** A value as it was written. */
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

/** What an option makes of a cluster. */
const EFFECTS: Readonly<Record<Option, (scope: Scope, value: Value) => Partial<ClusterBody>>> = {
    SIZE: (_, value) => ({ size: textOf("SIZE", value) }),
    "REPLICATION FACTOR": (_, value) => ({ replicationFactor: checkFactor(value) }),
    "INTROSPECTION INTERVAL": (_, value) => ({ introspectionInterval: readInterval(value) }),
    "INTROSPECTION DEBUGGING": (_, value) => ({ introspectionDebugging: flagOf("INTROSPECTION DEBUGGING", value) }),
    "AVAILABILITY ZONES": (_, value) => {
        if (!("list" in value)) throw wrong("AVAILABILITY ZONES", "array");
        return { availabilityZones: value.list };
    },
    MANAGED: (scope, value) => (flagOf("MANAGED", value) ? {} : scope.cursor.refuse()),
    SCHEDULE: (scope, value) => ("word" in value && value.word === "manual" ? {} : scope.cursor.refuse()),
    DISK: () => {
        throw failure("DISK option not supported for modern cluster sizes because disk is always enabled");
    },
    "WORKLOAD CLASS": (scope, value) => {
        if (scope.session.role.id.startsWith("u")) throw failure("WORKLOAD CLASS not supported for non-system users");
        return "list" in value ? scope.cursor.refuse() : {};
    },
};

/** The options of a CREATE or ALTER, each at most once. */
function readOptions(scope: Scope): Partial<ClusterBody> {
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
    if (cursor.atSymbol("(")) return { list: cursor.list(() => cursor.advance().text) };
    const sign = cursor.symbol("-") ? "-" : "";
    cursor.take("INTERVAL");
    const { kind, text } = cursor.advance();
    if (kind === "number") return { number: `${sign}${text}` };
    return kind === "word" ? { word: text.toLowerCase() } : { text };
}

function checkSize(size: string): string {
    if (CLUSTER_SIZES.includes(size)) return size;
    throw failure(`unknown cluster replica size ${size}`, "XX000", {
        hint: `Valid cluster replica sizes are: ${CLUSTER_SIZES.join(", ")}`,
    });
}

function checkFactor(value: Value): number {
    if (!("number" in value)) throw wrong("REPLICATION FACTOR", "number");
    const invalid = (why: string): Error => failure(`invalid REPLICATION FACTOR: invalid numeric value: ${why}`);
    if (!/^\d+$/u.test(value.number)) throw invalid("invalid digit found in string");
    if (Number(value.number) > 4_294_967_295) throw invalid("number too large to fit in target type");
    return Number(value.number);
}

/** What a cluster is checked for once its options are read. */
function checkBody({ session, catalog }: Scope, body: ClusterBody, name: string): ClusterBody {
    checkSize(body.size ?? "");
    checkZones(session, body.availabilityZones ?? []);
    if (body.introspectionDebugging && body.introspectionInterval === null)
        throw failure("INTROSPECTION DEBUGGING cannot be specified without INTROSPECTION INTERVAL");
    const limit = Number(session.setting("max_replicas_per_cluster"));
    const current = catalog.named("cluster", name)?.cluster?.replicationFactor ?? 0;
    const wanted = body.replicationFactor ?? 0;
    if (wanted <= limit || wanted <= current) return body;
    throw failure(
        `creating cluster replica would violate max_replicas_per_cluster limit (desired: ${wanted}, limit: ${limit}, current: ${current})`,
        "53000",
        { hint: "Drop an existing cluster replica or contact support to request a limit increase." },
    );
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

/** An interval as it is shown; none of it turns introspection off. */
function readInterval(given: Value): string | null {
    if ("list" in given) throw wrong("INTROSPECTION INTERVAL", "interval");
    const value = "text" in given ? given.text : "number" in given ? given.number : given.word;
    if (value === "null") return null;
    const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/u.exec(value);
    if (!match) return value;
    const seconds = Number(match[1]) * (UNITS[match[2] ?? ""] ?? 1);
    if (seconds === 0) return null;
    const pad = (part: number): string => String(Math.floor(part)).padStart(2, "0");
    const rest = seconds % 60;
    const fraction = rest % 1 === 0 ? "" : (rest % 1).toFixed(3).slice(1).replace(/0+$/u, "");
    return `${pad(seconds / 3600)}:${pad((seconds / 60) % 60)}:${pad(rest)}${fraction}`;
}

/** A region has zones to choose from where choosing them is allowed. */
function checkZones(session: Session, zones: readonly string[]): void {
    const known = session.enabled(ZONES_FLAG) ? AVAILABILITY_ZONES : [];
    const unknown = zones.find(zone => !known.includes(zone));
    if (unknown === undefined) return;
    throw failure(`unknown cluster replica availability zone ${unknown}`, "0A000", {
        hint:
            known.length === 0
                ? "No availability zones configured; do not specify AVAILABILITY ZONE"
                : `Valid availability zones are: ${known.join(", ")}`,
    });
}

const ZONES_FLAG = "enable_managed_cluster_availability_zones";

export function createCluster(scope: Scope): Plan {
    const { cursor, catalog, session } = scope;
    cursor.expect("CREATE", "CLUSTER");
    const name = cursor.identifier();
    const given = readOptions(scope);
    if (given.size === undefined) throw failure("SIZE must be specified for managed clusters");
    if ((given.availabilityZones ?? []).length > 0 && !session.enabled(ZONES_FLAG))
        throw unavailable("MANAGED, AVAILABILITY ZONES syntax", ZONES_FLAG);
    const needs = { rights: [{ privilege: "CREATECLUSTER", on: "SYSTEM" as const }] };
    checkRights(catalog, session, needs);
    checkReserved("cluster", name);
    const body = checkBody(scope, { ...DEFAULTS, ...given }, name);
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
        needs,
        change: { put: [cluster] },
    };
}

const RESETS: Readonly<Partial<Record<Option, Partial<ClusterBody>>>> = {
    "AVAILABILITY ZONES": { availabilityZones: [] },
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
        return { tag: "ALTER CLUSTER", notices: [notice(`CLUSTER ${debug(simple(name))} does not exist, skipping`, "42704")] };
    }
    const cluster = resolver.container("cluster", [name]);
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    const changes = reset ? cursor.list(() => resetOption(scope)) : [readOptions(scope)];
    if (cursor.at("WITH")) cursor.refuse();
    const needs = { owner: [cluster] };
    checkRights(catalog, scope.session, needs);
    if (cluster.id.startsWith("s")) throw failure(`system cluster '${name}' cannot be modified`);
    const changed = { ...DEFAULTS, ...cluster.cluster, changedAt: scope.world.now / 1000 };
    const body = checkBody(scope, Object.assign(changed, ...changes) as ClusterBody, name);
    return { tag: "ALTER CLUSTER", needs, change: { put: [{ ...cluster, cluster: body }] } };
}

function resetOption(scope: Scope): Partial<ClusterBody> {
    const name = readOptionName(scope);
    const value = RESETS[name];
    if (!value) throw failure(`${name} has no default value`);
    return value;
}

/** SHOW CREATE CLUSTER, which Materialize prints unlike everything else. */
export function clusterDefinition(name: string, body: ClusterBody): string {
    const interval = body.introspectionInterval === null ? "NULL" : `INTERVAL '${body.introspectionInterval}'`;
    const zones = (body.availabilityZones ?? []).map(quotedText).join(", ");
    return (
        `CREATE CLUSTER ${name} (${zones === "" ? "" : `AVAILABILITY ZONES = (${zones}), `}INTROSPECTION DEBUGGING = ${body.introspectionDebugging}, INTROSPECTION INTERVAL = ${interval}, ` +
        `MANAGED = ${body.managed}, REPLICATION FACTOR = ${body.replicationFactor ?? 1}, SIZE = '${body.size ?? ""}', SCHEDULE = MANUAL)`
    );
}
