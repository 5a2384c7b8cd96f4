import { list } from "../../../values/list";
import { integer, port, text } from "../../../values/scalars";
import { UNKNOWN } from "../../../sql/sql";
import { type Fields, containsUnknown, isFields, isUnknown, type ValueType } from "../../../values/value";
import { ENVIRONMENT, NOT_ACROSS_REGIONS, regionOfArn, regionOfEnvironment, regionOfHost, regionProblem } from "../regions";
import type { HelperKind, HelperPlan, PlanContext } from "../../helperKind";
import { host, object, privateAddress } from "../../values";
import { ec2Sdk } from "../awsSdk";
import { type ListenerPorts, listenerPorts, portsIn, portWarnings, serversOf } from "../listenerPorts";

/** A subnet that the load balancer reaches. */
interface Subnet {
    /** The argument that names it: `brokers[0]`. */
    readonly of: string;
    readonly subnetId: string;
    readonly zone: string;
    readonly vpcId: string;
    readonly arn: string;
}

interface Broker {
    readonly id: number;
    readonly host: string;
    readonly port: number;
    readonly listenerPort: number;
}

const broker = object(
    {
        id: integer(0),
        host,
        port,
        ip: privateAddress,
        instanceId: text(),
        subnetId: text(),
        targetPort: port,
        listenerPort: integer(1),
    },
    ["id", "host", "port", "subnetId", "listenerPort"],
);

const server = object({ key: text(), ip: privateAddress, instanceId: text(), port, listenerPort: port }, [
    "key",
    "port",
    "listenerPort",
]);

const registry = object({ ip: privateAddress, port, subnetId: text(), securityGroupId: text() }, ["ip", "port", "subnetId"]);

/** Computes zones and subnets of a PrivateLink network, and refuses arguments that AWS or Materialize would refuse. */
export const privateLinkLayout: HelperKind = {
    name: "PrivateLinkLayout",
    arguments: {
        brokers: list(broker as ValueType),
        servers: list(server as ValueType),
        schemaRegistry: registry,
        subnetIds: list(text() as ValueType),
        materializeRegion: text(),
    },
    optional: ["servers", "schemaRegistry", "subnetIds", "materializeRegion"],
    identity: [],
    plan,
    warnings: portWarnings,
    // Before other resources are created: the environment id has the region if the host name does not.
    apply: async ({ materialize }, args) => {
        const environment = materialize.rows<{ environment: string }>(ENVIRONMENT);
        // The SDK takes long to load: it is loaded while AWS creates what the later helper resources wait for.
        setImmediate(ec2Sdk);
        const [row] = await environment;
        const [problem] = regionProblem(
            regionOfEnvironment(row?.environment ?? ""),
            givenRegion(args),
            brokersRegion(args) ?? "",
        );
        if (problem !== undefined) throw new Error(problem);
        return {};
    },
};

/** Returns the subnets. A preview may not know which ones those of servers are. */
const subnetsOf = ({ __places: own, __serverPlaces: ofServers }: Fields): readonly Subnet[] => [
    ...(own as readonly Subnet[]),
    ...(Array.isArray(ofServers) ? (ofServers as readonly Subnet[]) : []),
];

const givenRegion = (args: Fields): string | undefined =>
    typeof args.materializeRegion === "string" ? args.materializeRegion : undefined;

/** Returns the first subnet that is known. A preview does not know the subnets that the program creates. */
const knownSubnet = (args: Fields): Subnet | undefined => subnetsOf(args).find(place => !containsUnknown(place));

const brokersRegion = (args: Fields): string | undefined => {
    const place = knownSubnet(args);
    return place === undefined ? undefined : regionOfArn(place.arn);
};

function plan(args: Fields, olds: Fields, { settings }: PlanContext): HelperPlan {
    const hasTargets = brokersOf(args).length + serversOf(args).length > 0;
    const counted = [
        ...(hasTargets ? [] : ["brokers takes at least 1 item"]),
        ...sharedAddresses(brokersOf(args)),
        ...takenPorts(args, olds),
    ];
    if (counted.length > 0) return { outputs: {}, problems: counted };
    const brokersIn = brokersRegion(args);
    const across = brokersIn === undefined || isUnknown(args.materializeRegion) ? undefined : isAcross(args, brokersIn);
    const wrongRegion = across === undefined ? [] : regionProblem(regionOfHost(settings), givenRegion(args), brokersIn ?? "");
    const vpcId = knownSubnet(args)?.vpcId;
    const known = across !== undefined && !containsUnknown([args.__places, args.__serverPlaces]) && !isUnknown(args.__zones);
    const kept = olds.vpcId === vpcId ? olds.__subnets : undefined;
    const zones = known ? zonesOf(args, across, kept) : { outputs: NO_ZONES_YET, problems: [] };
    return {
        outputs: {
            __listenerPorts: listenerPorts(args, olds),
            vpcId: vpcId ?? UNKNOWN,
            region: brokersIn ?? UNKNOWN,
            acrossRegions: across ?? UNKNOWN,
            // AWS includes the service's own region in the list, so a list without it would always differ.
            supportedRegions: across === undefined ? UNKNOWN : across ? [givenRegion(args), brokersIn].sort() : [],
            ...zones.outputs,
        },
        problems: [...wrongRegion, ...zones.problems],
    };
}

const isAcross = (args: Fields, brokersIn: string): boolean => (givenRegion(args) ?? brokersIn) !== brokersIn;

const NO_ZONES_YET = { loadBalancerSubnets: UNKNOWN, availabilityZones: UNKNOWN, __subnets: UNKNOWN };

/** Returns the subnets of the load balancer, and the availability zones of Materialize's connection. */
function zonesOf(args: Fields, across: boolean, kept: unknown): HelperPlan {
    const places = subnetsOf(args);
    const subnets = subnetsByZone(places, kept);
    const used = places.filter(place => !place.of.startsWith("subnetIds"));
    return {
        outputs: {
            loadBalancerSubnets: Object.values(subnets),
            availabilityZones: across ? [] : (givenZones(args) ?? [...new Set(used.map(place => place.zone))]),
            __subnets: subnets,
        },
        problems: [
            ...vpcProblems(places),
            ...subnetProblems(places, subnets, kept),
            ...(across ? zoneProblems(places, Object.keys(subnets)) : []),
            ...givenZoneProblems(givenZones(args) ?? [], Object.keys(subnets), across),
        ],
    };
}

const givenZones = (args: Fields): readonly string[] | undefined =>
    Array.isArray(args.__zones) ? (args.__zones as readonly string[]) : undefined;

/** Reports zones of the program in which the load balancer has no subnet: there AWS creates no endpoint. */
function givenZoneProblems(given: readonly string[], zones: readonly string[], across: boolean): string[] {
    if (across && given.length > 0)
        return [
            "availabilityZones is for targets in the region of Materialize: across regions AWS chooses the zones, so leave it out",
        ];
    return given
        .filter(zone => !isUnknown(zone) && !zones.includes(zone))
        .map(
            zone =>
                `availabilityZones has ${zone}, and the load balancer has subnets in ${zones.join(", ")} alone: give a subnet in ${zone} as subnetIds, or leave it out`,
        );
}

const brokersOf = (args: Fields): readonly Broker[] => args.brokers as readonly Broker[];

/**
 * Returns one subnet for each zone. A load balancer that loses a subnet is replaced, which AWS refuses while an endpoint service uses it. So a zone
 * keeps its subnet when brokers change, unless `subnetIds` has another one.
 */
function subnetsByZone(places: readonly Subnet[], kept: unknown): Record<string, string> {
    const first = (of: readonly Subnet[]) => Object.fromEntries([...of].reverse().map(place => [place.zone, place.subnetId]));
    const asked = first(places.filter(place => place.of.startsWith("subnetIds")));
    const merged = { ...first(places), ...subnetsBefore(kept), ...asked };
    return Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const subnetsBefore = (kept: unknown): Record<string, string> => (isFields(kept) ? (kept as Record<string, string>) : {});

/** Reports subnets that would replace the load balancer. */
function subnetProblems(places: readonly Subnet[], subnets: Readonly<Record<string, string>>, kept: unknown): string[] {
    return Object.entries(subnetsBefore(kept)).flatMap(([zone, before]) => {
        const asked = places.find(place => place.zone === zone && place.subnetId === subnets[zone] && place.subnetId !== before);
        if (asked === undefined) return [];
        return [
            `${asked.of} is ${asked.subnetId}, and in its zone ${zone} the load balancer has ${before}, which AWS does not let go while an endpoint service uses it: leave ${asked.of} out, or give this PrivateLinkNetwork another name, which recreates it`,
        ];
    });
}

/** Reports brokers with one address: Materialize finds a broker's listener by the address that the broker advertises. */
function sharedAddresses(brokers: readonly Broker[]): string[] {
    const addresses = brokers.map(({ host: name, port: number }) => `${name}:${String(number)}`);
    return addresses.flatMap((address, at) => {
        const first = addresses.indexOf(address);
        if (first === at || containsUnknown(address)) return [];
        return [
            `brokers[${String(at)}].host is ${address}, as that of brokers[${String(first)}] is: give each broker the host and port that it advertises, by which Materialize distinguishes brokers`,
        ];
    });
}

/** A listener, and the broker, registry or server behind it. */
interface Listener {
    readonly of: string;
    readonly port: number;
}

function listenersOf(args: Fields, ports: ListenerPorts): Listener[] {
    const own = Object.entries(ports).map(([id, port]) => ({ of: `broker ${id}`, port }));
    const { port: last } = isFields(args.schemaRegistry) ? args.schemaRegistry : {};
    const ofServers = serversOf(args).map(({ key, listenerPort }) => ({ of: `servers.${key}`, port: listenerPort }));
    return [...own, ...(typeof last === "number" ? [{ of: "the schema registry", port: last }] : []), ...ofServers];
}

/** Reports listeners on a port that another listener had: the new one is created before the old one is deleted, and AWS refuses two listeners on one port. */
function takenPorts(args: Fields, olds: Fields): string[] {
    const before = Array.isArray(olds.brokers) ? listenersOf(olds, portsIn(olds)) : [];
    return listenersOf(args, listenerPorts(args, olds)).flatMap(({ of, port: number }) => {
        const holder = before.find(one => one.port === number && one.of !== of);
        if (holder === undefined) return [];
        return [
            `the listener of ${of} would take port ${String(number)} over from that of ${holder.of}, and AWS creates the one before it deletes the other: give ${of} another listenerPort, or let a \`pulumi up\` free the port first`,
        ];
    });
}

function vpcProblems(places: readonly Subnet[]): string[] {
    const [first, ...others] = places;
    const other = others.find(place => place.vpcId !== first?.vpcId);
    if (first === undefined || other === undefined) return [];
    return [
        `the subnet of ${other.of} is in ${other.vpcId}, and that of ${first.of} in ${first.vpcId}: a load balancer reaches the targets of one VPC; create a PrivateLinkNetwork for each`,
    ];
}

/** Reports zones that cannot be used across regions, by their ids, since the names differ between accounts. */
function zoneProblems(places: readonly Subnet[], zones: readonly string[]): string[] {
    const refused = zones.filter(zone => NOT_ACROSS_REGIONS.includes(zone));
    const where = (zone: string): string => places.find(place => place.zone === zone)?.of ?? "an earlier target";
    return [
        ...refused.map(
            zone =>
                `the subnet of ${where(zone)} is in the zone ${zone}, which AWS does not serve across regions: use a subnet in another zone`,
        ),
        ...(zones.length < 2
            ? [
                  `across regions the load balancer needs subnets in two zones, and ${zones.join()} is the only one: give one in another zone as subnetIds`,
              ]
            : []),
    ];
}
