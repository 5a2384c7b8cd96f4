import { AwsError } from "../errors";
import type { JsonObject } from "../provider/values";
import type { RegionContext } from "../resources/resource";
import type { Entity } from "../world/entities";
import { asText, type Lookup } from "./lookup";

const databases = ({ world, region }: RegionContext): Entity<"database">[] =>
    world.all("database", (_, entity) => entity.region === region);

function getInstance(context: RegionContext, args: JsonObject): JsonObject {
    const identifier = asText(args.dbInstanceIdentifier);
    const found = databases(context).find(({ props }) => props.isCluster !== true && props.identifier === identifier);
    if (!found) throw new AwsError("no matching RDS DB Instance found", "");
    const { host, port, engine, clusterOf = "", subnetGroup, securityGroups } = found.props;
    return {
        ...{ ...args, id: identifier, address: host, port, endpoint: `${host}:${String(port)}`, engine, region: context.region },
        ...{ dbClusterIdentifier: clusterOf, dbSubnetGroup: subnetGroup, vpcSecurityGroups: securityGroups, tags: {} },
    };
}

function getCluster(context: RegionContext, args: JsonObject): JsonObject {
    const identifier = asText(args.clusterIdentifier);
    const found = databases(context).find(({ props }) => props.isCluster === true && props.identifier === identifier);
    // Not verified with the real AWS: the text after "reading RDS Cluster".
    if (!found) throw new AwsError(`reading RDS Cluster (${identifier}): couldn't find resource`, "");
    const { host, port, engine, subnetGroup, securityGroups } = found.props;
    return {
        ...{ ...args, id: identifier, endpoint: host, port, engine, region: context.region },
        ...{ dbSubnetGroupName: subnetGroup, vpcSecurityGroupIds: securityGroups, tags: {} },
    };
}

function getSubnetGroup(context: RegionContext, args: JsonObject): JsonObject {
    const name = asText(args.name);
    const found = databases(context).find(({ props }) => props.subnetGroup === name);
    if (!found) throw new AwsError(`reading RDS DB Subnet Group (${name}): couldn't find resource`, "");
    const { subnetIds } = found.props;
    const vpcId = context.world.find("subnet", subnetIds[0], context.region)?.props.vpcId;
    return { ...args, id: name, name, subnetIds, vpcId, status: "Complete", region: context.region };
}

export const RDS: Readonly<Record<string, Lookup>> = {
    "aws:rds/getInstance:getInstance": getInstance,
    "aws:rds/getCluster:getCluster": getCluster,
    "aws:rds/getSubnetGroup:getSubnetGroup": getSubnetGroup,
};
