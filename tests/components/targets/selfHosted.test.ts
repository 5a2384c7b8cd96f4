import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { SelfHostedKafkaIngestion, type SelfHostedKafkaIngestionArgs, type SourceSpec } from "../../../components";
import { SshTunnelConnection } from "../../../sdk";
import { Authority } from "../../authority";
import { of, only, run, valueOf } from "../networks/support";

const scram = { username: "materialize", password: pulumi.secret("hunter2") };
const broker = { host: "kafka-1.internal", port: 9096 };
const linked = [
    { id: 1, host: "kafka-1.internal", port: 9096, ip: "10.0.1.10", subnetId: "subnet-a" },
    { id: 7, host: "kafka-7.internal", port: 9097, instanceId: "i-7", subnetId: "subnet-b" },
];
const registry = { url: "https://registry.internal:8081", target: { ip: "10.0.1.30", port: 8081, subnetId: "subnet-a" } };
const clicks: SourceSpec = { topic: "clicks", format: { avro: {} }, envelope: { debezium: {} } };

/** `own`, with what every network of these tests has. */
const own = (args: Partial<SelfHostedKafkaIngestionArgs<never, "clicks">>) =>
    run(
        () =>
            new SelfHostedKafkaIngestion<never, "clicks">("own", {
                ...{ brokers: [broker], auth: { scram } },
                ...args,
            } as never),
    );
const network = (one: object) => one as SelfHostedKafkaIngestionArgs<never, never>["network"];

describe("SelfHostedKafkaIngestion", () => {
    it("SelfHostedKafkaIngestion uses the listener of each broker and of the registry over PrivateLink", async () => {
        const privateLink = { brokerSecurityGroupId: "sg-kafka" };
        const { made, refused, result } = await own({
            ...{ brokers: linked, network: network({ privateLink }), schemaRegistry: registry, sources: { clicks } },
            tags: { team: "ingest" },
        });
        expect(refused).to.deep.equal([]);
        expect(only(made, "KafkaConnection")).to.deep.include({ securityProtocol: "SASL_SSL" });
        const brokers = only(made, "KafkaConnection").brokers as { address: string; privateLink: { port: number } }[];
        expect(brokers.map(({ address, privateLink: { port } }) => [address, port])).to.deep.equal([
            ["kafka-1.internal:9096", 9001],
            ["kafka-7.internal:9097", 9007],
        ]);
        expect(of(made, "Listener").map(({ inputs }) => inputs.port)).to.have.members([9001, 9007, 8081]);
        expect(only(made, "LoadBalancer").tags).to.include({ team: "ingest" });
        const link = { id: "own_privatelink-id" };
        expect(only(made, "ConfluentSchemaRegistryConnection")).to.deep.nested.include({ "privateLink.id": link.id });
        expect(only(made, "KafkaSource")).to.nested.include({ "format.avro.schemaRegistry.id": "own_registry-id" });
        expect(result.privateLink).to.not.equal(undefined);
    });

    it("SelfHostedKafkaIngestion uses a bastion that forwards to the ports of the brokers and of the registry", async () => {
        const sshBastion = { subnetId: "subnet-a", brokerSecurityGroupId: "sg-kafka", cidrs: ["203.0.113.64/30"] };
        const args = { network: network({ sshBastion }), schemaRegistry: registry, auth: { plain: scram } };
        const { made, refused } = await own(args);
        expect(refused).to.deep.equal([]);
        const admitted = of(made, "SecurityGroupIngressRule").filter(({ inputs }) => inputs.fromPort === 22);
        expect(admitted.map(({ inputs }) => inputs.cidrIpv4)).to.deep.equal(sshBastion.cidrs);
        expect(String(only(made, "Instance").userData)).to.contain("PermitOpen *:9096 *:8081");
        expect(only(made, "KafkaConnection")).to.nested.include({ "sshTunnel.id": "own_ssh-id", "sasl.mechanism": "PLAIN" });
        expect(only(made, "ConfluentSchemaRegistryConnection")).to.nested.include({ "sshTunnel.id": "own_ssh-id" });
    });

    it("SelfHostedKafkaIngestion admits Materialize to the ports of the brokers and of the registry, each in its security group", async () => {
        const allowMaterializeIps = { brokerSecurityGroupId: "sg-kafka", cidrs: ["203.0.113.64/30"] };
        const target = { ...registry.target, securityGroupId: "sg-registry" };
        for (const [schemaRegistry, expected] of [
            [registry, ["sg-kafka 8081", "sg-kafka 9096"]],
            [{ ...registry, target }, ["sg-kafka 9096", "sg-registry 8081"]],
        ] as const) {
            const { made, refused } = await own({ network: network({ allowMaterializeIps }), schemaRegistry });
            expect(refused).to.deep.equal([]);
            const rules = of(made, "SecurityGroupIngressRule").map(({ inputs }) =>
                [inputs.securityGroupId, inputs.fromPort].join(" "),
            );
            expect(rules).to.have.members(expected);
        }
    });

    it("SelfHostedKafkaIngestion uses an existing tunnel or bastion, and creates no AWS resources", async () => {
        const there = { sshTunnel: { host: "bastion.example.com", user: "materialize", port: 2222 } };
        const { made } = await own({ network: network(there), schemaRegistry: registry });
        expect(only(made, "SshTunnelConnection")).to.include({ name: "own_ssh", ...there.sshTunnel });
        expect(only(made, "ConfluentSchemaRegistryConnection")).to.nested.include({ "sshTunnel.id": "own_ssh-id" });
        const given = await run(() => {
            const sshTunnel = new SshTunnelConnection("bastion", { host: "h", user: "u" });
            return new SelfHostedKafkaIngestion("own", { brokers: [broker], auth: { scram }, network: { sshTunnel } });
        });
        expect(given.refused).to.deep.equal([]);
        expect(only(given.made, "KafkaConnection")).to.nested.include({ "sshTunnel.id": "bastion-id" });
        expect([...made, ...given.made].filter(({ type }) => /Instance|SecurityGroup/u.test(type))).to.be.empty;
    });

    it("SelfHostedKafkaIngestion derives the security protocol from each authentication method", async () => {
        const pem = { certificate: "CERT", key: pulumi.secret("KEY"), certificateAuthority: "CA" };
        const ways = [
            [{ unauthenticated: {} }, "PLAINTEXT", {}, []],
            [{ tls: { certificateAuthority: "CA" } }, "SSL", { "ssl.certificateAuthority": "CA" }, []],
            [{ mutualTls: pem }, "SSL", { "ssl.key.id": "own_key-id" }, ["own_certificate", "own_key"]],
            [{ plain: scram }, "SASL_SSL", { "sasl.mechanism": "PLAIN" }, ["own_username", "own_password"]],
            [{ scram }, "SASL_SSL", { "sasl.mechanism": "SCRAM-SHA-512" }, ["own_username", "own_password"]],
            [
                { scram: { ...scram, mechanism: "SCRAM-SHA-256" } },
                "SASL_SSL",
                { "sasl.mechanism": "SCRAM-SHA-256" },
                ["own_username", "own_password"],
            ],
        ] as const;
        for (const [auth, securityProtocol, said, secrets] of ways) {
            const { made, refused } = await own({ auth, network: network({ none: {} }) });
            expect(refused).to.deep.equal([]);
            expect(only(made, "KafkaConnection")).to.nested.include({ securityProtocol, ...said });
            expect(of(made, "Secret").map(({ name }) => name)).to.deep.equal(secrets);
        }
        const { made } = await own({ network: network({ none: {} }), securityProtocol: "SASL_PLAINTEXT" });
        expect(only(made, "KafkaConnection").securityProtocol).to.equal("SASL_PLAINTEXT");
    });

    it("SelfHostedKafkaIngestion uses SASL over TLS with a certificate authority of the brokers, and with a client certificate", async () => {
        const issuer = await Authority.create("authority");
        const { cert, key } = await issuer.issue("client");
        const authority = { certificateAuthority: issuer.cert };
        const client = { ...authority, certificate: cert, key: pulumi.secret(key) };
        for (const method of ["plain", "scram"] as const) {
            const topics = [{ name: "clicks", partitions: 1 }];
            const one = await own({
                auth: { [method]: { ...scram, ...authority } } as never,
                network: network({ none: {} }),
                topics,
            });
            expect(one.refused).to.deep.equal([]);
            expect(only(one.made, "KafkaConnection")).to.deep.include({ securityProtocol: "SASL_SSL", ssl: authority });
            expect(only(one.made, "KafkaTopic")).to.deep.include({ ssl: authority });
            const both = await own({
                auth: { [method]: { ...scram, ...client } } as never,
                network: network({ none: {} }),
                topics,
            });
            expect(only(both.made, "KafkaConnection")).to.nested.include({
                ...{ "sasl.username.id": "own_username-id", "ssl.certificateAuthority": issuer.cert },
                ...{ "ssl.certificate.id": "own_certificate-id", "ssl.key.id": "own_key-id" },
            });
            expect(only(both.made, "KafkaTopic")).to.nested.include({ "ssl.certificate": cert, "ssl.key": key });
            const half = await own({ auth: { [method]: { ...scram, key } } as never, network: network({ none: {} }) });
            expect(half.refused).to.deep.equal([`auth.${method}.certificate is missing: auth.${method}.key needs it`]);
        }
    });

    it("SelfHostedKafkaIngestion creates sources with views and indexes in the given namespace", async () => {
        const { made, refused, result } = await own({
            ...{ network: network({ none: {} }), cluster: "readers", schema: "kafka", owner: "ingest", profile: "staging" },
            sources: {
                clicks: {
                    ...{ topic: "clicks", format: { json: {} }, cluster: "own" },
                    materializedViews: {
                        pages: { query: ({ qualifiedName }) => pulumi.interpolate`SELECT * FROM ${qualifiedName}` },
                    },
                    indexes: { by_data: { columns: ["data"] } },
                },
            },
        });
        expect(refused).to.deep.equal([]);
        expect(only(made, "KafkaSource")).to.include({ name: "clicks", cluster: "own", schema: "kafka", owner: "ingest" });
        const { query, ...view } = only(made, "MaterializedView");
        expect(view).to.include({ name: "pages", cluster: "own", schema: "kafka", profile: "staging" });
        expect(String(query)).to.match(/^SELECT \* FROM ".*"\."kafka"\."clicks"$/u);
        expect(only(made, "Index")).to.nested.include({
            name: "by_data",
            cluster: "own",
            profile: "staging",
            "on.id": "own_clicks-id",
        });
        expect(Object.keys(result.sources)).to.deep.equal(["clicks"]);
    });

    it("SelfHostedKafkaIngestion creates a source without a format, and its tables in the namespace of the source, with views and indexes", async () => {
        const { made, refused, result } = await run(
            () =>
                new SelfHostedKafkaIngestion("own", {
                    ...{ brokers: [broker], auth: { scram }, network: { none: {} }, cluster: "readers" },
                    ...{
                        schema: "kafka",
                        owner: "ingest",
                        profile: "staging",
                        schemaRegistry: { url: "https://registry.internal" },
                    },
                    sources: {
                        orders: {
                            ...{ topic: "orders", cluster: "own", schema: "raw" },
                            tables: {
                                orders_v1: {
                                    ...{ format: { avro: {} }, envelope: { debezium: {} }, comment: "one" },
                                    materializedViews: {
                                        items: { query: table => pulumi.interpolate`TABLE ${table.qualifiedName}` },
                                    },
                                    indexes: { by_id: { columns: ["id"] } },
                                },
                                orders_v2: { format: { text: {} }, include: { offset: true }, name: "Orders", schema: "other" },
                            },
                        },
                        clicks: { topic: "clicks", format: { json: {} } },
                    },
                }),
        );
        expect(refused).to.deep.equal([]);
        const [orders] = of(made, "KafkaSource").map(({ inputs }) => inputs);
        expect(orders).to.include({ name: "orders", topic: "orders", cluster: "own", schema: "raw", tablesOnly: true });
        expect(orders).to.not.have.any.keys("format", "tables");
        const table = (name: string) => of(made, "SourceTable").find(({ inputs }) => inputs.name === name)?.inputs;
        const [first, second] = [table("orders_v1"), table("Orders")];
        expect(first).to.deep.include({ name: "orders_v1", schema: "raw", owner: "ingest", profile: "staging", comment: "one" });
        expect(first).to.nested.include({ "source.id": "own_orders-id", "format.avro.schemaRegistry.id": "own_registry-id" });
        expect(second).to.deep.include({ name: "Orders", schema: "other", format: { text: {} }, include: { offset: true } });
        expect(only(made, "MaterializedView")).to.include({ query: 'TABLE "materialize"."raw"."orders_v1"', cluster: "own" });
        expect(only(made, "Index")).to.nested.include({ "on.id": "own_orders_v1-id", cluster: "own", profile: "staging" });
        expect(Object.keys(result.sources)).to.deep.equal(["orders", "clicks"]);
        expect(await valueOf(result.tables.orders_v2.qualifiedName)).to.equal('"materialize"."other"."Orders"');
    });
});
