import { MAX_PORT } from "../../common/addresses";
import type { Reader } from "../sql/reader";
import { join, literal, type Sql, sql } from "../sql/sql";
import { checkKeys } from "./keys";
import { properties, type ShapeOf } from "./oneOf";
import { reference } from "./reference";
import { checkText, describeType, integer, port, text } from "./scalars";
import {
    type Fields,
    isAbsent,
    isFields,
    isUnknown,
    type Problem,
    valueSql,
    type ArgumentContext,
    type ValueType,
} from "./value";

const ADDRESS = /^(?:\[[0-9a-fA-F:.]+\]|[^\s,:/[\]@?#%\\]+)(?::(?<port>\d{1,5}))?$/u;

const link = reference("AwsPrivatelinkConnection");
const tunnel = reference("SshTunnelConnection");
const zone = text();

/** Checks `host:port`, the address that the broker advertises. */
function checkAddress(value: unknown, context: ArgumentContext): Problem[] {
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return context.problem(`takes "host:port", not ${describeType(value)}`);
    if (/^\w+:\/\//u.test(value)) return context.problem('takes "host:port" without a protocol: set securityProtocol instead');
    if (value.includes("@")) return context.problem('contains credentials ("@"): write "host:port", and give sasl');
    if (value === "" || value.startsWith(":")) return context.problem('has no host; write "host:port"');
    if (value.includes(",")) return context.problem("contains a comma: give each broker as a separate item");
    const match = ADDRESS.exec(value);
    if (match === null) return context.problem('is not of the form "host:port"');
    const number = match.groups?.port;
    return number !== undefined && (Number(number) < 1 || Number(number) > MAX_PORT)
        ? context.problem(`has a port that is not in 1–${String(MAX_PORT)}`)
        : checkText(value, context, {});
}

const address: ValueType<string> = {
    type: { type: "string", minBytes: 1, description: '"host:port"' },
    check: checkAddress,
    write: (value, context) => literal(value, context.secret),
};

const privateLinkFields = properties({ connection: link, port, availabilityZone: zone }, ["connection"]);

type PrivateLink = ShapeOf<typeof privateLinkFields>;

const privateLinkValue: ValueType<PrivateLink> = {
    ...privateLinkFields,
    write: (value, context) => {
        const options: Sql[] = [];
        if (!isAbsent(value.availabilityZone)) {
            options.push(sql`AVAILABILITY ZONE ${valueSql(zone, value.availabilityZone, context.child("availabilityZone"))}`);
        }
        if (!isAbsent(value.port)) options.push(sql`PORT ${valueSql(port, value.port, context.child("port"))}`);
        const target = valueSql(link, value.connection, context.child("connection"));
        return options.length === 0 ? target : sql`${target} (${join(options, ", ")})`;
    },
    read: readLink,
};

function readLink(from: Reader): PrivateLink {
    const connection = from.reference();
    const options = from.isNext("(") ? from.list(() => linkOption(from)) : [];
    return { connection, ...Object.fromEntries(options) };
}

/** Reads the zone or the port. They have any order, and `=` is optional. */
function linkOption(from: Reader): [string, unknown] {
    if (from.accept("AVAILABILITY", "ZONE")) return ["availabilityZone", afterEquals(from).text()];
    from.expect("PORT");
    return ["port", afterEquals(from).number()];
}

function afterEquals(from: Reader): Reader {
    from.accept("=");
    return from;
}

const PATTERN = /^\*?[\w.:[\]-]*\*?$/u;

/** The advertised `host:port` of brokers, in which `*` at the start and at the end stands for any text. */
const pattern: ValueType<string> = {
    ...text(),
    check(value, context) {
        if (isUnknown(value)) return [];
        const problems = text().check(value, context);
        if (problems.length > 0 || PATTERN.test(String(value))) return problems;
        return context.problem('takes the "host:port" of brokers, with * only at its start and end: "*.use1-az1.*"');
    },
};

/** The arguments of a rule for the brokers that a pattern matches. */
const ruleFields = properties({ matching: pattern, privateLink: privateLinkValue }, ["matching", "privateLink"]);

type BrokerRule = ShapeOf<typeof ruleFields>;

export const isBrokerRule = (one: unknown): one is BrokerRule => isFields(one) && !isAbsent(one.matching);

/** The arguments of a broker. Networks set `id`; no statement contains it. */
const brokerFields = properties({ id: integer(0), address, privateLink: privateLinkValue, sshTunnel: tunnel }, ["address"]);

type Broker = string | ShapeOf<typeof brokerFields> | BrokerRule;

const KEYS = ["id", "address", "matching", "privateLink", "sshTunnel"] as const;

const broker: ValueType<Broker> = {
    type: { type: "one of", alternatives: [address.type, brokerFields.type, ruleFields.type] },
    check(value, context) {
        if (!isFields(value)) return checkAddress(value, context);
        const unknownKeys = checkKeys(value, KEYS, context);
        if (unknownKeys.length > 0) return unknownKeys;
        if (isBrokerRule(value)) return checkRule(value, context);
        const both = !isAbsent(value.privateLink) && !isAbsent(value.sshTunnel);
        return [
            ...brokerFields.check(value, context),
            ...(both ? context.problem("takes privateLink or sshTunnel, not both") : []),
        ];
    },
    write(value, context) {
        if (typeof value === "string") return address.write(value, context);
        if (isBrokerRule(value)) {
            const matching = valueSql(pattern, value.matching, context.child("matching"));
            return sql`MATCHING ${matching} USING AWS PRIVATELINK ${valueSql(privateLinkValue, value.privateLink, context.child("privateLink"))}`;
        }
        const host = valueSql(address, value.address, context.child("address"));
        if (!isAbsent(value.sshTunnel))
            return sql`${host} USING SSH TUNNEL ${valueSql(tunnel, value.sshTunnel, context.child("sshTunnel"))}`;
        if (isAbsent(value.privateLink)) return host;
        return sql`${host} USING AWS PRIVATELINK ${valueSql(privateLinkValue, value.privateLink, context.child("privateLink"))}`;
    },
    read: readBroker,
};

/** Checks a rule. A broker that has the other arguments is no rule. */
function checkRule(value: Fields, context: ArgumentContext): Problem[] {
    const others = (["address", "id", "sshTunnel"] as const).filter(key => !isAbsent(value[key]));
    if (others.length > 0)
        return context.problem(`takes matching and privateLink, or address, but not matching and ${others.join(" and ")}`);
    return ruleFields.check({ matching: value.matching, privateLink: value.privateLink }, context);
}

function readBroker(from: Reader): Broker {
    if (from.accept("MATCHING")) {
        const matching = from.text();
        from.expect("USING", "AWS", "PRIVATELINK");
        return { matching, privateLink: readLink(from) };
    }
    const host = from.text();
    if (from.accept("USING", "SSH", "TUNNEL")) return { address: host, sshTunnel: from.reference() };
    return from.accept("USING", "AWS", "PRIVATELINK") ? { address: host, privateLink: readLink(from) } : host;
}

/** The bootstrap brokers. One broker is written as a list too, so that one SET adds another. */
export const brokers: ValueType<Broker[]> = {
    type: { type: "list", items: broker.type, minItems: 1, description: "a list of brokers" },
    // An address may contain a password by mistake.
    acceptsSecret: true,
    check(value, context) {
        if (isUnknown(value)) return [];
        if (!Array.isArray(value)) return context.problem(`takes a list of "host:port", not ${describeType(value)}`);
        if (value.length === 0) return context.problem("takes at least one broker");
        if (value.every(isBrokerRule))
            return context.problem(
                "takes at least one broker with an address, to which Materialize connects first, besides the rules",
            );
        return value.flatMap((one, at) => broker.check(one, context.child(at)));
    },
    write: (value, context) => {
        const items = value.map((one, at) => valueSql(broker, one, context.child(at)));
        return sql`(${join(items, ",\n            ")})`;
    },
    item: broker,
    // `BROKER = 'host:port'`, with one broker, has no parentheses.
    read: from => (from.isNext("(") ? from.list(() => readBroker(from)) : [readBroker(from)]),
};

const defaultLinkFields = properties({ connection: link, port }, ["connection"]);

/** The PrivateLink connection through which all brokers are reached. */
export const defaultPrivateLink: ValueType<ShapeOf<typeof defaultLinkFields>> = {
    ...defaultLinkFields,
    write: (value, context) => privateLinkValue.write(value, context),
    read: readLink,
};
