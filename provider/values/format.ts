import type { Token } from "../sql/lexer";
import { join, keyword, literal, name, type Sql, sql } from "../sql/sql";
import { checkAvro } from "./avro";
import { columnName, list } from "./list";
import { checkFields, nothing, oneKeyOf } from "./oneOf";
import { type Reference, reference } from "./reference";
import { described, flag, integer, text } from "./scalars";
import { type Fields, isAbsent, isUnknown, type Problem, put, type Site, type Value } from "./value";

/** A schema of a registry: the latest, one by its id, or one that stands here. */
const strategy = oneKeyOf({
    latest: nothing("LATEST"),
    id: { ...integer(0), write: (value: number) => sql`ID ${value}` },
    inline: { ...text(), check: checkAvro, write: (value: string, site: Site) => sql`INLINE ${literal(value, site.secret)}` },
});

const registry = reference("ConfluentSchemaRegistryConnection");
const avroSchema: Value<string> = { ...text(), check: checkAvro };

const FROM_REGISTRY = "USING CONFLUENT SCHEMA REGISTRY CONNECTION";

const avroFields = {
    schemaRegistry: registry,
    keyStrategy: strategy,
    valueStrategy: strategy,
    schema: avroSchema,
    confluentWireFormat: flag,
};

/** The arguments that go with a registry, or with a schema that stands in the program, but not with both. */
function checkOrigin(value: Fields, site: Site, withRegistry: readonly string[], withSchema: readonly string[]): Problem[] {
    const has = (key: string): boolean => !isAbsent(value[key]);
    if (has("schemaRegistry") === has("schema")) {
        return site.refuse(`takes schemaRegistry or schema: ${has("schema") ? "leave one of them out" : "none is given"}`);
    }
    const [origin, strange] = has("schema") ? ["schema", withRegistry] : ["schemaRegistry", withSchema];
    return strange.filter(has).flatMap(key => site.part(key).refuse(`cannot be given together with ${origin}`));
}

const avro: Value<Fields> = {
    takes: "{ schemaRegistry } or { schema }",
    check: (value, site) => {
        const problems = checkFields(value, site, avroFields, []);
        return problems.length > 0 || isUnknown(value)
            ? problems
            : checkOrigin(value as Fields, site, ["keyStrategy", "valueStrategy"], ["confluentWireFormat"]);
    },
    write: (value, site) => {
        if (!isAbsent(value.schema)) {
            const wire = isAbsent(value.confluentWireFormat)
                ? keyword("")
                : sql` (CONFLUENT WIRE FORMAT = ${put(flag, value.confluentWireFormat as boolean, site)})`;
            return sql`AVRO USING SCHEMA ${put(avroSchema, value.schema as string, site.part("schema"))}${wire}`;
        }
        const strategies = (["keyStrategy", "valueStrategy"] as const).flatMap(key =>
            isAbsent(value[key])
                ? []
                : sql` ${keyword(key === "keyStrategy" ? "KEY" : "VALUE")} STRATEGY ${put(strategy, value[key] as Fields, site.part(key))}`,
        );
        return sql`AVRO ${fromRegistry(value, site)}${strategies}`;
    },
};

const fromRegistry = (value: Fields, site: Site): Sql =>
    sql`${keyword(FROM_REGISTRY)} ${put(registry, value.schemaRegistry as Reference, site.part("schemaRegistry"))}`;

/** A compiled schema (a FileDescriptorSet) in hexadecimal digits, with or without `\x` before them. */
const descriptorSet: Value<string> = {
    takes: "a FileDescriptorSet in hexadecimal digits",
    check(value, site) {
        if (isUnknown(value)) return [];
        const right = typeof value === "string" && /^(?:\\x)?(?:[0-9a-fA-F]{2})+$/u.test(value);
        return right ? [] : site.refuse(`takes ${this.takes} (protoc --descriptor_set_out)`);
    },
    write: (value, site) => literal(`\\x${value.replace(/^\\x/u, "")}`, site.secret),
};

const messageName = text();

const protobuf: Value<Fields> = {
    takes: "{ schemaRegistry } or { message, schema }",
    check: (value, site) => {
        const fields = { schemaRegistry: registry, message: messageName, schema: descriptorSet };
        const problems = checkFields(value, site, fields, []);
        if (problems.length > 0 || isUnknown(value)) return problems;
        const given = value as Fields;
        if (!isAbsent(given.schema) && isAbsent(given.message)) return site.part("message").refuse("is missing: schema needs it");
        return checkOrigin(given, site, [], ["message"]);
    },
    write: (value, site) => {
        if (isAbsent(value.schema)) return sql`PROTOBUF ${fromRegistry(value, site)}`;
        const message = put(messageName, value.message as string, site.part("message"));
        return sql`PROTOBUF MESSAGE ${message} USING SCHEMA ${put(descriptorSet, value.schema as string, site.part("schema"))}`;
    },
};

const delimiter: Value<string> = {
    takes: "one ASCII character",
    check(value, site) {
        if (isUnknown(value)) return [];
        return typeof value === "string" && /^[\x01-\x7f]$/u.test(value) ? [] : site.refuse("takes one ASCII character");
    },
    write: (value, site) => literal(value, site.secret),
};

const columnNames = list(columnName, 1);
const columnCount = integer(1);

/** The columns of a CSV: how many, or their names (the source's column list then has them). */
const csvColumns: Value<number | string[]> = {
    takes: "a number or the columns' names",
    check: (value, site) => {
        if (isUnknown(value)) return [];
        if (Array.isArray(value)) return columnNames.check(value, site);
        return typeof value === "number"
            ? columnCount.check(value, site)
            : site.refuse(`takes ${csvColumns.takes}, not ${described(value)}`);
    },
    write: value => sql` ${typeof value === "number" ? value : value.length} COLUMNS`,
};

const csv: Value<Fields> = {
    takes: "{ columns } or { header }",
    check: (value, site) => {
        const problems = checkFields(value, site, { columns: csvColumns, header: columnNames, delimiter }, []);
        if (problems.length > 0 || isUnknown(value)) return problems;
        const given = value as Fields;
        if (isAbsent(given.columns) !== isAbsent(given.header)) return [];
        return site.refuse(`takes columns or header: ${isAbsent(given.columns) ? "none is given" : "leave one of them out"}`);
    },
    write: (value, site) => {
        const columns = isAbsent(value.header)
            ? put(csvColumns, value.columns as number, site.part("columns"))
            : sql` HEADER ${put(columnNames, value.header as string[], site.part("header"))}`;
        const delimited = isAbsent(value.delimiter)
            ? keyword("")
            : sql` DELIMITED BY ${put(delimiter, value.delimiter as string, site.part("delimiter"))}`;
        return sql`CSV WITH${columns}${delimited}`;
    },
};

/** How the bytes of a message become columns. */
export const format: Value<Fields> = {
    ...oneKeyOf({
        json: nothing("JSON"),
        text: nothing("TEXT"),
        bytes: nothing("BYTES"),
        regex: { ...text(), write: (value: string, site: Site) => sql`REGEX ${literal(value, site.secret)}` },
        csv,
        avro,
        protobuf,
    }),
    plain: tokens => withoutDefaults(withoutChoice(tokens)),
};

/** What the server keeps of a schema in a registry, and what a program says of which one it wants: neither can be compared. */
const CHOICES = [["SEED"], ["KEY", "STRATEGY"], ["VALUE", "STRATEGY"]] as const;

function withoutChoice(tokens: readonly Token[]): readonly Token[] {
    const choice = tokens.findIndex((_, at) => CHOICES.some(words => come(tokens, at, words)));
    return choice < 0 ? tokens : tokens.slice(0, choice);
}

/** What stands at the end and says the same as nothing. */
const DEFAULTS = [
    ["DELIMITED", "BY", ","],
    ["(", "CONFLUENT", "WIRE", "FORMAT", "TRUE", ")"],
    ["(", "CONFLUENT", "WIRE", "FORMAT", "=", "TRUE", ")"],
] as const;

function withoutDefaults(tokens: readonly Token[]): readonly Token[] {
    const said = DEFAULTS.find(words => come(tokens, tokens.length - words.length, words));
    return said === undefined ? tokens : tokens.slice(0, -said.length);
}

const come = (tokens: readonly Token[], at: number, words: readonly string[]): boolean =>
    words.every((word, step) => tokens[at + step]?.kind !== "quoted" && tokens[at + step]?.text.toUpperCase() === word);

/** The column list that names the columns of a CSV. */
export const namedColumns = (columns: readonly string[]): Sql =>
    sql`(${join(
        columns.map(column => name(column)),
        ", ",
    )})`;
