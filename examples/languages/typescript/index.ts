// Clicks from Kafka, counted by page.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();

const password = new materialize.Secret("kafka_password", { value: config.requireSecret("password") });
const kafka = new materialize.KafkaConnection("kafka", {
    brokers: [config.require("broker")],
    sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
});
const clicks = new materialize.KafkaSource("clicks", {
    connection: kafka,
    topic: "materialize_click_streams",
    tablesOnly: true,
    cluster: "quickstart",
});
const table = new materialize.SourceTable("clicks_v1", { source: clicks, format: { json: {} } });
const counted = new materialize.MaterializedView("clicks_by_page", {
    cluster: "quickstart",
    query: pulumi.interpolate`SELECT data->>'page_id' AS page, count(*) AS clicks FROM ${table.qualifiedName} GROUP BY 1`,
});

export const view = counted.qualifiedName;
