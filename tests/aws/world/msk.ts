import { nextPublicIp } from "./addresses";
import type { MskBrokerEntry, MskClusterEntry } from "./worldFile";
import type { Broker, KafkaListener, KafkaUser, Entity, EntityProps } from "./entities";
import type { World } from "./world";

type Cluster = EntityProps["cluster"];

/** A way in which clients connect to MSK brokers. */
interface AccessMethod {
    readonly name: "plaintext" | "tls" | "scram" | "iam";
    readonly port: number;
    /** The port of the public listener; undefined if MSK has no public listener of this kind. */
    readonly publicPort?: number;
    readonly protocol: KafkaListener["protocol"];
    /** The name of the listener in `custom.advertised.listeners`. */
    readonly listener: string;
    readonly isOpen: (cluster: Cluster) => boolean;
}

export const isUnauthenticated = ({ clientAuthentication: given }: Cluster): boolean =>
    given?.unauthenticated ?? (!given?.sasl?.scram && !given?.sasl?.iam && !given?.tls?.certificateAuthorityArns?.length);
export const clientBrokerEncryption = ({ encryptionInfo }: Cluster): string =>
    encryptionInfo?.encryptionInTransit?.clientBroker ?? "TLS";
export const publicAccessType = ({ brokerNodeGroupInfo }: Cluster): string =>
    brokerNodeGroupInfo?.connectivityInfo?.publicAccess?.type ?? "DISABLED";

export const ACCESS_METHODS: readonly AccessMethod[] = [
    {
        name: "plaintext",
        ...{ port: 9092, protocol: "PLAINTEXT", listener: "CLIENT" },
        isOpen: cluster => isUnauthenticated(cluster) && clientBrokerEncryption(cluster).includes("PLAINTEXT"),
    },
    {
        name: "tls",
        ...{ port: 9094, publicPort: 9194, protocol: "SSL", listener: "CLIENT_SECURE" },
        isOpen: cluster =>
            clientBrokerEncryption(cluster).startsWith("TLS") &&
            (isUnauthenticated(cluster) || (cluster.clientAuthentication?.tls?.certificateAuthorityArns ?? []).length > 0),
    },
    {
        name: "scram",
        ...{ port: 9096, publicPort: 9196, protocol: "SASL_SSL", listener: "CLIENT_SASL_SCRAM" },
        isOpen: cluster => cluster.clientAuthentication?.sasl?.scram === true,
    },
    {
        name: "iam",
        ...{ port: 9098, publicPort: 9198, protocol: "SASL_SSL", listener: "CLIENT_IAM" },
        isOpen: cluster => cluster.clientAuthentication?.sasl?.iam === true,
    },
];

/** Returns the host name of a broker: `b-1.orders.0a1b2c.c2.kafka.us-east-1.amazonaws.com`, or `b-1-public.…`. */
function brokerHost({ props, region }: Entity<"cluster">, brokerId: number, isPublic: boolean): string {
    const uuid = (props.clusterUuid ?? "").replaceAll("-", "").slice(0, 6);
    const broker = `b-${String(brokerId)}${isPublic ? "-public" : ""}`;
    return `${broker}.${(props.clusterName ?? "").toLowerCase()}.${uuid}.c2.kafka.${region}.amazonaws.com`;
}

export const findCluster = (world: World, arn: string): Entity<"cluster"> | undefined => world.find("cluster", arn);

export function brokersOf(world: World, kafka: string): Entity<"broker">[] {
    return world.all("broker", broker => broker.kafka === kafka).sort((a, b) => a.props.brokerId - b.props.brokerId);
}

/** Returns the listeners of a self-hosted broker, or those that the settings of an MSK cluster open. */
export function listenersOf(world: World, { props }: Entity<"broker">): readonly KafkaListener[] {
    const cluster = findCluster(world, props.kafka);
    if (!cluster) return props.listeners;
    const isPublicAccessOn = publicAccessType(cluster.props) !== "DISABLED";
    const custom = advertisedListeners(world, cluster, props.brokerId);
    const users = scramUsersOf(world, cluster.id);
    return ACCESS_METHODS.filter(way => way.isOpen(cluster.props)).flatMap(({ name, port, publicPort, protocol, listener }) => {
        const common = { protocol, users: name === "scram" ? users : [], iam: name === "iam" };
        const at = (number: number, isPublic: boolean): KafkaListener => ({
            address:
                (isPublic ? undefined : custom[listener]) ?? `${brokerHost(cluster, props.brokerId, isPublic)}:${String(number)}`,
            ...{ port: number, isPublic, ...common },
        });
        return [at(port, false), ...(isPublicAccessOn && publicPort !== undefined ? [at(publicPort, true)] : [])];
    });
}

/**
 * Returns the addresses in `custom.advertised.listeners` of the cluster's configuration, for example
 * `CLIENT_IAM://b-{broker_id}.x.com:9000+{broker_id}`.
 */
function advertisedListeners(world: World, { props, region }: Entity<"cluster">, brokerId: number): Record<string, string> {
    const configuration = world.find("configuration", props.configurationInfo?.arn, region);
    const line = /^custom\.advertised\.listeners=(.*)$/mu.exec(configuration?.props.serverProperties ?? "")?.[1] ?? "";
    const entries = [...line.matchAll(/(\w+):\/\/([^,:]+):(\d+)\+\{broker_id\}/gu)];
    return Object.fromEntries(
        entries.map(([, name = "", host = "", port = ""]) => [
            name,
            `${host.replaceAll("{broker_id}", String(brokerId))}:${String(Number(port) + brokerId)}`,
        ]),
    );
}

function scramUsersOf(world: World, clusterArn: string): KafkaUser[] {
    const described = world.all("credential", credential => credential.clusterArn === clusterArn).map(({ props }) => props);
    const associated = world
        .all("scramAssociation", props => props.clusterArn === clusterArn)
        .flatMap(({ props }) => {
            const version = world.all("secretVersion", candidate => candidate.secretId === props.secretArn).at(-1);
            if (!version) return [];
            const { username, password } = JSON.parse(version.props.secretString ?? "{}") as {
                username?: string;
                password?: string;
            };
            return [{ user: username ?? "", password: password ?? "" }];
        });
    return [...described, ...associated].map(({ user, password }) => ({ user, password, mechanisms: ["SCRAM-SHA-512"] }));
}

/** Returns a bootstrap string of at most three brokers, sorted as the provider sorts them. */
function bootstrapString(world: World, cluster: Entity<"cluster">, way: AccessMethod["name"], isPublic = false): string {
    const port = ACCESS_METHODS.find(candidate => candidate.name === way)?.[isPublic ? "publicPort" : "port"];
    const addresses = brokersOf(world, cluster.id).flatMap(broker => {
        const listener = listenersOf(world, broker).find(candidate => candidate.port === port);
        return listener ? [listener.address] : [];
    });
    return addresses.slice(0, 3).sort().join(",");
}

/** Returns the bootstrap strings under the provider's names. */
export function bootstrapStrings(world: World, cluster: Entity<"cluster">): Record<string, string> {
    const isPublicAccessOn = publicAccessType(cluster.props) !== "DISABLED";
    return {
        bootstrapBrokers: bootstrapString(world, cluster, "plaintext"),
        bootstrapBrokersTls: bootstrapString(world, cluster, "tls"),
        bootstrapBrokersSaslScram: bootstrapString(world, cluster, "scram"),
        bootstrapBrokersSaslIam: bootstrapString(world, cluster, "iam"),
        bootstrapBrokersPublicTls: isPublicAccessOn ? bootstrapString(world, cluster, "tls", true) : "",
        bootstrapBrokersPublicSaslScram: isPublicAccessOn ? bootstrapString(world, cluster, "scram", true) : "",
        bootstrapBrokersPublicSaslIam: isPublicAccessOn ? bootstrapString(world, cluster, "iam", true) : "",
        bootstrapBrokersVpcConnectivityTls: "",
        bootstrapBrokersVpcConnectivitySaslScram: "",
        bootstrapBrokersVpcConnectivitySaslIam: "",
    };
}

/** Adds an MSK cluster that the description of the world lists. */
export function addMskCluster(world: World, region: string, entry: MskClusterEntry): { readonly arn: string } {
    const { name, uuid, securityGroups, brokers, authentication, topics = {}, users = {} } = entry;
    const arn = world.arn("kafka", region, `cluster/${name}/${uuid}`);
    const clientSubnets = [...new Set(brokers.map(broker => broker.subnetId))];
    const type = entry.publicAccess === true ? "SERVICE_PROVIDED_EIPS" : "DISABLED";
    const configurationArn = world.arn("kafka", region, `configuration/${name}/${uuid}`);
    const { properties: serverProperties } = entry;
    if (serverProperties !== undefined) {
        world.add("configuration", region, configurationArn, {
            arn: configurationArn,
            name,
            serverProperties,
            latestRevision: 1,
        });
    }
    const allows = (way: "unauthenticated" | "tls" | "scram" | "iam"): boolean => authentication.includes(way);
    world.add("cluster", region, arn, {
        ...{ arn, clusterName: name, clusterUuid: uuid, kafkaVersion: entry.kafkaVersion ?? "3.6.0", region },
        ...{ numberOfBrokerNodes: brokers.length, currentVersion: "K3P5ROKL5A1OLE", tags: {}, tagsAll: {} },
        brokerNodeGroupInfo: {
            ...{ instanceType: entry.instanceType ?? "kafka.m5.large", clientSubnets, securityGroups: [...securityGroups] },
            ...{ azDistribution: "DEFAULT", connectivityInfo: { publicAccess: { type } }, storageInfo: {} },
        },
        ...(serverProperties !== undefined && { configurationInfo: { arn: configurationArn, revision: 1 } }),
        clientAuthentication: {
            ...{ unauthenticated: allows("unauthenticated"), sasl: { scram: allows("scram"), iam: allows("iam") } },
            tls: { certificateAuthorityArns: allows("tls") ? [world.arn("acm-pca", region, "certificate-authority/own")] : [] },
        },
        encryptionInfo: {
            encryptionAtRestKmsKeyArn: world.arn("kms", region, "key/aws-kafka"),
            encryptionInTransit: { clientBroker: entry.plaintext === true ? "TLS_PLAINTEXT" : "TLS", inCluster: true },
        },
    });
    for (const [user, password] of Object.entries(users))
        world.add("credential", region, `${arn}/${user}`, { clusterArn: arn, user, password });
    for (const [topic, { partitions = 1, messages = [] }] of Object.entries(topics)) {
        world.add("messages", region, `${arn}/${topic}`, { kafka: arn, topic, partitions, messages });
    }
    return { arn };
}

export function addMskBroker(world: World, region: string, arn: string, { id, subnetId, ip }: MskBrokerEntry): void {
    const cluster = findCluster(world, arn);
    const securityGroups = cluster?.props.brokerNodeGroupInfo?.securityGroups ?? [];
    const broker: Broker = {
        kafka: arn,
        brokerId: id,
        ip,
        subnetId,
        securityGroups,
        listeners: [],
        publicIp: nextPublicIp(world),
    };
    world.add("broker", region, `${arn}/${String(id)}`, broker);
}
