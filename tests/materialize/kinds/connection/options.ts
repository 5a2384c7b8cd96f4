/** The value that an option takes, in every connection type that has it. */
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
    "GCP CONNECTION": "object",
    HOST: "text",
    PASSWORD: "secret",
    PORT: "port",
    "PROGRESS TOPIC": "text",
    "PROGRESS TOPIC REPLICATION FACTOR": "integer",
    "PUBLIC KEY 1": "text",
    "PUBLIC KEY 2": "text",
    REGION: "text",
    REGISTRY: "text",
    "SASL MECHANISMS": "text",
    "SASL PASSWORD": "secret",
    "SASL USERNAME": "text or secret",
    SCOPE: "text",
    "SECRET ACCESS KEY": "secret",
    "SECURITY PROTOCOL": "text",
    "SERVICE ACCOUNT KEY": "secret",
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

/** Returns names of options in the order in which definitions list them. */
export const inOrder = (names: Iterable<string>): string[] =>
    [...new Set(names)].sort((left, right) => ORDER.indexOf(left) - ORDER.indexOf(right));

/** Names of options that Materialize stores under another name. */
export const ALIASES: Readonly<Record<string, string>> = { USERNAME: "USER" };

/** The names that a statement may use, the longest first. */
export const OPTION_NAMES: readonly string[] = [...Object.keys(ALIASES), ...ORDER].sort(
    (left, right) => right.length - left.length,
);

/** Options that several connection types have. */
export const TLS = ["SSL CERTIFICATE AUTHORITY", "SSL CERTIFICATE", "SSL KEY"];
export const TUNNELS = ["SSH TUNNEL", "AWS PRIVATELINK"];
export const DATABASE = ["HOST", "PORT", "USER", "PASSWORD", "SSL MODE", ...TLS, ...TUNNELS];
