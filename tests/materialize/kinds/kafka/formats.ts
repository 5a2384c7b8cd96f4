import type { CatalogObject } from "../../catalog/object";
import { failure, notModelled } from "../../errors";
import type { Scope } from "../../session/plan";
import { bracket, commas, type Doc } from "../../sql/doc";
import { simple, text } from "../../sql/names";
import { isConnection, type ConnectionBody } from "../connection/body";
import { bytea } from "../../sql/bytea";
import { avroCells, avroColumns, parseAvro } from "./avro";
import { readGlueFormat } from "./glueFormat";
import { column, textOfPart, type Format } from "./columns";
import { protobufColumns } from "./protobuf";
import { readRegistryFormat, type RegistryFormat } from "./registryFormat";

/** The formats of the values, and of the keys if they are read. */
export interface Formats {
    readonly definition: Doc;
    readonly bare: boolean;
    readonly value: Format;
    readonly key?: Format | undefined;
    readonly uses: readonly string[];
}

/** Reads FORMAT f, or KEY FORMAT f VALUE FORMAT f. */
export function readFormats(scope: Scope, topic: string): Formats | undefined {
    const { cursor } = scope;
    if (cursor.take("FORMAT")) {
        const format = readFormat(scope, topic, "value");
        const definition: Doc = { group: { nest: ["FORMAT", { line: " " }, format.definition] } };
        return { definition, bare: true, value: format, key: format.key, uses: format.uses };
    }
    if (!cursor.take("KEY", "FORMAT")) return undefined;
    const key = readFormat(scope, topic, "key");
    cursor.expect("VALUE", "FORMAT");
    const value = readFormat(scope, topic, "value");
    const titled = (title: string, doc: Doc): Doc => ({ group: { nest: [title, { line: " " }, doc] } });
    const definition: Doc = {
        group: [titled("KEY FORMAT", key.definition), { line: " " }, titled("VALUE FORMAT", value.definition)],
    };
    return { definition, bare: false, key, value, uses: [...key.uses, ...value.uses] };
}

type Read = Format & Pick<RegistryFormat, "key" | "uses">;

function readFormat(scope: Scope, topic: string, half: "key" | "value"): Read {
    const { cursor } = scope;
    const plain = (format: Format): Read => ({ ...format, key: undefined, uses: [] });
    if (cursor.take("JSON")) return plain(json(cursor.take("ARRAY")));
    if (cursor.take("TEXT")) return plain(single("text", "TEXT", "text", "text"));
    if (cursor.take("BYTES")) return plain(single("bytes", "BYTES", "data", "bytea"));
    if (cursor.take("CSV")) return plain(csv(scope));
    if (cursor.take("REGEX")) return plain(regex(cursor.string()));
    if (cursor.take("AVRO", "USING", "SCHEMA")) return plain(inlineAvro(scope));
    if (cursor.take("PROTOBUF", "MESSAGE")) return plain(inlineProtobuf(scope));
    if (cursor.at("AVRO", "USING", "AWS")) {
        cursor.expect("AVRO", "USING");
        return readGlueFormat(scope);
    }
    for (const name of ["avro", "protobuf"] as const) {
        if (cursor.take(name.toUpperCase(), "USING")) return readRegistryFormat(scope, name, topic, half);
    }
    return cursor.refuse();
}

function json(array: boolean): Format {
    if (array) throw failure("JSON ARRAY format in sources not yet supported", "0A000");
    return {
        ...single("json", "JSON", "data", "jsonb"),
        decode: part => {
            const source = textOfPart(part);
            try {
                JSON.parse(source);
                return [source];
            } catch {
                return { problem: "Failed to decode JSON" };
            }
        },
    };
}

function single(name: string, definition: string, columnName: string, type: string): Format {
    const cell =
        type === "bytea"
            ? (value: string): string => `\\x${Buffer.from(value).toString("hex")}`
            : (value: string): string => value;
    return { name, definition, columns: [column(columnName, type)], flattens: false, decode: part => [cell(textOfPart(part))] };
}

function csv({ cursor }: Scope): Format {
    cursor.expect("WITH");
    const header = cursor.take("HEADER");
    const names = header ? (cursor.atSymbol("(") ? cursor.list(() => cursor.identifier()) : []) : [];
    const count = header ? names.length : Number(cursor.advance().text);
    if (!header) cursor.expect("COLUMNS");
    const delimiter = cursor.take("DELIMITED", "BY") ? cursor.string() : undefined;
    const columns = Array.from({ length: count }, (_, index) => column(names[index] ?? `column${index + 1}`, "text"));
    const written: Doc = header ? ["HEADER ", bracket("(", commas(names.map(ident => ({ ident }))), ")")] : `${count} COLUMNS`;
    return {
        name: "csv",
        definition: ["CSV WITH ", written, ...(delimiter === undefined ? [] : [` DELIMITED BY ${text(delimiter)}`])],
        columns,
        flattens: true,
        decode: part => {
            const cells = splitCsv(textOfPart(part), delimiter ?? ",");
            return cells.length === count
                ? cells
                : { problem: `CSV error at record number 1: expected ${count} columns, got ${cells.length}.` };
        },
    };
}

function splitCsv(line: string, delimiter: string): string[] {
    const cells: string[] = [""];
    let quotedCell = false;
    for (const character of line) {
        if (character === '"') quotedCell = !quotedCell;
        else if (character === delimiter && !quotedCell) cells.push("");
        else cells.push(`${cells.pop() ?? ""}${character}`);
    }
    return cells;
}

function compile(pattern: string): RegExp {
    try {
        return new RegExp(pattern.replaceAll("(?P<", "(?<"), "u");
    } catch {
        const open = Array.from(pattern).reduce<number[]>(
            (stack, character, at) => (character === "(" ? [...stack, at] : character === ")" ? stack.slice(0, -1) : stack),
            [],
        );
        if (open.length === 0) throw notModelled(`the error of the regular expression ${pattern}`);
        const caret = `${" ".repeat(open[0] ?? 0)}^`;
        throw failure(`parsing regex: regex parse error:\n    ${pattern}\n    ${caret}\nerror: unclosed group`);
    }
}

function regex(pattern: string): Format {
    const compiled = compile(pattern);
    const groups = new RegExp(`${compiled.source}|`, "u").exec("");
    const names = Object.keys(groups?.groups ?? {});
    const columns = Array.from({ length: (groups?.length ?? 1) - 1 }, (_, index) =>
        column(names[index] ?? `column${index + 1}`, "text", true),
    );
    return {
        name: "regex",
        definition: `REGEX ${text(pattern)}`,
        columns,
        flattens: true,
        decode: part =>
            compiled
                .exec(textOfPart(part))
                ?.slice(1)
                .map((cell: string | undefined) => cell ?? null) ?? { problem: "no match" },
    };
}

function inlineAvro({ cursor }: Scope): Format {
    const schema = cursor.string();
    const options = cursor.atSymbol("(")
        ? cursor.list(() => {
              cursor.expect("CONFLUENT", "WIRE", "FORMAT");
              cursor.symbol("=");
              return cursor.advance().text.toLowerCase();
          })
        : [];
    const columns = avroColumns(parseAvro(schema));
    const wire = options.map(value => ` (CONFLUENT WIRE FORMAT = ${value})`);
    return {
        name: "avro",
        definition: [`AVRO USING SCHEMA ${text(schema)}`, ...wire],
        columns,
        flattens: true,
        decode: part => avroCells(columns, part),
    };
}

function inlineProtobuf({ cursor }: Scope): Format {
    const message = cursor.string();
    cursor.expect("USING", "SCHEMA");
    const schema = cursor.string();
    const columns = protobufColumns(bytea(schema), message);
    return {
        name: "protobuf",
        definition: `PROTOBUF MESSAGE ${text(message)} USING SCHEMA ${text(schema)}`,
        columns,
        flattens: true,
        decode: part => avroCells(columns, part),
    };
}

/** Reads the registry connection of a format. */
export function registryConnection({ cursor, resolver, catalog }: Scope): CatalogObject<ConnectionBody> {
    cursor.expect("CONFLUENT", "SCHEMA", "REGISTRY", "CONNECTION");
    const object = resolver.item(cursor.path());
    if (isConnection(object) && object.body.type === "confluent-schema-registry") return object;
    throw failure(`[${object.id} AS ${catalog.path(object).map(simple).join(".")}] is not a schema registry connection`);
}
