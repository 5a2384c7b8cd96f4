import * as materialize from "../../index";
import { cluster, kafka, link, registry, secret, see, source, text, tunnel } from "./given";

const json = { format: { json: {} } };
const scram = { username: "me", password: secret };
const brokers = [{ host: "b", port: 9092 }];
const auth = { scram };
const none = { none: {} };
const linked = [{ id: 1, host: text, port: 9092, ip: "10.0.1.10", subnetId: "subnet-a" }];
const group = { brokerSecurityGroupId: "sg" };

// Outputs are typed by the keys of `network` and `sources`.
const own = new materialize.SelfHostedKafkaIngestion("k", {
    brokers: linked,
    auth,
    network: { privateLink: { ...group, materializeRegion: "us-east-1" } },
    sources: { clicks: { topic: text, ...json, cluster, startTimestamp: -1 } },
    tags: { team: text },
});
see(own.sources.clicks.qualifiedName, own.privateLink.endpointService.serviceName, own.privateLink.loadBalancer.arn);
// @ts-expect-error -- a source that there is not
see(own.sources.orders);
// @ts-expect-error -- no bastion with PrivateLink
see(own.bastion.publicIp);
// @ts-expect-error -- nor a tunnel
see(own.sshTunnel.publicKeys);
const bastion = new materialize.SelfHostedKafkaIngestion("k", {
    brokers,
    auth: { mutualTls: { certificate: text, key: secret, certificateAuthority: "ca" } },
    network: { sshBastion: { ...group, subnetId: text } },
    schemaRegistry: { url: text, target: { ip: text, port: 8081, subnetId: "s" } },
});
see(bastion.bastion.publicIp, bastion.sshTunnel.publicKeys, bastion.schemaRegistry, bastion.aws);
// @ts-expect-error -- no PrivateLink with a bastion
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
// @ts-expect-error -- a network that is misspelt
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { sshTunel: tunnel } });
// @ts-expect-error -- something in what is empty
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { none: { cidrs: [] } } });
// @ts-expect-error -- a tunnel of another kind
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { sshTunnel: link } });
// @ts-expect-error -- PrivateLink to brokers without addresses
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { privateLink: group } });
// @ts-expect-error -- an option that is misspelt
new materialize.SelfHostedKafkaIngestion("k", { brokers: linked, auth, network: { privateLink: { ...group, region: "r" } } });
// @ts-expect-error -- a bastion without a subnet
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: { sshBastion: group } });
// @ts-expect-error -- nobody says who the client is
new materialize.SelfHostedKafkaIngestion("k", { brokers, network: none });
// @ts-expect-error -- two ways to say it
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth: { scram, plain: scram }, network: none });
// @ts-expect-error -- a role of AWS's, outside of AWS
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth: { iam: {} }, network: none });
// @ts-expect-error -- a certificate without its key
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth: { mutualTls: { certificate: "c" } }, network: none });
// @ts-expect-error -- a mechanism that is misspelt
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth: { scram: { ...scram, mechanism: "SCRAM" } }, network: none });
// @ts-expect-error -- an argument that is misspelt
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, clutser: cluster });
// @ts-expect-error -- a tag that is no text
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, tags: { team: 1 } });
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, validation: "data" });
// @ts-expect-error -- a validation that is not there
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, validation: "all" });

// Topics.
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
// @ts-expect-error -- one topic is no list
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, topics: topic });
// @ts-expect-error -- a topic without partitions
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, topics: [{ name: "t" }] });
// @ts-expect-error -- an argument of a topic that is misspelt
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, topics: [{ ...topic, replicas: 3 }] });
// @ts-expect-error -- a config that is no text
new materialize.SelfHostedKafkaIngestion("k", { brokers, auth, network: none, topics: [{ ...topic, configs: { a: 1 } }] });

// Amazon MSK.
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
// @ts-expect-error -- listeners cannot be counted
new materialize.MskIngestion("m", { ...msk, network: { privateLink: {} } });
// @ts-expect-error -- counted twice
new materialize.MskIngestion("m", { ...msk, brokerCount: 3, brokerIds: [1, 2, 3], network: { privateLink: {} } });
// @ts-expect-error -- a number that is not known
new materialize.MskIngestion("m", { ...msk, brokerCount: text.apply(Number), network: { privateLink: {} } });
// @ts-expect-error -- PLAIN, which MSK has not
new materialize.MskIngestion("m", { mskClusterArn: text, auth: { plain: scram }, network: { sshTunnel: tunnel } });
const tunnelled = { mskClusterArn: text, network: { sshTunnel: tunnel } };
// @ts-expect-error -- SCRAM-SHA-256, which MSK has not
new materialize.MskIngestion("m", { ...tunnelled, auth: { scram: { ...scram, mechanism: "SCRAM-SHA-256" } } });
const asked = {
    ...{ vpcId: text, subnetIds: [text, "subnet-b"], kafkaVersion: "3.6.0", instanceType: "kafka.m5.large", users: { me: text } },
    ...{ topics: [topic], adminCidrs: ["203.0.113.7/32"] },
};
const made = new materialize.MskPublicCluster("p", { ...asked, acls: [{ user: "me", topic: text, operations: ["READ"] }] });
see(made.arn, made.brokerCount.toFixed(), made.securityGroupId, made.kafkaCommands);
// @ts-expect-error -- an operation that is not Materialize's
new materialize.MskPublicCluster("p", { ...asked, acls: [{ user: "me", topic: text, operations: ["ALTER"] }] });

// Sources.
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
// @ts-expect-error -- no topic
read({ s: json });
// @ts-expect-error -- a misspelt argument of a source
read({ s: { topic: "t", ...json, envelop: { none: {} } } });
// @ts-expect-error -- the connection is the target's
read({ s: { topic: "t", ...json, connection: kafka } });
// @ts-expect-error -- the view is on this source
read({ s: { topic: "t", ...json, indexes: { i: { on: source, columns: ["a"] } } } });
// @ts-expect-error -- a view without a query
read({ s: { topic: "t", ...json, materializedViews: { v: { cluster } } } });

// What others run.
const confluent = { bootstrapServer: text, auth: { apiKey: { key: text, secret } } };
const service = { privateLink: { serviceName: text, availabilityZones: ["use1-az1"] } };
see(new materialize.ConfluentCloudIngestion("c", { ...confluent, network: service }).privateLink.connection.principal);
// It is a network as that of the other targets, of which only the connection is made.
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
// @ts-expect-error -- PrivateLink is only with that network
see(new materialize.ConfluentCloudIngestion("c", confluent).privateLink.connection);
// @ts-expect-error -- nothing of it is made here
see(new materialize.ConfluentCloudIngestion("c", { ...confluent, network: service }).privateLink.endpointService.serviceName);
// @ts-expect-error -- a bastion, which Confluent has not
new materialize.ConfluentCloudIngestion("c", { ...confluent, network: { sshTunnel: tunnel } });
// @ts-expect-error -- a registry with a user
new materialize.ConfluentCloudIngestion("c", { ...confluent, schemaRegistry: { url: "u", user: "me", password: secret } });
// @ts-expect-error -- a key and a new one
new materialize.ConfluentCloudIngestion("c", { bootstrapServer: "b", auth: { ...confluent.auth, provision: environment } });
// @ts-expect-error -- a user, where there is a key
new materialize.ConfluentCloudIngestion("c", { bootstrapServer: text, auth: { plain: scram } });
// @ts-expect-error -- no service
new materialize.WarpStreamIngestion("w", { bootstrapServer: text, auth: { plain: scram }, network: { privateLink: {} } });
// @ts-expect-error -- SCRAM, which WarpStream has not
new materialize.WarpStreamIngestion("w", { bootstrapServer: text, auth });
