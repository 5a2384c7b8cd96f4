import type { ConnectionBody, OptionValue } from "../../catalog/object";
import { failure } from "../../errors";
import { AVAILABILITY_ZONES } from "../../region";
import { connectionKind } from "./kinds";

type Options = ConnectionBody["options"];

const PLACES = ["BROKER", "BROKERS", "AWS PRIVATELINK"];
const SASL = ["SASL MECHANISMS", "SASL USERNAME", "SASL PASSWORD"];
const SSL = ["SSL CERTIFICATE", "SSL CERTIFICATE AUTHORITY", "SSL KEY"];

/** The options that each security protocol may have. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
    PLAINTEXT: [],
    SSL,
    SASL_PLAINTEXT: [...SASL, "AWS CONNECTION"],
    SASL_SSL: [...SASL, ...SSL, "AWS CONNECTION"],
};
const SECURITY = [...SASL, ...SSL, "AWS CONNECTION"].sort();

/** Refuses a connection as Materialize's planner does. */
export function checkConnection({ type, options }: ConnectionBody): void {
    for (const name of connectionKind(type).required) if (!(name in options)) throw failure(`${name} option is required`);
    CHECKS[type]?.(options);
}

const CHECKS: Readonly<Record<string, (options: Options) => void>> = {
    kafka: checkKafka,
    "confluent-schema-registry": checkRegistry,
    "aws-privatelink": checkPrivatelink,
    aws: checkAws,
    postgres: options => {
        checkSslMode(options, ["disable", "require", "verify-ca", "verify-full", "verify_ca", "verify_full"]);
    },
    mysql: options => {
        checkSslMode(options, ["disabled", "required", "verify_ca", "verify-ca", "verify_identity", "verify-identity"]);
    },
    "sql-server": options => {
        checkSslMode(options, ["disabled", "required", "verify", "verify_ca", "verify-ca"]);
    },
    "iceberg-catalog": checkIceberg,
};

export function securityProtocol(options: Options): string {
    const given = options["SECURITY PROTOCOL"];
    if (given && "text" in given) return given.text.toUpperCase();
    return SASL.some(name => name in options) || "AWS CONNECTION" in options ? "SASL_SSL" : "SSL";
}

function checkKafka(options: Options): void {
    const places = PLACES.filter(name => name in options);
    if (places.length === 0) throw failure("invalid CONNECTION: must set one of BROKER, BROKERS, or AWS PRIVATELINK");
    if (places.length > 1) throw failure("invalid CONNECTION: can only set one of BROKER, BROKERS, or AWS PRIVATELINK");
    if ("SSH TUNNEL" in options && "AWS PRIVATELINK" in options) {
        throw failure("invalid CONNECTION: cannot specify both SSH TUNNEL and AWS PRIVATELINK");
    }
    for (const address of addresses(options)) {
        if (address.includes(","))
            throw failure(
                "invalid CONNECTION: cannot specify multiple Kafka broker addresses in one string.\n\nInstead, specify BROKERS using multiple strings, e.g. BROKERS ('kafka:9092', 'kafka:9093')",
            );
    }
    checkSecurity(options);
}

function addresses(options: Options): string[] {
    const brokers = options.BROKER ?? options.BROKERS;
    return brokers && "brokers" in brokers ? brokers.brokers.map(broker => broker.address) : [];
}

function checkSecurity(options: Options): void {
    const protocol = securityProtocol(options);
    const allowed = ALLOWED[protocol];
    const given = options["SECURITY PROTOCOL"];
    if (!allowed) throw failure(`unknown security protocol: ${given && "text" in given ? given.text : protocol}`);
    const iam = "AWS CONNECTION" in options;
    if (protocol.startsWith("SASL") && !iam) {
        for (const name of SASL) if (!(name in options)) throw failure(`${name} must be specified`);
    }
    if (allowed.includes("SSL KEY") && "SSL CERTIFICATE" in options && !("SSL KEY" in options)) {
        throw failure("SSL KEY must be specified with SSL CERTIFICATE");
    }
    const usable = allowed.filter(
        name => !(iam && SASL.includes(name)) && !(name === "SSL KEY" && !("SSL CERTIFICATE" in options)),
    );
    const left = SECURITY.find(name => name in options && !usable.includes(name));
    if (left) throw failure(`option ${left} not supported with this configuration`);
}

function checkRegistry(options: Options): void {
    const url = textOf(options.URL);
    if (url === undefined) throw failure("invalid CONNECTION: must specify URL");
    if (!URL.canParse(url)) throw failure("parsing schema registry url: relative URL without a base");
    if (!["", "/"].includes(new URL(url).pathname)) throw failure("invalid CONNECTION: URL must have an empty path");
    if ("SSL CERTIFICATE" in options !== "SSL KEY" in options) {
        throw failure(
            "invalid CONNECTION: reading from SSL-auth Confluent Schema Registry requires both SSL KEY and SSL CERTIFICATE",
        );
    }
}

function checkPrivatelink(options: Options): void {
    const zones = options["AVAILABILITY ZONES"];
    const list = zones && "list" in zones ? zones.list : [];
    const twice = [...new Set(list.filter((zone, index) => list.indexOf(zone) !== index))];
    if (twice.length > 0) {
        throw failure("connection cannot contain duplicate availability zones", "XX000", {
            hint: `Duplicated availability zones:\n  ${twice.join("\n  ")}`,
        });
    }
    const unknown = list.find(zone => !AVAILABILITY_ZONES.includes(zone));
    if (unknown === undefined) return;
    throw failure(`invalid AWS PrivateLink availability zone ${JSON.stringify(unknown)}`, "XX000", {
        hint: `Did you supply an availability zone name instead of an ID? Known availability zone IDs:\n  ${AVAILABILITY_ZONES.join("\n  ")}`,
    });
}

function checkAws(options: Options): void {
    const key = "ACCESS KEY ID" in options || "SECRET ACCESS KEY" in options;
    const role = "ASSUME ROLE ARN" in options;
    if (key && role) throw failure("cannot specify both ACCESS KEY ID and ASSUME ROLE ARN");
    if (!key && !role) throw failure("must specify either ASSUME ROLE ARN or ACCESS KEY ID and SECRET ACCESS KEY");
    for (const name of ["ACCESS KEY ID", "SECRET ACCESS KEY"]) {
        if (key && !(name in options))
            throw failure(`must specify ${name} with ${name === "ACCESS KEY ID" ? "SECRET ACCESS KEY" : "ACCESS KEY ID"}`);
    }
    if (key && "ASSUME ROLE SESSION NAME" in options)
        throw failure("cannot specify ASSUME ROLE SESSION NAME without ASSUME ROLE ARN");
    if (role && "SESSION TOKEN" in options) throw failure("must specify ACCESS KEY ID and SECRET ACCESS KEY with SESSION TOKEN");
}

function checkSslMode(options: Options, modes: readonly string[]): void {
    const mode = textOf(options["SSL MODE"]);
    if (mode !== undefined && !modes.includes(mode.toLowerCase()))
        throw failure(`invalid CONNECTION: unknown SSL MODE ${JSON.stringify(mode)}`);
    if ("SSL CERTIFICATE" in options !== "SSL KEY" in options)
        throw failure("invalid CONNECTION: both SSL KEY and SSL CERTIFICATE are required");
    if ("SSH TUNNEL" in options && "AWS PRIVATELINK" in options) {
        throw failure("invalid CONNECTION: cannot specify both SSH TUNNEL and AWS PRIVATELINK");
    }
}

function checkIceberg(options: Options): void {
    const type = textOf(options["CATALOG TYPE"])?.toLowerCase();
    const needed = type === "rest" ? ["CREDENTIAL"] : type === "s3tablesrest" ? ["WAREHOUSE", "AWS CONNECTION"] : undefined;
    if (!needed) throw failure(`invalid CONNECTION: unknown CATALOG TYPE`);
    for (const name of needed)
        if (!(name in options)) throw failure(`invalid CONNECTION: ICEBERG CATALOG connections require ${name}`);
}

export function textOf(option: OptionValue | undefined): string | undefined {
    return option && "text" in option ? option.text : undefined;
}
