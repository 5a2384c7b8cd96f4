import { addressIn, newPublicIp } from "../../world/addresses";
import { bootstrapStrings, brokersOf } from "../../world/msk";
import type { Thing, Things } from "../../world/things";
import { hex, uuid } from "../../world/world";
import type { Place, ResourceType } from "../resource";

type Cluster = Things["cluster"];

export const cluster: ResourceType<"cluster"> = {
    token: "aws:msk/cluster:Cluster",
    kind: "cluster",
    named: { property: "clusterName", longest: 64 },
    defaults: { enhancedMonitoring: "DEFAULT" },
    replacedBy: [
        ...["clusterName", "brokerNodeGroupInfo.clientSubnets", "brokerNodeGroupInfo.securityGroups"],
        ...["brokerNodeGroupInfo.azDistribution", "encryptionInfo.encryptionInTransit.inCluster"],
        "encryptionInfo.encryptionAtRestKmsKeyArn",
    ],
    replacedIf: (olds, news) => (isOlder(news.kafkaVersion, olds.kafkaVersion) ? ["kafkaVersion"] : []),
    computed: ["storageMode", "encryptionInfo", "rebalancing"],
    recomputed: {
        currentVersion: ["numberOfBrokerNodes", "kafkaVersion", "clientAuthentication", "configurationInfo", "encryptionInfo"],
    },
    settles: "cluster",
    create(place, inputs) {
        const { world, region } = place;
        const clusterUuid = `${uuid()}-7`;
        const arn = world.arn("kafka", region, `cluster/${inputs.clusterName ?? ""}/${clusterUuid}`);
        sized(place, arn, inputs);
        return {
            id: arn,
            props: { ...completed(place, inputs), arn, clusterUuid, currentVersion: newVersion(), storageMode: "LOCAL" },
        };
    },
    update(place, thing, inputs) {
        sized(place, thing.id, { ...thing.props, ...inputs });
        const { connectivityInfo } = thing.props.brokerNodeGroupInfo ?? {};
        const brokerNodeGroupInfo = { connectivityInfo, ...(inputs.brokerNodeGroupInfo ?? thing.props.brokerNodeGroupInfo) };
        return { ...completed(place, { ...thing.props, ...inputs, brokerNodeGroupInfo }), currentVersion: newVersion() };
    },
    live: (world, thing) => bootstrapStrings(world, thing),
    remove({ world }, { id }) {
        for (const broker of brokersOf(world, id)) world.remove(broker);
        for (const topic of world.all("topic", props => props.clusterArn === id)) world.remove(topic);
    },
};

const newVersion = (): string => `K${hex(7).toUpperCase().slice(0, 13)}`;

/** Whether one version of Kafka comes before another. */
export function isOlder(version = "", than = ""): boolean {
    return version.localeCompare(than, undefined, { numeric: true }) < 0;
}

/** What AWS fills in. */
function completed(
    { world, region }: Place,
    { brokerNodeGroupInfo: group = {}, encryptionInfo: encryption = {} }: Cluster,
): Cluster {
    const { connectivityInfo = {}, storageInfo = { ebsStorageInfo: { volumeSize: 1000 } } } = group;
    const publicAccess = { type: "DISABLED", ...connectivityInfo.publicAccess };
    return {
        brokerNodeGroupInfo: {
            ...{ azDistribution: "DEFAULT", ...group, storageInfo },
            connectivityInfo: { networkType: "IPV4", ...connectivityInfo, publicAccess },
        },
        encryptionInfo: {
            encryptionAtRestKmsKeyArn: encryption.encryptionAtRestKmsKeyArn ?? world.arn("kms", region, "key/aws-kafka"),
            encryptionInTransit: { clientBroker: "TLS", inCluster: true, ...encryption.encryptionInTransit },
        },
    };
}

/** Gives a cluster its number of brokers: new ids follow the highest, and the highest go first. */
function sized(
    { world, region }: Place,
    arn: string,
    { numberOfBrokerNodes = 0, brokerNodeGroupInfo: group = {} }: Cluster,
): void {
    const brokers: Thing<"broker">[] = brokersOf(world, arn);
    for (const extra of brokers.slice(numberOfBrokerNodes)) world.remove(extra);
    const [subnets, highest] = [group.clientSubnets ?? [], brokers.at(-1)?.props.brokerId ?? 0];
    for (let n = 1; n <= numberOfBrokerNodes - brokers.length; n++) {
        const brokerId = highest + n;
        const subnet = world.find("subnet", subnets[(brokers.length + n - 1) % subnets.length], region);
        if (!subnet) continue;
        world.add("broker", region, `${arn}/${String(brokerId)}`, {
            ...{ kafka: arn, brokerId, ip: addressIn(subnet, `${arn}/${String(brokerId)}`), subnetId: subnet.id, listeners: [] },
            ...{ securityGroups: group.securityGroups ?? [], publicIp: newPublicIp(world) },
        });
    }
}
