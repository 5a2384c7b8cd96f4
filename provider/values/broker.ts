import type { Reader } from "../sql/reader";
import { join, literal, type Sql, sql } from "../sql/sql";
import { checkFields } from "./oneOf";
import { type Reference, reference } from "./reference";
import { checkText, described, integer, port, text } from "./scalars";
import { isAbsent, isFields, isUnknown, type Problem, put, type Site, type Value } from "./value";

interface PrivateLink {
    readonly connection: Reference;
    readonly port?: number | null;
    readonly availabilityZone?: string | null;
}

type Broker =
    string | { readonly address: string; readonly privateLink?: PrivateLink | null; readonly sshTunnel?: Reference | null };

const ADDRESS = /^(?:\[[0-9a-fA-F:.]+\]|[^\s,:/[\]]+)(?::(?<port>\d{1,5}))?$/u;

const link = reference("AwsPrivatelinkConnection");
const tunnel = reference("SshTunnelConnection");
const zone = text();

/** `host:port`, as the broker advertises it. */
function checkAddress(value: unknown, site: Site): Problem[] {
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return site.refuse(`takes "host:port", not ${described(value)}`);
    if (/^\w+:\/\//u.test(value)) return site.refuse('takes "host:port" without a protocol; that belongs into securityProtocol');
    if (value === "" || value.startsWith(":")) return site.refuse('has no host; write "host:port"');
    if (value.includes(",")) return site.refuse("holds a comma: give each broker as an item of its own");
    const match = ADDRESS.exec(value);
    if (match === null) return site.refuse('is not of the form "host:port"');
    const number = match.groups?.port;
    return number !== undefined && (Number(number) < 1 || Number(number) > 65535)
        ? site.refuse("has a port that is not in 1–65535")
        : checkText(value, site, {});
}

const address: Value<string> = { takes: '"host:port"', check: checkAddress, write: (value, site) => literal(value, site.secret) };

const privateLinkFields = { connection: link, port, availabilityZone: zone };

const privateLinkValue: Value<PrivateLink> = {
    takes: "{ connection, port, availabilityZone }",
    check: (value, site) => checkFields(value, site, privateLinkFields, ["connection"]),
    write: (value, site) => {
        const options: Sql[] = [];
        if (!isAbsent(value.availabilityZone)) {
            options.push(sql`AVAILABILITY ZONE ${put(zone, value.availabilityZone, site.part("availabilityZone"))}`);
        }
        if (!isAbsent(value.port)) options.push(sql`PORT ${put(port, value.port, site.part("port"))}`);
        const target = put(link, value.connection, site.part("connection"));
        return options.length === 0 ? target : sql`${target} (${join(options, ", ")})`;
    },
    read: readLink,
};

function readLink(from: Reader): PrivateLink {
    const connection = from.reference();
    const options = from.comes("(") ? from.list(() => linkOption(from)) : [];
    return { connection, ...Object.fromEntries(options) };
}

/** Zone and port stand in any order, with or without a sign. */
function linkOption(from: Reader): [string, unknown] {
    if (from.takes("AVAILABILITY", "ZONE")) return ["availabilityZone", signed(from).text()];
    from.expect("PORT");
    return ["port", signed(from).number()];
}

function signed(from: Reader): Reader {
    from.takes("=");
    return from;
}

/** The id is the program's own: networks give it along, and no statement holds it. */
const brokerFields = { id: integer(0), address, privateLink: privateLinkValue, sshTunnel: tunnel };

const broker: Value<Broker> = {
    takes: '"host:port" or { address, privateLink or sshTunnel }',
    check(value, site) {
        if (!isFields(value)) return checkAddress(value, site);
        const both = !isAbsent(value.privateLink) && !isAbsent(value.sshTunnel);
        return [
            ...checkFields(value, site, brokerFields, ["address"]),
            ...(both ? site.refuse("takes privateLink or sshTunnel, not both") : []),
        ];
    },
    write(value, site) {
        if (typeof value === "string") return address.write(value, site);
        const host = put(address, value.address, site.part("address"));
        if (!isAbsent(value.sshTunnel))
            return sql`${host} USING SSH TUNNEL ${put(tunnel, value.sshTunnel, site.part("sshTunnel"))}`;
        if (isAbsent(value.privateLink)) return host;
        return sql`${host} USING AWS PRIVATELINK ${put(privateLinkValue, value.privateLink, site.part("privateLink"))}`;
    },
    read: readBroker,
};

function readBroker(from: Reader): Broker {
    const host = from.text();
    if (from.takes("USING", "SSH", "TUNNEL")) return { address: host, sshTunnel: from.reference() };
    return from.takes("USING", "AWS", "PRIVATELINK") ? { address: host, privateLink: readLink(from) } : host;
}

/** The bootstrap brokers; one is a list of one, so that growing is one SET. */
export const brokers: Value<Broker[]> = {
    takes: "a list of brokers",
    check(value, site) {
        if (isUnknown(value)) return [];
        if (!Array.isArray(value)) return site.refuse(`takes a list of "host:port", not ${described(value)}`);
        if (value.length === 0) return site.refuse("takes at least one broker");
        return value.flatMap((one, at) => broker.check(one, site.part(at)));
    },
    write: (value, site) => {
        const items = value.map((one, at) => put(broker, one, site.part(at)));
        return sql`(${join(items, ",\n            ")})`;
    },
    item: broker,
    // Of one broker, `BROKER = 'host:port'` has no parentheses.
    read: from => (from.comes("(") ? from.list(() => readBroker(from)) : [readBroker(from)]),
};

/** One PrivateLink connection behind which all brokers are. */
export const linkToAll: Value<PrivateLink> = {
    takes: "{ connection, port }",
    check: (value, site) => checkFields(value, site, { connection: link, port }, ["connection"]),
    write: (value, site) => privateLinkValue.write(value, site),
    read: readLink,
};
