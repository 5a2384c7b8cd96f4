// One program for the stacks dev and prod, as .github/workflows previews and runs it.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();
const isProduction = pulumi.getStack() === "prod";

const owner = new materialize.Role("shop");
const membership = new materialize.RoleGrant("shop_pipeline", { role: owner, member: config.get("pipeline") ?? "materialize" });

// Only a member of a role can make it an owner; what uses the secret waits with it.
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
// To read a topic anew takes hours in production: no pull request does that unseen.
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
