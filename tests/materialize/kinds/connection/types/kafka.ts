import { ruleFor } from "../../../../aws/reachability/brokerRule";
import type { ReachabilityRequest, Route } from "../../../../aws/reachability/protocol";
import type { Catalog } from "../../../catalog/catalog";
import { catalogRelation } from "../../../catalog/systemRelation";
import { ENVIRONMENT } from "../../../environment";
import { failure } from "../../../errors";
import type { Session } from "../../../session/session";
import { debug } from "../../../sql/names";
import { kafkaProblem, listenerProblem, type KafkaClient } from "../../../world/kafka";
import { withPort } from "../../../world/world";
import { brokersOf, isConnection, listOf, numberOf, referenceOf, rulesOf, textOf } from "../body";
import type { Broker, Options, Tunnel } from "../body";
import { checkRequired, invalid } from "../checks";
import { inOrder, TLS, TUNNELS } from "../options";
import { plainText } from "../plainText";
import { bastionBehind, checkAwsReference, checkTunnel, connectionOf, routeOver } from "../tunnels";
import { unavailable } from "../../support/features";
import { limitOf, optionColumn, rowsOf, type ConnectionType, type Probe } from "../type";
import { roleOf } from "./aws";
import { awsPrivatelink } from "./awsPrivatelink";
import { sshTunnel, tunnelProblem } from "./sshTunnel";

const SASL = ["SASL MECHANISMS", "SASL USERNAME", "SASL PASSWORD"];
const PROTOCOLS = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"];
const PORT = "9092";
/** The flag of rules for brokers. */
export const RULES_FLAG = "enable_kafka_broker_matching_rules";

export const kafka: ConnectionType = {
    name: "kafka",
    keyword: "KAFKA",
    options: [
        ...["BROKER", "BROKERS", ...TUNNELS, "SECURITY PROTOCOL", ...SASL, ...TLS],
        ...["AWS CONNECTION", "PROGRESS TOPIC", "PROGRESS TOPIC REPLICATION FACTOR"],
    ],
    validated: true,
    waits: true,
    fixed: "nothing",
    flags: { [RULES_FLAG]: "off" },
    limit: limitOf("kafka", "Kafka", "max_kafka_connections"),
    relations: [
        catalogRelation(
            "mz_kafka_connections",
            `id, ARRAY(SELECT broker ->> 'address' FROM jsonb_array_elements(
                COALESCE(body #> '{options,BROKER,brokers}', body #> '{options,BROKERS,brokers}')) AS broker
                WHERE broker ->> 'address' IS NOT NULL) AS brokers,
             COALESCE(${optionColumn("PROGRESS TOPIC")}, '_materialize-progress-${ENVIRONMENT}-' || id) AS sink_progress_topic ${rowsOf("kafka")}`,
        ),
    ],
    check(options, catalog, session) {
        checkSecurity(options, catalog);
        checkBrokers(options, catalog, session);
        checkTunnel(options, catalog);
        if ((numberOf(options["PROGRESS TOPIC REPLICATION FACTOR"]) ?? 1) <= 0)
            throw invalid("PROGRESS TOPIC REPLICATION FACTOR must be greater than 0");
    },
    problem: probe => kafkaProblem(probe.world, clientOf(probe)) ?? ruleProblem(probe.options),
    ask: ({ catalog, options }, aws) => aws.send(questionOf(catalog, options)),
    /** The brokers may still refuse a client that AWS lets through. */
    accept(probe, { listener, topics = {} }) {
        if (!listener) return undefined;
        probe.world.addTopics(topics);
        return listenerProblem(clientOf(probe), listener);
    },
};

function securityProtocol(options: Options): string {
    const given = textOf(options["SECURITY PROTOCOL"]);
    if (given !== undefined) return given.toUpperCase();
    return SASL.some(name => name in options) || "AWS CONNECTION" in options ? "SASL_SSL" : "SSL";
}

/** Refuses an unknown protocol, options of TLS and SASL that the protocol does not use, and a lack of those that it requires. */
function checkSecurity(options: Options, catalog: Catalog): void {
    const protocol = securityProtocol(options);
    if (!PROTOCOLS.includes(protocol)) throw failure(`unknown security protocol: ${protocol}`);
    const unused = new Set([...TLS, ...SASL, "AWS CONNECTION"].filter(name => name in options));
    if (protocol.endsWith("SSL")) {
        unused.delete("SSL CERTIFICATE");
        unused.delete("SSL CERTIFICATE AUTHORITY");
        if ("SSL CERTIFICATE" in options) unused.delete("SSL KEY");
        if ("SSL CERTIFICATE" in options && !("SSL KEY" in options))
            throw failure("SSL KEY must be specified with SSL CERTIFICATE");
    }
    if (protocol.startsWith("SASL")) {
        unused.delete("AWS CONNECTION");
        if (!checkAwsReference(options, catalog)) {
            for (const name of SASL) unused.delete(name);
            checkRequired(options, SASL, "must be specified");
        }
    }
    const [first] = inOrder(unused);
    if (first) throw failure(`option ${first} not supported with this configuration`);
}

const ADDRESSES = ["BROKER", "BROKERS", "AWS PRIVATELINK"];

function checkBrokers(options: Options, catalog: Catalog, session: Session): void {
    const given = ADDRESSES.filter(name => name in options);
    if (given.length === 0) throw invalid("must set one of BROKER, BROKERS, or AWS PRIVATELINK");
    if (given.length > 1) throw invalid("can only set one of BROKER, BROKERS, or AWS PRIVATELINK");
    const rules = rulesOf(options);
    const brokers = brokersOf(options);
    if (rules.length > 0) {
        if (brokers.length === 0) throw invalid("BROKERS must contain at least one static broker address");
        if (!session.enabled(RULES_FLAG))
            throw unavailable("MATCHING broker rules in BROKERS for Kafka PrivateLink connections", RULES_FLAG);
        if ("SSH TUNNEL" in options) throw failure("cannot specify both SSH TUNNEL and AWS PRIVATELINK");
    }
    for (const { address } of brokers) checkAddress(address);
    for (const { tunnel } of [...brokers, ...rules]) if (tunnel) checkBrokerTunnel(tunnel, catalog);
}

function checkAddress(address: string): void {
    if (!address.includes(",")) return;
    throw invalid(
        "cannot specify multiple Kafka broker addresses in one string.\n\nInstead, specify BROKERS using multiple strings, e.g. BROKERS ('kafka:9092', 'kafka:9093')",
    );
}

function checkBrokerTunnel(tunnel: Tunnel, catalog: Catalog): void {
    const object = connectionOf(catalog, tunnel.kind === "SSH TUNNEL" ? sshTunnel : awsPrivatelink, tunnel.id);
    const zone = tunnel.options.find(([name]) => name === "AVAILABILITY ZONE")?.[1];
    const zones = object.body.options["AVAILABILITY ZONES"];
    if (zone === undefined || !zones || listOf(zones).includes(zone)) return;
    const connectionName = catalog.path(object).join(".");
    throw failure(
        `AWS PrivateLink availability zone ${debug(zone)} does not match any of the availability zones on the AWS PrivateLink connection ${debug(connectionName)}`,
    );
}

/** Returns the error of reaching a broker over the PrivateLink connection of a rule, which no world without AWS has. */
function ruleProblem(options: Options): string | undefined {
    const direct = brokersOf(options).filter(({ tunnel }) => !tunnel);
    const isRouted = direct.some(({ address }) => ruleFor(rulesOf(options), withPort(address, PORT)) !== undefined);
    return isRouted ? "Failed to resolve hostname" : undefined;
}

/** Returns the client that a connection configures. */
function clientOf({ catalog, world, options }: Probe): KafkaClient {
    const brokers = brokersOf(options);
    const common = options["SSH TUNNEL"];
    const tunnel = (address: string): string | undefined => {
        const own = brokers.find(broker => withPort(broker.address, PORT) === address)?.tunnel;
        const id = own?.kind === "SSH TUNNEL" ? own.id : referenceOf(common);
        const ssh = id === undefined ? undefined : catalog.item(id);
        if (!isConnection(ssh)) return undefined;
        const problem = tunnelProblem(world, ssh.body.options);
        return problem === undefined ? "" : `ssh: creating ssh tunnel: creating ssh tunnel: ${problem}`;
    };
    return {
        addresses: brokers.length > 0 ? brokers.map(broker => broker.address) : [`privatelink.invalid:${PORT}`],
        protocol: securityProtocol(options),
        mechanism: plainText(catalog, options["SASL MECHANISMS"]),
        username: plainText(catalog, options["SASL USERNAME"]),
        password: plainText(catalog, options["SASL PASSWORD"]),
        authority: plainText(catalog, options["SSL CERTIFICATE AUTHORITY"]),
        certificate: plainText(catalog, options["SSL CERTIFICATE"]),
        tunnel,
        iam: "AWS CONNECTION" in options,
    };
}

function questionOf(catalog: Catalog, options: Options): ReachabilityRequest {
    const id = referenceOf(options["AWS CONNECTION"]);
    const aws = id === undefined ? undefined : catalog.item(id);
    return {
        ask: "kafka",
        brokers: brokersOf(options).map(broker => ({
            address: withPort(broker.address, PORT),
            route: routeOf(catalog, broker),
        })),
        rules: rulesOf(options).map(({ matching, tunnel }) => {
            const { PORT: port, "AVAILABILITY ZONE": zoneId } = Object.fromEntries(tunnel.options);
            return { matching, link: { id: tunnel.id, zoneId, port: port === undefined ? undefined : Number(port) } };
        }),
        others: routeOver(catalog, options),
        role: isConnection(aws) ? roleOf(aws.body.options, id) : undefined,
    };
}

/** Returns the route to a broker through a tunnel of its own. */
function routeOf(catalog: Catalog, { address, tunnel }: Broker): Route | undefined {
    if (!tunnel) return undefined;
    if (tunnel.kind === "SSH TUNNEL") return { bastion: bastionBehind(catalog, tunnel.id) };
    const option = (name: string): string | undefined => tunnel.options.find(([key]) => key === name)?.[1];
    const port = Number(option("PORT") ?? withPort(address, PORT).replace(/^.*:/u, ""));
    return { link: { id: tunnel.id, port, zoneId: option("AVAILABILITY ZONE") } };
}
