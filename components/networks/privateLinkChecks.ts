import { MAX_PORT } from "../../common/addresses";
import {
    type ArgumentShape,
    describe,
    isGiven,
    isOutput,
    listProblems,
    numberProblems,
    argumentProblems,
} from "../argumentShape";
import { CONNECTION_ARGS } from "./network";
import { PRIVATE_LINK_TRANSFORM } from "./transforms";
import type { PrivateLinkBroker, PrivateLinkNetworkArgs } from "./privateLink";

const SHAPE: ArgumentShape = {
    required: ["brokers", "brokerSecurityGroupId"],
    optional: [
        ...CONNECTION_ARGS,
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

/** The number of listeners that AWS allows one load balancer; this quota cannot be raised. */
const MOST_LISTENERS = 50;

const FIRST_LISTENER_PORT = 9000;

/** Returns the port of a broker's listener. */
export const listenerPortOf = ({ listenerPort, id }: PrivateLinkBroker): number => listenerPort ?? FIRST_LISTENER_PORT + id;

/** Lists what is wrong with the arguments: first each by itself, then those that contradict each other. */
export function privateLinkProblems(args: PrivateLinkNetworkArgs): string[] {
    const shape = argumentProblems(args, SHAPE);
    if (shape.length > 0) return shape;
    const values = valueProblems(args);
    return values.length > 0 ? values : [...brokerProblems(args), ...listenerProblems(listenersOf(args))];
}

function valueProblems({ brokers, subnetIds, availabilityZones, schemaRegistry }: PrivateLinkNetworkArgs): string[] {
    return [
        ...(brokers.length === 0 ? ["brokers takes at least one broker"] : []),
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

function brokerProblems({ brokers, schemaRegistry }: PrivateLinkNetworkArgs): string[] {
    const listeners = brokers.length + (schemaRegistry === undefined ? 0 : 1);
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

/** A listener, and the broker or registry behind it. */
interface Listener {
    readonly key: number | "registry";
    readonly of: string;
    readonly port: number;
}

function listenersOf({ brokers, schemaRegistry }: PrivateLinkNetworkArgs): Listener[] {
    return [
        ...brokers.map(broker => ({ key: broker.id, of: `broker ${String(broker.id)}`, port: listenerPortOf(broker) })),
        ...(schemaRegistry === undefined
            ? []
            : [{ key: "registry" as const, of: "the schema registry", port: schemaRegistry.port }]),
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
            : [`the listeners of ${other.of} and of ${of} are both on port ${String(port)}: set listenerPort of one broker`];
    });
}
