import * as materialize from "../../index";
import { cluster, kafka, registry, source, text, view } from "./given";

const avro = { schemaRegistry: registry };
const read = { connection: kafka, topic: "t", cluster } as const;
const make = (args: materialize.KafkaSourceArgs): materialize.KafkaSource => new materialize.KafkaSource("s", args);

// Formats.
make({ ...read, format: { json: {} } });
make({ ...read, format: { text: {} }, connection: "kafka", cluster: "quickstart" });
make({ ...read, format: { regex: text } });
make({ ...read, format: { csv: { columns: 3, delimiter: ";" } } });
make({ ...read, format: { csv: { columns: ["a", text] } } });
make({ ...read, format: { csv: { header: ["a"] } } });
make({ ...read, format: { avro: { ...avro, keyStrategy: { latest: {} }, valueStrategy: { inline: text } } } });
make({ ...read, format: { avro: { schema: text, confluentWireFormat: false } } });
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
// @ts-expect-error -- a format as a word
make({ ...read, format: "json" });
// @ts-expect-error -- a format that does not exist
make({ ...read, format: { xml: {} } });
// @ts-expect-error -- arguments of a format that has none
make({ ...read, format: { json: { array: true } } });
// @ts-expect-error -- a key alone
make({ ...read, keyFormat: { text: {} } });
// @ts-expect-error -- a value alone
make({ ...read, valueFormat: { text: {} } });
// @ts-expect-error -- a format beside a key's and a value's
make({ ...read, format: { text: {} }, keyFormat: { text: {} }, valueFormat: { text: {} } });
// @ts-expect-error -- a format where tables decode
make({ ...read, tablesOnly: true, format: { text: {} } });
// @ts-expect-error -- columns both counted and named
make({ ...read, format: { csv: { columns: 3, header: ["a"] } } });
// @ts-expect-error -- a schema from two places
make({ ...read, format: { avro: { ...avro, schema: "{}" } } });
// @ts-expect-error -- a strategy without a registry
make({ ...read, format: { avro: { schema: "{}", keyStrategy: { latest: {} } } } });
// @ts-expect-error -- the registry's wire format is its own
make({ ...read, format: { avro: { ...avro, confluentWireFormat: false } } });
// @ts-expect-error -- two strategies
make({ ...read, format: { avro: { ...avro, valueStrategy: { id: 1, latest: {} } } } });
// @ts-expect-error -- a registry of another kind
make({ ...read, format: { avro: { schemaRegistry: kafka } } });
// @ts-expect-error -- a message that the registry knows
make({ ...read, format: { protobuf: { ...avro, message: "m" } } });
// @ts-expect-error -- a schema without its message
make({ ...read, format: { protobuf: { schema: "0a" } } });

// Envelopes, metadata, beginnings.
const json = { ...read, format: { json: {} } } as const;
make({ ...json, envelope: { none: {} }, startOffset: [0, 10] });
make({ ...json, envelope: { upsert: {} }, startTimestamp: -60_000 });
make({ ...json, envelope: { upsert: { valueDecodingErrors: { inline: true } } } });
make({ ...json, envelope: { upsert: { valueDecodingErrors: { inline: text } } } });
make({ ...json, include: { key: "k", partition: true, offset: text, header: [{ key: "h", alias: "a", bytes: true }] } });
make({ ...json, groupIdPrefix: "p", topicMetadataRefreshInterval: "60s", exposeProgressAs: "p", retainHistory: "1h" });
// @ts-expect-error -- two envelopes
make({ ...json, envelope: { none: {}, debezium: {} } });
// @ts-expect-error -- an envelope as a word
make({ ...json, envelope: "upsert" });
// @ts-expect-error -- errors that go nowhere
make({ ...json, envelope: { upsert: { valueDecodingErrors: { inline: false } } } });
// @ts-expect-error -- a header without its column
make({ ...json, include: { header: [{ key: "h" }] } });
// @ts-expect-error -- metadata that does not exist
make({ ...json, include: { topic: true } });
// @ts-expect-error -- two beginnings
make({ ...json, startOffset: [0], startTimestamp: 0 });
// @ts-expect-error -- no topic
make({ connection: kafka, format: { json: {} } });
// @ts-expect-error -- no connection
make({ topic: "t", format: { json: {} } });
// @ts-expect-error -- a misspelt argument
make({ ...json, exposeProgresAs: "p" });

// Tables of a source.
new materialize.SourceTable("t", { source, reference: "t", format: { avro }, envelope: { debezium: {} } });
// @ts-expect-error -- no format
new materialize.SourceTable("t", { source });
// @ts-expect-error -- a table of a view
new materialize.SourceTable("t", { source: view, format: { json: {} } });
