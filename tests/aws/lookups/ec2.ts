import { AwsError } from "../errors";
import { outputsOf } from "../provider/outputs";
import { isList, isObject, type JsonObject } from "../provider/values";
import type { RegionContext } from "../resources/resource";
import type { EntityKind, Entity, EntityProps } from "../world/entities";
import { type Lookup, asText } from "./lookup";

/** The properties behind the names of EC2's filters. */
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

/** Returns a lookup of the one entity that matches the given properties and filters. */
function lookUpOne(kind: EntityKind, what: string, ids: readonly string[], properties: readonly string[]): Lookup {
    return (context, args) => {
        const found = findMatching(context, kind, args, ids, properties);
        const [entity] = found;
        if (!entity) throw new AwsError(`no matching EC2 ${what} found`, "");
        if (found.length > 1)
            throw new AwsError(
                `multiple EC2 ${what}s matched; use additional constraints to reduce matches to a single EC2 ${what}`,
                "",
            );
        return { ...args, ...outputsOf(context.world, entity), id: entity.id };
    };
}

function findMatching<K extends EntityKind>(
    { world, region }: RegionContext,
    kind: K,
    args: JsonObject,
    ids: readonly string[],
    properties: readonly string[],
): Entity<K>[] {
    const id = ids.map(name => args[name]).find(value => value !== undefined);
    const wanted = properties.flatMap(property =>
        args[property] === undefined ? [] : [[property, [asText(args[property])]] as const],
    );
    const filters = (isList(args.filters) ? args.filters : []).filter(isObject).map(filter => {
        const name = FILTERS[asText(filter.name)];
        if (name === undefined) throw new AwsError(`InvalidParameterValue: The filter '${asText(filter.name)}' is invalid`, "");
        return [name, isList(filter.values) ? filter.values.map(asText) : []] as const;
    });
    return world.all(kind, (props: EntityProps[K], entity) => {
        const fields: JsonObject = { ...(props as JsonObject), id: entity.id };
        if (entity.region !== region || (id !== undefined && entity.id !== id)) return false;
        return [...wanted, ...filters].every(([name, values]) => values.includes(asText(fields[name])));
    });
}

/** Returns a lookup of the ids of all matching subnets or VPCs. */
function lookUpIds(kind: "subnet" | "vpc"): Lookup {
    return (context, args) => ({
        ...args,
        ids: findMatching(context, kind, args, [], ["vpcId"]).map(({ id }) => id),
        id: context.region,
    });
}

function lookUpZones({ world, region }: RegionContext): JsonObject {
    const subnets = world.all("subnet", (_, subnet) => subnet.region === region).map(({ props }) => props);
    const pairs = new Map(
        subnets.map(({ availabilityZone = "", availabilityZoneId = "" }) => [availabilityZone, availabilityZoneId]),
    );
    const sorted = [...pairs].sort(([left], [right]) => left.localeCompare(right));
    return { id: region, names: sorted.map(([name]) => name), zoneIds: sorted.map(([, id]) => id), groupNames: [region] };
}

export const EC2: Readonly<Record<string, Lookup>> = {
    "aws:ec2/getVpc:getVpc": lookUpOne("vpc", "VPC", ["id"], ["cidrBlock"]),
    "aws:ec2/getVpcs:getVpcs": lookUpIds("vpc"),
    "aws:ec2/getSubnet:getSubnet": lookUpOne(
        "subnet",
        "Subnet",
        ["id"],
        ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"],
    ),
    "aws:ec2/getSubnets:getSubnets": lookUpIds("subnet"),
    "aws:ec2/getSecurityGroup:getSecurityGroup": lookUpOne("securityGroup", "Security Group", ["id"], ["vpcId", "name"]),
    "aws:ec2/getInstance:getInstance": lookUpOne("instance", "Instance", ["instanceId"], []),
    "aws:index/getAvailabilityZones:getAvailabilityZones": lookUpZones,
};
