import * as materialize from "../../index";
import { cluster, glue, kafka, registry, postgres, role, secret, see, source, text, view } from "./given";

const avro = { schemaRegistry: registry };
const read = { connection: kafka, topic: "t", cluster } as const;
const make = (args: materialize.KafkaSourceArgs): materialize.KafkaSource => new materialize.KafkaSource("s", args);

// Formats
make({ ...read, format: { json: {} } });
make({ ...read, format: { text: {} }, connection: "kafka", cluster: "quickstart" });
make({ ...read, format: { regex: text } });
make({ ...read, format: { csv: { columns: 3, delimiter: ";" } } });
make({ ...read, format: { csv: { columns: ["a", text] } } });
make({ ...read, format: { csv: { header: ["a"] } } });
make({ ...read, format: { avro: { ...avro, keyStrategy: { latest: {} }, valueStrategy: { inline: text } } } });
make({ ...read, format: { avro: { schema: text, confluentWireFormat: false } } });
make({ ...read, format: { avro: { glue: { connection: glue, schemaName: text } } } });
make({ ...read, keyFormat: { text: {} }, valueFormat: { avro: { glue: { connection: "glue", schemaName: "s" } } } });
make({ ...read, format: { protobuf: { schemaRegistry: { name: "r", schema: "s" } } } });
make({ ...read, format: { protobuf: { message: "m", schema: text } } });
make({ ...read, keyFormat: { bytes: {} }, valueFormat: { avro } });
make({ ...read, tablesOnly: true });
// @ts-expect-error -- no format, and no tables either
make({ ...read });
// @ts-expect-error -- two formats
make({ ...read, format: { json: {}, text: {} } });
// @ts-expect-error -- an empty format
make({ ...read, format: {} });
// @ts-expect-error -- a format as a string
make({ ...read, format: "json" });
// @ts-expect-error -- a format that does not exist
make({ ...read, format: { xml: {} } });
// @ts-expect-error -- arguments of a format without arguments
make({ ...read, format: { json: { array: true } } });
// @ts-expect-error -- a key alone
make({ ...read, keyFormat: { text: {} } });
// @ts-expect-error -- a value alone
make({ ...read, valueFormat: { text: {} } });
// @ts-expect-error -- a format together with the formats of key and value
make({ ...read, format: { text: {} }, keyFormat: { text: {} }, valueFormat: { text: {} } });
// @ts-expect-error -- a format together with tablesOnly
make({ ...read, tablesOnly: true, format: { text: {} } });
// @ts-expect-error -- a number of columns together with a header
make({ ...read, format: { csv: { columns: 3, header: ["a"] } } });
// @ts-expect-error -- a schema together with a registry
make({ ...read, format: { avro: { ...avro, schema: "{}" } } });
// @ts-expect-error -- a strategy without a registry
make({ ...read, format: { avro: { schema: "{}", keyStrategy: { latest: {} } } } });
// @ts-expect-error -- a wire format together with a registry
make({ ...read, format: { avro: { ...avro, confluentWireFormat: false } } });
// @ts-expect-error -- a schema of AWS Glue together with a registry
make({ ...read, format: { avro: { ...avro, glue: { connection: glue, schemaName: "s" } } } });
// @ts-expect-error -- a schema of AWS Glue without its name
make({ ...read, format: { avro: { glue: { connection: glue } } } });
// @ts-expect-error -- a schema of AWS Glue with a registry of another kind
make({ ...read, format: { avro: { glue: { connection: registry, schemaName: "s" } } } });
// @ts-expect-error -- Protobuf with AWS Glue
make({ ...read, format: { protobuf: { glue: { connection: glue, schemaName: "s" } } } });
// @ts-expect-error -- two strategies
make({ ...read, format: { avro: { ...avro, valueStrategy: { id: 1, latest: {} } } } });
// @ts-expect-error -- a registry of another kind
make({ ...read, format: { avro: { schemaRegistry: kafka } } });
// @ts-expect-error -- a message together with a registry
make({ ...read, format: { protobuf: { ...avro, message: "m" } } });
// @ts-expect-error -- a schema without its message
make({ ...read, format: { protobuf: { schema: "0a" } } });

// Envelopes, metadata and start positions
const json = { ...read, format: { json: {} } } as const;
make({ ...json, envelope: { none: {} }, startOffset: [0, 10] });
make({ ...json, envelope: { upsert: {} }, startTimestamp: -60_000 });
make({ ...json, envelope: { upsert: { valueDecodingErrors: { inline: true as const } } } });
make({ ...json, envelope: { upsert: { valueDecodingErrors: { inline: text } } } });
make({ ...json, include: { key: "k", partition: true, offset: text, header: [{ key: "h", alias: "a", bytes: true }] } });
make({ ...json, groupIdPrefix: "p", topicMetadataRefreshInterval: "60s", exposeProgressAs: "p", retainHistory: "1h" });
// @ts-expect-error -- two envelopes
make({ ...json, envelope: { none: {}, debezium: {} } });
// @ts-expect-error -- an envelope as a string
make({ ...json, envelope: "upsert" });
// @ts-expect-error -- decoding errors without a column
make({ ...json, envelope: { upsert: { valueDecodingErrors: { inline: false } } } });
// @ts-expect-error -- a header without its column
make({ ...json, include: { header: [{ key: "h" }] } });
// @ts-expect-error -- metadata that does not exist
make({ ...json, include: { topic: true } });
// @ts-expect-error -- two start positions
make({ ...json, startOffset: [0], startTimestamp: 0 });
// @ts-expect-error -- no topic
make({ connection: kafka, format: { json: {} } });
// @ts-expect-error -- no connection
make({ topic: "t", format: { json: {} } });
// @ts-expect-error -- an unknown argument
make({ ...json, exposeProgresAs: "p" });

// Tables that read from a source
new materialize.SourceTable("t", { source, reference: "t", format: { avro }, envelope: { debezium: {} } });
// @ts-expect-error -- no format
new materialize.SourceTable("t", { source });
// @ts-expect-error -- a view as the source
new materialize.SourceTable("t", { source: view, format: { json: {} } });

// Tables of databases
const tables = new materialize.PostgresSource("p", {
    connection: postgres,
    publication: "pub",
    cluster,
    timestampInterval: "1s",
});
tables.subsources.apply(names => names.map(name => name.length));
new materialize.MySqlSource("m", { connection: "mysql", retainHistory: "1h" });
new materialize.SqlServerSource("s", { connection: "sql_server" });
const ofTable = { source: tables, reference: ["public", text], textColumns: ["a"], excludeColumns: [text] };
new materialize.SourceTable("t", { ...ofTable, partitionBy: ["id"], retainHistory: "1h" });
new materialize.Grant("g", { on: tables, role, privileges: ["SELECT"] });
// @ts-expect-error -- no publication
new materialize.PostgresSource("p", { connection: postgres });
// @ts-expect-error -- a connection to another database
new materialize.MySqlSource("m", { connection: postgres });
// @ts-expect-error -- a name with dots
new materialize.SourceTable("t", { ...ofTable, reference: "public.orders" });
// @ts-expect-error -- no reference
new materialize.SourceTable("t", { source: tables });
// @ts-expect-error -- a format
new materialize.SourceTable("t", { ...ofTable, format: { json: {} } });
// @ts-expect-error -- columns of a topic
new materialize.SourceTable("t", { source, format: { json: {} }, textColumns: ["a"] });

// Load generators
const generated = new materialize.LoadGeneratorSource("l", {
    generator: { auction: { tickInterval: text, asOf: 1, upTo: 2 } },
    cluster,
});
new materialize.LoadGeneratorSource("l", {
    generator: { tpch: { scaleFactor: 0.1 } },
    timestampInterval: "1s",
    retainHistory: "1h",
});
new materialize.LoadGeneratorSource("l", { generator: { counter: { maxCardinality: 10 } } });
new materialize.Grant("g", { on: generated, role, privileges: ["SELECT"] });
new materialize.Index("i", { on: generated, columns: ["offset"] });
// @ts-expect-error -- no load generator
new materialize.LoadGeneratorSource("l", { generator: {} });
// @ts-expect-error -- two load generators
new materialize.LoadGeneratorSource("l", { generator: { auction: {}, clock: {} } });
// @ts-expect-error -- an option of another load generator
new materialize.LoadGeneratorSource("l", { generator: { auction: { scaleFactor: 1 } } });
// @ts-expect-error -- no keys
new materialize.LoadGeneratorSource("l", { generator: { keyValue: {} } });

// Webhooks
const hook = new materialize.WebhookSource("w", {
    cluster,
    bodyFormat: { json: { array: true } },
    headers: [{ header: "x-event", as: text, bytes: true }],
    includeHeaders: { only: ["a"], except: [text] },
    check: { expression: text, headers: true, body: { as: "b", bytes: true }, secrets: [{ secret, as: "key" }] },
    replaceLosingRows: true,
});
see(hook.url);
const hooked = new materialize.WebhookTable("w", { bodyFormat: { text: {} }, includeHeaders: true, comments: { body: "b" } });
new materialize.Index("i", { on: hooked, columns: ["body"] });
new materialize.Grant("g", { on: hook, role, privileges: ["SELECT"] });
// @ts-expect-error -- no format of the body
new materialize.WebhookSource("w", { cluster });
// @ts-expect-error -- two formats of the body
new materialize.WebhookSource("w", { bodyFormat: { text: {}, bytes: {} } });
// @ts-expect-error -- a secret by its name
new materialize.WebhookTable("w", { bodyFormat: { text: {} }, check: { expression: "key = 'x'", secrets: [{ secret: "key" }] } });
// @ts-expect-error -- a cluster of a table
new materialize.WebhookTable("w", { bodyFormat: { text: {} }, cluster });
