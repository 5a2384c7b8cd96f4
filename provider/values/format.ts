import type { Token } from "../sql/lexer";
import type { Reader, StoredReference } from "../sql/reader";
import { join, keyword, literal, name, type Sql, sql } from "../sql/sql";
import { checkAvro } from "./avro";
import { columnName, list } from "./list";
import { nothing, oneKeyOf, properties, type ShapeOf } from "./oneOf";
import { reference } from "./reference";
import { describeType, flag, integer, text } from "./scalars";
import { describeSchema } from "./schema";
import {
    type Fields,
    isAbsent,
    isFields,
    isUnknown,
    type Problem,
    type ValueOf,
    valueSql,
    type ArgumentContext,
    type ValueType,
} from "./value";

/** The choice of a schema: the latest of the registry, one by its id, or an inline schema. */
const strategy = oneKeyOf({
    latest: nothing("LATEST"),
    id: { ...integer(0), write: (value: number) => sql`ID ${value}`, read: from => (from.expect("ID"), from.number()) },
    inline: {
        ...text(),
        check: checkAvro,
        write: (value: string, context: ArgumentContext) => sql`INLINE ${literal(value, context.secret)}`,
        read: from => (from.expect("INLINE"), from.text()),
    },
});

const registry = reference("ConfluentSchemaRegistryConnection");
const avroSchema: ValueType<string> = { ...text(), check: checkAvro };

const FROM_REGISTRY = "USING CONFLUENT SCHEMA REGISTRY CONNECTION";

const glueRegistry = reference("AwsGlueSchemaRegistryConnection");
const schemaName = text();

const glueFields = properties({ connection: glueRegistry, schemaName }, ["connection", "schemaName"]);

/** A schema of AWS Glue. Materialize reads its latest version when the object is created. */
const glue: ValueType<ShapeOf<typeof glueFields>> = {
    ...glueFields,
    write: (value, context) => {
        const named = valueSql(schemaName, value.schemaName, context.child("schemaName"));
        const from = valueSql(glueRegistry, value.connection, context.child("connection"));
        return sql`USING AWS GLUE SCHEMA REGISTRY CONNECTION ${from} (SCHEMA NAME = ${named})`;
    },
};

const avroFields = properties({
    schemaRegistry: registry,
    glue,
    keyStrategy: strategy,
    valueStrategy: strategy,
    schema: avroSchema,
    confluentWireFormat: flag,
});

/** The arguments that tell where a schema comes from, of which exactly one is given, each with those that are valid only with it. */
type Origins = Readonly<Record<string, readonly string[]>>;

const AVRO_ORIGINS: Origins = { schemaRegistry: ["keyStrategy", "valueStrategy"], glue: [], schema: ["confluentWireFormat"] };
const PROTOBUF_ORIGINS: Origins = { schemaRegistry: [], schema: ["message"] };

/** Refuses several origins of a schema, none, and arguments that are valid only with another one. */
function checkOrigin(value: Fields, context: ArgumentContext, origins: Origins): Problem[] {
    const has = (key: string): boolean => !isAbsent(value[key]);
    const [origin, ...more] = Object.keys(origins).filter(has);
    if (origin === undefined || more.length > 0) {
        const given = origin === undefined ? "none is given" : `${[origin, ...more].join(" and ")} are given`;
        return context.problem(`takes exactly one of ${Object.keys(origins).join(", ")}; ${given}`);
    }
    const invalid = Object.keys(origins).flatMap(other => (other === origin ? [] : (origins[other] ?? [])));
    return invalid.filter(has).flatMap(key => context.child(key).problem(`cannot be given together with ${origin}`));
}

const avro: ValueType<ShapeOf<typeof avroFields>> = {
    type: avroFields.type,
    check: (value, context) => {
        const problems = avroFields.check(value, context);
        return problems.length > 0 || isUnknown(value) ? problems : checkOrigin(value as Fields, context, AVRO_ORIGINS);
    },
    write: (value, context) => {
        if (!isAbsent(value.schema)) {
            const wire = isAbsent(value.confluentWireFormat)
                ? keyword("")
                : sql` (CONFLUENT WIRE FORMAT = ${valueSql(flag, value.confluentWireFormat, context)})`;
            return sql`AVRO USING SCHEMA ${valueSql(avroSchema, value.schema, context.child("schema"))}${wire}`;
        }
        if (!isAbsent(value.glue)) return sql`AVRO ${valueSql(glue, value.glue, context.child("glue"))}`;
        const strategies = (["keyStrategy", "valueStrategy"] as const).flatMap(key => {
            const given = value[key];
            if (isAbsent(given)) return [];
            return sql` ${keyword(key === "keyStrategy" ? "KEY" : "VALUE")} STRATEGY ${valueSql(strategy, given, context.child(key))}`;
        });
        return sql`AVRO ${fromRegistry(value, context)}${strategies}`;
    },
    interpret: from => {
        from.expect("AVRO");
        if (from.accept("USING", "SCHEMA")) return { schema: from.text(), ...readWireFormat(from) };
        if (!from.accept("USING", "AWS")) return readRegistry(from);
        from.expect("GLUE", "SCHEMA", "REGISTRY", "CONNECTION");
        const connection = from.reference();
        from.expect("(", "SCHEMA", "NAME");
        from.accept("=");
        const named = from.text();
        from.expect(")");
        return { glue: { connection, schemaName: named } };
    },
};

/** Reads whether messages have the header of a registry. */
function readWireFormat(from: Reader): { confluentWireFormat?: boolean } {
    if (!from.accept("(", "CONFLUENT", "WIRE", "FORMAT")) return {};
    from.accept("=");
    const value = from.text().toUpperCase() === "TRUE";
    from.expect(")");
    return { confluentWireFormat: value };
}

type Strategy = ValueOf<typeof strategy>;

/** Reads the connection of a registry. A stored definition has the schemas after it that the strategies have chosen. */
function readRegistry(from: Reader): { schemaRegistry: StoredReference; keyStrategy?: Strategy; valueStrategy?: Strategy } {
    from.expect(...FROM_REGISTRY.split(" "));
    const schemaRegistry = from.reference();
    const strategies = ["key", "value"].flatMap(part =>
        from.accept(part.toUpperCase(), "STRATEGY") ? [[`${part}Strategy`, strategy.interpret?.(from)] as const] : [],
    );
    if (from.accept("SEED")) from.rest();
    return { schemaRegistry, ...Object.fromEntries(strategies) };
}

const fromRegistry = (
    { schemaRegistry }: { readonly schemaRegistry?: ValueOf<typeof registry> | null },
    context: ArgumentContext,
): Sql =>
    isAbsent(schemaRegistry)
        ? []
        : sql`${keyword(FROM_REGISTRY)} ${valueSql(registry, schemaRegistry, context.child("schemaRegistry"))}`;

/** A compiled schema (a FileDescriptorSet) in hexadecimal digits, with or without `\x` before them. */
const descriptorSet: ValueType<string> = {
    type: { type: "string", description: "a FileDescriptorSet in hexadecimal digits" },
    check(value, context) {
        if (isUnknown(value)) return [];
        const right = typeof value === "string" && /^(?:\\x)?(?:[0-9a-fA-F]{2})+$/u.test(value);
        return right ? [] : context.problem(`takes ${describeSchema(this.type)} (protoc --descriptor_set_out)`);
    },
    write: (value, context) => literal(`\\x${value.replace(/^\\x/u, "")}`, context.secret),
};

const messageName = text();

const protobufFields = properties({ schemaRegistry: registry, message: messageName, schema: descriptorSet });

const protobuf: ValueType<ShapeOf<typeof protobufFields>> = {
    type: protobufFields.type,
    check: (value, context) => {
        const problems = protobufFields.check(value, context);
        if (problems.length > 0 || isUnknown(value)) return problems;
        const given = value as Fields;
        if (!isAbsent(given.schema) && isAbsent(given.message))
            return context.child("message").problem("is missing: schema needs it");
        return checkOrigin(given, context, PROTOBUF_ORIGINS);
    },
    write: (value, context) => {
        if (isAbsent(value.schema) || isAbsent(value.message)) return sql`PROTOBUF ${fromRegistry(value, context)}`;
        const message = valueSql(messageName, value.message, context.child("message"));
        return sql`PROTOBUF MESSAGE ${message} USING SCHEMA ${valueSql(descriptorSet, value.schema, context.child("schema"))}`;
    },
    interpret: from => {
        from.expect("PROTOBUF");
        if (!from.accept("MESSAGE")) return readRegistry(from);
        const message = from.text();
        from.expect("USING", "SCHEMA");
        return { message, schema: from.text() };
    },
};

const delimiter: ValueType<string> = {
    type: { type: "string", minBytes: 1, maxBytes: 1, description: "one ASCII character" },
    check(value, context) {
        if (isUnknown(value)) return [];
        return typeof value === "string" && /^[\x01-\x7f]$/u.test(value) ? [] : context.problem("takes one ASCII character");
    },
    write: (value, context) => literal(value, context.secret),
};

const columnNames = list(columnName, 1);
const columnCount = integer(1);

/** The number of columns of a CSV, or their names, which are written as the column list of the source. */
const csvColumns: ValueType<number | string[]> = {
    type: { type: "one of", alternatives: [columnCount.type, columnNames.type], description: "a number or the columns' names" },
    check: (value, context) => {
        if (isUnknown(value)) return [];
        if (Array.isArray(value)) return columnNames.check(value, context);
        return typeof value === "number"
            ? columnCount.check(value, context)
            : context.problem(`takes ${describeSchema(csvColumns.type)}, not ${describeType(value)}`);
    },
    write: value => sql` ${typeof value === "number" ? value : value.length} COLUMNS`,
};

const csvFields = properties({ columns: csvColumns, header: columnNames, delimiter });

const csv: ValueType<ShapeOf<typeof csvFields>> = {
    type: csvFields.type,
    check: (value, context) => {
        const problems = csvFields.check(value, context);
        if (problems.length > 0 || isUnknown(value)) return problems;
        const given = value as Fields;
        if (isAbsent(given.columns) !== isAbsent(given.header)) return [];
        return context.problem(`takes columns or header: ${isAbsent(given.columns) ? "none is given" : "leave one of them out"}`);
    },
    write: (value, context) => {
        const columns = isAbsent(value.columns) ? [] : valueSql(csvColumns, value.columns, context.child("columns"));
        const header = isAbsent(value.header) ? [] : sql` HEADER ${valueSql(columnNames, value.header, context.child("header"))}`;
        const delimited = isAbsent(value.delimiter)
            ? keyword("")
            : sql` DELIMITED BY ${valueSql(delimiter, value.delimiter, context.child("delimiter"))}`;
        return sql`CSV WITH${columns}${header}${delimited}`;
    },
    interpret: from => {
        from.expect("CSV", "WITH");
        const named = from.accept("HEADER") ? { header: from.list(() => from.text()) } : { columns: from.number() };
        if (!("header" in named)) from.expect("COLUMNS");
        return { ...named, ...(from.accept("DELIMITED", "BY") ? { delimiter: from.text() } : {}) };
    },
};

const regex: ValueType<string> = {
    ...text(),
    write: (value, context) => sql`REGEX ${literal(value, context.secret)}`,
    interpret: from => {
        from.expect("REGEX");
        return from.text();
    },
};

const formats = oneKeyOf({
    json: nothing("JSON"),
    text: nothing("TEXT"),
    bytes: nothing("BYTES"),
    regex,
    csv,
    avro,
    protobuf,
});

/** Returns true if a format reads its schema from AWS Glue. */
export const usesGlue = (format: unknown): boolean => isFields(format) && isFields(format.avro) && !isAbsent(format.avro.glue);

/** The format, which defines how a message is decoded into columns. */
export const format: ValueType<ValueOf<typeof formats>> = {
    ...formats,
    normalize: tokens => withoutDefaults(withoutChoice(tokens)),
};

/** The keywords after which texts are not compared: the server stores the schema, the program gives the strategy to choose it. */
const CHOICES = [["SEED"], ["KEY", "STRATEGY"], ["VALUE", "STRATEGY"]] as const;

function withoutChoice(tokens: readonly Token[]): readonly Token[] {
    const choice = tokens.findIndex((_, at) => CHOICES.some(words => matchesAt(tokens, at, words)));
    return choice < 0 ? tokens : tokens.slice(0, choice);
}

/** The endings that state a default, and mean the same as no ending. */
const DEFAULTS = [
    ["DELIMITED", "BY", ","],
    ["(", "CONFLUENT", "WIRE", "FORMAT", "TRUE", ")"],
    ["(", "CONFLUENT", "WIRE", "FORMAT", "=", "TRUE", ")"],
] as const;

function withoutDefaults(tokens: readonly Token[]): readonly Token[] {
    const ending = DEFAULTS.find(words => matchesAt(tokens, tokens.length - words.length, words));
    return ending === undefined ? tokens : tokens.slice(0, -ending.length);
}

const matchesAt = (tokens: readonly Token[], at: number, words: readonly string[]): boolean =>
    words.every((word, step) => tokens[at + step]?.kind !== "quoted" && tokens[at + step]?.text.toUpperCase() === word);

/** Returns the column list that names the columns of a CSV. */
export const namedColumns = (columns: readonly string[]): Sql =>
    sql`(${join(
        columns.map(column => name(column)),
        ", ",
    )})`;
