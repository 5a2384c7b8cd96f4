import type { Catalog } from "../../catalog/catalog";
import type { Broker, ConnectionBody } from "../../catalog/object";
import { failure } from "../../errors";
import { AVAILABILITY_ZONES } from "../../region";
import { debug } from "../../sql/names";
import { checkMysql, checkPostgres, checkSqlServer } from "./databases";
import { inOrder } from "./kinds";
import {
    checkAwsReference,
    checkRequired,
    checkTunnel,
    connectionOf,
    invalid,
    textOf,
    type Check,
    type Options,
} from "./references";

export { textOf };

/** Refuses a connection as Materialize's planner does, first come, first refused. */
export function checkConnection(catalog: Catalog, { type, options }: ConnectionBody): void {
    CHECKS[type]?.(options, catalog);
}

const CHECKS: Readonly<Record<string, Check>> = {
    kafka: checkKafka,
    "confluent-schema-registry": checkRegistry,
    "ssh-tunnel": checkSsh,
    "aws-privatelink": checkPrivatelink,
    aws: checkAws,
    postgres: checkPostgres,
    mysql: checkMysql,
    "sql-server": checkSqlServer,
    "iceberg-catalog": checkIceberg,
};

const SASL = ["SASL MECHANISMS", "SASL USERNAME", "SASL PASSWORD"];
const SSL = ["SSL CERTIFICATE", "SSL CERTIFICATE AUTHORITY", "SSL KEY"];
const PROTOCOLS = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"];

export function securityProtocol(options: Options): string {
    const given = textOf(options["SECURITY PROTOCOL"]);
    if (given !== undefined) return given.toUpperCase();
    return SASL.some(name => name in options) || "AWS CONNECTION" in options ? "SASL_SSL" : "SSL";
}

function checkKafka(options: Options, catalog: Catalog): void {
    checkSecurity(options, catalog);
    checkBrokers(options, catalog);
    checkTunnel(options, catalog);
    const factor = options["PROGRESS TOPIC REPLICATION FACTOR"];
    if (factor && "number" in factor && Number(factor.number) <= 0) {
        throw invalid("PROGRESS TOPIC REPLICATION FACTOR must be greater than 0");
    }
}

/** Every option of TLS and SASL must be one that the protocol reads. */
function checkSecurity(options: Options, catalog: Catalog): void {
    const protocol = securityProtocol(options);
    if (!PROTOCOLS.includes(protocol)) throw failure(`unknown security protocol: ${protocol}`);
    const outstanding = new Set([...SSL, ...SASL, "AWS CONNECTION"].filter(name => name in options));
    if (protocol.endsWith("SSL")) {
        outstanding.delete("SSL CERTIFICATE");
        outstanding.delete("SSL CERTIFICATE AUTHORITY");
        if ("SSL CERTIFICATE" in options) outstanding.delete("SSL KEY");
        if ("SSL CERTIFICATE" in options && !("SSL KEY" in options))
            throw failure("SSL KEY must be specified with SSL CERTIFICATE");
    }
    if (protocol.startsWith("SASL")) {
        outstanding.delete("AWS CONNECTION");
        if (!checkAwsReference(options, catalog)) {
            for (const name of SASL) outstanding.delete(name);
            checkRequired(options, SASL, "must be specified");
        }
    }
    const [left] = inOrder(outstanding);
    if (left) throw failure(`option ${left} not supported with this configuration`);
}

const PLACES = ["BROKER", "BROKERS", "AWS PRIVATELINK"];

function checkBrokers(options: Options, catalog: Catalog): void {
    const places = PLACES.filter(name => name in options);
    if (places.length === 0) throw invalid("must set one of BROKER, BROKERS, or AWS PRIVATELINK");
    if (places.length > 1) throw invalid("can only set one of BROKER, BROKERS, or AWS PRIVATELINK");
    const brokers = options.BROKER ?? options.BROKERS;
    for (const broker of brokers && "brokers" in brokers ? brokers.brokers : []) checkBroker(broker, catalog);
}

function checkBroker({ address, tunnel }: Broker, catalog: Catalog): void {
    if (address.includes(",")) {
        throw invalid(
            "cannot specify multiple Kafka broker addresses in one string.\n\n\nInstead, specify BROKERS using multiple strings, e.g. BROKERS ('kafka:9092', 'kafka:9093')",
        );
    }
    if (!tunnel) return;
    const object = connectionOf(catalog, tunnel.kind === "SSH TUNNEL" ? "ssh-tunnel" : "aws-privatelink", tunnel.id);
    const zone = tunnel.options.find(([name]) => name === "AVAILABILITY ZONE")?.[1];
    const zones = object.connection?.options["AVAILABILITY ZONES"];
    if (zone === undefined || !zones || !("list" in zones) || zones.list.includes(zone)) return;
    const owner = catalog.path(object).join(".");
    throw failure(
        `AWS PrivateLink availability zone ${debug(zone)} does not match any of the availability zones on the AWS PrivateLink connection ${debug(owner)}`,
    );
}

/** An address, refused as Rust's reader of URLs refuses it. */
function readUrl(text: string, what: string): URL {
    if (URL.canParse(text)) return new URL(text);
    const reason = /^[a-z][a-z0-9+.-]*:/iu.test(text) ? (/:\d+/u.test(text) ? "invalid port number" : "empty host") : undefined;
    throw failure(`parsing ${what} url: ${reason ?? "relative URL without a base"}`);
}

function checkRegistry(options: Options, catalog: Catalog): void {
    const url = textOf(options.URL);
    if (url === undefined) throw invalid("must specify URL");
    const { hostname, pathname } = readUrl(url, "schema registry");
    if (hostname === "") throw invalid("URL must specify domain name");
    if (pathname !== "/") throw invalid("URL must have an empty path");
    if ("SSL CERTIFICATE" in options !== "SSL KEY" in options)
        throw invalid("reading from SSL-auth Confluent Schema Registry requires both SSL KEY and SSL CERTIFICATE");
    checkTunnel(options, catalog, "CONFLUENT SCHEMA REGISTRY");
}

function checkSsh(options: Options): void {
    checkRequired(options, ["HOST", "USER"]);
    if ("secret" in (options.USER ?? {})) throw failure("SSH connections do not support supplying USER value as SECRET");
}

function checkPrivatelink(options: Options): void {
    checkRequired(options, ["SERVICE NAME", "AVAILABILITY ZONES"]);
    const zones = options["AVAILABILITY ZONES"];
    const list = zones && "list" in zones ? zones.list : [];
    const unknown = list.find(zone => !AVAILABILITY_ZONES.includes(zone));
    if (unknown !== undefined) {
        throw failure(`invalid AWS PrivateLink availability zone ${debug(unknown)}`, "XX000", {
            hint: `Did you supply an availability zone name instead of an ID? Known availability zone IDs:\n  ${AVAILABILITY_ZONES.join("\n  ")}`,
        });
    }
    const twice = [...new Set(list.filter((zone, index) => list.indexOf(zone) !== index))].sort();
    if (twice.length === 0) return;
    throw failure("connection cannot contain duplicate availability zones", "XX000", {
        hint: `Duplicated availability zones:\n  ${twice.join("\n  ")}`,
    });
}

function checkAws(options: Options): void {
    const has = (...names: string[]): boolean => names.some(name => name in options);
    const key = has("ACCESS KEY ID", "SECRET ACCESS KEY", "SESSION TOKEN");
    const role = has("ASSUME ROLE ARN");
    if (key && !(has("ACCESS KEY ID") && has("SECRET ACCESS KEY")))
        throw failure("must specify both ACCESS KEY ID and SECRET ACCESS KEY with optional SESSION TOKEN");
    if (!role && has("ASSUME ROLE SESSION NAME"))
        throw failure("must specify ASSUME ROLE ARN with optional ASSUME ROLE SESSION NAME");
    if (!key && !role) throw failure("must specify either ASSUME ROLE ARN or ACCESS KEY ID and SECRET ACCESS KEY");
    if (key && role) throw failure("cannot specify both ACCESS KEY ID and ASSUME ROLE ARN");
}

function checkIceberg(options: Options, catalog: Catalog): void {
    const type = textOf(options["CATALOG TYPE"])?.toLowerCase();
    if (type === undefined) throw invalid("ICEBERG connections must specify CATALOG TYPE");
    const url = textOf(options.URL);
    if (url === undefined) throw invalid("must specify URL");
    readUrl(url, "Iceberg catalog");
    const aws = checkAwsReference(options, catalog);
    if (type === "rest" && !("CREDENTIAL" in options)) throw invalid("ICEBERG rest connections require a CREDENTIAL");
    if (type === "rest") return;
    if (!("WAREHOUSE" in options)) throw invalid("ICEBERG s3tablesrest connections must specify WAREHOUSE");
    if (!aws) throw invalid("ICEBERG s3tablesrest connections require an AWS connection");
}
