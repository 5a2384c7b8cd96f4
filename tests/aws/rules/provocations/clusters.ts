import { KafkaClient, UpdateConnectivityCommand } from "@aws-sdk/client-kafka";

import type { LocalAws } from "../..";
import type { PluginAnswer } from "../../provider/protocol";
import type { JsonObject } from "../../provider/values";
import { ask, make, made } from "../../support";
import type { Provocation } from ".";

const GROUP = {
    instanceType: "kafka.m5.large",
    clientSubnets: ["subnet-public-a", "subnet-public-b"],
    securityGroups: ["sg-msk"],
};
const CLOSED = "allow.everyone.if.no.acl.found=false";
const TLS = { encryptionInTransit: { clientBroker: "TLS", inCluster: true } };

/** A cluster that may become public, but for what is changed. */
async function cluster(aws: LocalAws, change: JsonObject = {}): Promise<PluginAnswer> {
    const arn = await made(aws, "msk.Configuration", { serverProperties: CLOSED });
    return make(aws, "msk.Cluster", {
        ...{ kafkaVersion: "3.6.0", numberOfBrokerNodes: 2, brokerNodeGroupInfo: GROUP, encryptionInfo: TLS },
        clientAuthentication: { sasl: { scram: true, iam: true }, unauthenticated: false },
        ...{ configurationInfo: { arn, revision: 1 }, ...change },
    });
}

/** Public access, turned on by the SDK. */
async function turnOn(aws: LocalAws, change: JsonObject = {}, also: object = {}): Promise<PluginAnswer> {
    const { id = "", outputs = {}, error } = await cluster(aws, change);
    return error === undefined ? update(aws, id, outputs.currentVersion as string, also) : { error };
}

function update(aws: LocalAws, ClusterArn: string, CurrentVersion: string, also: object): Promise<PluginAnswer> {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const kafka = new KafkaClient({ endpoint: aws.url, region: "us-east-1", credentials, maxAttempts: 1 });
    const ConnectivityInfo = { PublicAccess: { Type: "SERVICE_PROVIDED_EIPS" }, ...also };
    return kafka.send(new UpdateConnectivityCommand({ ClusterArn, CurrentVersion, ConnectivityInfo })).then(
        ({ ClusterOperationArn }) => ({ id: ClusterOperationArn ?? "" }),
        (failed: unknown) => ({ error: failed instanceof Error ? `${failed.name}: ${failed.message}` : String(failed) }),
    );
}

async function turnOnTwice(aws: LocalAws): Promise<PluginAnswer> {
    const { id = "" } = await cluster(aws);
    await update(aws, id, "", {});
    return update(aws, id, "", {});
}

/** While the first update goes on. */
async function turnOnAtOnce(aws: LocalAws): Promise<PluginAnswer> {
    const { id = "" } = await cluster(aws);
    const operation = { clusterArn: id, type: "SERVICE_PROVIDED_EIPS", other: false, version: "", since: Date.now() + 60_000 };
    aws.world.add("operation", "us-east-1", "operation", operation);
    return update(aws, id, "", {});
}

/** Public access as an update of the resource. */
async function change(aws: LocalAws, given: JsonObject = {}): Promise<PluginAnswer> {
    const { id = "", outputs = {}, error } = await cluster(aws, given);
    if (error !== undefined) return { error };
    const connectivityInfo = { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } };
    return ask(aws, "update", "msk.Cluster", {
        id,
        olds: outputs,
        news: { ...outputs, brokerNodeGroupInfo: { ...GROUP, connectivityInfo } },
    });
}

const PRIVATE = { brokerNodeGroupInfo: { ...GROUP, clientSubnets: ["subnet-a", "subnet-b"] } };
const configuration = (aws: LocalAws, serverProperties: string, name = "orders") =>
    make(aws, "msk.Configuration", { name, serverProperties });
const both = { encryptionInTransit: { clientBroker: "TLS_PLAINTEXT", inCluster: true } };

export const CLUSTERS: Readonly<Record<string, Provocation>> = {
    "a cluster is made without public access": {
        says: /the only valid value for the Type parameter in PublicAccess is DISABLED/u,
        works: aws => cluster(aws),
        fails: aws =>
            cluster(aws, {
                brokerNodeGroupInfo: { ...GROUP, connectivityInfo: { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } } },
            }),
    },
    "a cluster that is public has what that needs": {
        says: /its subnets must be public/u,
        works: turnOn,
        fails: aws => turnOn(aws, PRIVATE),
    },
    "a cluster that becomes public has what that needs": {
        says: /allow\.everyone\.if\.no\.acl\.found must be false/u,
        works: change,
        fails: async aws =>
            change(aws, {
                configurationInfo: { arn: await made(aws, "msk.Configuration", { serverProperties: "" }), revision: 1 },
            }),
    },
    "one connectivity setting at a time": {
        says: /You can't update multiple connectivity settings in the same request/u,
        fails: aws => turnOn(aws, {}, { VpcConnectivity: { ClientAuthentication: {} } }),
    },
    "the same public access again": { says: /identical to the current value for the cluster/u, fails: turnOnTwice },
    "a cluster that is not active is not updated": { says: /ACTIVE/u, fails: turnOnAtOnce },
    "two or three subnets": {
        says: /Specify either two or three client subnets/u,
        fails: aws => cluster(aws, { brokerNodeGroupInfo: { ...GROUP, clientSubnets: ["subnet-public-a"] } }),
    },
    "as many brokers in each zone": {
        says: /must be a multiple of the number of Availability Zones/u,
        fails: aws => cluster(aws, { numberOfBrokerNodes: 3 }),
    },
    "clients log in over TLS": {
        says: /must be set to either TLS or TLS_PLAINTEXT to enable client authentication/u,
        fails: aws => cluster(aws, { encryptionInfo: { encryptionInTransit: { clientBroker: "PLAINTEXT" } } }),
    },
    "plaintext beside SASL is unauthenticated": {
        says: /You must enable unauthenticated traffic explicitly/u,
        works: aws =>
            cluster(aws, { encryptionInfo: both, clientAuthentication: { sasl: { scram: true }, unauthenticated: true } }),
        fails: aws => cluster(aws, { encryptionInfo: both }),
    },
    "somebody may log in": {
        says: /Unauthenticated cannot be set to false without enabling any authentication mechanisms/u,
        fails: aws => cluster(aws, { clientAuthentication: { unauthenticated: false } }),
    },
    "a configuration's name is its own": {
        says: /^ConflictException: A resource with this name already exists\.$/u,
        fails: async aws => {
            await configuration(aws, CLOSED);
            return configuration(aws, CLOSED);
        },
    },
    "a configuration's name is plain": {
        says: /characters that are not valid/u,
        fails: aws => configuration(aws, CLOSED, "or_ders"),
    },
    "a configuration's keys are Kafka's": {
        says: /Key 'allow\.everyone' is not supported by at least one Apache Kafka version/u,
        works: aws => configuration(aws, CLOSED),
        fails: aws => configuration(aws, "allow.everyone=false"),
    },
    "a configuration in use is not deleted": {
        says: /Configuration is in use by one or more clusters/u,
        fails: async aws => {
            await cluster(aws);
            return ask(aws, "delete", "msk.Configuration", { id: aws.world.all("configuration")[0]?.id ?? "" });
        },
    },
    "advertised listeners name the broker": {
        says: /^BadRequestException: Invalid custom\.advertised\.listeners format\. Expected: LISTENER_NAME:\/\/host:port\+\{broker_id\}/u,
        works: aws => configuration(aws, "custom.advertised.listeners=CLIENT_IAM://b-{broker_id}.x.com:9000+{broker_id}"),
        fails: aws => configuration(aws, "custom.advertised.listeners=CLIENT_IAM://b-{broker_id}.x.com:9001"),
    },
};
