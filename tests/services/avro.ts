import type { Json } from "../materialize/world/world";

/** An Avro schema of the types that the world has. */
type Schema = string | readonly Schema[] | RecordSchema;

interface RecordSchema {
    readonly type: "record";
    readonly name: string;
    readonly fields: readonly { readonly name: string; readonly type: Schema }[];
}

/** The records of a schema by their names, which fields after their definition refer to. */
type Records = ReadonlyMap<string, RecordSchema>;

/** Returns a value in Confluent's wire format: a zero byte, the id of the schema, and the value in Avro's binary encoding. */
export function encodeAvro(schema: string, id: number, value: Json): Buffer {
    const head = Buffer.alloc(5);
    head.writeUInt32BE(id, 1);
    return Buffer.concat([head, encodeValue(schema, value)]);
}

/** Returns a value in the wire format of AWS Glue: its version, no compression, the id of the schema's version, and the same encoding. */
export const encodeGlueAvro = (schema: string, versionId: string, value: Json): Buffer =>
    Buffer.concat([Buffer.from([3, 0]), Buffer.from(versionId.replaceAll("-", ""), "hex"), encodeValue(schema, value)]);

function encodeValue(schema: string, value: Json): Buffer {
    const parsed = JSON.parse(schema) as Schema;
    return encode(parsed, value, new Map(recordsIn(parsed).map(record => [record.name, record])));
}

function recordsIn(schema: Schema): RecordSchema[] {
    if (typeof schema === "string") return [];
    if (!("type" in schema)) return schema.flatMap(recordsIn);
    return [schema, ...schema.fields.flatMap(({ type }) => recordsIn(type))];
}

function encode(schema: Schema, value: Json, records: Records): Buffer {
    const record = typeof schema === "string" ? records.get(schema) : "type" in schema ? schema : undefined;
    if (record) {
        const fields = value as Readonly<Record<string, Json>>;
        return Buffer.concat(record.fields.map(({ name, type }) => encode(type, fields[name] ?? null, records)));
    }
    if (typeof schema === "object" && !("type" in schema)) {
        // The unions of the world have two branches: null and another type.
        const at = schema.findIndex(branch => (branch === "null") === (value === null));
        return Buffer.concat([zigzag(at), encode(schema[at] ?? "null", value, records)]);
    }
    if (schema === "null") return Buffer.alloc(0);
    if (schema === "int" && typeof value === "number") return zigzag(value);
    if (schema === "string" && typeof value === "string") {
        const bytes = Buffer.from(value);
        return Buffer.concat([zigzag(bytes.length), bytes]);
    }
    throw new Error(`the world has no Avro type ${JSON.stringify(schema)} with the value ${JSON.stringify(value)}`);
}

/** Returns a number as Avro writes integers: zigzag, seven bits in each byte. */
function zigzag(value: number): Buffer {
    const bytes: number[] = [];
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    while (rest > 127) {
        bytes.push((rest % 128) + 128);
        rest = Math.floor(rest / 128);
    }
    return Buffer.from([...bytes, rest]);
}
