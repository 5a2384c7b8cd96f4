import { failure } from "../../errors";
import { column, type Cell, type Column } from "./columns";
import type { Json } from "../../world/world";

type Schema =
    | string
    | readonly Schema[]
    | { readonly type: Schema; readonly name?: string; readonly fields?: readonly Field[]; readonly logicalType?: string };

interface Field {
    readonly name: string;
    readonly type: Schema;
}

const TYPES: Readonly<Record<string, string>> = {
    int: "int4",
    long: "int8",
    float: "float4",
    double: "float8",
    boolean: "bool",
    string: "text",
    bytes: "bytea",
};

export function parseAvro(text: string): Schema {
    try {
        return JSON.parse(text) as Schema;
    } catch {
        const problem = /^\s*[ntf]/u.test(text) ? "expected ident at line 1 column 2" : "expected value at line 1 column 1";
        throw failure(`validating avro schema: ${problem}`);
    }
}

/** Returns the fields of a record. A name refers to a record of the same schema. */
export function fieldsOf(schema: Schema, root: Schema = schema): readonly Field[] | undefined {
    if (typeof schema === "string") return named(root, schema);
    if (isUnion(schema)) return schema.map(branch => fieldsOf(branch, root)).find(fields => fields !== undefined);
    return schema.fields ?? (typeof schema.type === "string" ? undefined : fieldsOf(schema.type, root));
}

function named(schema: Schema, name: string): readonly Field[] | undefined {
    if (typeof schema === "string") return undefined;
    if (isUnion(schema)) return schema.map(branch => named(branch, name)).find(fields => fields !== undefined);
    if (schema.name === name && schema.fields) return schema.fields;
    return [...(schema.fields ?? []).map(field => field.type), ...(typeof schema.type === "string" ? [] : [schema.type])]
        .map(inner => named(inner, name))
        .find(fields => fields !== undefined);
}

export function avroColumns(schema: Schema): Column[] {
    const fields = fieldsOf(schema);
    return fields ? fields.map(field => avroColumn(field.name, field.type)) : [avroColumn("data", schema)];
}

/** Returns the columns of the field `after` of a Debezium envelope. */
export function afterColumns(schema: Schema): Column[] | undefined {
    const after = fieldsOf(schema)?.find(field => field.name === "after");
    const fields = after && fieldsOf(after.type, schema);
    return fields?.map(field => avroColumn(field.name, field.type));
}

/** Returns the error in the field `before` of a Debezium envelope. The field is optional. */
export function beforeProblem(schema: Schema): string | undefined {
    const [before, after] = ["before", "after"].map(name => fieldsOf(schema)?.find(field => field.name === name));
    if (!before || !after) return undefined;
    const fields = fieldsOf(before.type, schema);
    if (!fields) return "'before' column must be of type record";
    const same = JSON.stringify(fields) === JSON.stringify(fieldsOf(after.type, schema));
    return same ? undefined : "'before' type differs from 'after' column";
}

function avroColumn(name: string, schema: Schema): Column {
    const nullable = isUnion(schema) && schema.includes("null");
    const inner = isUnion(schema) ? (schema.find(branch => branch !== "null") ?? "string") : schema;
    const type = typeof inner === "string" ? inner : isUnion(inner) ? "" : typeof inner.type === "string" ? inner.type : "";
    return column(name, TYPES[type] ?? "jsonb", nullable);
}

const isUnion = (schema: Schema): schema is readonly Schema[] => Array.isArray(schema);

/** Returns the cells of a record, which the world file has as JSON. */
export function avroCells(columns: readonly Column[], part: Json): readonly Cell[] | { problem: string } {
    const record =
        typeof part === "object" && part !== null && !Array.isArray(part) ? (part as Readonly<Record<string, Json>>) : undefined;
    if (!record)
        return columns.length === 1 && columns[0]?.name === "data" ? [cell(part)] : { problem: "avro deserialization error" };
    return columns.map(({ name }) => cell(record[name] ?? null));
}

function cell(value: Json): Cell {
    if (value === null) return null;
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}
