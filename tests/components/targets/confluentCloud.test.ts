import Module from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ConfluentCloudIngestion, type ConfluentCloudIngestionArgs } from "../../../components";
import { of, only, run } from "../networks/support";

const apiKey = { key: "KEY", secret: "SECRET" };
const sources = {
    orders: { topic: "orders", format: { avro: {} } },
    again: { topic: "orders", format: { json: {} }, groupIdPrefix: "team-" },
    items: { topic: "items", format: { json: {} } },
} as const;

const confluent = (args: Partial<ConfluentCloudIngestionArgs<"public", keyof typeof sources>>) =>
    run(
        () =>
            new ConfluentCloudIngestion("confluent", {
                ...{ bootstrapServer: "pkc-1.confluent.cloud:9092", auth: { apiKey } },
                ...args,
            }),
    );
const schemaRegistry = { url: "https://psrc-1.confluent.cloud", apiKey: { key: "REGISTRY", secret: "OTHER" } };

describe("ConfluentCloudIngestion", () => {
    it("ConfluentCloudIngestion stores both API keys in secrets, and sets the registry of the sources that need it", async () => {
        const { made, refused } = await confluent({ schemaRegistry, sources });
        expect(refused).to.deep.equal([]);
        expect(of(made, "Secret").map(({ name, inputs }) => [name, inputs.value])).to.have.deep.members([
            ["confluent_username", "KEY"],
            ["confluent_password", "SECRET"],
            ["confluent_registry_username", "REGISTRY"],
            ["confluent_registry_password", "OTHER"],
        ]);
        expect(only(made, "KafkaConnection")).to.nested.include({ securityProtocol: "SASL_SSL", "sasl.mechanism": "PLAIN" });
        const read = (name: string) => of(made, "KafkaSource").find(({ inputs }) => inputs.name === name)?.inputs;
        const [orders, again] = [read("orders"), read("again")];
        expect(orders).to.nested.include({ "format.avro.schemaRegistry.id": "confluent_registry-id" });
        expect(again?.format).to.deep.equal({ json: {} });
    });

    const environment = { environmentId: "env-1", kafkaClusterId: "lkc-1" };
    const acls = async (args: object) => {
        const { made, refused } = await confluent({ auth: { provision: { ...environment, ...args } }, schemaRegistry, sources });
        expect(refused).to.deep.equal([]);
        return made;
    };

    it("ConfluentCloudIngestion creates a service account that may only read the topics and the consumer groups, and its API key", async () => {
        const made = await acls({ admin: { key: "ADMIN", secret: "ADMIN SECRET" } });
        expect(only(made, "ServiceAccount").displayName).to.match(/-confluent$/u);
        expect(
            of(made, "KafkaAcl").map(({ inputs }) => [inputs.resourceType, inputs.patternType, inputs.resourceName].join(" ")),
        ).to.have.members([
            "TOPIC LITERAL orders",
            "TOPIC LITERAL items",
            "GROUP PREFIXED materialize-",
            "GROUP PREFIXED team-materialize-",
        ]);
        for (const { inputs } of of(made, "KafkaAcl")) {
            expect(inputs).to.deep.include({
                ...{ operation: "READ", permission: "ALLOW", host: "*", principal: "User:confluent-id" },
                ...{ restEndpoint: "https://lkc-1", kafkaCluster: { id: "lkc-1" } },
                credentials: { key: "ADMIN", secret: "ADMIN SECRET" },
            });
        }
        expect(only(made, "ApiKey")).to.deep.include({
            owner: { id: "confluent-id", apiVersion: "iam/v2", kind: "ServiceAccount" },
            managedResource: { id: "lkc-1", apiVersion: "cmk/v2", kind: "Cluster", environment: { id: "env-1" } },
        });
        const secrets = of(made, "Secret").map(({ name, inputs }) => [name, inputs.value]);
        expect(secrets).to.deep.include.members([
            ["confluent_username", "confluent-id"],
            ["confluent_password", "secret of confluent"],
        ]);
    });

    it("ConfluentCloudIngestion takes the bootstrapEndpoint of a cluster, which begins with a protocol", async () => {
        for (const endpoint of [
            "SASL_SSL://pkc-1.confluent.cloud:9092",
            pulumi.output("sasl_ssl://pkc-1.confluent.cloud:9092"),
        ]) {
            const { made, refused } = await confluent({
                bootstrapServer: endpoint,
                topics: [{ name: "orders", partitions: 1 }],
                network: { privateLink: { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1" } } as never,
            });
            expect(refused).to.deep.equal([]);
            expect(only(made, "KafkaConnection").privateLink).to.include({ port: 9092 });
            expect(only(made, "KafkaTopic").bootstrapServers).to.equal("pkc-1.confluent.cloud:9092");
        }
        const { made } = await confluent({ bootstrapServer: "SASL_SSL://pkc-1.confluent.cloud:9092" });
        expect(only(made, "KafkaConnection").brokers).to.deep.equal(["pkc-1.confluent.cloud:9092"]);
    });

    it("ConfluentCloudIngestion reaches the brokers of each zone by a rule with brokersByZone", async () => {
        const service = { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1" };
        for (const availabilityZones of [["use1-az1", pulumi.output("use1-az4")], pulumi.output(["use1-az1", "use1-az4"])]) {
            const privateLink = { ...service, availabilityZones, brokersByZone: true };
            const { made, refused } = await confluent({ network: { privateLink } as never });
            expect(refused).to.deep.equal([]);
            const kafka = only(made, "KafkaConnection");
            const connection = "confluent_privatelink-id";
            expect(kafka.privateLink).to.equal(undefined);
            expect(kafka.brokers).to.have.length(3);
            expect(kafka).to.nested.include({
                ...{ "brokers[0].address": "pkc-1.confluent.cloud:9092", "brokers[0].privateLink.connection.id": connection },
                ...{ "brokers[1].matching": "*.use1-az1.*", "brokers[1].privateLink.availabilityZone": "use1-az1" },
                ...{ "brokers[2].matching": "*.use1-az4.*", "brokers[2].privateLink.availabilityZone": "use1-az4" },
                "brokers[2].privateLink.connection.id": connection,
            });
        }
    });

    it("ConfluentCloudIngestion refuses brokersByZone without zones", async () => {
        const noZones =
            "network.privateLink.brokersByZone needs the zones of the brokers: give network.privateLink.availabilityZones, or leave brokersByZone out";
        const wrong = "network.privateLink.brokersByZone takes true or false, not a string";
        for (const [args, problem] of [
            [{ brokersByZone: true }, noZones],
            [{ brokersByZone: true, availabilityZones: [] }, noZones],
            [{ brokersByZone: true, availabilityZones: pulumi.output([]) }, noZones],
            [{ brokersByZone: "yes", availabilityZones: ["use1-az1"] }, wrong],
            [{ brokersByZone: false }, undefined],
        ] as const) {
            const privateLink = { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1", ...args };
            const { refused } = await confluent({ network: { privateLink } as never });
            // The engine says more about an error of an output.
            expect(refused.map(said => said.replace(/^error serializing .*?: (?=network)/u, ""))).to.deep.equal(
                problem === undefined ? [] : [problem],
            );
        }
    });

    it("ConfluentCloudIngestion reports that @pulumi/confluentcloud is not installed", async () => {
        const loader = Module as unknown as { _resolveFilename: (request: string, ...more: unknown[]) => string };
        const resolve = loader._resolveFilename;
        loader._resolveFilename = (request, ...more) => {
            if (request === "@pulumi/confluentcloud") throw new Error(`Cannot find module '${request}'`);
            return resolve.call(loader, request, ...more);
        };
        try {
            const { refused } = await confluent({ auth: { provision: environment } });
            expect(refused).to.deep.equal([
                "auth.provision needs @pulumi/confluentcloud, which is not installed: npm install @pulumi/confluentcloud, or give auth.apiKey",
            ]);
        } finally {
            loader._resolveFilename = resolve;
        }
    });

    it("ConfluentCloudIngestion gives rights on a private cluster by role bindings, and does not connect to it", async () => {
        const { made, refused } = await confluent({
            ...{ auth: { provision: { ...environment, isPrivate: true } }, sources, schemaRegistry },
        });
        expect(refused).to.deep.equal([]);
        const bindings = of(made, "RoleBinding").map(({ inputs }) => inputs);
        expect(bindings.map(({ crnPattern }) => crnPattern)).to.have.members([
            "crn://lkc-1/kafka=lkc-1/topic=orders",
            "crn://lkc-1/kafka=lkc-1/topic=items",
            "crn://lkc-1/kafka=lkc-1/group=materialize-*",
            "crn://lkc-1/kafka=lkc-1/group=team-materialize-*",
        ]);
        for (const binding of bindings) {
            expect(binding).to.include({ principal: "User:confluent-id", roleName: "DeveloperRead" });
        }
        expect(only(made, "ApiKey")).to.include({ disableWaitForReady: true });
        expect(of(made, "ServiceAccount")).to.have.length(1);
        expect([...of(made, "KafkaAcl"), ...of(made, "KafkaTopic")]).to.be.empty;
    });

    it("ConfluentCloudIngestion refuses topics and an administrator's key for a private cluster", async () => {
        const admin = { key: "ADMIN", secret: "ADMIN SECRET" };
        const auth = { provision: { ...environment, admin, isPrivate: true } };
        const { refused } = await confluent({ auth, topics: [{ name: "orders", partitions: 1 }] });
        expect(refused).to.deep.equal([
            "topics cannot be created with auth.provision.isPrivate, since Pulumi does not reach the cluster: create them where it can be reached",
            "auth.provision.admin is not used with auth.provision.isPrivate, whose rights are role bindings: leave it out",
        ]);
        const wrong = await confluent({ auth: { provision: { ...environment, isPrivate: "yes" as never } } });
        expect(wrong.refused).to.deep.equal(["auth.provision.isPrivate takes true or false, not a string"]);
    });

    it("ConfluentCloudIngestion creates an administrator of the cluster for the ACLs if none is given", async () => {
        const made = await acls({});
        expect(only(made, "RoleBinding")).to.include({
            ...{ principal: "User:confluent-acls-id", roleName: "CloudClusterAdmin", crnPattern: "crn://lkc-1" },
        });
        const credentials = { key: "confluent-acls-id", secret: "secret of confluent-acls" };
        expect(
            of(made, "KafkaAcl").every(({ inputs }) => JSON.stringify(inputs.credentials) === JSON.stringify(credentials)),
        ).to.equal(true);
        expect(only(made, "KafkaConnection").sasl).to.not.equal(undefined);
    });
});
