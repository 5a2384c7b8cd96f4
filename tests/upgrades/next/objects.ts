// Each kind of object, with some of its arguments.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

export const password = new pulumi.Config().requireSecret("password");

// Containers, roles, privileges
const team = new materialize.Role("team", { comment: "who runs this" });
const member = new materialize.RoleGrant("member", { role: team, member: "materialize" });
export const database = new materialize.Database(
    "streams",
    { owner: team, comment: "everything that streams" },
    { dependsOn: member },
);
export const schema = new materialize.Schema("kafka", { database, name: "Kafka of ours" });
export const cluster = new materialize.Cluster("ingest", { size: "25cc", replicationFactor: 1 });
new materialize.Cluster("growing", {
    size: "25cc",
    arrangementCompression: true,
    autoScalingStrategy: { onHydration: { hydrationSize: "100cc", lingerDuration: "5 minutes" } },
    schedule: { manual: {} },
    reconfiguration: { waitUntilReady: false },
});
const batch = new materialize.Cluster("batch", { managed: false });
new materialize.ClusterReplica("large", { cluster: batch, size: "25cc", introspectionInterval: "5s", comment: "the only one" });
const secret = new materialize.Secret("secret", { database, schema, value: password, valueVersion: "2026-11" });
const office = new materialize.NetworkPolicy("office", {
    rules: [{ name: "new_york", address: "203.0.113.64/28" }],
    comment: "our own networks",
});
new materialize.RoleParameter("schemas_of_team", { role: team, name: "search_path", value: ["kafka", "public"] });
new materialize.Grant("office_to_team", { on: office, role: team, privileges: ["USAGE"] });
new materialize.Grant("secret_to_team", { on: secret, role: team, privileges: ["USAGE"] });
new materialize.Grant("schema_to_all", {
    on: { schema: { name: "public", database: database.name } },
    role: "PUBLIC",
    privileges: ["USAGE"],
});
const readable = new materialize.Schema("readable", { database });
new materialize.Grant(
    "schemas_to_team",
    { on: { allSchemas: true, in: database }, role: team, privileges: ["USAGE"] },
    { dependsOn: [schema, readable] },
);
new materialize.Reader("readers", { schemas: [readable], clusters: [cluster], futureObjectsOf: ["materialize"] });
new materialize.Writer("writers", { schemas: [readable], members: [team] });
new materialize.DefaultPrivilege("team_reads", {
    on: "TABLES",
    forRole: "materialize",
    grantee: team,
    privileges: ["SELECT"],
    database,
});

// Connections
const sshTunnel = new materialize.SshTunnelConnection("bastion", {
    host: "bastion.example.com",
    user: "materialize",
    port: 22,
    validate: false,
});
const link = new materialize.AwsPrivatelinkConnection("link", {
    serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc",
    availabilityZones: ["use1-az1", "use1-az4"],
});
const role = new materialize.AwsConnection("role", {
    assumeRoleArn: "arn:aws:iam::123456789012:role/Materialize",
    region: "us-east-1",
});
new materialize.AwsConnection("key", { accessKeyId: "AKIA…", secretAccessKey: secret });
new materialize.AwsGlueSchemaRegistryConnection("glue", { awsConnection: role, registry: "shop", validate: false });
const googleKey = new materialize.Secret("google_key", { value: '{"token_uri": "https://oauth2.googleapis.com/token"}' });
const gcp = new materialize.GcpConnection("gcp", { serviceAccountKey: googleKey });
export const registry = new materialize.ConfluentSchemaRegistryConnection("registry", {
    url: "https://registry.example.com",
    user: "key",
    password: secret,
    validate: false,
});
new materialize.KafkaConnection("each_broker", {
    brokers: [
        { address: "b-1.example.com:9096", privateLink: { connection: link, port: 9001, availabilityZone: "use1-az1" } },
        { address: "b-2.example.com:9096", sshTunnel },
        "b-3.example.com:9096",
    ],
    sasl: { mechanism: "PLAIN", username: secret, password: secret },
    progressTopic: "progress",
    progressTopicReplicationFactor: 3,
    validate: false,
});
new materialize.KafkaConnection("by_role", {
    privateLink: { connection: link, port: 9092 },
    awsConnection: role,
    validate: false,
});
new materialize.KafkaConnection("by_key", {
    brokers: ["kafka.example.com:9093"],
    ssl: { certificateAuthority: "-----BEGIN CERTIFICATE-----…", certificate: secret, key: secret },
    validate: false,
});
const server = { host: "db.example.com", user: "materialize", password: secret, validate: false };
new materialize.PostgresConnection("orders_db", { ...server, database: "orders", sslMode: "verify-full", sshTunnel });
new materialize.MySqlConnection("shop_db", { ...server, sslMode: "required", port: 3307 });
new materialize.SqlServerConnection("erp_db", { ...server, database: "erp" });
new materialize.IcebergCatalogConnection("lake", {
    catalogType: "s3tablesrest",
    url: "https://s3tables.us-east-1.amazonaws.com/iceberg",
    warehouse: "arn:aws:s3tables:us-east-1:123456789012:bucket/lake",
    awsConnection: role,
    validate: false,
});

const biglake = new materialize.IcebergCatalogConnection("biglake", {
    catalogType: "rest",
    url: "https://biglake.googleapis.com/iceberg/v1/restcatalog",
    warehouse: "gs://lake",
    gcpConnection: gcp,
    validate: false,
});

// Sources, views and indexes
const kafka = new materialize.KafkaConnection("plain", {
    brokers: ["127.0.0.1:9092"],
    securityProtocol: "PLAINTEXT",
    comment: "the one that sources read",
});
const common = { connection: kafka, cluster, database } as const;
const clicks = new materialize.KafkaSource("clicks", { ...common, topic: "materialize_click_streams", format: { json: {} } });
new materialize.KafkaSource("upserts", {
    ...common,
    topic: "raw",
    keyFormat: { text: {} },
    valueFormat: { json: {} },
    include: { key: "k", partition: true, headers: "all_headers", header: [{ key: "trace-id", alias: "trace", bytes: true }] },
    envelope: { upsert: { valueDecodingErrors: { inline: "decode_error" } } },
    startOffset: [0],
    groupIdPrefix: "mz-",
    topicMetadataRefreshInterval: "1m",
    exposeProgressAs: "upserts_progress",
});
new materialize.KafkaSource("lines", {
    ...common,
    topic: "raw",
    format: { csv: { columns: ["id", "name"], delimiter: ";" } },
    retainHistory: "1h",
    startTimestamp: -60_000,
});
const raw = new materialize.KafkaSource("raw", { ...common, topic: "raw", tablesOnly: true });
new materialize.SourceTable("raw_lines", {
    source: raw,
    database,
    reference: "raw",
    format: { regex: "(?P<first>[a-z]+) (?P<rest>.*)" },
});
const pages = new materialize.MaterializedView("pages", {
    cluster,
    query: pulumi.interpolate`
        SELECT (data->>'page_id')::int AS page_id, count(*) AS clicks
        FROM ${clicks.qualifiedName} GROUP BY 1`,
});
new materialize.View("popular", {
    query: pulumi.interpolate`SELECT page_id FROM ${pages.qualifiedName} WHERE clicks > 1`,
    columns: ["page"],
});
new materialize.Index("pages_by_id", { on: pages, columns: ["page_id"], cluster });
new materialize.Index("pages", { on: pages, cluster });
new materialize.KafkaSink("pages_sink", {
    ...{ from: pages, connection: kafka, cluster, topic: "pages", topicConfig: { "cleanup.policy": "compact" } },
    ...{ key: { columns: ["page_id"] }, keyFormat: { text: {} }, valueFormat: { json: {} }, envelope: { upsert: {} } },
});

// Tables of a database
const shopPostgres = new materialize.PostgresConnection("shop_postgres", {
    schema,
    ...{ host: "127.0.0.1", port: 15432, database: "postgres", user: "postgres" },
});
const shopTables = new materialize.PostgresSource("shop_tables", {
    cluster,
    database,
    connection: shopPostgres,
    publication: "shop_tables",
    timestampInterval: "1s",
});
new materialize.SourceTable("shop_items", {
    source: shopTables,
    database,
    reference: ["shop", "items"],
    textColumns: ["mood", "price"],
    excludeColumns: ["name"],
});

// Load generators
new materialize.LoadGeneratorSource("auction_house", {
    cluster,
    database,
    generator: { auction: { tickInterval: "500ms", upTo: 1000 } },
    retainHistory: "1h",
});
new materialize.IcebergSink("pages_in_lake", {
    ...{ from: pages, connection: biglake, cluster, namespace: "shop", table: "pages", commitInterval: "1m" },
    mode: { upsert: { key: { columns: ["page_id"] } } },
});

// Webhooks
const hookKey = new materialize.Secret("hook_key", { database, value: password });
new materialize.WebhookSource("hook", {
    cluster,
    database,
    bodyFormat: { json: {} },
    headers: [{ header: "x-request-id", as: "request_id", bytes: true }],
    includeHeaders: { except: ["authorization"] },
    check: {
        headers: true,
        body: { as: "request" },
        secrets: [{ secret: hookKey, as: "key" }],
        expression: "constant_time_eq(decode(headers->'x-signature', 'base64'), hmac(request, key, 'sha256'))",
    },
});
new materialize.WebhookTable("hook_events", { database, bodyFormat: { json: { array: true } }, includeHeaders: true });

// Tables and types
const tagList = new materialize.Type("tags", { database, list: { elementType: "text" } });
new materialize.Type("tags_by_id", { database, map: { valueType: "text" } });
const article = new materialize.Type("article", { database, row: [{ name: "tags", type: tagList }] });
new materialize.Table("articles", {
    database,
    columns: [
        { name: "id", type: "integer", notNull: true },
        { name: "article", type: article },
        { name: "since", type: "timestamp with time zone", default: "now()" },
    ],
    partitionBy: ["id"],
    retainHistory: "1h",
});
