import * as materialize from "../../index";
import { cluster, kafka, link, registry, secret, see, source, text, tunnel } from "./given";

const json = { format: { json: {} } };
const scram = { username: "me", password: secret };
const brokers = [{ host: "b", port: 9092 }];
const auth = { scram };
const none = { none: {} };
const linked = [{ id: 1, host: text, port: 9092, ip: "10.0.1.10", subnetId: "subnet-a" }];
const group = { brokerSecurityGroupId: "sg" };

// The keys of `network` and `sources` determine the types of the outputs.
const own = new materialize.SelfHostedKafkaIngestion("k", {
    brokers: linked,
    auth,
    network: { privateLink: { ...group, materializeRegion: "us-east-1" } },
    sources: { clicks: { topic: text, ...json, cluster, startTimestamp: -1 } },
    tags: { team: text },
});
see(own.sources.clicks.qualifiedName, own.privateLink.endpointService.serviceName, own.privateLink.loadBalancer.arn);
// Sinks write objects of the target or of the program.
const toTopic = { topic: text, ...json, envelope: { debezium: {} } } as const;
const written = new materialize.SelfHostedKafkaIngestion("k", {
    brokers,
    auth,
    network: none,
    sources: { orders: { topic: text, tables: { orders_v1: json } } },
    sinks: {
        all: { ...toTopic, from: ({ tables }) => tables.orders_v1 },
        some: { ...toTopic, from: "view", format: { avro: {} } },
        raw: { ...toTopic, from: source, transactionalIdPrefix: text },
    },
    progressTopic: text,
});
see(written.sinks.all.qualifiedName, written.sinks.some.id);
// @ts-expect-error -- an unknown sink
see(written.sinks.other);
new materialize.SelfHostedKafkaIngestion("k", {
    ...{ brokers, auth, network: none },
    // @ts-expect-error -- the component sets the connection
    sinks: { all: { ...toTopic, from: source, connection: kafka } },
});
// @ts-expect-error -- an unknown source
see(own.sources.orders);
// @ts-expect-error -- the bastion of a PrivateLink network
see(own.bastion.publicIp);
// @ts-expect-error -- the SSH tunnel of a PrivateLink network
see(own.sshTunnel.publicKeys);
const bastion = new materialize.SelfHostedKafkaIngestion("k", {
    brokers,
    auth: { mutualTls: { certificate: text, key: secret, certificateAuthority: "ca" } },
    network: { sshBastion: { ...group, subnetId: text } },
    schemaRegistry: { url: text, target: { ip: text, port: 8081, subnetId: "s" } },
});
see(bastion.bastion.publicIp, bastion.sshTunnel.publicKeys, bastion.schemaRegistry, bastion.aws);
// @ts-expect-error -- the PrivateLink connection of a bastion network
see(bastion.privateLink.connection);
see(new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { sshTunnel: tunnel } }).sshTunnel.publicKeys);
see(
    new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { sshTunnel: { host: text, user: "u" } } }).sshTunnel,
);
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth: { unauthenticated: {} }, network: none, validation: "skip" });
const allowed = { allowMaterializeIps: { ...group, cidrs: ["203.0.113.64/30"] } };
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: allowed, securityProtocol: "SASL_PLAINTEXT" });
// @ts-expect-error -- two networks
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { none: {}, sshTunnel: tunnel } });
// @ts-expect-error -- no network
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth });
// @ts-expect-error -- an unknown network
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { sshTunel: tunnel } });
// @ts-expect-error -- an argument of the network none
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { none: { cidrs: [] } } });
// @ts-expect-error -- a connection of another kind as the SSH tunnel
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { sshTunnel: link } });
// @ts-expect-error -- PrivateLink to brokers without addresses
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { privateLink: group } });
// @ts-expect-error -- an unknown argument of a network
new materialize.SelfHostedKafkaIngestion("k", { brokers: linked, auth, network: { privateLink: { ...group, region: "r" } } });
// @ts-expect-error -- a bastion without a subnet
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { sshBastion: group } });
// @ts-expect-error -- no authentication
new materialize.SelfHostedKafkaIngestion("k", { brokers, network: none });
// @ts-expect-error -- two kinds of authentication
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth: { scram, plain: scram }, network: none });
// @ts-expect-error -- IAM authentication outside of AWS
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth: { iam: {} }, network: none });
// @ts-expect-error -- a certificate without its key
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth: { mutualTls: { certificate: "c" } }, network: none });
// @ts-expect-error -- an unknown mechanism
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth: { scram: { ...scram, mechanism: "SCRAM" } }, network: none });
// @ts-expect-error -- an unknown argument
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, clutser: cluster });
// @ts-expect-error -- a tag as a number
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, tags: { team: 1 } });
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, validation: "data" });
// @ts-expect-error -- an unknown validation
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, validation: "all" });

// Topics
const topic = { name: text, partitions: 3, configs: { "retention.ms": text } };
see(
    new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, topics: [topic] }).kafkaCommands.apply(
        all => all.length,
    ),
);
new materialize.WarpStreamIngestion("w", {
    bootstrapServer: text,
    auth: { plain: scram },
    topics: [{ name: "t", partitions: text.apply(Number), replicationFactor: 3 }],
});
// @ts-expect-error -- topics that are not in a list
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, topics: topic });
// @ts-expect-error -- a topic without partitions
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, topics: [{ name: "t" }] });
// @ts-expect-error -- an unknown argument of a topic
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, topics: [{ ...topic, replicas: 3 }] });
// @ts-expect-error -- a topic configuration as a number
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, topics: [{ ...topic, configs: { a: 1 } }] });

// Amazon MSK
const msk = { mskClusterArn: text, auth: { scram } };
const linkedMsk = new materialize.MskIngestion("m", { ...msk, brokerCount: 3, network: { privateLink: {} }, topics: [topic] });
see(linkedMsk.privateLink.endpointService.serviceName, linkedMsk.aws?.externalId, linkedMsk.kafkaCommands);
new materialize.MskIngestion("m", {
    mskClusterArn: text,
    auth: { iam: {} },
    brokerIds: [0, 3],
    network: { privateLink: { materializeRegion: text } },
});
new materialize.MskIngestion("m", { ...msk, network: { allowMaterializeIps: { publicAccess: true } } });
// @ts-expect-error -- neither brokerCount nor brokerIds
new materialize.MskIngestion("m", { ...msk, network: { privateLink: {} } });
// @ts-expect-error -- brokerCount together with brokerIds
new materialize.MskIngestion("m", { ...msk, brokerCount: 3, brokerIds: [1, 2, 3], network: { privateLink: {} } });
// @ts-expect-error -- brokerCount as an output
new materialize.MskIngestion("m", { ...msk, brokerCount: text.apply(Number), network: { privateLink: {} } });
// @ts-expect-error -- PLAIN, which MSK does not support
new materialize.MskIngestion("m", { mskClusterArn: text, auth: { plain: scram }, network: { sshTunnel: tunnel } });
const tunnelled = { mskClusterArn: text, network: { sshTunnel: tunnel } };
// @ts-expect-error -- SCRAM-SHA-256, which MSK does not support
new materialize.MskIngestion("m", { ...tunnelled, auth: { scram: { ...scram, mechanism: "SCRAM-SHA-256" } } });
const asked = {
    ...{ vpcId: text, subnetIds: [text, "subnet-b"], kafkaVersion: "3.6.0", instanceType: "kafka.m5.large", users: { me: text } },
    ...{ topics: [topic], adminCidrs: ["203.0.113.7/32"] },
};
const made = new materialize.MskPublicCluster("p", { ...asked, acls: [{ user: "me", topic: text, operations: ["READ"] }] });
see(made.arn, made.brokerCount.toFixed(), made.securityGroupId, made.kafkaCommands);
// @ts-expect-error -- an operation that Materialize does not need
new materialize.MskPublicCluster("p", { ...asked, acls: [{ user: "me", topic: text, operations: ["ALTER"] }] });

// Sources
const read = (sources: Record<string, materialize.SourceSpec>) =>
    new materialize.WarpStreamIngestion("w", { bootstrapServer: text, auth: { plain: scram }, sources });
read({ avro: { topic: "t", format: { avro: {} }, envelope: { debezium: {} } } });
read({ avro: { topic: "t", format: { avro: { schemaRegistry: registry, keyStrategy: { latest: {} } } }, comment: text } });
read({ tables: { topic: "t", tablesOnly: true } });
read({ keyed: { topic: "t", keyFormat: { text: {} }, valueFormat: { protobuf: {} }, include: { key: true }, name: text } });
read({
    viewed: {
        topic: "t",
        ...json,
        materializedViews: { one: { query: "SELECT 1" }, two: { query: made => made.qualifiedName, cluster } },
        indexes: { by_data: { columns: ["data"] } },
    },
});
const tabled = new materialize.SelfHostedKafkaIngestion("k", {
    ...{ brokers, auth, network: none },
    sources: {
        orders: {
            topic: "o",
            tables: {
                orders_v1: { format: { avro: {} }, materializedViews: { v: { query: made => made.qualifiedName } } },
                orders_v2: { keyFormat: { text: {} }, valueFormat: { json: {} }, include: { key: true }, retainHistory: "1h" },
            },
        },
        clicks: { topic: "c", tables: { clicks_v1: json } },
        plain: { topic: "p", ...json },
    },
});
const table: materialize.SourceTable = tabled.tables.orders_v2;
see(table, tabled.tables.orders_v1, tabled.tables.clicks_v1, tabled.sources.orders, tabled.sources.plain);
// @ts-expect-error -- an unknown table
see(tabled.tables.orders_v3);
// @ts-expect-error -- a target without tables
see(own.tables.clicks);
// @ts-expect-error -- a format beside the tables
read({ s: { topic: "t", ...json, tables: { t: json } } });
// @ts-expect-error -- an index on a source without a format
read({ s: { topic: "t", tables: { t: json }, indexes: { i: { columns: ["data"] } } } });
// @ts-expect-error -- a table without a format
read({ s: { topic: "t", tables: { t: {} } } });
// @ts-expect-error -- the source of a table, which the target sets
read({ s: { topic: "t", tables: { t: { ...json, source } } } });
// @ts-expect-error -- the cluster of a table, which is that of its source
read({ s: { topic: "t", tables: { t: { ...json, cluster } } } });
// @ts-expect-error -- no topic
read({ s: json });
// @ts-expect-error -- an unknown argument of a source
read({ s: { topic: "t", ...json, envelop: { none: {} } } });
// @ts-expect-error -- the connection of a source, which the target sets
read({ s: { topic: "t", ...json, connection: kafka } });
// @ts-expect-error -- the relation of an index, which the target sets
read({ s: { topic: "t", ...json, indexes: { i: { on: source, columns: ["a"] } } } });
// @ts-expect-error -- a view without a query
read({ s: { topic: "t", ...json, materializedViews: { v: { cluster } } } });

// A registry of AWS Glue, which MSK takes in place of one with a URL
const glue = { glue: { registry: text } };
const schema = { format: { avro: { glue: { schemaName: text } } } };
const tunnelledMsk = { ...msk, network: { sshTunnel: tunnel } };
const glued = { ...tunnelledMsk, schemaRegistry: glue };
see(new materialize.MskIngestion("m", { ...glued, sources: { s: { topic: "t", ...schema } } }).glueSchemaRegistry?.qualifiedName);
new materialize.MskIngestion("m", { ...glued, sources: { s: { topic: "t", tables: { t: schema } } } });
const target = { ip: text, port: 8081, subnetId: text };
new materialize.MskIngestion("m", { ...tunnelledMsk, schemaRegistry: { url: text, target } });
// @ts-expect-error -- a registry of AWS Glue that has a URL
new materialize.MskIngestion("m", { ...tunnelledMsk, schemaRegistry: { ...glue, url: text } });
// @ts-expect-error -- a registry of AWS Glue without a name
new materialize.MskIngestion("m", { ...tunnelledMsk, schemaRegistry: { glue: {} } });
// @ts-expect-error -- a registry of AWS Glue for Kafka outside of Amazon MSK
new materialize.WarpStreamIngestion("w", { bootstrapServer: text, auth: { plain: scram }, schemaRegistry: glue });

// Confluent Cloud and WarpStream
const confluent = { bootstrapServer: text, auth: { apiKey: { key: text, secret } } };
const service = { privateLink: { serviceName: text, availabilityZones: ["use1-az1"] } };
see(new materialize.ConfluentCloudIngestion("c", { ...confluent, network: service }).privateLink.connection.principal);
const zonal = { privateLink: { ...service.privateLink, brokersByZone: true } };
see(new materialize.ConfluentCloudIngestion("c", { ...confluent, network: zonal }).privateLink.connection.principal);
const warp = { bootstrapServer: text, auth: { plain: scram } };
// @ts-expect-error -- rules for the zones of brokers, which WarpStream does not have
new materialize.WarpStreamIngestion("w", { ...warp, network: { privateLink: { serviceName: text, brokersByZone: true } } });
// The network has the type of the other targets, but creates the connection only.
see(
    new materialize.WarpStreamIngestion("w", { bootstrapServer: text, auth: { plain: scram }, network: service }).privateLink
        .brokers,
);
const network: materialize.PrivateLinkNetwork = new materialize.ConfluentCloudIngestion("c", { ...confluent, network: service })
    .privateLink;
see(network);
const keyed = { url: text, apiKey: { key: "k", secret: text } };
see(
    new materialize.ConfluentCloudIngestion("c", {
        ...confluent,
        schemaRegistry: keyed,
        sources: { a: { topic: "t", ...json } },
    }).sources.a,
);
const environment = { environmentId: "env-1", kafkaClusterId: text };
new materialize.ConfluentCloudIngestion("c", { bootstrapServer: text, auth: { provision: environment } });
// @ts-expect-error -- the PrivateLink network of a target without one
see(new materialize.ConfluentCloudIngestion("c", confluent).privateLink.connection);
// @ts-expect-error -- the endpoint service of a managed Kafka cluster
see(new materialize.ConfluentCloudIngestion("c", { ...confluent, network: service }).privateLink.endpointService.serviceName);
// @ts-expect-error -- an SSH tunnel, which Confluent Cloud does not support
new materialize.ConfluentCloudIngestion("c", { ...confluent, network: { sshTunnel: tunnel } });
// @ts-expect-error -- a registry with a user instead of an API key
new materialize.ConfluentCloudIngestion("c", { ...confluent, schemaRegistry: { url: "u", user: "me", password: secret } });
// @ts-expect-error -- an API key together with provision
new materialize.ConfluentCloudIngestion("c", { bootstrapServer: "b", auth: { ...confluent.auth, provision: environment } });
// @ts-expect-error -- a user instead of an API key
new materialize.ConfluentCloudIngestion("c", { bootstrapServer: text, auth: { plain: scram } });
// @ts-expect-error -- no endpoint service
new materialize.WarpStreamIngestion("w", { bootstrapServer: text, auth: { plain: scram }, network: { privateLink: {} } });
// @ts-expect-error -- SCRAM, which WarpStream does not support
new materialize.WarpStreamIngestion("w", { bootstrapServer: text, auth });
