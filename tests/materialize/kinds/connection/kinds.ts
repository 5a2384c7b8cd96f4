/** What an option of a connection takes, in whatever kind of connection it stands. */
export type Takes =
    "text" | "text or secret" | "secret" | "port" | "integer" | "list" | "brokers" | "privatelink" | "object" | "catalog type";

/** Every option that the grammar accepts, in the order in which definitions list them. */
export const OPTIONS: Readonly<Record<string, Takes>> = {
    "ACCESS KEY ID": "text or secret",
    "ASSUME ROLE ARN": "text",
    "ASSUME ROLE SESSION NAME": "text",
    "AVAILABILITY ZONES": "list",
    "AWS CONNECTION": "object",
    "AWS PRIVATELINK": "privatelink",
    BROKER: "brokers",
    BROKERS: "brokers",
    CREDENTIAL: "text or secret",
    DATABASE: "text",
    ENDPOINT: "text",
    HOST: "text",
    PASSWORD: "secret",
    PORT: "port",
    "PROGRESS TOPIC": "text",
    "PROGRESS TOPIC REPLICATION FACTOR": "integer",
    "PUBLIC KEY 1": "text",
    "PUBLIC KEY 2": "text",
    REGION: "text",
    "SASL MECHANISMS": "text",
    "SASL PASSWORD": "secret",
    "SASL USERNAME": "text or secret",
    SCOPE: "text",
    "SECRET ACCESS KEY": "secret",
    "SECURITY PROTOCOL": "text",
    "SERVICE NAME": "text",
    "SSH TUNNEL": "object",
    "SSL CERTIFICATE": "text or secret",
    "SSL CERTIFICATE AUTHORITY": "text or secret",
    "SSL KEY": "secret",
    "SSL MODE": "text",
    "SESSION TOKEN": "text or secret",
    "CATALOG TYPE": "catalog type",
    URL: "text",
    USER: "text or secret",
    WAREHOUSE: "text",
};

const ORDER = Object.keys(OPTIONS);

/** Names of options in the order of definitions. */
export const inOrder = (names: Iterable<string>): string[] =>
    [...new Set(names)].sort((left, right) => ORDER.indexOf(left) - ORDER.indexOf(right));

/** A kind of connection: its options, and whether it is validated when made. */
export interface ConnectionKind {
    readonly keyword: string;
    readonly type: string;
    readonly options: readonly string[];
    readonly validated: boolean;
    /** What ALTER cannot change: nothing, the tunnel, or anything at all. */
    readonly fixed: "nothing" | "tunnel" | "everything";
}

const SSL = ["SSL CERTIFICATE AUTHORITY", "SSL CERTIFICATE", "SSL KEY"];
const TUNNELS = ["SSH TUNNEL", "AWS PRIVATELINK"];
const DATABASE = ["HOST", "PORT", "USER", "PASSWORD", "SSL MODE", ...SSL, ...TUNNELS];
const KAFKA = [
    ...["BROKER", "BROKERS", ...TUNNELS, "SECURITY PROTOCOL", "SASL MECHANISMS", "SASL USERNAME", "SASL PASSWORD", ...SSL],
    ...["AWS CONNECTION", "PROGRESS TOPIC", "PROGRESS TOPIC REPLICATION FACTOR"],
];
const AWS = [
    ...["ENDPOINT", "REGION", "ACCESS KEY ID", "SECRET ACCESS KEY", "SESSION TOKEN"],
    ...["ASSUME ROLE ARN", "ASSUME ROLE SESSION NAME"],
];
const ICEBERG = ["URL", "CATALOG TYPE", "CREDENTIAL", "WAREHOUSE", "SCOPE", "AWS CONNECTION"];

type Row = readonly [
    keyword: string,
    type: string,
    validated: boolean,
    fixed: ConnectionKind["fixed"],
    options: readonly string[],
];

const ROWS: readonly Row[] = [
    ["KAFKA", "kafka", true, "nothing", KAFKA],
    [
        "CONFLUENT SCHEMA REGISTRY",
        "confluent-schema-registry",
        true,
        "tunnel",
        ["URL", "USER", "PASSWORD", "PORT", ...SSL, ...TUNNELS],
    ],
    ["SSH TUNNEL", "ssh-tunnel", false, "nothing", ["HOST", "PORT", "USER", "PUBLIC KEY 1", "PUBLIC KEY 2"]],
    ["AWS PRIVATELINK", "aws-privatelink", false, "nothing", ["SERVICE NAME", "AVAILABILITY ZONES", "PORT"]],
    ["AWS", "aws", false, "nothing", AWS],
    ["POSTGRES", "postgres", true, "tunnel", [...DATABASE, "DATABASE"]],
    ["MYSQL", "mysql", true, "tunnel", [...DATABASE, "AWS CONNECTION"]],
    ["SQL SERVER", "sql-server", true, "everything", [...DATABASE, "DATABASE"]],
    ["ICEBERG CATALOG", "iceberg-catalog", true, "everything", ICEBERG],
];

export const CONNECTION_KINDS: readonly ConnectionKind[] = ROWS.map(([keyword, type, validated, fixed, options]) => ({
    keyword,
    type,
    validated,
    fixed,
    options,
}));

/** Spellings of options that Materialize stores under another name. */
export const ALIASES: Readonly<Record<string, string>> = { USERNAME: "USER" };

/** What an option may be written as, the longest first. */
export const OPTION_NAMES: readonly string[] = [...Object.keys(ALIASES), ...ORDER].sort(
    (left, right) => right.length - left.length,
);

export function connectionKind(type: string): ConnectionKind {
    const kind = CONNECTION_KINDS.find(candidate => candidate.type === type);
    if (!kind) throw new Error(`no such kind of connection: ${type}`);
    return kind;
}
