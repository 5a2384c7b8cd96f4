// What all teams of one region share; the stacks of `examples/product` use it by its names.
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

// The names are known at preview and stay what they are; other stacks need nothing else.
export const cluster = shared.name;
export const connection = { name: kafka.name, schema: schema.name };
