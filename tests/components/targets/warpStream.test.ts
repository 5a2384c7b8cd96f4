import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { WarpStreamIngestion } from "../../../components";
import { of, only, run } from "../networks/support";

const auth = { plain: { username: "ccun", password: pulumi.secret("ccp") } };

const warpStream = (args: object = {}) =>
    run(
        () =>
            new WarpStreamIngestion("warp", {
                bootstrapServer: "warp.fly.dev:9092",
                auth,
                sources: { clicks: { topic: "clicks", format: { json: {} } } },
                ...args,
            }),
    );

describe("WarpStreamIngestion", () => {
    it("WarpStreamIngestion stores the credentials in two secrets, and connects over the internet", async () => {
        const { made, refused } = await warpStream({ cluster: "quickstart" });
        expect(refused).to.deep.equal([]);
        expect(of(made, "Secret").map(({ name }) => name)).to.deep.equal(["warp_username", "warp_password"]);
        const kafka = only(made, "KafkaConnection");
        expect(kafka).to.deep.include({ name: "warp_kafka", brokers: ["warp.fly.dev:9092"], securityProtocol: "SASL_SSL" });
        expect(kafka.sasl).to.include({ mechanism: "PLAIN" });
        expect(only(made, "KafkaSource")).to.include({ name: "clicks", topic: "clicks", cluster: "quickstart" });
    });

    it("WarpStreamIngestion connects over PrivateLink to an existing endpoint service, on the port of the agents, and waits for the endpoint", async () => {
        const network = {
            privateLink: { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0a", availabilityZones: ["use1-az1"] },
        };
        const { made, refused, result } = await warpStream({ network, bootstrapServer: pulumi.output("agents.internal:9093") });
        expect(refused).to.deep.equal([]);
        expect(only(made, "AwsPrivatelinkConnection")).to.deep.include({ name: "warp_privatelink", ...network.privateLink });
        expect(only(made, "EndpointAvailable")).to.include({
            connectionId: "warp_privatelink-id",
            serviceName: network.privateLink.serviceName,
        });
        const { privateLink, brokers } = only(made, "KafkaConnection");
        expect(brokers).to.equal(undefined);
        expect(privateLink).to.deep.include({ port: 9093 });
        expect(result.privateLink).to.have.property("connection");
    });

    it("WarpStreamIngestion validates nothing and waits for nothing with validation skip", async () => {
        const network = { privateLink: { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0a" } };
        const schemaRegistry = { url: "https://registry.example.com", user: "me", password: "hunter2" };
        const { made } = await warpStream({ network, schemaRegistry, validation: "skip" });
        expect(of(made, "EndpointAvailable")).to.be.empty;
        expect(only(made, "KafkaConnection").validate).to.equal(false);
        expect(only(made, "ConfluentSchemaRegistryConnection").validate).to.equal(false);
    });

    it("WarpStreamIngestion waits for each source and table with validation data, except for sources without a format", async () => {
        const sources = {
            ...{ clicks: { topic: "clicks", format: { json: {} } }, raw: { topic: "raw", tablesOnly: true as const } },
            orders: { topic: "orders", tables: { orders_v1: { format: { json: {} } } } },
        };
        expect(of((await warpStream({ sources })).made, "SourceCaughtUp")).to.be.empty;
        const { made, refused } = await warpStream({ sources, validation: "data" });
        expect(refused).to.deep.equal([]);
        const waits = of(made, "SourceCaughtUp").map(({ inputs: { sourceId, isTable } }) => ({ sourceId, isTable }));
        expect(waits).to.deep.equal([
            { sourceId: "warp_clicks-id", isTable: undefined },
            { sourceId: "warp_orders_v1-id", isTable: true },
        ]);
        expect(only(made, "KafkaConnection")).to.not.have.property("validate");
    });
});
