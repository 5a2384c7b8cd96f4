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

const ROWS: readonly (readonly [what: string, args: Fields, sentence: string])[] = [
    [
        "one format and two",
        { format: json, keyFormat: text, valueFormat: text },
        "format: cannot be given together with keyFormat and valueFormat: leave one of the two ways out",
    ],
    ["a key without a value", { keyFormat: text }, "valueFormat: is missing: keyFormat needs it"],
    ["a value without a key", { valueFormat: text }, "keyFormat: is missing: valueFormat needs it; without a key, write format"],
    [
        "two lists of columns",
        { format: { csv: { columns: ["a", "b"] } }, columns: ["a"] },
        "columns: cannot be given where csv.columns has the names: give csv.columns their number",
    ],
    [
        "names of a CSV behind a key",
        { keyFormat: text, valueFormat: { csv: { columns: ["a", "b"] } }, envelope: { upsert: {} } },
        "columns: is needed where a key's columns stand before those of the CSV: give csv.columns their number, and all names here",
    ],
    ["a column that is named twice", { format: { csv: { columns: 2 } }, columns: ["a", "a"] }, "columns: has a name twice"],
    [
        "more names than columns",
        { format: json, include: { offset: true }, columns: ["a", "b", "c"] },
        "columns: has more names than there are columns",
    ],
    [
        "metadata that is called as the value is",
        { format: json, include: { headers: "data" } },
        "columns: would have a name twice: give one of the columns an alias, or list all names here",
    ],
    [
        "an envelope that does not exist",
        { format: json, envelope: { materialize: {} } },
        "envelope: envelope.materialize is not an argument; there are none, debezium, upsert",
    ],
    ["a list of JSON", { format: { json: { array: true } } }, "format: format.json.array is not an argument; there is none here"],
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
        "two strategies",
        { format: { avro: { schemaRegistry: "r", keyStrategy: { latest: {}, id: 7 } } } },
        "format: format.avro.keyStrategy takes exactly one of latest, id, inline; latest and id are given",
    ],
    [
        "a wire format that the registry has",
        { format: { avro: { schemaRegistry: "r", confluentWireFormat: false } } },
        "format: format.avro.confluentWireFormat cannot be given together with schemaRegistry",
    ],
    [
        "a message that the registry knows",
        { format: { protobuf: { schemaRegistry: "r", message: "m" } } },
        "format: format.protobuf.message cannot be given together with schemaRegistry",
    ],
    [
        "an Avro schema that is not JSON",
        { format: { avro: { schema: "record r" } } },
        "format: format.avro.schema is not an Avro schema: that is JSON",
    ],
    [
        "a Debezium value without what was after",
        debezium({ name: "op", type: "string" }),
        'valueFormat: valueFormat.avro.schema has no field "after", which the envelope debezium reads',
    ],
];

/** What is wrong with how messages are decoded. */
export const decodingRefusals: readonly Refusal[] = KINDS.flatMap(([kind, base]) =>
    ROWS.map(([what, args, sentence]): Refusal => [`${what} (${kind})`, kind, { ...base, ...args }, sentence]),
);
