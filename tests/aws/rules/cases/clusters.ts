import { KafkaClient, UpdateConnectivityCommand } from "@aws-sdk/client-kafka";

import type { LocalAws } from "../..";
import type { PluginAnswer } from "../../provider/protocol";
import type { JsonObject } from "../../provider/values";
import { callPlugin, tryCreate, create } from "../../support";
import type { RuleCase } from ".";

const GROUP = {
    instanceType: "kafka.m5.large",
    clientSubnets: ["subnet-public-a", "subnet-public-b"],
    securityGroups: ["sg-msk"],
};
const CLOSED = "allow.everyone.if.no.acl.found=false";
const TLS = { encryptionInTransit: { clientBroker: "TLS", inCluster: true } };

/** Creates a cluster that meets the requirements of public access, except for the given changes. */
async function createCluster(aws: LocalAws, change: JsonObject = {}): Promise<PluginAnswer> {
    const arn = await create(aws, "msk.Configuration", { serverProperties: CLOSED });
    return tryCreate(aws, "msk.Cluster", {
        ...{ kafkaVersion: "3.6.0", numberOfBrokerNodes: 2, brokerNodeGroupInfo: GROUP, encryptionInfo: TLS },
        clientAuthentication: { sasl: { scram: true, iam: true }, unauthenticated: false },
        ...{ configurationInfo: { arn, revision: 1 }, ...change },
    });
}

/** Turns on public access with the SDK. */
async function turnOnPublicAccess(aws: LocalAws, change: JsonObject = {}, also: object = {}): Promise<PluginAnswer> {
    const { id = "", outputs = {}, error } = await createCluster(aws, change);
    return error === undefined ? updateConnectivity(aws, id, outputs.currentVersion as string, also) : { error };
}

function updateConnectivity(aws: LocalAws, ClusterArn: string, CurrentVersion: string, also: object): Promise<PluginAnswer> {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const kafka = new KafkaClient({ endpoint: aws.url, region: "us-east-1", credentials, maxAttempts: 1 });
    const ConnectivityInfo = { PublicAccess: { Type: "SERVICE_PROVIDED_EIPS" }, ...also };
    return kafka.send(new UpdateConnectivityCommand({ ClusterArn, CurrentVersion, ConnectivityInfo })).then(
        ({ ClusterOperationArn }) => ({ id: ClusterOperationArn ?? "" }),
        (failed: unknown) => ({ error: failed instanceof Error ? `${failed.name}: ${failed.message}` : String(failed) }),
    );
}

async function turnOnTwice(aws: LocalAws): Promise<PluginAnswer> {
    const { id = "", outputs = {} } = await createCluster(aws);
    await updateConnectivity(aws, id, outputs.currentVersion as string, {});
    return updateConnectivity(aws, id, aws.world.find("cluster", id)?.props.currentVersion ?? "", {});
}

/** Turns on public access while another update is running. */
async function turnOnDuringUpdate(aws: LocalAws): Promise<PluginAnswer> {
    const { id = "" } = await createCluster(aws);
    const operation = { clusterArn: id, type: "SERVICE_PROVIDED_EIPS", other: false, version: "", since: Date.now() + 60_000 };
    aws.world.add("operation", "us-east-1", "operation", operation);
    return updateConnectivity(aws, id, "", {});
}

/** Turns on public access with an update of the resource. */
async function turnOnInUpdate(aws: LocalAws, given: JsonObject = {}): Promise<PluginAnswer> {
    const { id = "", outputs = {}, error } = await createCluster(aws, given);
    if (error !== undefined) return { error };
    const connectivityInfo = { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } };
    return callPlugin(aws, "update", "msk.Cluster", {
        id,
        olds: outputs,
        news: { ...outputs, brokerNodeGroupInfo: { ...GROUP, connectivityInfo } },
    });
}

/** Adds brokers to a cluster whose resource in the state has other properties than the cluster. */
async function addBrokers(aws: LocalAws, recorded: JsonObject = {}): Promise<PluginAnswer> {
    const { id = "", outputs = {} } = await createCluster(aws);
    return callPlugin(aws, "update", "msk.Cluster", {
        id,
        olds: { ...outputs, ...recorded },
        news: { ...outputs, numberOfBrokerNodes: 4 },
    });
}

const PRIVATE_SUBNETS = { brokerNodeGroupInfo: { ...GROUP, clientSubnets: ["subnet-a", "subnet-b"] } };
const createConfiguration = (aws: LocalAws, serverProperties: string, name = "orders") =>
    tryCreate(aws, "msk.Configuration", { name, serverProperties });
const TLS_AND_PLAINTEXT = { encryptionInTransit: { clientBroker: "TLS_PLAINTEXT", inCluster: true } };

export const CLUSTER_CASES: Readonly<Record<string, RuleCase>> = {
    "A cluster is created without public access": {
        message: /the only valid value for the Type parameter in PublicAccess is DISABLED/u,
        comply: aws => createCluster(aws),
        violate: aws =>
            createCluster(aws, {
                brokerNodeGroupInfo: { ...GROUP, connectivityInfo: { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } } },
            }),
    },
    "UpdateConnectivity turns on public access only if the cluster meets the requirements": {
        message: /its subnets must be public/u,
        comply: turnOnPublicAccess,
        violate: aws => turnOnPublicAccess(aws, PRIVATE_SUBNETS),
    },
    "An update of a cluster turns on public access only if the cluster meets the requirements": {
        message: /allow\.everyone\.if\.no\.acl\.found must be false/u,
        comply: turnOnInUpdate,
        violate: async aws =>
            turnOnInUpdate(aws, {
                configurationInfo: { arn: await create(aws, "msk.Configuration", { serverProperties: "" }), revision: 1 },
            }),
    },
    "UpdateConnectivity changes one setting at a time": {
        message: /You can't update multiple connectivity settings in the same request/u,
        violate: aws => turnOnPublicAccess(aws, {}, { VpcConnectivity: { ClientAuthentication: {} } }),
    },
    "UpdateConnectivity refuses the current type of public access": {
        message: /identical to the current value for the cluster/u,
        violate: turnOnTwice,
    },
    "UpdateConnectivity names the current version of the cluster": {
        message: /The version of the cluster isn't current/u,
        violate: async aws => updateConnectivity(aws, (await createCluster(aws)).id ?? "", "K0", {}),
    },
    "An update of a cluster names its current version": {
        message: /The version of the cluster isn't current/u,
        comply: aws => addBrokers(aws),
        violate: aws => addBrokers(aws, { currentVersion: "K0" }),
    },
    "Only an active cluster can be updated": { message: /ACTIVE/u, violate: turnOnDuringUpdate },
    "A cluster has two or three client subnets": {
        message: /Specify either two or three client subnets/u,
        violate: aws => createCluster(aws, { brokerNodeGroupInfo: { ...GROUP, clientSubnets: ["subnet-public-a"] } }),
    },
    "A cluster has the same number of brokers in each availability zone": {
        message: /must be a multiple of the number of Availability Zones/u,
        violate: aws => createCluster(aws, { numberOfBrokerNodes: 3 }),
    },
    "Client authentication needs TLS": {
        message: /must be set to either TLS or TLS_PLAINTEXT to enable client authentication/u,
        violate: aws => createCluster(aws, { encryptionInfo: { encryptionInTransit: { clientBroker: "PLAINTEXT" } } }),
    },
    "SASL with TLS_PLAINTEXT needs unauthenticated access": {
        message: /You must enable unauthenticated traffic explicitly/u,
        comply: aws =>
            createCluster(aws, {
                encryptionInfo: TLS_AND_PLAINTEXT,
                clientAuthentication: { sasl: { scram: true }, unauthenticated: true },
            }),
        violate: aws => createCluster(aws, { encryptionInfo: TLS_AND_PLAINTEXT }),
    },
    "A cluster has at least one way to authenticate": {
        message: /Unauthenticated cannot be set to false without enabling any authentication mechanisms/u,
        violate: aws => createCluster(aws, { clientAuthentication: { unauthenticated: false } }),
    },
    "The name of a configuration is unique": {
        message: /^ConflictException: A resource with this name already exists\.$/u,
        violate: async aws => {
            await createConfiguration(aws, CLOSED);
            return createConfiguration(aws, CLOSED);
        },
    },
    "The name of a configuration has only letters, digits and hyphens": {
        message: /characters that are not valid/u,
        violate: aws => createConfiguration(aws, CLOSED, "or_ders"),
    },
    "The server properties of a configuration are supported by Kafka": {
        message: /Key 'allow\.everyone' is not supported by at least one Apache Kafka version/u,
        comply: aws => createConfiguration(aws, CLOSED),
        violate: aws => createConfiguration(aws, "allow.everyone=false"),
    },
    "A configuration in use cannot be deleted": {
        message: /Configuration is in use by one or more clusters/u,
        violate: async aws => {
            await createCluster(aws);
            return callPlugin(aws, "delete", "msk.Configuration", { id: aws.world.all("configuration")[0]?.id ?? "" });
        },
    },
    "Advertised listeners contain the broker id": {
        message:
            /^BadRequestException: Invalid custom\.advertised\.listeners format\. Expected: LISTENER_NAME:\/\/host:port\+\{broker_id\}/u,
        comply: aws => createConfiguration(aws, "custom.advertised.listeners=CLIENT_IAM://b-{broker_id}.x.com:9000+{broker_id}"),
        violate: aws => createConfiguration(aws, "custom.advertised.listeners=CLIENT_IAM://b-{broker_id}.x.com:9001"),
    },
};
