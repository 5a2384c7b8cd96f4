import { COMMON_SETUP, schemaCases, type KindCases } from "./case";

const SETUP = [
    ...COMMON_SETUP,
    "CREATE CLUSTER second (SIZE '25cc')",
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE CONNECTION kafka2 TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE CONNECTION subjects TO CONFLUENT SCHEMA REGISTRY (URL 'http://127.0.0.1:8081')",
    "CREATE TABLE orders (id int NOT NULL, item text NOT NULL, headers map[text => text])",
    "CREATE TABLE orders2 (id int NOT NULL, item text NOT NULL, headers map[text => text])",
];

/** References with a namespace, which name the same object after the schema or database of the sink changes. */
const shared = (name: string): { name: string; schema: string; database: string } => ({
    ...{ name, schema: "public", database: "materialize" },
});

const halves = { format: undefined, keyFormat: { json: {} }, valueFormat: { json: {} } };
const avro = { avro: { schemaRegistry: shared("subjects") } };

const kafkaSink: KindCases = {
    kind: "KafkaSink",
    setup: SETUP,
    base: {
        ...{ from: shared("orders"), connection: shared("kafka"), cluster: "quickstart", topic: "orders_sink" },
        ...{ key: { columns: ["id"], notEnforced: true }, format: { json: {} }, envelope: { upsert: {} } },
    },
    cases: [
        ...schemaCases,
        { path: "cluster", to: { cluster: "second" } },
        { path: "from", to: { from: shared("orders2") } },
        { path: "connection", to: { connection: shared("kafka2") } },
        { path: "topic", to: { topic: "orders_sink2" } },
        { path: "compressionType", to: { compressionType: "gzip" } },
        { path: "partitionBy", to: { partitionBy: "id" } },
        { path: "topicPartitionCount", to: { topicPartitionCount: 2 } },
        { path: "topicReplicationFactor", to: { topicReplicationFactor: 1 } },
        { path: "topicConfig", to: { topicConfig: { "retention.ms": "3600000", "cleanup.policy": "compact" } } },
        { path: "topicMetadataRefreshInterval", to: { topicMetadataRefreshInterval: "1m" } },
        { path: "transactionalIdPrefix", to: { transactionalIdPrefix: "orders-" } },
        { path: "progressGroupIdPrefix", to: { progressGroupIdPrefix: "orders-" } },
        { path: "key", to: { key: { columns: ["id", "item"], notEnforced: true } } },
        { path: "headers", to: { headers: "headers" } },
        { path: "format", to: { format: avro } },
        { path: "keyFormat", from: halves, to: { keyFormat: avro } },
        { path: "valueFormat", from: halves, to: { valueFormat: avro } },
        { path: "envelope", to: { envelope: { debezium: {} } } },
        { path: "snapshot", to: { snapshot: false } },
    ],
};

const CATALOG =
    "TO ICEBERG CATALOG (CATALOG TYPE 'rest', URL 'http://127.0.0.1:1', WAREHOUSE 'w', CREDENTIAL 'a:b') WITH (VALIDATE = false)";

const NO_WRITER = "the sink of the tests cannot write, and the server waits until it has written everything";

const icebergSink: KindCases = {
    kind: "IcebergSink",
    setup: [
        ...SETUP,
        `CREATE CONNECTION lake ${CATALOG}`,
        `CREATE CONNECTION lake2 ${CATALOG}`,
        "CREATE CONNECTION lake_aws TO AWS (ASSUME ROLE ARN 'arn:aws:iam::123456789012:role/One')",
    ],
    base: {
        ...{ from: shared("orders"), connection: shared("lake"), cluster: "quickstart", namespace: "shop", table: "orders" },
        ...{ mode: { upsert: { key: { columns: ["id"], notEnforced: true } } }, commitInterval: "10s" },
    },
    cases: [
        ...schemaCases,
        { path: "cluster", to: { cluster: "second" } },
        { path: "from", to: { from: shared("orders2") }, onlyLocal: NO_WRITER },
        { path: "connection", to: { connection: shared("lake2") } },
        { path: "namespace", to: { namespace: "shop2" } },
        { path: "table", to: { table: "orders2" } },
        { path: "awsConnection", to: { awsConnection: shared("lake_aws") } },
        { path: "mode", to: { mode: { append: {} } } },
        { path: "commitInterval", to: { commitInterval: "20s" }, onlyLocal: NO_WRITER },
        { path: "snapshot", to: { snapshot: false } },
    ],
};

export const sinkCases: readonly KindCases[] = [kafkaSink, icebergSink];
