import { AwsError } from "../errors";
import { isList, isObject, type JsonObject } from "../provider/values";
import type { RegionContext } from "../resources/resource";
import { type RouteTable, routeTablesOf } from "../world/routeTables";
import { type Lookup, asText } from "./lookup";

/** The values behind the names of EC2's filters of route tables. */
const FILTERS: Readonly<Record<string, (table: RouteTable) => string | undefined>> = {
    "vpc-id": ({ vpcId }) => vpcId,
    "route-table-id": ({ id }) => id,
    "association.subnet-id": ({ subnetId }) => subnetId,
    "association.main": ({ subnetId }) => String(subnetId === undefined),
};

function findTables({ world, region }: RegionContext, { vpcId, filters }: JsonObject): RouteTable[] {
    const wanted = (isList(filters) ? filters : []).filter(isObject).map(({ name, values }) => {
        const valueOf = FILTERS[asText(name)];
        if (!valueOf) throw new AwsError(`InvalidParameterValue: The filter '${asText(name)}' is invalid`, "");
        return { valueOf, values: isList(values) ? values.map(asText) : [] };
    });
    const found = routeTablesOf(world, region).filter(table => vpcId === undefined || table.vpcId === vpcId);
    return found.filter(table => wanted.every(({ valueOf, values }) => values.includes(valueOf(table) ?? "")));
}

const getRouteTables: Lookup = (context, args) => ({
    ...args,
    ids: findTables(context, args).map(({ id }) => id),
    id: context.region,
});

/** The properties by which a route of the provider names where it leads. */
const TARGETS = [
    ...["carrierGatewayId", "coreNetworkArn", "egressOnlyGatewayId", "gatewayId", "instanceId", "localGatewayId", "natGatewayId"],
    ...["networkInterfaceId", "odbNetworkArn", "transitGatewayId", "vpcEndpointId", "vpcPeeringConnectionId"],
];

/** The provider leaves out local routes, and gives what a route does not have as an empty string. */
const getRouteTable: Lookup = (context, { routeTableId, subnetId, ...args }) => {
    const tables = findTables(context, args).filter(
        table =>
            (routeTableId === undefined || table.id === routeTableId) && (subnetId === undefined || table.subnetId === subnetId),
    );
    const [table] = tables;
    if (!table) throw new AwsError("no matching EC2 Route Table found", "");
    if (tables.length > 1) {
        const fix = "use additional constraints to reduce matches to a single EC2 Route Table";
        throw new AwsError(`multiple EC2 Route Tables matched; ${fix}`, "");
    }
    const { id, vpcId } = table;
    const none = Object.fromEntries(TARGETS.map(target => [target, ""]));
    const routes = table.routes.map(({ block = "", prefixList = "", target = "" }) => ({
        ...{ ...none, cidrBlock: block, ipv6CidrBlock: "", destinationPrefixListId: prefixList, gatewayId: target },
    }));
    const association = { routeTableId: id, routeTableAssociationId: id.replace("rtb", "rtbassoc"), gatewayId: "" };
    const associations = [{ ...association, main: table.subnetId === undefined, subnetId: table.subnetId ?? "" }];
    const { world, region } = context;
    const known = { arn: world.arn("ec2", region, `route-table/${id}`), ownerId: world.account, tags: {}, gatewayId: "" };
    return { ...args, ...known, id, routeTableId: id, vpcId, subnetId: table.subnetId ?? "", routes, associations };
};

export const ROUTE_TABLES: Readonly<Record<string, Lookup>> = {
    "aws:ec2/getRouteTable:getRouteTable": getRouteTable,
    "aws:ec2/getRouteTables:getRouteTables": getRouteTables,
};
