import type { Fields } from "../../../provider/values/value";
import { lakeSink, sink } from "../exclusions/brokenRules";
import type { Refusal } from "../support";

const registry = (args: Fields): Fields => sink({ format: { avro: { schemaRegistry: "csr", ...args } } });

/** Mistakes in the arguments of sinks. */
export const sinkRefusals: readonly Refusal[] = [
    ["a missing relation", "KafkaSink", sink({ from: undefined }), "from: is missing"],
    ["a missing connection", "KafkaSink", sink({ connection: undefined }), "connection: is missing"],
    [
        "a name that is not one of a topic",
        "KafkaSink",
        sink({ topic: "all orders" }),
        "topic: is not the name of a topic: it takes up to 249 letters, digits, dots, underscores and dashes",
    ],
    [
        "format together with valueFormat",
        "KafkaSink",
        sink({ keyFormat: { json: {} }, valueFormat: { json: {} } }),
        "format: cannot be given together with keyFormat and valueFormat: give format, or the other two",
    ],
    [
        "valueFormat without keyFormat",
        "KafkaSink",
        sink({ format: undefined, valueFormat: { json: {} } }),
        "keyFormat: is missing: valueFormat needs it; without a key, write format",
    ],
    [
        "a format that only sources have",
        "KafkaSink",
        sink({ format: { csv: { columns: 2 } } }),
        "format: format.csv is not an argument; there are json, text, bytes, avro",
    ],
    [
        "Avro without a registry",
        "KafkaSink",
        sink({ format: { avro: {} } }),
        "format: format.avro takes exactly one of schemaRegistry, glue; none is given",
    ],
    [
        "two registries",
        "KafkaSink",
        registry({ glue: { connection: "glue" } }),
        "format: format.avro takes exactly one of schemaRegistry, glue; both are given",
    ],
    [
        "the name of a record together with AWS Glue",
        "KafkaSink",
        sink({ format: { avro: { glue: { connection: "glue" }, valueFullName: "shop.Value" } } }),
        "format: format.avro.valueFullName cannot be given together with glue",
    ],
    [
        "documentation without a text",
        "KafkaSink",
        registry({ docOn: [{ on: "orders" }] }),
        "format: format.avro.docOn[0].comment is missing",
    ],
    [
        "documentation in another schema",
        "KafkaSink",
        registry({ docOn: [{ on: "orders", in: "values", comment: "c" }] }),
        'format: format.avro.docOn[0].in takes one of "key", "value", not "values"; did you mean "value"?',
    ],
    [
        "a setting of a topic that is not a text",
        "KafkaSink",
        sink({ topicConfig: { "retention.ms": 3600000 } }),
        "topicConfig: topicConfig.retention.ms takes a string, not a number",
    ],
    [
        "a topic's configuration as a text",
        "KafkaSink",
        sink({ topicConfig: "compact" }),
        "topicConfig: takes an object of texts, not a string",
    ],
    [
        "a statement in place of an expression",
        "KafkaSink",
        sink({ partitionBy: "SELECT id" }),
        "partitionBy: is a statement: give only the expression over the relation's columns",
    ],
    [
        "two modes",
        "IcebergSink",
        lakeSink({ mode: { upsert: { key: { columns: ["id"] } }, append: {} } }),
        "mode: takes exactly one of upsert, append; upsert and append are given",
    ],
    ["the mode upsert without a key", "IcebergSink", lakeSink({ mode: { upsert: {} } }), "mode: mode.upsert.key is missing"],
    [
        "a key of the mode append",
        "IcebergSink",
        lakeSink({ mode: { append: { key: { columns: ["id"] } } } }),
        "mode: mode.append.key is not an argument; there is none here",
    ],
    ["a key without columns", "KafkaSink", sink({ key: { columns: [] } }), "key: key.columns takes at least 1 item"],
];
