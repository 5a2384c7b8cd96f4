import { AwsError } from "../errors";
import type { JsonObject } from "../provider/values";
import type { Place } from "../resources/resource";
import { bootstrapStrings, brokersOf, listenersOf, publicAccess } from "../world/msk";
import type { Thing } from "../world/things";
import type { Lookup } from "./lookup";

function clusterBy({ world, region }: Place, where: (cluster: Thing<"cluster">) => boolean): Thing<"cluster"> {
    const [cluster] = world.all("cluster", (_, thing) => thing.region === region && where(thing));
    if (!cluster) throw new AwsError("reading MSK Cluster: couldn't find resource", "");
    return cluster;
}

function getCluster(place: Place, args: JsonObject): JsonObject {
    const cluster = clusterBy(place, ({ props }) => props.clusterName === args.clusterName);
    const { arn, clusterUuid, kafkaVersion, numberOfBrokerNodes, brokerNodeGroupInfo, tags } = cluster.props;
    const { clientSubnets = [], securityGroups = [], instanceType, azDistribution } = brokerNodeGroupInfo ?? {};
    return {
        ...{ ...args, id: arn, arn, clusterUuid, kafkaVersion, numberOfBrokerNodes, tags: tags ?? {} },
        ...{ zookeeperConnectString: "", zookeeperConnectStringTls: "", ...bootstrapStrings(place.world, cluster) },
        brokerNodeGroupInfos: [
            {
                clientSubnets,
                securityGroups,
                instanceType,
                azDistribution,
                connectivityInfos: [publicInfo(cluster)],
                storageInfos: [],
            },
        ],
    };
}

const publicInfo = ({ props }: Thing<"cluster">): JsonObject => ({
    publicAccesses: [{ type: publicAccess(props) }],
    vpcConnectivities: [],
});

function getBrokerNodes(place: Place, args: JsonObject): JsonObject {
    const cluster = clusterBy(place, ({ id }) => id === args.clusterArn);
    const nodeInfoLists = brokersOf(place.world, cluster.id).map(broker => {
        const { brokerId, ip, subnetId } = broker.props;
        const hosts = listenersOf(place.world, broker).flatMap(({ address, isPublic }) =>
            isPublic ? [] : [address.replace(/:\d+$/u, "")],
        );
        return {
            ...{ brokerId, clientSubnet: subnetId, clientVpcIpAddress: ip, endpoints: [...new Set(hosts)] },
            ...{ attachedEniId: `eni-${ip.replaceAll(".", "")}`, nodeArn: `${cluster.id}-${String(brokerId)}` },
        };
    });
    return { ...args, id: cluster.id, nodeInfoLists };
}

function getBootstrapBrokers(place: Place, args: JsonObject): JsonObject {
    const cluster = clusterBy(place, ({ id }) => id === args.clusterArn);
    return { ...args, id: cluster.id, ...bootstrapStrings(place.world, cluster) };
}

export const MSK: Readonly<Record<string, Lookup>> = {
    "aws:msk/getCluster:getCluster": getCluster,
    "aws:msk/getBrokerNodes:getBrokerNodes": getBrokerNodes,
    "aws:msk/getBootstrapBrokers:getBootstrapBrokers": getBootstrapBrokers,
};
