import { isWord, type Reader, type StoredReference } from "../../sql/reader";
import { join, keyword, name, quoteName, type Sql, sql } from "../../sql/sql";
import { closing, isPhrase, itemsOf, symbol, textToken, type Tokens, word } from "../../sql/tokens";
import { columnName, list } from "../../values/list";
import { nothing, oneKeyOf, properties, type ShapeOf } from "../../values/oneOf";
import { reference } from "../../values/reference";
import { choice, flag, text } from "../../values/scalars";
import {
    type ArgumentContext,
    type Fields,
    isAbsent,
    isUnknown,
    type Problem,
    withoutAbsent,
    type ValueOf,
    valueSql,
    type ValueType,
} from "../../values/value";
import { STORED_RELATIONS } from "./relations";

const LEVELS = ["BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE", "NONE"] as const;

const level = choice(...LEVELS);
const fullName = text();
const schemaName = text();
const registry = reference("ConfluentSchemaRegistryConnection");
const glueRegistry = reference("AwsGlueSchemaRegistryConnection");
const relation = reference(STORED_RELATIONS, "schema", "relation");
const half = choice("key", "value");
const comment = text();

const documentationFields = properties({ on: relation, column: columnName, in: half, comment }, ["on", "comment"]);

type Documentation = ShapeOf<typeof documentationFields>;

/** The documentation of a relation or of one of its columns, in the schema of the keys, in that of the values, or in both. */
const documentation: ValueType<Documentation> = {
    ...documentationFields,
    write: (value, context) => {
        const where = isAbsent(value.in) ? [] : keyword(`${value.in.toUpperCase()} `);
        const on = valueSql(relation, value.on, context.child("on"));
        const what = isAbsent(value.column) ? sql`TYPE ${on}` : sql`COLUMN ${on}.${name(value.column)}`;
        return sql`${where}DOC ON ${what} = ${valueSql(comment, value.comment, context.child("comment"))}`;
    },
};

const docOn: ValueType<ValueOf<typeof documentation>[]> = {
    ...list(documentation, 1),
    write: (value, context) =>
        join(
            value.map((one, at) => valueSql(documentation, one, context.child(at))),
            ", ",
        ),
};

const glueFields = properties({ connection: glueRegistry, keySchemaName: schemaName, valueSchemaName: schemaName }, [
    "connection",
]);

/** The registry of AWS Glue, and the names under which the schemas are registered. */
const glue: ValueType<ShapeOf<typeof glueFields>> = {
    ...glueFields,
    write: (value, context) => valueSql(glueRegistry, value.connection, context.child("connection")),
};

const avroFields = properties({
    schemaRegistry: registry,
    glue,
    keyFullName: fullName,
    valueFullName: fullName,
    nullDefaults: flag,
    docOn,
    keyCompatibilityLevel: level,
    valueCompatibilityLevel: level,
});

type Avro = ShapeOf<typeof avroFields>;

/** The arguments that only schemas in a Confluent schema registry take. */
const REGISTRY_ONLY = ["keyFullName", "valueFullName", "nullDefaults", "docOn"] as const;

function checkRegistry(value: Fields, context: ArgumentContext): Problem[] {
    const given = ["schemaRegistry", "glue"].filter(key => !isAbsent(value[key]));
    if (given.length !== 1)
        return context.problem(
            `takes exactly one of schemaRegistry, glue; ${given.length === 0 ? "none is given" : "both are given"}`,
        );
    if (given[0] === "schemaRegistry") return [];
    return REGISTRY_ONLY.filter(key => !isAbsent(value[key])).flatMap(key =>
        context.child(key).problem("cannot be given together with glue"),
    );
}

/** Writes one option of a registry's connection, if it is given. */
function option<V>(words: string, type: ValueType<V>, value: V | null | undefined, context: ArgumentContext): Sql[] {
    return isAbsent(value) ? [] : [sql`${keyword(words)} = ${valueSql(type, value, context)}`];
}

function options(value: Avro, context: ArgumentContext): Sql[] {
    const within = context.child("glue");
    return [
        ...option("AVRO KEY FULLNAME", fullName, value.keyFullName, context.child("keyFullName")),
        ...option("AVRO VALUE FULLNAME", fullName, value.valueFullName, context.child("valueFullName")),
        ...option("NULL DEFAULTS", flag, value.nullDefaults, context.child("nullDefaults")),
        ...(isAbsent(value.docOn) ? [] : [valueSql(docOn, value.docOn, context.child("docOn"))]),
        ...option("KEY SCHEMA NAME", schemaName, value.glue?.keySchemaName, within.child("keySchemaName")),
        ...option("VALUE SCHEMA NAME", schemaName, value.glue?.valueSchemaName, within.child("valueSchemaName")),
        ...option("KEY COMPATIBILITY LEVEL", level, value.keyCompatibilityLevel, context.child("keyCompatibilityLevel")),
        ...option("VALUE COMPATIBILITY LEVEL", level, value.valueCompatibilityLevel, context.child("valueCompatibilityLevel")),
    ];
}

/** Avro. Materialize derives the schemas from the columns, and registers them when the sink starts. */
const avro: ValueType<Avro> = {
    type: avroFields.type,
    check: (value, context) => {
        const problems = avroFields.check(value, context);
        return problems.length > 0 || isUnknown(value) ? problems : checkRegistry(value as Fields, context);
    },
    write: (value, context) => {
        const from = isAbsent(value.glue)
            ? sql`CONFLUENT SCHEMA REGISTRY CONNECTION ${isAbsent(value.schemaRegistry) ? [] : valueSql(registry, value.schemaRegistry, context.child("schemaRegistry"))}`
            : sql`AWS GLUE SCHEMA REGISTRY CONNECTION ${valueSql(glue, value.glue, context.child("glue"))}`;
        const given = options(value, context);
        return sql`AVRO USING ${from}${given.length === 0 ? [] : sql` (${join(given, ", ")})`}`;
    },
    interpret: readAvro,
};

/** The options that hold a text or a word. */
const TEXT_OPTIONS = [
    ["keyFullName", "AVRO KEY FULLNAME"],
    ["valueFullName", "AVRO VALUE FULLNAME"],
    ["keySchemaName", "KEY SCHEMA NAME"],
    ["valueSchemaName", "VALUE SCHEMA NAME"],
    ["keyCompatibilityLevel", "KEY COMPATIBILITY LEVEL"],
    ["valueCompatibilityLevel", "VALUE COMPATIBILITY LEVEL"],
] as const;

/** Reads the format of a sink with the options of the registry's connection. */
function readAvro(from: Reader): Avro {
    from.expect("AVRO", "USING");
    const isGlue = from.accept("AWS", "GLUE");
    if (!isGlue) from.expect("CONFLUENT");
    from.expect("SCHEMA", "REGISTRY", "CONNECTION");
    const connection = from.reference();
    const docs: Documentation[] = [];
    const read = from.isNext("(") ? from.list(() => readOption(from, docs)) : [];
    const { keySchemaName, valueSchemaName, ...options }: Fields = Object.fromEntries(read.flat());
    const names = withoutAbsent({ keySchemaName, valueSchemaName });
    const registryOf = isGlue ? { glue: { connection, ...names } } : { schemaRegistry: connection };
    return { ...registryOf, ...options, ...(docs.length === 0 ? {} : { docOn: docs }) };
}

/** Reads one option; documentation is added to `docs`. */
function readOption(from: Reader, docs: Documentation[]): [string, unknown][] {
    if (from.accept("NULL", "DEFAULTS")) {
        from.accept("=");
        return from.accept("FALSE") ? [["nullDefaults", false]] : (from.accept("TRUE"), [["nullDefaults", true]]);
    }
    const named = TEXT_OPTIONS.find(([, words]) => from.accept(...words.split(" ")));
    if (named !== undefined) {
        from.accept("=");
        const [key] = named;
        return [[key, key.endsWith("Level") ? from.text().toUpperCase() : from.text()]];
    }
    docs.push(readDocumentation(from));
    return [];
}

function readDocumentation(from: Reader): Documentation {
    const where = (["key", "value"] as const).find(one => from.accept(one.toUpperCase()));
    from.expect("DOC", "ON");
    const isColumn = from.accept("COLUMN");
    if (!isColumn) from.expect("TYPE");
    const { on, ...column } = isColumn ? readColumn(from) : { on: from.reference() };
    from.accept("=");
    return { on, ...column, ...(where === undefined ? {} : { in: where }), comment: from.text() };
}

/** Reads a column of a relation. */
function readColumn(from: Reader): { on: StoredReference; column: string } {
    const [relation, path] = from.isNext("[") ? [from.reference(), (from.expect("."), from.path())] : [undefined, from.path()];
    const column = path.at(-1) ?? from.fail("a column");
    return { on: relation ?? { id: "", qualifiedName: path.slice(0, -1).map(quoteName).join(".") }, column };
}

const formats = oneKeyOf({ json: nothing("JSON"), text: nothing("TEXT"), bytes: nothing("BYTES"), avro });

/** The format in which a sink writes keys or values. */
export const sinkFormat: ValueType<ValueOf<typeof formats>> = { ...formats, normalize: withoutForm };

/** The options of a registry's connection in one order. Materialize keeps that of the statement. */
const ORDER = [
    ...["AVRO KEY FULLNAME", "AVRO VALUE FULLNAME", "NULL DEFAULTS", "DOC ON", "KEY DOC ON", "VALUE DOC ON"],
    ...["KEY SCHEMA NAME", "VALUE SCHEMA NAME", "KEY COMPATIBILITY LEVEL", "VALUE COMPATIBILITY LEVEL"],
].map(words => words.split(" "));

/** Returns a format with its options in one order and form: a default is left out, and a level is in capitals. */
function withoutForm(tokens: Tokens): Tokens {
    const open = tokens.findIndex(token => isWord(token, "("));
    if (open < 0) return tokens;
    const items = itemsOf(tokens.slice(open + 1, closing(tokens, open))).flatMap(inOneForm);
    const ordered = ORDER.flatMap(words => items.filter(item => isPhrase(item, 0, words)));
    const rest = items.filter(item => !ordered.includes(item));
    const all = [...ordered, ...rest].flatMap(item => [...item, symbol(",")]);
    return all.length === 0 ? tokens.slice(0, open) : [...tokens.slice(0, open), symbol("("), ...all, symbol(")")];
}

/** Returns an option in one form; nothing for a default. */
function inOneForm(item: Tokens): Tokens[] {
    const value = item.filter(token => !isWord(token, "="));
    if (isPhrase(value, 0, ["NULL", "DEFAULTS"])) {
        if (isWord(value[2], "FALSE")) return [];
        return [[...value.slice(0, 2), word("TRUE")]];
    }
    if (!isPhrase(value, 1, ["COMPATIBILITY", "LEVEL"])) return [value];
    return [[...value.slice(0, 3), textToken((value[3]?.text ?? "").toUpperCase())]];
}
