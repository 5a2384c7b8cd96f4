/** What an option of a connection takes. */
export type Takes =
    | "text"
    | "text or secret"
    | "secret"
    | "number"
    | "list"
    | "brokers"
    | "privatelink"
    | "ssh-tunnel"
    | "aws"
    | "aws-privatelink";

/** A kind of connection: its options, which of them it must have, and whether it is validated when made. */
export interface ConnectionKind {
    readonly keyword: string;
    readonly type: string;
    readonly options: Readonly<Record<string, Takes>>;
    readonly required: readonly string[];
    readonly validated: boolean;
    /** Options that ALTER cannot change. */
    readonly fixed: readonly string[];
}

const SSL: Readonly<Record<string, Takes>> = {
    "SSL CERTIFICATE AUTHORITY": "text or secret",
    "SSL CERTIFICATE": "text or secret",
    "SSL KEY": "secret",
};
const TUNNELS: Readonly<Record<string, Takes>> = { "SSH TUNNEL": "ssh-tunnel", "AWS PRIVATELINK": "aws-privatelink" };
const DATABASE: Readonly<Record<string, Takes>> = {
    HOST: "text",
    PORT: "number",
    USER: "text or secret",
    PASSWORD: "secret",
    "SSL MODE": "text",
    ...SSL,
    ...TUNNELS,
};
const ANY_CHANGE = ["*"];
const TUNNEL_NAMES = Object.keys(TUNNELS);

export const CONNECTION_KINDS: readonly ConnectionKind[] = [
    {
        keyword: "KAFKA",
        type: "kafka",
        options: {
            BROKER: "brokers",
            BROKERS: "brokers",
            "AWS PRIVATELINK": "privatelink",
            "SSH TUNNEL": "ssh-tunnel",
            "SECURITY PROTOCOL": "text",
            "SASL MECHANISMS": "text",
            "SASL USERNAME": "text or secret",
            "SASL PASSWORD": "secret",
            ...SSL,
            "AWS CONNECTION": "aws",
            "PROGRESS TOPIC": "text",
            "PROGRESS TOPIC REPLICATION FACTOR": "number",
        },
        required: [],
        validated: true,
        fixed: [],
    },
    {
        keyword: "CONFLUENT SCHEMA REGISTRY",
        type: "confluent-schema-registry",
        options: { URL: "text", USER: "text or secret", PASSWORD: "secret", PORT: "number", ...SSL, ...TUNNELS },
        required: [],
        validated: true,
        fixed: TUNNEL_NAMES,
    },
    {
        keyword: "SSH TUNNEL",
        type: "ssh-tunnel",
        options: { HOST: "text", PORT: "number", USER: "text", "PUBLIC KEY 1": "text", "PUBLIC KEY 2": "text" },
        required: ["HOST", "USER"],
        validated: false,
        fixed: [],
    },
    {
        keyword: "AWS PRIVATELINK",
        type: "aws-privatelink",
        options: { "SERVICE NAME": "text", "AVAILABILITY ZONES": "list", PORT: "number" },
        required: ["SERVICE NAME", "AVAILABILITY ZONES"],
        validated: false,
        fixed: [],
    },
    {
        keyword: "AWS",
        type: "aws",
        options: {
            ENDPOINT: "text",
            REGION: "text",
            "ACCESS KEY ID": "text or secret",
            "SECRET ACCESS KEY": "secret",
            "SESSION TOKEN": "text or secret",
            "ASSUME ROLE ARN": "text",
            "ASSUME ROLE SESSION NAME": "text",
        },
        required: [],
        validated: false,
        fixed: [],
    },
    {
        keyword: "POSTGRES",
        type: "postgres",
        options: { ...DATABASE, DATABASE: "text" },
        required: ["DATABASE", "HOST", "USER"],
        validated: true,
        fixed: TUNNEL_NAMES,
    },
    {
        keyword: "MYSQL",
        type: "mysql",
        options: { ...DATABASE, "AWS CONNECTION": "aws" },
        required: ["HOST", "USER"],
        validated: true,
        fixed: TUNNEL_NAMES,
    },
    {
        keyword: "SQL SERVER",
        type: "sql-server",
        options: { ...DATABASE, DATABASE: "text" },
        required: ["DATABASE", "HOST", "PASSWORD", "USER"],
        validated: true,
        fixed: ANY_CHANGE,
    },
    {
        keyword: "ICEBERG CATALOG",
        type: "iceberg-catalog",
        options: {
            URL: "text",
            "CATALOG TYPE": "text",
            CREDENTIAL: "text or secret",
            WAREHOUSE: "text",
            SCOPE: "text",
            "AWS CONNECTION": "aws",
        },
        required: ["CATALOG TYPE", "URL"],
        validated: true,
        fixed: ANY_CHANGE,
    },
];

/** Spellings of options that Materialize stores under another name. */
export const ALIASES: Readonly<Record<string, string>> = { USERNAME: "USER" };

/** Every option that any kind has: what the grammar accepts. */
export const OPTION_NAMES: readonly string[] = [
    ...new Set([...Object.keys(ALIASES), ...CONNECTION_KINDS.flatMap(kind => Object.keys(kind.options))]),
].sort((left, right) => right.length - left.length);

export const IS_NOT: Readonly<Record<string, string>> = {
    "ssh-tunnel": "is not an SSH connection",
    "aws-privatelink": "is not an AWS PRIVATELINK connection",
    aws: "is not an AWS connection",
};

export function connectionKind(type: string): ConnectionKind {
    const kind = CONNECTION_KINDS.find(candidate => candidate.type === type);
    if (!kind) throw new Error(`no such kind of connection: ${type}`);
    return kind;
}
