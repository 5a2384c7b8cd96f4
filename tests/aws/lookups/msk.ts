import { AwsError } from "../errors";
import type { JsonObject } from "../provider/values";
import type { Place } from "../resources/resource";
import { bootstrap, brokersOf, listenersOf, publicAccess } from "../world/msk";
import type { Thing } from "../world/things";
import { type Lookup, text } from "./lookup";

function clusterBy({ world, region }: Place, where: (cluster: Thing<"cluster">) => boolean): Thing<"cluster"> {
    const [cluster] = world.all("cluster", (_, thing) => thing.region === region && where(thing));
    if (!cluster) throw new AwsError("reading MSK Cluster: couldn't find resource", "");
    return cluster;
}

/** The bootstrap strings, each under the provider's name for it. */
export function bootstrapStrings({ world }: Place, cluster: Thing<"cluster">): Record<string, string> {
    const isOut = publicAccess(cluster.props) !== "DISABLED";
    return {
        bootstrapBrokers: bootstrap(world, cluster, "plaintext"),
        bootstrapBrokersTls: bootstrap(world, cluster, "tls"),
        bootstrapBrokersSaslScram: bootstrap(world, cluster, "scram"),
        bootstrapBrokersSaslIam: bootstrap(world, cluster, "iam"),
        bootstrapBrokersPublicTls: isOut ? bootstrap(world, cluster, "tls", true) : "",
        bootstrapBrokersPublicSaslScram: isOut ? bootstrap(world, cluster, "scram", true) : "",
        bootstrapBrokersPublicSaslIam: isOut ? bootstrap(world, cluster, "iam", true) : "",
        bootstrapBrokersVpcConnectivityTls: "",
        bootstrapBrokersVpcConnectivitySaslScram: "",
        bootstrapBrokersVpcConnectivitySaslIam: "",
    };
}

function getCluster(place: Place, args: JsonObject): JsonObject {
    const cluster = clusterBy(place, ({ props }) => props.clusterName === args.clusterName);
    const { arn, clusterUuid, kafkaVersion, numberOfBrokerNodes, brokerNodeGroupInfo, tags } = cluster.props;
    const { clientSubnets = [], securityGroups = [], instanceType, azDistribution } = brokerNodeGroupInfo ?? {};
    return {
        ...{ ...args, id: arn, arn, clusterUuid, kafkaVersion, numberOfBrokerNodes, tags: tags ?? {} },
        ...{ zookeeperConnectString: "", zookeeperConnectStringTls: "", ...bootstrapStrings(place, cluster) },
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
    return { ...args, id: cluster.id, ...bootstrapStrings(place, cluster) };
}

export const MSK: Readonly<Record<string, Lookup>> = {
    "aws:msk/getCluster:getCluster": getCluster,
    "aws:msk/getBrokerNodes:getBrokerNodes": getBrokerNodes,
    "aws:msk/getBootstrapBrokers:getBootstrapBrokers": getBootstrapBrokers,
};

export const resolveCluster = (place: Place, arn: unknown): Thing<"cluster"> => clusterBy(place, ({ id }) => id === text(arn));
