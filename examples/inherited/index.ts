// The objects of environment.sql, which have grown over years: quoted names, sources in the older form, names that are keywords, an unmanaged
// cluster.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();
const brokers = config.getObject<string[]>("brokers") ?? ["127.0.0.1:9092", "localhost:9092"];

const team = new materialize.Database("Data Team");
const schema = new materialize.Schema("2024 Q3", { database: team });
const kafka = new materialize.KafkaConnection("kafka-prod", {
    schema,
    brokers,
    securityProtocol: "PLAINTEXT",
    validate: true,
});
const schemaRegistry = new materialize.ConfluentSchemaRegistryConnection("csr", {
    schema,
    url: config.get("registry") ?? "http://127.0.0.1:8081",
    validate: false,
});

new materialize.KafkaSource("Events (raw)", {
    schema,
    connection: kafka,
    topic: "raw",
    keyFormat: { bytes: {} },
    valueFormat: { bytes: {} },
    include: { key: "Key!", headers: true },
    envelope: { upsert: {} },
    exposeProgressAs: "events progress",
});
const people = new materialize.KafkaSource("people", {
    schema,
    connection: kafka,
    topic: "people_csv",
    startTimestamp: 0,
    format: { csv: { columns: 2, delimiter: "," } },
});
new materialize.KafkaSource("lines", {
    schema,
    connection: kafka,
    topic: "txt",
    groupIdPrefix: "old-",
    format: { regex: "(?P<level>[A-Z]+): (?P<message>.*)" },
});
const orders = new materialize.KafkaSource("orders", {
    schema,
    connection: kafka,
    topic: "orders_avro",
    format: { avro: { schemaRegistry } },
    envelope: { debezium: {} },
});

new materialize.View("order", { schema, query: pulumi.interpolate`SELECT * FROM ${orders.qualifiedName}` });
const year = new materialize.View("year", {
    schema,
    query: pulumi.interpolate`
        WITH t AS (SELECT "column1" AS id, "column2" AS name FROM ${people.qualifiedName})
        SELECT t.id, t.name, 'O''Hara; -- not a comment' AS note, $$dollar 'quoted'$$ AS "Sum $" FROM t`,
    comment: "two\nlines",
});
const streets = new materialize.View("schön", {
    schema,
    query: pulumi.interpolate`SELECT y.name AS "Straße", count(*) AS n FROM ${year.qualifiedName} AS y GROUP BY 1`,
    comments: { Straße: `a street, 'quoted' — and "so"` },
});
new materialize.Index("by Straße", { on: streets, columns: ["Straße"] });

const old = new materialize.Cluster("old", { managed: false });
const replicas = ["r1", "second one"].map(name => new materialize.ClusterReplica(name, { cluster: old, size: "25cc" }));
new materialize.MaterializedView(
    `latest "people"`,
    {
        schema,
        cluster: old,
        query: pulumi.interpolate`
            SELECT DISTINCT ON (name) name, id FROM ${year.qualifiedName} ORDER BY name, id DESC`,
    },
    { dependsOn: replicas },
);
