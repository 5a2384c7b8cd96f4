import { MAX_PORT } from "../../common/addresses";
import {
    type ArgumentShape,
    describe,
    isGiven,
    isOutput,
    isPlainObject,
    listProblems,
    numberProblems,
    argumentProblems,
    shapeProblems,
} from "../argumentShape";
import { CONNECTION_ARGS } from "./network";
import { PRIVATE_LINK_TRANSFORM } from "./transforms";
import type { PrivateLinkNetworkArgs } from "./privateLink";
import type { PrivateLinkBroker, PrivateLinkServer } from "./privateLinkTargets";

const SHAPE: ArgumentShape = {
    required: [],
    optional: [
        ...CONNECTION_ARGS,
        ...["brokers", "brokerSecurityGroupId", "servers"],
        "subnetIds",
        "availabilityZones",
        "materializeRegion",
        "acceptanceRequired",
        "schemaRegistry",
        "transform",
    ],
    nested: {
        brokers: {
            isList: true,
            required: ["id", "host", "port", "subnetId"],
            optional: ["ip", "instanceId", "targetPort", "listenerPort"],
        },
        schemaRegistry: { required: ["ip", "port", "subnetId"], optional: ["securityGroupId"] },
        transform: PRIVATE_LINK_TRANSFORM,
    },
};

/** The arguments of a server. */
const SERVER: ArgumentShape = {
    required: ["port", "subnetIds", "securityGroupId"],
    optional: ["ip", "instanceId", "listenerPort"],
};

/** The number of listeners that AWS allows one load balancer; this quota cannot be raised. */
const MOST_LISTENERS = 50;

const FIRST_LISTENER_PORT = 9000;

/** Returns the port of a broker's listener. */
export const listenerPortOf = ({ listenerPort, id }: PrivateLinkBroker): number => listenerPort ?? FIRST_LISTENER_PORT + id;

/** Lists what is wrong with the arguments: first each by itself, then those that contradict each other. */
export function privateLinkProblems(args: PrivateLinkNetworkArgs): string[] {
    const shape = argumentProblems(args, SHAPE);
    const shapes = shape.length > 0 ? shape : [...missingProblems(args), ...serverShapes(args.servers)];
    if (shapes.length > 0) return shapes;
    const values = [...valueProblems(args), ...serversOf(args).flatMap(serverProblems)];
    return values.length > 0 ? values : [...brokerProblems(args), ...listenerProblems(listenersOf(args))];
}

const serversOf = ({ servers }: PrivateLinkNetworkArgs): [string, PrivateLinkServer][] => Object.entries(servers ?? {});

/** Reports what is missing: a network leads to brokers, or to servers. */
function missingProblems({ brokers, brokerSecurityGroupId, servers, schemaRegistry }: PrivateLinkNetworkArgs): string[] {
    const inGroup = isGiven(brokers) || (isGiven(schemaRegistry) && !isGiven(schemaRegistry?.securityGroupId));
    return [
        ...(isGiven(brokers) || isGiven(servers) ? [] : ["brokers is missing: give brokers, or other servers as servers"]),
        ...(inGroup && !isGiven(brokerSecurityGroupId) ? ["brokerSecurityGroupId is missing"] : []),
    ];
}

function serverShapes(servers: unknown): string[] {
    if (!isGiven(servers)) return [];
    if (!isPlainObject(servers))
        return [`servers takes { <key>: { ip, port, subnetIds, securityGroupId } }, not ${describe(servers)}`];
    return Object.entries(servers).flatMap(([key, server]) => shapeProblems(`servers.${key}`, server, SERVER));
}

function serverProblems([key, { ip, instanceId, port, listenerPort, subnetIds }]: [string, PrivateLinkServer]): string[] {
    const at = `servers.${key}`;
    const range = { least: 1, most: MAX_PORT };
    return [
        ...numberProblems(`${at}.port`, port, range),
        ...(isGiven(listenerPort) ? numberProblems(`${at}.listenerPort`, listenerPort, range) : []),
        ...(isOutput(subnetIds) ? [] : listProblems(`${at}.subnetIds`, subnetIds, "subnets", 1)),
        ...(isGiven(ip) === isGiven(instanceId) ? [`${at} takes exactly one of ip and instanceId`] : []),
    ];
}

function valueProblems(args: PrivateLinkNetworkArgs): string[] {
    const { brokers = [], subnetIds, availabilityZones, schemaRegistry } = args;
    return [
        ...(brokers.length === 0 && serversOf(args).length === 0 ? ["brokers takes at least one broker"] : []),
        ...(isGiven(subnetIds) ? listProblems("subnetIds", subnetIds, "subnets") : []),
        ...zoneProblems(availabilityZones),
        ...brokers.flatMap(({ id, listenerPort }, at) => [
            ...numberProblems(`brokers[${String(at)}].id`, id, { least: 0 }),
            ...(isGiven(listenerPort)
                ? numberProblems(`brokers[${String(at)}].listenerPort`, listenerPort, { least: 1, most: MAX_PORT })
                : []),
        ]),
        ...(schemaRegistry === undefined
            ? []
            : numberProblems("schemaRegistry.port", schemaRegistry.port, { least: 1, most: MAX_PORT })),
    ];
}

const ZONE_ID = /^[a-z]+\d+-az\d+$/u;

function zoneProblems(zones: unknown): string[] {
    if (!isGiven(zones)) return [];
    const list = listProblems("availabilityZones", zones, "ids of availability zones", 1);
    if (list.length > 0) return list;
    return (zones as readonly unknown[]).flatMap((zone, at) =>
        isOutput(zone) || (typeof zone === "string" && ZONE_ID.test(zone))
            ? []
            : [
                  `availabilityZones[${String(at)}] takes the id of an availability zone, such as "use1-az1", not ${typeof zone === "string" ? JSON.stringify(zone) : describe(zone)}; names such as "us-east-1a" differ between accounts`,
              ],
    );
}

function brokerProblems(args: PrivateLinkNetworkArgs): string[] {
    const { brokers = [] } = args;
    const listeners = listenersOf(args).length;
    const twice = brokers.filter(({ id }, at) => brokers.findIndex(other => other.id === id) < at);
    return [
        ...brokers.flatMap(({ ip, instanceId }, at) =>
            isGiven(ip) === isGiven(instanceId) ? [`brokers[${String(at)}] takes exactly one of ip and instanceId`] : [],
        ),
        ...twice.map(({ id }) => `brokers has the id ${String(id)} twice: give each broker its own node.id`),
        ...(listeners > MOST_LISTENERS
            ? [
                  `brokers needs ${String(listeners)} listeners, with the schema registry's, and AWS allows a load balancer at most ${String(MOST_LISTENERS)}: create a second PrivateLinkNetwork for the other brokers, and give the brokers of both to one KafkaConnection`,
              ]
            : []),
    ];
}

/** A listener, and the broker, registry or server behind it. */
interface Listener {
    readonly key: number | string;
    readonly of: string;
    readonly port: number;
}

function listenersOf(args: PrivateLinkNetworkArgs): Listener[] {
    const { brokers = [], schemaRegistry } = args;
    return [
        ...brokers.map(broker => ({ key: broker.id, of: `broker ${String(broker.id)}`, port: listenerPortOf(broker) })),
        ...(schemaRegistry === undefined
            ? []
            : [{ key: "registry" as const, of: "the schema registry", port: schemaRegistry.port }]),
        ...serversOf(args).map(([key, { port, listenerPort = port }]) => ({
            ...{ key: `server ${key}`, of: `servers.${key}`, port: listenerPort },
        })),
    ];
}

function listenerProblems(listeners: readonly Listener[]): string[] {
    return listeners.flatMap(({ key, of, port }, at) => {
        if (port > MAX_PORT) {
            return [
                `the listener of ${of} would be on port ${String(port)}, which does not exist: set listenerPort of this broker`,
            ];
        }
        const other = listeners.slice(0, at).find(one => one.port === port && one.key !== key);
        return other === undefined
            ? []
            : [
                  `the listeners of ${other.of} and of ${of} are both on port ${String(port)}: set listenerPort of one ${typeof key === "string" && key !== "registry" ? "server" : "broker"}`,
              ];
    });
}
