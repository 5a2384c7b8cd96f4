// One program for the stacks dev and prod, which the workflows in .github/workflows preview and deploy.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();
const isProduction = pulumi.getStack() === "prod";

const owner = new materialize.Role("shop");
const membership = new materialize.RoleGrant("shop_pipeline", { role: owner, member: config.get("pipeline") ?? "materialize" });

// Only a member of a role can make it the owner of an object, so the secret, and all that uses it, depends on the membership.
const password = new materialize.Secret(
    "kafka_password",
    { value: config.requireSecret("password"), owner },
    { dependsOn: membership },
);
const kafka = new materialize.KafkaConnection("kafka", {
    brokers: [config.require("broker")],
    sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
    owner,
});
// Reading a topic again takes hours in production, so Pulumi refuses to replace this source.
const orders = new materialize.KafkaSource(
    "orders",
    { connection: kafka, topic: "orders", format: { json: {} }, cluster: "quickstart", owner },
    { protect: isProduction },
);
new materialize.MaterializedView("orders_by_item", {
    cluster: "quickstart",
    query: pulumi.interpolate`SELECT data->>'item' AS item, count(*) AS orders FROM ${orders.qualifiedName} GROUP BY 1`,
    owner,
});
