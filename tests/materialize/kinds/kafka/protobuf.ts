import { failure } from "../../errors";
import { debug } from "../../sql/names";
import { column, type Column } from "./columns";

/** A message of a file descriptor set, with its fields. */
interface ProtobufMessage {
    readonly name: string;
    readonly columns: readonly Column[];
}

interface Wire {
    readonly field: number;
    readonly number: number;
    readonly bytes: Buffer;
}

/** The types of PostgreSQL by the numbers of Protobuf's types. */
const TYPES: Readonly<Record<number, string>> = {
    1: "float8",
    2: "float4",
    3: "int8",
    4: "store.uint8",
    5: "int4",
    8: "bool",
    9: "text",
    12: "bytea",
    13: "store.uint4",
    17: "int4",
    18: "int8",
};
const REPEATED = 3;

/** Returns the columns of a message that a FileDescriptorSet describes. */
export function protobufColumns(descriptors: Buffer, name: string): readonly Column[] {
    const messages = entries(descriptors, "FileDescriptorSet.file")
        .filter(entry => entry.field === 1)
        .flatMap(file => messagesOf(file.bytes));
    const fullName = name.replace(/^\./u, "");
    const found = messages.find(message => message.name === fullName);
    if (!found) throw failure(`protobuf message ${debug(name)} not found in file descriptor set`);
    return found.columns;
}

function messagesOf(file: Buffer): ProtobufMessage[] {
    const parts = entries(file, "FileDescriptorProto");
    const scope = parts.find(part => part.field === 2)?.bytes.toString() ?? "";
    return parts.filter(part => part.field === 4).map(part => messageOf(part.bytes, scope));
}

function messageOf(bytes: Buffer, scope: string): ProtobufMessage {
    const parts = entries(bytes, "DescriptorProto");
    const name = parts.find(part => part.field === 1)?.bytes.toString() ?? "";
    const columns = parts.filter(part => part.field === 2).map(part => fieldColumn(entries(part.bytes, "FieldDescriptorProto")));
    return { name: scope === "" ? name : `${scope}.${name}`, columns };
}

function fieldColumn(parts: readonly Wire[]): Column {
    const name = parts.find(part => part.field === 1)?.bytes.toString() ?? "";
    const label = parts.find(part => part.field === 4)?.number;
    const type = parts.find(part => part.field === 5)?.number ?? 0;
    const message = TYPES[type] === undefined;
    return column(name, label === REPEATED ? "store.list" : (TYPES[type] ?? "jsonb"), message);
}

function entries(bytes: Buffer, what: string): Wire[] {
    const found: Wire[] = [];
    let at = 0;
    const varint = (): number => {
        let value = 0;
        for (let shift = 0; ; shift += 7) {
            const byte = bytes[at++];
            if (byte === undefined) throw underflow(what);
            value += (byte & 0x7f) * 2 ** shift;
            if (byte < 0x80) return value;
        }
    };
    while (at < bytes.length) {
        const tag = varint();
        const field = Math.floor(tag / 8);
        const kind = tag % 8;
        if (kind === 0) found.push({ field, number: varint(), bytes: Buffer.alloc(0) });
        else {
            const length = kind === 2 ? varint() : kind === 1 ? 8 : 4;
            if (at + length > bytes.length) throw underflow(what);
            found.push({ field, number: 0, bytes: bytes.subarray(at, at + length) });
            at += length;
        }
    }
    return found;
}

function underflow(what: string): Error {
    const decoding = "decoding file descriptor set: failed to decode file descriptor set: failed to decode Protobuf message";
    return failure(`${decoding}: ${what}: buffer underflow`);
}
