// The objects of environment.sql: orders of a PostgreSQL database beside a Kafka topic with keys, read by services through indexes.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();

const database = new materialize.PostgresConnection("orders_db", {
    host: config.get("databaseHost") ?? "127.0.0.1",
    port: config.getNumber("databasePort") ?? 26257,
    user: "postgres",
    password: new materialize.Secret("pg_password", { value: config.requireSecret("databasePassword") }),
    database: "orders",
    sslMode: "disable",
});
const source = new materialize.PostgresSource("orders", { connection: database, publication: "orders_pub" });
const customers = new materialize.SourceTable("customers", {
    source,
    reference: ["public", "customers"],
    textColumns: ["tier"],
});
const orders = new materialize.SourceTable("orders_table", {
    source,
    reference: ["public", "orders"],
    excludeColumns: ["internal_note"],
});
const items = new materialize.SourceTable("order_items", { source, reference: ["public", "order_items"] });

const broker = new materialize.KafkaConnection("broker", {
    brokers: [config.get("broker") ?? "127.0.0.1:9092"],
    securityProtocol: "PLAINTEXT",
});
const schemaRegistry = new materialize.ConfluentSchemaRegistryConnection("registry", {
    url: config.get("registry") ?? "http://127.0.0.1:8081",
});
const shipments = new materialize.KafkaSource("shipments", { connection: broker, topic: "orders_avro", tablesOnly: true });
new materialize.SourceTable("shipments_table", {
    source: shipments,
    format: { avro: { schemaRegistry } },
    envelope: { debezium: {} },
});

const totals = new materialize.View("order_totals", {
    query: pulumi.interpolate`
        SELECT o.id, o.customer_id, sum(i.quantity * i.price) AS total
        FROM ${orders.qualifiedName} o JOIN ${items.qualifiedName} i ON i.order_id = o.id
        GROUP BY o.id, o.customer_id`,
});
new materialize.Index("order_totals_by_customer", { on: totals, columns: ["customer_id"] });

const value = new materialize.View("customer_value", {
    query: pulumi.interpolate`
        SELECT c.id, c.name, coalesce(sum(t.total), 0) AS spent, count(t.id) AS orders
        FROM ${customers.qualifiedName} c LEFT JOIN ${totals.qualifiedName} t ON t.customer_id = c.id
        GROUP BY c.id, c.name`,
});
new materialize.Index("customer_value_by_id", { on: value, columns: ["id"] });

const best = new materialize.MaterializedView("best_customers", {
    query: pulumi.interpolate`
        SELECT id, name, spent FROM ${value.qualifiedName} WHERE spent > 1000
        ORDER BY spent DESC LIMIT 100`,
});

new materialize.KafkaSink("best_customers_avro", {
    from: best,
    connection: broker,
    topic: "best_customers",
    topicPartitionCount: 3,
    topicConfig: { "cleanup.policy": "compact" },
    key: { columns: ["id"], notEnforced: true },
    format: {
        avro: {
            schemaRegistry,
            nullDefaults: true,
            docOn: [{ on: best, comment: "customers above a thousand" }],
            valueCompatibilityLevel: "FULL",
        },
    },
    envelope: { debezium: {} },
});
