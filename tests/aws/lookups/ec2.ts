import { AwsError } from "../errors";
import { outputsOf } from "../provider/outputs";
import { isList, isObject, type JsonObject } from "../provider/values";
import type { Place } from "../resources/resource";
import type { Kind, Thing, Things } from "../world/things";
import { type Lookup, text } from "./lookup";

/** By which names EC2's filters call a property. */
const FILTERS: Readonly<Record<string, string>> = {
    "vpc-id": "vpcId",
    "subnet-id": "id",
    "group-id": "id",
    "instance-id": "id",
    "group-name": "name",
    "availability-zone": "availabilityZone",
    "availability-zone-id": "availabilityZoneId",
    "cidr-block": "cidrBlock",
    "private-ip-address": "privateIp",
    "instance-state-name": "instanceState",
};

/** The one thing that the arguments name, by properties and filters. */
function one(kind: Kind, what: string, ids: readonly string[], properties: readonly string[]): Lookup {
    return (place, args) => {
        const found = matching(place, kind, args, ids, properties);
        const [thing] = found;
        if (!thing) throw new AwsError(`no matching EC2 ${what} found`, "");
        if (found.length > 1)
            throw new AwsError(
                `multiple EC2 ${what}s matched; use additional constraints to reduce matches to a single EC2 ${what}`,
                "",
            );
        return { ...args, ...outputsOf(place.world, thing), id: thing.id };
    };
}

function matching<K extends Kind>(
    { world, region }: Place,
    kind: K,
    args: JsonObject,
    ids: readonly string[],
    properties: readonly string[],
): Thing<K>[] {
    const id = ids.map(name => args[name]).find(value => value !== undefined);
    const wanted = properties.flatMap(property =>
        args[property] === undefined ? [] : [[property, [text(args[property])]] as const],
    );
    const filters = (isList(args.filters) ? args.filters : []).filter(isObject).map(filter => {
        const name = FILTERS[text(filter.name)];
        if (name === undefined) throw new AwsError(`InvalidParameterValue: The filter '${text(filter.name)}' is invalid`, "");
        return [name, isList(filter.values) ? filter.values.map(text) : []] as const;
    });
    return world.all(kind, (props: Things[K], thing) => {
        const fields: JsonObject = { ...(props as JsonObject), id: thing.id };
        if (thing.region !== region || (id !== undefined && thing.id !== id)) return false;
        return [...wanted, ...filters].every(([name, values]) => values.includes(text(fields[name])));
    });
}

/** All of a subnet's or VPC's ids that match. */
function ids(kind: "subnet" | "vpc"): Lookup {
    return (place, args) => ({ ...args, ids: matching(place, kind, args, [], ["vpcId"]).map(({ id }) => id), id: place.region });
}

function zones({ world, region }: Place): JsonObject {
    const subnets = world.all("subnet", (_, subnet) => subnet.region === region).map(({ props }) => props);
    const pairs = new Map(
        subnets.map(({ availabilityZone = "", availabilityZoneId = "" }) => [availabilityZone, availabilityZoneId]),
    );
    const sorted = [...pairs].sort(([left], [right]) => left.localeCompare(right));
    return { id: region, names: sorted.map(([name]) => name), zoneIds: sorted.map(([, id]) => id), groupNames: [region] };
}

export const EC2: Readonly<Record<string, Lookup>> = {
    "aws:ec2/getVpc:getVpc": one("vpc", "VPC", ["id"], ["cidrBlock"]),
    "aws:ec2/getVpcs:getVpcs": ids("vpc"),
    "aws:ec2/getSubnet:getSubnet": one(
        "subnet",
        "Subnet",
        ["id"],
        ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"],
    ),
    "aws:ec2/getSubnets:getSubnets": ids("subnet"),
    "aws:ec2/getSecurityGroup:getSecurityGroup": one("securityGroup", "Security Group", ["id"], ["vpcId", "name"]),
    "aws:ec2/getInstance:getInstance": one("instance", "Instance", ["instanceId"], []),
    "aws:index/getAvailabilityZones:getAvailabilityZones": zones,
};
