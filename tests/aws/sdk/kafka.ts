import { AwsError } from "../errors";
import { isObject, type JsonObject } from "../provider/values";
import type { RegionContext } from "../resources/resource";
import { bootstrapStrings, brokersOf, listenersOf, publicAccessType } from "../world/msk";
import { enforceRules } from "../rules";
import type { Entity } from "../world/entities";
import { randomUuid } from "../world/world";

/** An operation of the MSK API. The first group of `path` is the ARN. */
interface Operation {
    readonly name: string;
    readonly method: string;
    readonly path: RegExp;
    readonly answer: (context: RegionContext, part: string, body: JsonObject) => JsonObject;
}

function findCluster({ world, region }: RegionContext, arn: string): Entity<"cluster"> {
    const found = world.find("cluster", arn, region);
    if (!found) throw new AwsError("NotFoundException", "The requested resource doesn't exist.", 404);
    return found;
}

function clusterState({ world }: RegionContext, entity: Entity<"cluster">): string {
    if (!world.isReady(entity, "cluster")) return "CREATING";
    return world.all("operation", ({ clusterArn }) => clusterArn === entity.id).length > 0 ? "UPDATING" : "ACTIVE";
}

/** AWS's API has the key in another place than the AWS provider. */
const describeEncryption = (info: Entity<"cluster">["props"]["encryptionInfo"]): JsonObject => ({
    encryptionAtRest: { dataVolumeKMSKeyId: info?.encryptionAtRestKmsKeyArn },
    encryptionInTransit: info?.encryptionInTransit,
});

/** Returns the part that both versions of DescribeCluster have in common. */
function describeProvisioned({ props }: Entity<"cluster">): JsonObject {
    const { brokerNodeGroupInfo: group, clientAuthentication: auth, encryptionInfo, kafkaVersion, configurationInfo } = props;
    const authorities = auth?.tls?.certificateAuthorityArns ?? [];
    return {
        brokerNodeGroupInfo: {
            ...{ clientSubnets: group?.clientSubnets, securityGroups: group?.securityGroups, instanceType: group?.instanceType },
            connectivityInfo: { publicAccess: { type: publicAccessType(props) } },
        },
        clientAuthentication: {
            sasl: { scram: { enabled: auth?.sasl?.scram ?? false }, iam: { enabled: auth?.sasl?.iam ?? false } },
            unauthenticated: { enabled: auth?.unauthenticated ?? false },
            tls: { certificateAuthorityArnList: authorities, enabled: authorities.length > 0 },
        },
        currentBrokerSoftwareInfo: {
            kafkaVersion,
            ...(configurationInfo && {
                configurationArn: configurationInfo.arn,
                configurationRevision: configurationInfo.revision,
            }),
        },
        ...{ encryptionInfo: describeEncryption(encryptionInfo), numberOfBrokerNodes: props.numberOfBrokerNodes },
    };
}

function describeCluster(context: RegionContext, arn: string, version: 1 | 2): JsonObject {
    const found = findCluster(context, arn);
    const common = { clusterArn: arn, clusterName: found.props.clusterName, state: clusterState(context, found) };
    const currentVersion = found.props.currentVersion;
    if (version === 1) return { clusterInfo: { ...common, currentVersion, ...describeProvisioned(found) } };
    return { clusterInfo: { ...common, currentVersion, clusterType: "PROVISIONED", provisioned: describeProvisioned(found) } };
}

function listNodes(context: RegionContext, arn: string): JsonObject {
    const { id } = findCluster(context, arn);
    const list = brokersOf(context.world, id).map(broker => {
        const { brokerId, ip, subnetId } = broker.props;
        const hosts = listenersOf(context.world, broker).flatMap(({ address, isPublic }) =>
            isPublic ? [] : [address.replace(/:\d+$/u, "")],
        );
        return {
            ...{ nodeType: "BROKER", nodeARN: `${arn}-${String(brokerId)}`, instanceType: "m5.large" },
            brokerNodeInfo: { brokerId, clientSubnet: subnetId, clientVpcIpAddress: ip, endpoints: [...new Set(hosts)] },
        };
    });
    return { nodeInfoList: list };
}

/** Returns the bootstrap strings under AWS's names. AWS returns the brokers in a different order each time. */
function getBootstrapBrokers(context: RegionContext, arn: string): JsonObject {
    const strings = Object.entries(bootstrapStrings(context.world, findCluster(context, arn))).filter(
        ([, value]) => value !== "",
    );
    const rotateSometimes = (value: string): string => {
        const [first = "", ...rest] = value.split(",");
        return Date.now() % 2 === 0 ? value : [...rest, first].join(",");
    };
    return Object.fromEntries(
        strings.map(([name, value]) => [name.replace("bootstrapBrokers", "bootstrapBrokerString"), rotateSometimes(value)]),
    );
}

/** Starts an update of public access, during which the cluster is UPDATING. */
function updateConnectivity(context: RegionContext, arn: string, body: JsonObject): JsonObject {
    const found = findCluster(context, arn);
    const given = isObject(body.connectivityInfo) ? body.connectivityInfo : {};
    const type = isObject(given.publicAccess) ? asText(given.publicAccess.type) : undefined;
    const attempt = { clusterArn: arn, type, other: given.vpcConnectivity !== undefined, version: asText(body.currentVersion) };
    enforceRules("operation", "create", { ...context, inputs: { ...attempt, since: Date.now() } });
    const id = `${arn.replace(":cluster/", ":cluster-operation/")}/${randomUuid()}`;
    context.world.add("operation", found.region, id, { ...attempt, since: Date.now() });
    return { clusterArn: arn, clusterOperationArn: id };
}

function listScramSecrets(context: RegionContext, arn: string): JsonObject {
    const { id } = findCluster(context, arn);
    const associations = context.world.all("scramAssociation", props => props.clusterArn === id);
    return { secretArnList: associations.map(({ props }) => props.secretArn ?? "") };
}

function describeRevision({ world, region }: RegionContext, part: string): JsonObject {
    const found = world.find("configuration", part, region);
    if (!found) throw new AwsError("NotFoundException", "The requested resource doesn't exist.", 404);
    const { serverProperties = "", latestRevision, arn } = found.props;
    return { arn, revision: latestRevision, serverProperties: Buffer.from(serverProperties).toString("base64") };
}

const asText = (value: unknown): string => (typeof value === "string" ? value : "");
const clusterPath = (arn: string, what = ""): RegExp => new RegExp(`^/${arn}/clusters/([^/]+)${what}$`, "u");

export const KAFKA_OPERATIONS: readonly Operation[] = [
    {
        name: "DescribeCluster",
        method: "GET",
        path: clusterPath("v1"),
        answer: (context, arn) => describeCluster(context, arn, 1),
    },
    {
        name: "DescribeClusterV2",
        method: "GET",
        path: clusterPath("api/v2"),
        answer: (context, arn) => describeCluster(context, arn, 2),
    },
    { name: "ListNodes", method: "GET", path: clusterPath("v1", "/nodes"), answer: listNodes },
    { name: "GetBootstrapBrokers", method: "GET", path: clusterPath("v1", "/bootstrap-brokers"), answer: getBootstrapBrokers },
    { name: "ListScramSecrets", method: "GET", path: clusterPath("v1", "/scram-secrets"), answer: listScramSecrets },
    { name: "UpdateConnectivity", method: "PUT", path: clusterPath("v1", "/connectivity"), answer: updateConnectivity },
    {
        name: "DescribeConfigurationRevision",
        method: "GET",
        path: /^\/v1\/configurations\/([^/]+)\/revisions\/\d+$/u,
        answer: describeRevision,
    },
];
