import type { Fields } from "../../../provider/values/value";
import type { Refusal } from "../support";

const KINDS: readonly (readonly [kind: string, base: Fields])[] = [
    ["KafkaSource", { connection: "kafka", topic: "t" }],
    ["SourceTable", { source: "kafka" }],
];

const text = { text: {} };
const json = { json: {} };
const schema = (...fields: readonly Fields[]): string => JSON.stringify({ type: "record", name: "envelope", fields });
const debezium = (...fields: readonly Fields[]): Fields => ({
    keyFormat: text,
    valueFormat: { avro: { schema: schema(...fields) } },
    envelope: { debezium: {} },
});

const ROWS: readonly (readonly [mistake: string, args: Fields, message: string])[] = [
    [
        "format together with keyFormat and valueFormat",
        { format: json, keyFormat: text, valueFormat: text },
        "format: cannot be given together with keyFormat and valueFormat: give format, or the other two",
    ],
    ["keyFormat without valueFormat", { keyFormat: text }, "valueFormat: is missing: keyFormat needs it"],
    [
        "valueFormat without keyFormat",
        { valueFormat: text },
        "keyFormat: is missing: valueFormat needs it; without a key, write format",
    ],
    [
        "an alias that needs quotes",
        { format: text, include: { timestamp: "Ts" } },
        "include: include.timestamp takes names of lowercase letters, digits and underscores that are not reserved keywords: Materialize would keep the quotes of any other name as a part of the column's name",
    ],
    [
        "an alias of a header that is a keyword",
        { format: text, include: { header: [{ key: "order", alias: "order" }] } },
        "include: include.header takes names of lowercase letters, digits and underscores that are not reserved keywords: Materialize would keep the quotes of any other name as a part of the column's name",
    ],
    [
        "two lists of columns",
        { format: { csv: { columns: ["a", "b"] } }, columns: ["a"] },
        "columns: cannot be given if csv.columns contains names: set csv.columns to the number of columns",
    ],
    [
        "the names of CSV columns together with a key",
        { keyFormat: text, valueFormat: { csv: { columns: ["a", "b"] } }, envelope: { upsert: {} } },
        "columns: is missing: the key's columns come before those of the CSV, so set csv.columns to a number and list all names here",
    ],
    [
        "a column that is named twice",
        { format: { csv: { columns: 2 } }, columns: ["a", "a"] },
        "columns: contains a name more than once",
    ],
    [
        "more names than columns",
        { format: json, include: { offset: true }, columns: ["a", "b", "c"] },
        "columns: has more names than there are columns",
    ],
    [
        "a metadata column with the name of the value column",
        { format: json, include: { headers: "data" } },
        "columns: would contain a name more than once: give one of the columns an alias, or list all names here",
    ],
    [
        "an envelope that does not exist",
        { format: json, envelope: { materialize: {} } },
        "envelope: envelope.materialize is not an argument; there are none, debezium, upsert",
    ],
    [
        "the option array of JSON",
        { format: { json: { array: true } } },
        "format: format.json.array is not an argument; there is none here",
    ],
    [
        "strategies for Protobuf",
        { format: { protobuf: { schemaRegistry: "r", valueStrategy: { latest: {} } } } },
        "format: format.protobuf.valueStrategy is not an argument; there are schemaRegistry, message, schema",
    ],
    [
        "strategies without a registry",
        { format: { avro: { schema: '"string"', valueStrategy: { latest: {} } } } },
        "format: format.avro.valueStrategy cannot be given together with schema",
    ],
    [
        "strategies for AWS Glue",
        { format: { avro: { glue: { connection: "g", schemaName: "s" }, valueStrategy: { latest: {} } } } },
        "format: format.avro.valueStrategy cannot be given together with glue",
    ],
    [
        "two strategies for one schema",
        { format: { avro: { schemaRegistry: "r", keyStrategy: { latest: {}, id: 7 } } } },
        "format: format.avro.keyStrategy takes exactly one of latest, id, inline; latest and id are given",
    ],
    [
        "confluentWireFormat together with a schema registry",
        { format: { avro: { schemaRegistry: "r", confluentWireFormat: false } } },
        "format: format.avro.confluentWireFormat cannot be given together with schemaRegistry",
    ],
    [
        "the name of a Protobuf message together with a schema registry",
        { format: { protobuf: { schemaRegistry: "r", message: "m" } } },
        "format: format.protobuf.message cannot be given together with schemaRegistry",
    ],
    [
        "an Avro schema that is not JSON",
        { format: { avro: { schema: "record r" } } },
        "format: format.avro.schema is not an Avro schema, which must be JSON",
    ],
    [
        'a Debezium schema without the field "after"',
        debezium({ name: "op", type: "string" }),
        'valueFormat: valueFormat.avro.schema has no field "after", which the envelope debezium reads',
    ],
];

/** Mistakes in the formats, the envelope and the columns of sources and source tables. */
export const decodingRefusals: readonly Refusal[] = KINDS.flatMap(([kind, base]) =>
    ROWS.map(([mistake, args, message]): Refusal => [mistake, kind, { ...base, ...args }, message]),
);
