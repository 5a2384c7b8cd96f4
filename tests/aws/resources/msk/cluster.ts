import { containsValue } from "../../provider/diff";
import type { JsonObject } from "../../provider/values";
import { privateIpIn, nextPublicIp } from "../../world/addresses";
import { bootstrapStrings, brokersOf } from "../../world/msk";
import type { Entity, EntityProps } from "../../world/entities";
import { randomHex, randomUuid } from "../../world/world";
import type { RegionContext, ResourceType } from "../resource";

type Cluster = EntityProps["cluster"];

export const cluster: ResourceType<"cluster"> = {
    token: "aws:msk/cluster:Cluster",
    kind: "cluster",
    autoName: { property: "clusterName", maxLength: 64 },
    defaults: { enhancedMonitoring: "DEFAULT" },
    replaceOnChanges: [
        ...["clusterName", "brokerNodeGroupInfo.clientSubnets", "brokerNodeGroupInfo.securityGroups"],
        ...["brokerNodeGroupInfo.azDistribution", "encryptionInfo.encryptionInTransit.inCluster"],
        "encryptionInfo.encryptionAtRestKmsKeyArn",
    ],
    alsoReplaceOn: (olds, news) => (isOlderVersion(news.kafkaVersion, olds.kafkaVersion) ? ["kafkaVersion"] : []),
    computed: ["storageMode", "encryptionInfo", "rebalancing"],
    removedBlocks: ["clientAuthentication.tls", "brokerNodeGroupInfo.storageInfo.ebsStorageInfo.provisionedThroughput"],
    waitsFor: "cluster",
    create(context, inputs) {
        const { world, region } = context;
        const clusterUuid = `${randomUuid()}-7`;
        const arn = world.arn("kafka", region, `cluster/${inputs.clusterName ?? ""}/${clusterUuid}`);
        setBrokerCount(context, arn, inputs);
        return {
            id: arn,
            props: { ...addDefaults(context, inputs), arn, clusterUuid, currentVersion: newVersion(), storageMode: "LOCAL" },
        };
    },
    update(context, entity, inputs) {
        setBrokerCount(context, entity.id, { ...entity.props, ...inputs });
        const { connectivityInfo } = entity.props.brokerNodeGroupInfo ?? {};
        const brokerNodeGroupInfo = { connectivityInfo, ...(inputs.brokerNodeGroupInfo ?? entity.props.brokerNodeGroupInfo) };
        const version = needsVersion(entity.props, inputs) ? { currentVersion: newVersion() } : {};
        return { ...addDefaults(context, { ...entity.props, ...inputs, brokerNodeGroupInfo }), ...version };
    },
    derive: (world, entity) => bootstrapStrings(world, entity),
    onDelete({ world }, { id }) {
        for (const broker of brokersOf(world, id)) world.remove(broker);
        for (const topic of world.all("topic", props => props.clusterArn === id)) world.remove(topic);
        for (const user of world.all("scramAssociation", props => props.clusterArn === id)) world.remove(user);
    },
};

/** The properties that the provider updates by operations that name the version of the cluster. Tags have an operation of their own, without a version. */
const VERSIONED = [
    ...["brokerNodeGroupInfo", "numberOfBrokerNodes", "enhancedMonitoring", "loggingInfo", "openMonitoring"],
    ...["configurationInfo", "kafkaVersion", "encryptionInfo", "clientAuthentication", "storageMode", "rebalancing"],
] as const;

/** Returns whether an update names the version of the cluster. */
export const needsVersion = (before: Cluster, inputs: Cluster): boolean => {
    const [actual, wanted] = [before, inputs] as JsonObject[];
    return VERSIONED.some(property => wanted?.[property] !== undefined && !containsValue(actual?.[property], wanted[property]));
};

const newVersion = (): string => `K${randomHex(7).toUpperCase().slice(0, 13)}`;

/** Returns whether one version of Kafka is older than another. */
export function isOlderVersion(version = "", than = ""): boolean {
    return version.localeCompare(than, undefined, { numeric: true }) < 0;
}

/** Returns the settings of a cluster with AWS's defaults. */
function addDefaults(
    { world, region }: RegionContext,
    { brokerNodeGroupInfo: group = {}, encryptionInfo: encryption = {}, clientAuthentication: authentication }: Cluster,
): Cluster {
    const { connectivityInfo = {}, storageInfo = { ebsStorageInfo: { volumeSize: 1000 } } } = group;
    const publicAccess = { type: "DISABLED", ...connectivityInfo.publicAccess };
    const { ebsStorageInfo } = storageInfo;
    return {
        // AWS answers these blocks also where they were not given.
        ...(authentication && { clientAuthentication: { tls: { certificateAuthorityArns: [] }, ...authentication } }),
        brokerNodeGroupInfo: {
            ...{ azDistribution: "DEFAULT", ...group },
            storageInfo: ebsStorageInfo
                ? { ebsStorageInfo: { provisionedThroughput: { enabled: false }, ...ebsStorageInfo } }
                : storageInfo,
            connectivityInfo: { networkType: "IPV4", ...connectivityInfo, publicAccess },
        },
        encryptionInfo: {
            encryptionAtRestKmsKeyArn: encryption.encryptionAtRestKmsKeyArn ?? world.arn("kms", region, "key/aws-kafka"),
            encryptionInTransit: { clientBroker: "TLS", inCluster: true, ...encryption.encryptionInTransit },
        },
    };
}

/**
 * Adds or removes brokers to match `numberOfBrokerNodes`. New ids follow the
 * highest one, and brokers with the highest ids are removed first.
 */
function setBrokerCount(
    { world, region }: RegionContext,
    arn: string,
    { numberOfBrokerNodes = 0, brokerNodeGroupInfo: group = {} }: Cluster,
): void {
    const brokers: Entity<"broker">[] = brokersOf(world, arn);
    for (const extra of brokers.slice(numberOfBrokerNodes)) world.remove(extra);
    const [subnets, highest] = [group.clientSubnets ?? [], brokers.at(-1)?.props.brokerId ?? 0];
    for (let n = 1; n <= numberOfBrokerNodes - brokers.length; n++) {
        const brokerId = highest + n;
        const subnet = world.find("subnet", subnets[(brokers.length + n - 1) % subnets.length], region);
        if (!subnet) continue;
        world.add("broker", region, `${arn}/${String(brokerId)}`, {
            ...{
                kafka: arn,
                brokerId,
                ip: privateIpIn(subnet, `${arn}/${String(brokerId)}`),
                subnetId: subnet.id,
                listeners: [],
            },
            ...{ securityGroups: group.securityGroups ?? [], publicIp: nextPublicIp(world) },
        });
    }
}
