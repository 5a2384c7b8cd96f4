// The objects of environment.sql: clicks of a shop from Kafka, one row per visitor for a dashboard, and counts back to Kafka.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();

const ingest = new materialize.Cluster("ingest", { size: "25cc" });
const serve = new materialize.Cluster("serve", { size: "25cc", replicationFactor: 2 });
const shop = new materialize.Database("shop");
const raw = new materialize.Schema("raw", { database: shop });
const live = new materialize.Schema("live", { database: shop });

const broker = new materialize.KafkaConnection("broker", {
    schema: raw,
    brokers: [config.get("broker") ?? "127.0.0.1:9096"],
    securityProtocol: "SASL_PLAINTEXT",
    sasl: {
        mechanism: "SCRAM-SHA-256",
        username: "materialize",
        password: new materialize.Secret("kafka_password", { schema: raw, value: config.requireSecret("kafkaPassword") }),
    },
});

const topic = new materialize.KafkaSource("clicks_topic", {
    name: "clicks",
    schema: raw,
    cluster: ingest,
    connection: broker,
    topic: "materialize_click_streams",
    startOffset: [0],
    tablesOnly: true,
});
const messages = new materialize.SourceTable("clicks_json", {
    schema: raw,
    source: topic,
    reference: "materialize_click_streams",
    keyFormat: { text: {} },
    valueFormat: { json: {} },
    include: { key: "visitor", partition: "part", offset: "kafka_offset", timestamp: "received_at" },
    envelope: { none: {} },
});

const clicks = new materialize.View("clicks", {
    schema: live,
    query: pulumi.interpolate`
        SELECT visitor, data ->> 'page_id' AS page, (data ->> 'user_id')::text AS account, received_at
        FROM ${messages.qualifiedName}
        WHERE data ? 'page_id'`,
});
const recentVisitors = new materialize.MaterializedView("recent_visitors", {
    schema: live,
    cluster: ingest,
    query: pulumi.interpolate`
        SELECT visitor, count(*) AS pages, max(received_at) AS last_seen
        FROM ${clicks.qualifiedName}
        WHERE mz_now() <= received_at + INTERVAL '1 hour'
        GROUP BY visitor`,
});
const pageCounts = new materialize.MaterializedView("page_counts", {
    schema: live,
    cluster: ingest,
    query: pulumi.interpolate`
        SELECT page, count(DISTINCT visitor) AS visitors, count(*) AS views
        FROM ${clicks.qualifiedName} GROUP BY page`,
    comment: "Views of each page since the topic begins",
    comments: { visitors: "distinct visitors" },
});

new materialize.Index("recent_visitors_by_visitor", { on: recentVisitors, columns: ["visitor"], cluster: serve });
new materialize.Index("page_counts_default", { on: pageCounts, cluster: serve }); // without columns: the default index

new materialize.KafkaSink("busy_pages", {
    schema: live,
    cluster: ingest,
    from: pageCounts,
    connection: broker,
    topic: "busy_pages",
    compressionType: "lz4",
    key: { columns: ["page"] },
    format: { json: {} },
    envelope: { upsert: {} },
});

const dashboard = new materialize.Role("dashboard");
const usage = { serve, shop, live };
for (const [name, on] of Object.entries(usage))
    new materialize.Grant(`dashboard_uses_${name}`, { on, role: dashboard, privileges: ["USAGE"] });
for (const [name, on] of Object.entries({ recentVisitors, pageCounts }))
    new materialize.Grant(`dashboard_reads_${name}`, { on, role: dashboard, privileges: ["SELECT"] });
