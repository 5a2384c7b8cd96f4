import * as materialize from "../../index";
import { glue, kafka, registry, source, text, view } from "./given";

declare const totals: materialize.MaterializedView;
declare const table: materialize.SourceTable;

const keyless = { connection: kafka, from: totals, topic: text } as const;
const write = { ...keyless, key: { columns: ["id", text] } };
const make = (args: materialize.KafkaSinkArgs): materialize.KafkaSink => new materialize.KafkaSink("s", args);
const upsert = { envelope: { upsert: {} } } as const;
const debezium = { envelope: { debezium: {} } } as const;

// Relations
make({ ...write, ...upsert, format: { json: {} } });
make({ ...write, ...upsert, format: { json: {} }, from: source });
make({ ...write, ...upsert, format: { json: {} }, from: table });
make({ ...write, ...upsert, format: { json: {} }, from: "orders", connection: "kafka" });
make({ ...write, ...upsert, format: { json: {} }, from: { name: "orders", schema: "shop" } });
// @ts-expect-error -- a view has no rows that are stored
make({ ...write, ...upsert, format: { json: {} }, from: view });
// @ts-expect-error -- no relation
make({ connection: kafka, topic: "t", ...debezium, format: { json: {} } });

// Formats
const avro = { schemaRegistry: registry };
const documentation: materialize.SinkDocumentation = { on: "t", column: "c", in: "key", comment: "c" };
make({ ...write, ...upsert, format: { avro } });
make({ ...write, ...upsert, format: { avro: { ...avro, keyFullName: "a.K", valueFullName: text, nullDefaults: true } } });
make({ ...write, ...upsert, format: { avro: { ...avro, keyCompatibilityLevel: "NONE" } } });
make({ ...write, ...upsert, format: { avro: { ...avro, docOn: [{ on: totals, comment: text }] } } });
make({ ...write, ...upsert, format: { avro: { schemaRegistry: registry, docOn: [documentation] } } });
make({ ...write, ...upsert, format: { avro: { glue: { connection: glue, valueSchemaName: "v" } } } });
make({ ...write, ...upsert, keyFormat: { text: {} }, valueFormat: { bytes: {} } });
// @ts-expect-error -- no format
make({ ...write, ...upsert });
// @ts-expect-error -- a format of sources
make({ ...write, ...upsert, format: { regex: "a" } });
// @ts-expect-error -- a format of the keys alone
make({ ...write, ...upsert, keyFormat: { text: {} } });
// @ts-expect-error -- two registries
make({ ...write, ...upsert, format: { avro: { ...avro, glue: { connection: glue } } } });
// @ts-expect-error -- the name of a record in AWS Glue
make({ ...write, ...upsert, format: { avro: { glue: { connection: glue }, valueFullName: "a.V" } } });
// @ts-expect-error -- no such level
make({ ...write, ...upsert, format: { avro: { ...avro, keyCompatibilityLevel: "backward" } } });

// Envelopes, keys and topics
make({ ...keyless, ...debezium, format: { json: {} } });
make({ ...write, ...upsert, format: { json: {} }, key: { columns: ["id"], notEnforced: true }, headers: "headers" });
make({ ...write, ...upsert, format: { json: {} }, topicPartitionCount: 3, topicConfig: { "retention.ms": text } });
make({ ...write, ...upsert, format: { json: {} }, compressionType: "zstd", partitionBy: "id % 3", snapshot: false });
// @ts-expect-error -- no envelope
make({ ...write, format: { json: {} } });
// @ts-expect-error -- an envelope that only sources have
make({ ...write, format: { json: {} }, envelope: { none: {} } });
// @ts-expect-error -- a setting that is not a text
make({ ...write, ...upsert, format: { json: {} }, topicConfig: { "retention.ms": 3600000 } });

// Iceberg
declare const lake: materialize.IcebergCatalogConnection;
const toLake = { connection: lake, from: totals, namespace: "shop", table: text, commitInterval: "1m" } as const;
const makeIceberg = (args: materialize.IcebergSinkArgs): materialize.IcebergSink => new materialize.IcebergSink("s", args);
makeIceberg({ ...toLake, mode: { append: {} } });
makeIceberg({
    ...toLake,
    mode: { upsert: { key: { columns: ["id"], notEnforced: true } } },
    awsConnection: "aws",
    snapshot: false,
});
// @ts-expect-error -- no mode is given
makeIceberg(toLake);
// @ts-expect-error -- an upsert without a key
makeIceberg({ ...toLake, mode: { upsert: {} } });
// @ts-expect-error -- two modes
makeIceberg({ ...toLake, mode: { upsert: { key: { columns: ["id"] } }, append: {} } });
// @ts-expect-error -- no commit interval
makeIceberg({ connection: lake, from: totals, namespace: "shop", table: "t", mode: { append: {} } });
