import type { Column } from "../../postgres/database";
import { debug } from "../../sql/names";

/** What a replacement and its target must have in common. */
export interface RelationSchema {
    readonly columns: readonly { readonly name: string; readonly nullable: boolean; readonly type: Column }[];
    /** The columns of the unique key; undefined without one. */
    readonly keys: readonly string[] | undefined;
}

/** Returns the differences between two schemas, as the details of Materialize's error list them. */
export function schemaDifferences(target: RelationSchema, replacement: RelationSchema): string[] {
    const count = Math.max(target.columns.length, replacement.columns.length);
    const columns = Array.from({ length: count }, (_, at) =>
        columnDifference(target.columns[at], replacement.columns[at], at + 1),
    );
    const keys = [target.keys, replacement.keys].map(names => (names === undefined ? "(none)" : `{${names.join(", ")}}`));
    const keyDifference = keys[0] === keys[1] ? [] : [`keys differ ${sides(keys[0], keys[1])}`];
    return [...columns.flat(), ...keyDifference];
}

type SchemaColumn = RelationSchema["columns"][number];

function columnDifference(target: SchemaColumn | undefined, other: SchemaColumn | undefined, position: number): string[] {
    const at = `at position ${position}`;
    if (target === undefined) return other === undefined ? [] : [`extra column ${debug(other.name)} ${at}`];
    if (other === undefined) return [`missing column ${debug(target.name)} ${at}`];
    if (target.name !== other.name) return [`column ${at}: name mismatch ${sides(debug(target.name), debug(other.name))}`];
    const column = `column ${debug(target.name)} ${at}`;
    const [type, otherType] = [nameOf(target.type), nameOf(other.type)];
    if (type !== otherType) return [`${column}: type mismatch ${sides(type, otherType)}`];
    const nullability = [target, other].map(({ nullable }) => (nullable ? "NULL" : "NOT NULL"));
    return target.nullable === other.nullable ? [] : [`${column}: nullability mismatch ${sides(nullability[0], nullability[1])}`];
}

const sides = (target = "", replacement = ""): string => `(target: ${target}, replacement: ${replacement})`;

/** Materialize's own names of types, by OID. */
const NAMES: Readonly<Record<number, string>> = {
    16: "Bool",
    17: "Bytes",
    20: "Int64",
    21: "Int16",
    23: "Int32",
    25: "String",
    26: "Oid",
    700: "Float32",
    701: "Float64",
    1007: "Array(Int32)",
    1009: "Array(String)",
    1082: "Date",
    1083: "Time",
    1186: "Interval",
    2950: "Uuid",
    3802: "Jsonb",
    16384: "List { element_type: String, custom_id: None }",
    16460: "UInt16",
    16462: "UInt32",
    16464: "UInt64",
    16552: "MzTimestamp",
};

const limited = (name: string, field: string, limit: string, value: number | undefined): string =>
    `${name} { ${field}: ${value === undefined ? "None" : `Some(${limit}(${value}))`} }`;

function nameOf({ type, modifier = -1 }: Column): string {
    const given = modifier < 0 ? undefined : modifier;
    // PostgreSQL adds the length of a header to the modifiers of these two types.
    const length = given === undefined ? undefined : given - 4;
    if (type === 1700)
        return limited("Numeric", "max_scale", "NumericMaxScale", length === undefined ? undefined : length & 0x7ff);
    if (type === 1043) return limited("VarChar", "max_length", "VarCharMaxLength", length);
    if (type === 1114) return limited("Timestamp", "precision", "TimestampPrecision", given);
    if (type === 1184) return limited("TimestampTz", "precision", "TimestampPrecision", given);
    return NAMES[type] ?? `Type(${type})`;
}
