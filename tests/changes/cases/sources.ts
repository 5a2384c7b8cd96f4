import { POSTGRES_SOURCE } from "./databaseSources";
import { type Case, columnCommentCase, COMMON_SETUP, schemaCases, type KindCases } from "./case";

const SETUP = [
    ...COMMON_SETUP,
    "CREATE CLUSTER second (SIZE '25cc')",
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE CONNECTION kafka2 TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE SOURCE raw_source IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'raw')",
    "CREATE SOURCE raw_source2 IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'raw')",
];

const keyed = { format: undefined, keyFormat: { text: {} }, valueFormat: { text: {} } };

const decoding: readonly Case[] = [
    { path: "columns", to: { columns: ["line"] } },
    { path: "format", to: { format: { bytes: {} } } },
    { path: "keyFormat", from: keyed, to: { keyFormat: { bytes: {} } } },
    { path: "valueFormat", from: keyed, to: { valueFormat: { bytes: {} } } },
    { path: "include", to: { include: { offset: "kafka_offset" } } },
    { path: "envelope", from: keyed, to: { envelope: { upsert: {} } } },
    columnCommentCase("kafka_offset", { include: { offset: "kafka_offset" } }),
];

/** References with a namespace, which name the same object after the schema or database of the source changes. */
const kafka = { name: "kafka", schema: "public", database: "materialize" };
const source = { name: "raw_source", schema: "public", database: "materialize" };

const kafkaSource: KindCases = {
    kind: "KafkaSource",
    setup: SETUP,
    base: { connection: kafka, cluster: "quickstart", topic: "raw", format: { text: {} } },
    cases: [
        ...schemaCases,
        { path: "cluster", to: { cluster: "second" } },
        { path: "connection", to: { connection: "kafka2" } },
        { path: "topic", to: { topic: "txt" } },
        { path: "groupIdPrefix", to: { groupIdPrefix: "mz-" } },
        { path: "startOffset", to: { startOffset: [1] } },
        { path: "startTimestamp", to: { startTimestamp: -1000 } },
        { path: "topicMetadataRefreshInterval", to: { topicMetadataRefreshInterval: "60s" } },
        ...decoding,
        { path: "retainHistory", to: { retainHistory: "1h" } },
        { path: "exposeProgressAs", to: { exposeProgressAs: "progress" } },
        { path: "timestampInterval", to: { timestampInterval: "1s" } },
        { path: "tablesOnly", to: { tablesOnly: true, format: undefined }, also: ["format"] },
    ],
};

/** A table of a database in place of a topic. */
const ofDatabase = {
    ...{ source: { name: "shop_source", schema: "public", database: "materialize" }, reference: ["shop", "items"] },
    ...{
        format: undefined,
        keyFormat: undefined,
        valueFormat: undefined,
        envelope: undefined,
        include: undefined,
        columns: undefined,
        comments: undefined,
    },
    textColumns: ["mood"],
};

const sourceTable: KindCases = {
    kind: "SourceTable",
    setup: [...SETUP, ...POSTGRES_SOURCE],
    base: { source, reference: "raw", format: { text: {} } },
    cases: [
        ...schemaCases,
        { path: "source", to: { source: "raw_source2" } },
        { path: "reference", to: { reference: undefined } },
        ...decoding,
        {
            path: "reference",
            from: { ...ofDatabase, textColumns: undefined, reference: ["orders"] },
            to: { reference: ["shop", "Odd Name"] },
        },
        { path: "textColumns", from: ofDatabase, to: { textColumns: ["mood", "name"] } },
        { path: "excludeColumns", from: ofDatabase, to: { excludeColumns: ["name", "price"] } },
        { path: "partitionBy", from: ofDatabase, to: { partitionBy: ["id"] } },
        { path: "retainHistory", to: { retainHistory: "1h" } },
    ],
};

const loadGeneratorSource: KindCases = {
    kind: "LoadGeneratorSource",
    setup: SETUP,
    base: { generator: { auction: {} }, cluster: "quickstart" },
    cases: [
        ...schemaCases,
        columnCommentCase("offset"),
        { path: "cluster", to: { cluster: "second" } },
        { path: "generator", to: { generator: { auction: { tickInterval: "500ms", asOf: 2, upTo: 1000 } } } },
        { path: "generator", to: { generator: { tpch: { scaleFactor: 0.0001, tickInterval: "2s" } } } },
        { path: "generator", to: { generator: { marketing: { upTo: 10 } } } },
        { path: "timestampInterval", to: { timestampInterval: "1s" } },
        { path: "retainHistory", to: { retainHistory: "1h" } },
    ],
};

export const sourceCases: readonly KindCases[] = [kafkaSource, loadGeneratorSource, sourceTable];
