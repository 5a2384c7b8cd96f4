import { AwsError } from "../errors";
import { isObject, type JsonObject } from "../provider/values";
import type { Place } from "../resources/resource";
import { bootstrapStrings, brokersOf, listenersOf, publicAccess } from "../world/msk";
import { refuse } from "../rules";
import type { Thing } from "../world/things";
import { uuid } from "../world/world";

/** A call of the Kafka API: method and path, `{}` for a part of it. */
interface Operation {
    readonly method: string;
    readonly path: RegExp;
    readonly answer: (place: Place, part: string, body: JsonObject) => JsonObject;
}

function cluster({ world, region }: Place, arn: string): Thing<"cluster"> {
    const found = world.find("cluster", arn, region);
    if (!found) throw new AwsError("NotFoundException", "The requested resource doesn't exist.", 404);
    return found;
}

function stateOf({ world }: Place, thing: Thing<"cluster">): string {
    if (!world.isReady(thing, "cluster")) return "CREATING";
    return world.all("operation", ({ clusterArn }) => clusterArn === thing.id).length > 0 ? "UPDATING" : "ACTIVE";
}

/** What both versions of DescribeCluster tell of a cluster. */
function provisioned({ props }: Thing<"cluster">): JsonObject {
    const { brokerNodeGroupInfo: group, clientAuthentication: auth, encryptionInfo, kafkaVersion, configurationInfo } = props;
    const authorities = auth?.tls?.certificateAuthorityArns ?? [];
    return {
        brokerNodeGroupInfo: {
            ...{ clientSubnets: group?.clientSubnets, securityGroups: group?.securityGroups, instanceType: group?.instanceType },
            connectivityInfo: { publicAccess: { type: publicAccess(props) } },
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
        ...{ encryptionInfo: encryptionInfo, numberOfBrokerNodes: props.numberOfBrokerNodes },
    };
}

function describe(place: Place, arn: string, version: 1 | 2): JsonObject {
    const found = cluster(place, arn);
    const common = { clusterArn: arn, clusterName: found.props.clusterName, state: stateOf(place, found) };
    const currentVersion = found.props.currentVersion;
    if (version === 1) return { clusterInfo: { ...common, currentVersion, ...provisioned(found) } };
    return { clusterInfo: { ...common, currentVersion, clusterType: "PROVISIONED", provisioned: provisioned(found) } };
}

function nodes(place: Place, arn: string): JsonObject {
    const { id } = cluster(place, arn);
    const list = brokersOf(place.world, id).map(broker => {
        const { brokerId, ip, subnetId } = broker.props;
        const hosts = listenersOf(place.world, broker).flatMap(({ address, isPublic }) =>
            isPublic ? [] : [address.replace(/:\d+$/u, "")],
        );
        return {
            ...{ nodeType: "BROKER", nodeARN: `${arn}-${String(brokerId)}`, instanceType: "m5.large" },
            brokerNodeInfo: { brokerId, clientSubnet: subnetId, clientVpcIpAddress: ip, endpoints: [...new Set(hosts)] },
        };
    });
    return { nodeInfoList: list };
}

/** AWS's names, and its order, which is another each time. */
function bootstraps(place: Place, arn: string): JsonObject {
    const strings = Object.entries(bootstrapStrings(place.world, cluster(place, arn))).filter(([, value]) => value !== "");
    const turned = (value: string): string => {
        const [first = "", ...rest] = value.split(",");
        return Date.now() % 2 === 0 ? value : [...rest, first].join(",");
    };
    return Object.fromEntries(
        strings.map(([name, value]) => [name.replace("bootstrapBrokers", "bootstrapBrokerString"), turned(value)]),
    );
}

/** Public access is turned on, or off, while the cluster is UPDATING. */
function connect(place: Place, arn: string, body: JsonObject): JsonObject {
    const found = cluster(place, arn);
    const given = isObject(body.connectivityInfo) ? body.connectivityInfo : {};
    const type = isObject(given.publicAccess) ? text(given.publicAccess.type) : undefined;
    const attempt = { clusterArn: arn, type, other: given.vpcConnectivity !== undefined, version: text(body.currentVersion) };
    refuse("operation", "create", { ...place, inputs: { ...attempt, since: Date.now() } });
    const id = `${arn.replace(":cluster/", ":cluster-operation/")}/${uuid()}`;
    place.world.add("operation", found.region, id, { ...attempt, since: Date.now() });
    return { clusterArn: arn, clusterOperationArn: id };
}

function scramSecrets(place: Place, arn: string): JsonObject {
    const { id } = cluster(place, arn);
    const associations = place.world.all("scramAssociation", props => props.clusterArn === id);
    return { secretArnList: associations.map(({ props }) => props.secretArn ?? "") };
}

function revision({ world, region }: Place, part: string): JsonObject {
    const found = world.find("configuration", part, region);
    if (!found) throw new AwsError("NotFoundException", "The requested resource doesn't exist.", 404);
    const { serverProperties = "", latestRevision, arn } = found.props;
    return { arn, revision: latestRevision, serverProperties: Buffer.from(serverProperties).toString("base64") };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const read = (arn: string, what = ""): RegExp => new RegExp(`^/${arn}/clusters/([^/]+)${what}$`, "u");

export const KAFKA_OPERATIONS: readonly Operation[] = [
    { method: "GET", path: read("v1"), answer: (place, arn) => describe(place, arn, 1) },
    { method: "GET", path: read("api/v2"), answer: (place, arn) => describe(place, arn, 2) },
    { method: "GET", path: read("v1", "/nodes"), answer: nodes },
    { method: "GET", path: read("v1", "/bootstrap-brokers"), answer: bootstraps },
    { method: "GET", path: read("v1", "/scram-secrets"), answer: scramSecrets },
    { method: "PUT", path: read("v1", "/connectivity"), answer: connect },
    { method: "GET", path: /^\/v1\/configurations\/([^/]+)\/revisions\/\d+$/u, answer: revision },
];
