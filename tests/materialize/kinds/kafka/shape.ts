import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { commas, titled, type Doc } from "../../sql/doc";
import { simple, text } from "../../sql/names";
import type { Message } from "../../world/world";
import { afterColumns, avroCells, beforeProblem, parseAvro } from "./avro";
import { checkColumnNames } from "../support/create";
import { column, type Cell, type Column, type Format } from "./columns";
import type { Formats } from "./formats";

/** The columns and rows that a source makes of the messages of its topic. */
export interface Shape {
    readonly columns: readonly Column[];
    readonly envelope: string;
    readonly definitions: readonly Doc[];
    /** The columns that are unique. */
    readonly keys: readonly string[] | undefined;
    readonly rows: (messages: readonly PositionedMessage[]) => readonly (readonly Cell[])[];
}

/** A message with its position in its topic. */
export interface PositionedMessage extends Message {
    readonly at: number;
    readonly offset: number;
}

interface Include {
    readonly definition: Doc;
    readonly key: boolean;
    readonly alias: string | undefined;
    readonly column?: Column;
    readonly cell?: (message: PositionedMessage) => Cell;
}

type Envelope = "none" | "upsert" | "upsert-value-err-inline" | "debezium";

/** Reads INCLUDE and ENVELOPE, which follow the formats. */
export function readShape(scope: Scope, formats: Formats): Shape {
    const includes = readIncludes(scope);
    const { envelope, definition, errors } = readEnvelope(scope);
    checkEnvelope(formats, envelope, includes);
    const key = keyColumns(formats, envelope, includes);
    const value = valueColumns(formats, envelope, errors);
    const metadata = includes.flatMap(include => include.column ?? []);
    const columns = [...key, ...value, ...metadata];
    refuseRepeated(columns);
    const definitions = [
        ...(includes.length > 0 ? [titled("INCLUDE", commas(includes.map(include => include.definition)))] : []),
        ...(definition === undefined ? [] : [titled("ENVELOPE", definition)]),
    ];
    const decode = rowDecoder(formats, envelope, errors !== undefined, key.length, includes);
    const keys = envelope === "none" ? undefined : key.map(each => each.name);
    return { columns, envelope, definitions, keys, rows: messages => decodeRows(messages, envelope, decode) };
}

/** Returns a shape with the names of a column list, which replace the first names. */
export function namedColumns(shape: Shape, given: readonly string[], object: string): Shape {
    checkColumnNames(object, given.length, shape.columns.length);
    const columns = shape.columns.map((each, index): Column => ({ ...each, name: given[index] ?? each.name }));
    refuseRepeated(columns);
    return { ...shape, columns };
}

function refuseRepeated(columns: readonly Column[]): void {
    const names = columns.map(each => each.name);
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated !== undefined) throw failure(`column "${repeated}" specified more than once`);
}

const METADATA: readonly (readonly [word: string, type: string, cell: (message: PositionedMessage) => Cell])[] = [
    ["PARTITION", "int4", message => String(message.partition ?? 0)],
    ["OFFSET", "store.uint8", message => String(message.offset)],
    ["TIMESTAMP", "timestamp", message => message.timestamp ?? "2026-11-23 00:00:00"],
    ["HEADERS", "store.list", message => JSON.stringify(message.headers ?? {})],
];

function readIncludes(scope: Scope): Include[] {
    const { cursor } = scope;
    if (!cursor.take("INCLUDE")) return [];
    return cursor.many((): Include => {
        if (cursor.take("KEY")) {
            const alias = readAlias(scope);
            return { definition: ["KEY", ...aliasDoc(alias)], key: true, alias };
        }
        if (cursor.take("HEADER")) return readHeader(scope);
        const [word, type, cell] = METADATA.find(([candidate]) => cursor.take(candidate)) ?? cursor.refuse();
        const alias = readAlias(scope);
        return { definition: [word, ...aliasDoc(alias)], key: false, alias, column: column(columnName(alias, word), type), cell };
    });
}

function readHeader(scope: Scope): Include {
    const { cursor } = scope;
    const header = cursor.string();
    const alias = readAlias(scope) ?? header;
    const bytes = cursor.take("BYTES");
    const definition: Doc = [`HEADER ${text(header)}`, ...aliasDoc(alias), ...(bytes ? [" BYTES"] : [])];
    const cell = ({ headers = {} }: PositionedMessage): Cell => {
        const value = headers[header];
        return value === undefined || !bytes ? (value ?? null) : `\\x${Buffer.from(value).toString("hex")}`;
    };
    return { definition, key: false, alias, column: column(columnName(alias, header), bytes ? "bytea" : "text", true), cell };
}

function readAlias({ cursor }: Scope): string | undefined {
    return cursor.take("AS") ? cursor.identifier() : undefined;
}

function aliasDoc(alias: string | undefined): Doc[] {
    return alias === undefined ? [] : [" AS ", { ident: alias }];
}

/** Returns the name of a metadata column: the alias as Materialize prints it, with quotes if it needs them. */
function columnName(alias: string | undefined, word: string): string {
    return alias === undefined ? word.toLowerCase() : simple(alias);
}

interface EnvelopeRead {
    readonly envelope: Envelope;
    readonly definition: Doc | undefined;
    /** The column of decoding errors, if there is one. */
    readonly errors: string | undefined;
}

function readEnvelope({ cursor }: Scope): EnvelopeRead {
    const read = (envelope: Envelope, definition: Doc | undefined, errors?: string): EnvelopeRead => ({
        envelope,
        definition,
        errors,
    });
    if (!cursor.take("ENVELOPE")) return read("none", undefined);
    if (cursor.take("NONE")) return read("none", "NONE");
    if (cursor.take("DEBEZIUM")) return read("debezium", "DEBEZIUM");
    cursor.expect("UPSERT");
    if (!cursor.symbol("(")) return read("upsert", "UPSERT");
    cursor.expect("VALUE", "DECODING", "ERRORS");
    cursor.symbol("=");
    const parenthesised = cursor.symbol("(");
    cursor.expect("INLINE");
    const alias = cursor.take("AS") ? cursor.identifier() : undefined;
    if (parenthesised) cursor.expectSymbol(")");
    cursor.expectSymbol(")");
    return read(
        "upsert-value-err-inline",
        ["UPSERT (VALUE DECODING ERRORS = (INLINE", ...aliasDoc(alias), "))"],
        alias ?? "error",
    );
}

function checkEnvelope({ key, value, bare }: Formats, envelope: Envelope, includes: readonly Include[]): void {
    const wantsKey = includes.some(include => include.key);
    if (envelope === "debezium" && wantsKey) {
        throw failure("Cannot use INCLUDE KEY with ENVELOPE DEBEZIUM: Debezium values include all keys.");
    }
    if (envelope !== "none" && !key) {
        const registry = bare && value.name === "avro" && value.lacksKey !== true && envelope === "debezium";
        throw failure(
            registry
                ? "Key schema is required for ENVELOPE DEBEZIUM"
                : "ENVELOPE [DEBEZIUM] UPSERT requires that KEY FORMAT be specified",
        );
    }
    if (envelope === "debezium" && value.name !== "avro")
        throw failure("ENVELOPE DEBEZIUM requires that VALUE FORMAT is set to AVRO");
    if (wantsKey && !key) throw failure("INCLUDE KEY requires specifying KEY FORMAT .. VALUE FORMAT, got bare FORMAT");
}

function keyColumns({ key }: Formats, envelope: Envelope, includes: readonly Include[]): Column[] {
    const include = includes.find(each => each.key);
    if (!key || envelope === "debezium" || (envelope === "none" && !include)) return [];
    const alias = include?.alias;
    if (alias !== undefined && key.flattens) return [column(alias, "jsonb")];
    const columns = key.flattens ? key.columns : [{ ...(key.columns[0] ?? column("key", "text")), name: alias ?? "key" }];
    // A message that only adds a row may have no key.
    return columns.map(each => ({ ...each, nullable: each.nullable || envelope === "none" }));
}

function valueColumns({ value }: Formats, envelope: Envelope, errors: string | undefined): Column[] {
    if (envelope === "debezium") return debeziumColumns(value);
    if (errors === undefined) return [...value.columns];
    return [column(errors, "store.record", true), ...value.columns.map(each => ({ ...each, nullable: true }))];
}

function debeziumColumns(value: Format): Column[] {
    const schema = /VALUE SCHEMA '(.*)'$|USING SCHEMA '(.*)'/su.exec(flatText(value.definition));
    const parsed = schema && parseAvro((schema[1] ?? schema[2] ?? "").replaceAll("''", "'"));
    const columns = parsed && afterColumns(parsed);
    if (!columns) throw failure("'after' column missing from debezium input");
    const problem = beforeProblem(parsed);
    if (problem !== undefined) throw failure(problem);
    return columns;
}

function flatText(doc: Doc): string {
    return Array.isArray(doc) ? doc.map(flatText).join("") : typeof doc === "string" ? doc : "";
}

type Decoder = (message: PositionedMessage) => readonly Cell[] | undefined;

function rowDecoder(
    formats: Formats,
    envelope: Envelope,
    inline: boolean,
    keyCount: number,
    includes: readonly Include[],
): Decoder {
    const { key, value } = formats;
    return message => {
        const keyCells = keyCount > 0 && key ? keyRow(key, message, keyCount) : [];
        const metadata = includes.flatMap(include => (include.cell ? [include.cell(message)] : []));
        if (envelope === "debezium") return [...debeziumCells(value, message), ...metadata];
        const cells = value.decode(message.value);
        if (!("problem" in cells)) return [...keyCells, ...(inline ? [null] : []), ...cells, ...metadata];
        const problem = `("${cells.problem.replaceAll('"', '""')}")`;
        return inline ? [...keyCells, problem, ...value.columns.map(() => null), ...metadata] : undefined;
    };
}

function keyRow(key: Format, { key: part = null }: PositionedMessage, count: number): readonly Cell[] {
    const cells = key.decode(part);
    if ("problem" in cells) return Array.from({ length: count }, () => null);
    return count === cells.length ? cells : [JSON.stringify(part)];
}

function debeziumCells(value: Format, message: PositionedMessage): readonly Cell[] {
    const columns = debeziumColumns(value);
    const envelope = message.value as { readonly after?: Message["value"] };
    const cells = avroCells(columns, envelope.after ?? null);
    return "problem" in cells ? [] : cells;
}

/** Returns the rows of all messages, or of the last message of each key. A message without a value deletes. */
function decodeRows(messages: readonly PositionedMessage[], envelope: Envelope, decode: Decoder): readonly (readonly Cell[])[] {
    if (envelope === "none")
        return messages.filter(message => message.value !== null).flatMap(message => asList(decode(message)));
    const latest = new Map<string, readonly Cell[] | undefined>();
    for (const message of messages) {
        const deleted = message.value === null || (envelope === "debezium" && !(message.value as { after?: unknown }).after);
        latest.set(JSON.stringify(message.key ?? null), deleted ? undefined : decode(message));
    }
    return [...latest.values()].flatMap(asList);
}

const asList = (row: readonly Cell[] | undefined): (readonly Cell[])[] => (row && row.length > 0 ? [row] : []);
