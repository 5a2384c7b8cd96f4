import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ConfluentCloudIngestion, SelfHostedKafkaIngestion, WarpStreamIngestion } from "../../../components";
import type { Identity } from "../../authority";
import { Authority } from "../../authority";
import { of, only, run, valueOf } from "../networks/support";

const password = pulumi.secret("hunter2");
const scram = { username: "materialize", password };
const brokers = [
    { host: "kafka-1.internal", port: 9096 },
    { host: "kafka-2.internal", port: 9097 },
];
const topics = [
    { name: "clicks", partitions: 3, configs: { "retention.ms": "1000" } },
    { name: pulumi.output("orders"), partitions: 1, replicationFactor: 2 },
];
const sasl = (mechanism: string) => ({ mechanism, username: "materialize", password: "hunter2" });

const own = (args: object) =>
    run(() => new SelfHostedKafkaIngestion("own", { brokers, auth: { scram }, network: { none: {} }, topics, ...args } as never));

describe("topics of a target", () => {
    let client: Identity;
    let authority: Authority;

    before(async () => {
        authority = await Authority.create("clients");
        client = await authority.issue("materialize");
    });

    it("topics of self-hosted brokers are created over the Kafka protocol", async () => {
        const { made, refused } = await own({ profile: "staging" });
        expect(refused).to.deep.equal([]);
        const [clicks, orders, ...others] = of(made, "KafkaTopic");
        expect(others).to.be.empty;
        expect(clicks).to.include({ name: "own-clicks" });
        expect(clicks?.inputs).to.deep.include({
            ...{ name: "clicks", partitions: 3, configs: { "retention.ms": "1000" }, profile: "staging" },
            ...{ bootstrapServers: "kafka-1.internal:9096,kafka-2.internal:9097", securityProtocol: "SASL_SSL" },
            sasl: sasl("SCRAM-SHA-512"),
        });
        expect(orders).to.deep.nested.include({ name: "own-1", "inputs.name": "orders", "inputs.replicationFactor": 2 });
    });

    it("topics are created with the credentials of Materialize, with each authentication method", async () => {
        const { cert: certificate, key } = client;
        const ssl = { certificateAuthority: authority.cert, certificate, key };
        const ways = [
            [{ unauthenticated: {} }, "PLAINTEXT", {}],
            [{ tls: { certificateAuthority: authority.cert } }, "SSL", { ssl: { certificateAuthority: authority.cert } }],
            [{ mutualTls: { ...ssl, key: pulumi.secret(key) } }, "SSL", { ssl }],
            [{ plain: scram }, "SASL_SSL", { sasl: sasl("PLAIN") }],
            [{ scram: { ...scram, mechanism: "SCRAM-SHA-256" } }, "SASL_SSL", { sasl: sasl("SCRAM-SHA-256") }],
        ] as const;
        for (const [auth, securityProtocol, says] of ways) {
            const { made, refused } = await own({ auth, topics: topics.slice(0, 1) });
            expect(refused).to.deep.equal([]);
            expect(only(made, "KafkaTopic")).to.deep.include({ securityProtocol, ...says });
        }
        const { made } = await own({ securityProtocol: "SASL_PLAINTEXT", topics: topics.slice(0, 1) });
        expect(only(made, "KafkaTopic").securityProtocol).to.equal("SASL_PLAINTEXT");
    });

    it("topics have commands that create them and show no password", async () => {
        const { result } = await own({});
        const commands = await valueOf(result.kafkaCommands);
        const reach = "kafka-1.internal:9096,kafka-2.internal:9097 --command-config client.properties";
        expect(commands).to.deep.equal([
            `kafka-topics.sh --bootstrap-server ${reach} --create --topic clicks --partitions 3 --config retention.ms=1000`,
            `kafka-topics.sh --bootstrap-server ${reach} --create --topic orders --partitions 1 --replication-factor 2`,
        ]);
        expect(await valueOf((await own({ topics: undefined })).result.kafkaCommands)).to.be.empty;
    });

    it("topics of WarpStream, and of Confluent Cloud with an existing key, are created over the Kafka protocol", async () => {
        const auth = { plain: scram };
        const args = { bootstrapServer: pulumi.output("kafka:9092"), topics: topics.slice(0, 1) };
        const warp = await run(() => new WarpStreamIngestion("warp", { ...args, auth }));
        expect(only(warp.made, "KafkaTopic")).to.deep.include({ bootstrapServers: "kafka:9092", sasl: sasl("PLAIN") });
        const apiKey = { key: "materialize", secret: password };
        const confluent = await run(() => new ConfluentCloudIngestion("confluent", { ...args, auth: { apiKey } }));
        expect(only(confluent.made, "KafkaTopic")).to.deep.include({ bootstrapServers: "kafka:9092", sasl: sasl("PLAIN") });
        expect(await valueOf(confluent.result.kafkaCommands)).to.have.length(1);
        expect([...warp.refused, ...confluent.refused]).to.deep.equal([]);
    });

    it("topics of Confluent Cloud with auth.provision are created by its API, with the key that creates the ACLs", async () => {
        const place = { environmentId: "env-1", kafkaClusterId: "lkc-1" };
        const admin = { key: "ADMIN", secret: "ADMIN SECRET" };
        const args = { bootstrapServer: "pkc:9092", topics: topics.slice(0, 1) };
        for (const [provision, credentials] of [
            [{ ...place, admin }, admin],
            [place, { key: "confluent-acls-id", secret: "secret of confluent-acls" }],
        ] as const) {
            const { made, refused, result } = await run(
                () => new ConfluentCloudIngestion("confluent", { ...args, auth: { provision } }),
            );
            expect(refused).to.deep.equal([]);
            expect(only(made, "KafkaTopic")).to.deep.include({
                ...{ topicName: "clicks", partitionsCount: 3, config: { "retention.ms": "1000" } },
                ...{ kafkaCluster: { id: "lkc-1" }, restEndpoint: "https://lkc-1", credentials },
            });
            expect(await valueOf(result.kafkaCommands)).to.be.empty;
        }
    });
});
