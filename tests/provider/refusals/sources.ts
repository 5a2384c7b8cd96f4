import type { Fields } from "../../../provider/values/value";
import type { Refusal } from "../support";

const source = (args: Fields): Fields => ({ connection: "kafka", topic: "t", ...args });

/** What is wrong with a source. */
export const sourceRefusals: readonly Refusal[] = [
    ["a source without a topic", "KafkaSource", { connection: "k", format: { json: {} } }, "topic: is missing"],
    [
        "a source without a format",
        "KafkaSource",
        source({}),
        "format: is missing: give format, or keyFormat and valueFormat, or tablesOnly: true where tables are made from the source",
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
        "a format as a word",
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
        "upserts without a key",
        "KafkaSource",
        source({ format: { json: {} }, envelope: { upsert: {} } }),
        "envelope: needs the messages' key: give keyFormat and valueFormat instead of format",
    ],
    [
        "Debezium that is not Avro",
        "KafkaSource",
        source({ keyFormat: { json: {} }, valueFormat: { json: {} }, envelope: { debezium: {} } }),
        "envelope: debezium needs the value in Avro",
    ],
    [
        "a key that nobody decodes",
        "KafkaSource",
        source({ format: { text: {} }, include: { key: true } }),
        "include: include.key needs keyFormat and valueFormat instead of format",
    ],
    [
        "an alias that would keep its quotes",
        "KafkaSource",
        source({ format: { text: {} }, include: { timestamp: "Ts" } }),
        "include: include.timestamp takes a name of small letters, digits and underscores that is no keyword: Materialize would keep the quotes of any other as a part of the column's name",
    ],
    [
        "an alias that is a keyword",
        "KafkaSource",
        source({ format: { text: {} }, include: { header: [{ key: "order", alias: "order" }] } }),
        "include: include.header[0].alias takes a name of small letters, digits and underscores that is no keyword: Materialize would keep the quotes of any other as a part of the column's name",
    ],
    [
        "a column twice",
        "KafkaSource",
        source({ format: { text: {} }, include: { offset: "x", partition: "x" } }),
        'include: names the column "x" more than once: give one of them an alias',
    ],
    [
        "two beginnings",
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
        "a format where tables decode",
        "KafkaSource",
        source({ tablesOnly: true, format: { text: {} } }),
        "format: cannot be given with tablesOnly: the tables made from the source have it",
    ],
    [
        "an Avro schema from two places",
        "KafkaSource",
        source({ format: { avro: { schemaRegistry: "r", schema: "{}" } } }),
        "format: format.avro takes schemaRegistry or schema: leave one of them out",
    ],
    [
        "a Protobuf schema that is not hexadecimal",
        "KafkaSource",
        source({ format: { protobuf: { message: "m", schema: "syntax" } } }),
        "format: format.protobuf.schema takes a FileDescriptorSet in hexadecimal digits (protoc --descriptor_set_out)",
    ],
    [
        "a long delimiter",
        "KafkaSource",
        source({ format: { csv: { columns: 2, delimiter: "||" } } }),
        "format: format.csv.delimiter takes one ASCII character",
    ],
    [
        "a history that is too short",
        "KafkaSource",
        source({ format: { json: {} }, retainHistory: "999ms" }),
        'retainHistory: must be at least "1s"',
    ],
    [
        "partitions that are looked for too seldom",
        "KafkaSource",
        source({ format: { json: {} }, topicMetadataRefreshInterval: "1h 1s" }),
        'topicMetadataRefreshInterval: must be at most "1h"',
    ],
    [
        "another interval than there is",
        "KafkaSource",
        source({ format: { json: {} }, timestampInterval: "2 seconds" }),
        'timestampInterval: must be "1s": Materialize takes no other',
    ],
    [
        "a table without a format",
        "SourceTable",
        { source: "kafka" },
        "format: is missing: give format, or keyFormat and valueFormat",
    ],
    [
        "a length of time that is none",
        "KafkaSource",
        source({ format: { json: {} }, retainHistory: "soon" }),
        'retainHistory: takes a length of time such as "30s", "5 minutes" or "1h", not a string',
    ],
];
