// The objects that all teams share. The stacks of `examples/product` use them by name.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();

const shared = new materialize.Cluster("ingest", { size: "25cc", comment: "shared by all teams" });
const schema = new materialize.Schema("platform");
const password = new materialize.Secret("kafka_password", { schema, value: config.requireSecret("password") });
const kafka = new materialize.KafkaConnection("kafka", {
    schema,
    brokers: [config.require("broker")],
    sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
});

// Other stacks need only the names, which are known at preview and do not change.
export const cluster = shared.name;
export const connection = { name: kafka.name, schema: schema.name };
