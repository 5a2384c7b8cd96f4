// The sources and views of one team, which use the cluster and the connection of the stack `examples/platform`.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();
const platform = new pulumi.StackReference(config.require("platform"));

// An output of another stack gives a name, or { name, schema, database }.
const cluster = platform.requireOutput("cluster");

const schema = new materialize.Schema(pulumi.getStack());
const clicks = new materialize.KafkaSource("clicks", {
    cluster,
    connection: platform.requireOutput("connection"),
    schema,
    topic: "clicks",
    format: { json: {} },
});
const views = new materialize.MaterializedView("clicks_counted", {
    cluster,
    schema,
    query: pulumi.interpolate`SELECT count(*) AS clicks FROM ${clicks.qualifiedName}`,
});

export const view = views.qualifiedName;
