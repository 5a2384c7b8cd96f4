import type { Fields } from "../../../provider/values/value";
import type { Refusal } from "../support";

const source = (args: Fields): Fields => ({ connection: "kafka", topic: "t", ...args });

/** Mistakes in the arguments of sources and source tables. */
export const sourceRefusals: readonly Refusal[] = [
    ["a missing topic", "KafkaSource", { connection: "k", format: { json: {} } }, "topic: is missing"],
    [
        "a missing format",
        "KafkaSource",
        source({}),
        "format: is missing: give format, or keyFormat and valueFormat, or tablesOnly: true if only tables read from the source",
    ],
    [
        "two formats",
        "KafkaSource",
        source({ format: { json: {}, text: {} } }),
        "format: takes exactly one of json, text, bytes, regex, csv, avro, protobuf; json and text are given",
    ],
    [
        "an empty format",
        "KafkaSource",
        source({ format: {} }),
        "format: takes exactly one of json, text, bytes, regex, csv, avro, protobuf; none is given",
    ],
    [
        "a format as a string",
        "KafkaSource",
        source({ format: "json" }),
        "format: takes an object with exactly one of json, text, bytes, regex, csv, avro, protobuf, not a string",
    ],
    [
        "a misspelt format",
        "KafkaSource",
        source({ format: { jsno: {} } }),
        "format: format.jsno is not an argument; did you mean json?",
    ],
    [
        "two envelopes",
        "KafkaSource",
        source({ format: { json: {} }, envelope: { none: {}, upsert: {} } }),
        "envelope: takes exactly one of none, debezium, upsert; none and upsert are given",
    ],
    [
        "the envelope upsert without a key",
        "KafkaSource",
        source({ format: { json: {} }, envelope: { upsert: {} } }),
        "envelope: needs the messages' key: give keyFormat and valueFormat instead of format",
    ],
    [
        "the envelope debezium with a value that is not Avro",
        "KafkaSource",
        source({ keyFormat: { json: {} }, valueFormat: { json: {} }, envelope: { debezium: {} } }),
        "envelope: debezium needs the value in Avro",
    ],
    [
        "include.key without keyFormat",
        "KafkaSource",
        source({ format: { text: {} }, include: { key: true } }),
        "include: include.key needs keyFormat and valueFormat instead of format",
    ],
    [
        "two metadata columns of one name",
        "KafkaSource",
        source({ format: { text: {} }, include: { offset: "x", partition: "x" } }),
        'include: names the column "x" more than once: give one of them an alias',
    ],
    [
        "startOffset together with startTimestamp",
        "KafkaSource",
        source({ format: { text: {} }, startOffset: [0], startTimestamp: -1 }),
        "startOffset: cannot be given together with startTimestamp: leave one of them out",
    ],
    [
        "a negative offset",
        "KafkaSource",
        source({ format: { text: {} }, startOffset: [-1] }),
        "startOffset: startOffset[0] must be at least 0",
    ],
    [
        "a format together with tablesOnly",
        "KafkaSource",
        source({ tablesOnly: true, format: { text: {} } }),
        "format: cannot be given with tablesOnly: set it on each SourceTable that reads from the source",
    ],
    [
        "a progress subsource together with tablesOnly",
        "KafkaSource",
        source({ tablesOnly: true, exposeProgressAs: "p" }),
        "exposeProgressAs: cannot be given with tablesOnly: such a source has no progress subsource",
    ],
    [
        "an Avro schema together with a schema registry",
        "KafkaSource",
        source({ format: { avro: { schemaRegistry: "r", schema: "{}" } } }),
        "format: format.avro takes exactly one of schemaRegistry, glue, schema; schemaRegistry and schema are given",
    ],
    [
        "a schema of AWS Glue together with a schema registry",
        "KafkaSource",
        source({ format: { avro: { schemaRegistry: "r", glue: { connection: "g", schemaName: "s" } } } }),
        "format: format.avro takes exactly one of schemaRegistry, glue, schema; schemaRegistry and glue are given",
    ],
    [
        "Avro without a schema",
        "KafkaSource",
        source({ format: { avro: {} } }),
        "format: format.avro takes exactly one of schemaRegistry, glue, schema; none is given",
    ],
    [
        "a schema of AWS Glue without its name",
        "KafkaSource",
        source({ format: { avro: { glue: { connection: "g" } } } }),
        "format: format.avro.glue.schemaName is missing",
    ],
    [
        "Protobuf with AWS Glue",
        "KafkaSource",
        source({ format: { protobuf: { glue: { connection: "g", schemaName: "s" } } } }),
        "format: format.protobuf.glue is not an argument; there are schemaRegistry, message, schema",
    ],
    [
        "a Protobuf schema that is not hexadecimal",
        "KafkaSource",
        source({ format: { protobuf: { message: "m", schema: "syntax" } } }),
        "format: format.protobuf.schema takes a FileDescriptorSet in hexadecimal digits (protoc --descriptor_set_out)",
    ],
    [
        "a delimiter of two characters",
        "KafkaSource",
        source({ format: { csv: { columns: 2, delimiter: "||" } } }),
        "format: format.csv.delimiter takes one ASCII character",
    ],
    [
        "a retainHistory below one second",
        "KafkaSource",
        source({ format: { json: {} }, retainHistory: "999ms" }),
        'retainHistory: must be at least "1s"',
    ],
    [
        "a topicMetadataRefreshInterval under one second",
        "KafkaSource",
        source({ format: { json: {} }, topicMetadataRefreshInterval: "500ms" }),
        'topicMetadataRefreshInterval: must be at least "1s", which Materialize requires from v26.39 on',
    ],
    [
        "a topicMetadataRefreshInterval over one hour",
        "KafkaSource",
        source({ format: { json: {} }, topicMetadataRefreshInterval: "1h 1s" }),
        'topicMetadataRefreshInterval: must be at most "1h"',
    ],
    [
        "a timestampInterval that is no duration",
        "KafkaSource",
        source({ format: { json: {} }, timestampInterval: "often" }),
        'timestampInterval: takes a length of time such as "30s", "5 minutes" or "1h", not a string',
    ],
    ["a missing format", "SourceTable", { source: "kafka" }, "format: is missing: give format, or keyFormat and valueFormat"],
    [
        "an invalid duration",
        "KafkaSource",
        source({ format: { json: {} }, retainHistory: "soon" }),
        'retainHistory: takes a length of time such as "30s", "5 minutes" or "1h", not a string',
    ],
];
