import { AwsError } from "../errors";
import type { JsonObject } from "../provider/values";
import type { RegionContext } from "../resources/resource";
import { bootstrapStrings, brokersOf, listenersOf, publicAccessType } from "../world/msk";
import type { Entity } from "../world/entities";
import type { Lookup } from "./lookup";

function findCluster({ world, region }: RegionContext, where: (cluster: Entity<"cluster">) => boolean): Entity<"cluster"> {
    const [cluster] = world.all("cluster", (_, entity) => entity.region === region && where(entity));
    if (!cluster) throw new AwsError("reading MSK Cluster: couldn't find resource", "");
    return cluster;
}

function getCluster(context: RegionContext, args: JsonObject): JsonObject {
    const cluster = findCluster(context, ({ props }) => props.clusterName === args.clusterName);
    const { arn, clusterUuid, kafkaVersion, numberOfBrokerNodes, brokerNodeGroupInfo, tags } = cluster.props;
    const { clientSubnets = [], securityGroups = [], instanceType, azDistribution } = brokerNodeGroupInfo ?? {};
    return {
        ...{ ...args, id: arn, arn, clusterUuid, kafkaVersion, numberOfBrokerNodes, tags: tags ?? {} },
        ...{ zookeeperConnectString: "", zookeeperConnectStringTls: "", ...bootstrapStrings(context.world, cluster) },
        brokerNodeGroupInfos: [
            {
                clientSubnets,
                securityGroups,
                instanceType,
                azDistribution,
                connectivityInfos: [connectivityInfo(cluster)],
                storageInfos: [],
            },
        ],
    };
}

const connectivityInfo = ({ props }: Entity<"cluster">): JsonObject => ({
    publicAccesses: [{ type: publicAccessType(props) }],
    vpcConnectivities: [],
});

function getBrokerNodes(context: RegionContext, args: JsonObject): JsonObject {
    const cluster = findCluster(context, ({ id }) => id === args.clusterArn);
    const nodeInfoLists = brokersOf(context.world, cluster.id).map(broker => {
        const { brokerId, ip, subnetId } = broker.props;
        const hosts = listenersOf(context.world, broker).flatMap(({ address, isPublic }) =>
            isPublic ? [] : [address.replace(/:\d+$/u, "")],
        );
        return {
            ...{ brokerId, clientSubnet: subnetId, clientVpcIpAddress: ip, endpoints: [...new Set(hosts)] },
            ...{ attachedEniId: `eni-${ip.replaceAll(".", "")}`, nodeArn: `${cluster.id}-${String(brokerId)}` },
        };
    });
    return { ...args, id: cluster.id, nodeInfoLists };
}

function getBootstrapBrokers(context: RegionContext, args: JsonObject): JsonObject {
    const cluster = findCluster(context, ({ id }) => id === args.clusterArn);
    return { ...args, id: cluster.id, ...bootstrapStrings(context.world, cluster) };
}

export const MSK: Readonly<Record<string, Lookup>> = {
    "aws:msk/getCluster:getCluster": getCluster,
    "aws:msk/getBrokerNodes:getBrokerNodes": getBrokerNodes,
    "aws:msk/getBootstrapBrokers:getBootstrapBrokers": getBootstrapBrokers,
};
