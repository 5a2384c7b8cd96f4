// A stack with each kind of object, each network and each target, with some of their arguments. An upgrade must not change it.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";
import { cluster, database, password, registry, schema } from "./objects";

// Networks
const tags = { team: "ingest" };
const brokers = ["a", "b", "c"].map((zone, at) => ({
    id: at + 1,
    host: `kafka-${String(at + 1)}.internal`,
    port: 9096,
    ip: `10.0.${String(at + 1)}.10`,
    subnetId: `subnet-${zone}`,
}));
const own = { brokerSecurityGroupId: "sg-kafka", tags };
const privateLink = new materialize.PrivateLinkNetwork("network", {
    ...own,
    brokers,
    schemaRegistry: { ip: "10.0.1.30", port: 8081, subnetId: "subnet-a" },
});
new materialize.SshBastionNetwork("tunnel", {
    ...own,
    subnetId: "subnet-public-a",
    ports: [9092],
    adminCidrs: ["198.51.100.0/24"],
    rotateKeys: "2026",
});
new materialize.AllowMaterializeIps("allowed", { securityGroupId: "sg-app", ports: [9096, 8081], tags });

// Targets
const scram = { username: "materialize", password };
new materialize.SelfHostedKafkaIngestion("hosted", {
    brokers,
    auth: { scram: { ...scram, mechanism: "SCRAM-SHA-256" } },
    network: { privateLink: { brokerSecurityGroupId: "sg-kafka" } },
    schemaRegistry: { url: "http://registry.internal:8081", target: { ip: "10.0.1.30", port: 8081, subnetId: "subnet-a" } },
    cluster,
    tags,
    sources: {
        hosted_events: {
            topic: "events",
            format: { json: {} },
            materializedViews: {
                kinds: { query: source => pulumi.interpolate`SELECT data->>'kind' AS kind FROM ${source.qualifiedName}` },
            },
            indexes: { events_by_data: { columns: ["data"] } },
        },
    },
});
new materialize.SelfHostedKafkaIngestion("tunnelled", {
    brokers: [{ host: "10.0.1.10", port: 9092 }],
    auth: { unauthenticated: {} },
    network: { sshBastion: { subnetId: "subnet-public-b", brokerSecurityGroupId: "sg-kafka" } },
    validation: "data",
    cluster,
    database,
    schema,
    sources: { events: { topic: "events", format: { text: {} }, comment: "all of them" } },
});
const orders = "arn:aws:kafka:us-east-1:210987654321:cluster/orders/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2";
new materialize.MskIngestion("msk", {
    mskClusterArn: orders,
    brokerCount: 3,
    auth: { scram },
    network: { privateLink: { acceptanceRequired: true } },
    cluster,
    tags,
    sources: { orders: { topic: "orders", format: { json: {} } } },
});
const remote = "arn:aws:kafka:us-west-2:210987654321:cluster/remote/2c3d4e5f-6071-8293-a4b5-c6d7e8f90a1b-4";
new materialize.MskIngestion("remote", {
    mskClusterArn: remote,
    brokerIds: [1, 2, 3],
    auth: { iam: {} },
    network: { privateLink: { materializeRegion: "us-east-1" } },
});
const made = new materialize.MskPublicCluster("public", {
    vpcId: "vpc-main",
    subnetIds: ["subnet-public-a", "subnet-public-b"],
    kafkaVersion: "3.6.0",
    instanceType: "kafka.m5.large",
    users: { materialize: password },
    topics: [{ name: "clicks", partitions: 3 }],
    acls: [{ user: "materialize", topic: "clicks", operations: ["READ"] }],
    adminCidrs: ["203.0.113.200/32"],
});
new materialize.MskIngestion("internet", { mskClusterArn: made.arn, auth: { scram }, network: { allowMaterializeIps: {} } });
new materialize.ConfluentCloudIngestion("confluent", {
    bootstrapServer: "pkc-example.us-east-1.aws.confluent.cloud:9092",
    auth: { apiKey: { key: "key", secret: password } },
    schemaRegistry: { url: "https://psrc-example.confluent.cloud", apiKey: { key: "registry", secret: password } },
    validation: "skip",
});
new materialize.WarpStreamIngestion("warpstream", {
    bootstrapServer: "example.fly.dev:9092",
    auth: { plain: { username: "ccun", password } },
    validation: "skip",
});
new materialize.PostgresIngestion("postgres", {
    database: { host: { host: "127.0.0.1", port: 15432, name: "postgres" } },
    auth: { username: "postgres", password },
    sslMode: "disable",
    network: { none: {} },
    publication: "shop_orders",
    cluster,
    tables: { ingested_orders: { reference: ["shop", "orders"], excludeColumns: ["note"] } },
});

export const service = privateLink.endpointService.serviceName;
export const decoder = registry.qualifiedName;
