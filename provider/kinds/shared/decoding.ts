import { isPlain } from "../../sql/keywords";
import { type Sql, sql } from "../../sql/sql";
import { fieldOf, isOther, isRecord, isScalar } from "../../values/avro";
import { envelope, envelopeIs } from "../../values/envelope";
import { format, namedColumns, usesGlue } from "../../values/format";
import { include, aliasesIn, includedColumns, METADATA } from "../../values/include";
import { columnName, list, repeatedIn } from "../../values/list";
import { isFields, isUnknown } from "../../values/value";
import { sourceColumns } from "./sourceColumns";
import { type Arguments, row, type Rule, type StatementParts } from "../../statement/kind";
import { argumentsOf } from "../../statement/parts";
import { fixedClause } from "../../statement/rows";
import type { NewerPart } from "../../statement/versions";

const REREAD = "Materialize cannot alter how a source decodes its messages: the replacement reads the topic again";

const glue: NewerPart = { path: "avro.glue", since: "glueSchemaRegistries", isIn: usesGlue };

/** The arguments that define how messages are decoded, for a source and for a table from a source. */
export const decodingRows = [
    row({ ...fixedClause("columns", "", list(columnName, 1), REREAD), impliedBy: args => csvNames(argumentsOf(args)) }),
    { ...fixedClause("format", "FORMAT", format, REREAD), newerParts: [glue] },
    { ...fixedClause("keyFormat", "KEY FORMAT", format, REREAD), newerParts: [glue] },
    { ...fixedClause("valueFormat", "VALUE FORMAT", format, REREAD), newerParts: [glue] },
    fixedClause("include", "INCLUDE", include, REREAD),
    fixedClause("envelope", "ENVELOPE", envelope, REREAD),
];

/** Returns the clauses after the one of the connection, each of which is written on a separate line. */
export const decodingClauses = (parts: StatementParts): Sql[] =>
    ["format", "keyFormat", "valueFormat", "include", "envelope"].flatMap(path => parts.clause(path));

const within = (value: unknown, key: string): unknown => (isFields(value) ? value[key] : undefined);

/** Returns the column names that a CSV format gives. */
function csvNames(args: Arguments): string[] | undefined {
    const value = args.get("format") ?? args.get("valueFormat");
    const columns = within(within(value, "csv"), "columns");
    return Array.isArray(columns) ? columns.map(String) : undefined;
}

/** Returns the list of columns after the object's name, or nothing. */
export function columnList(parts: StatementParts): Sql {
    const names = csvNames(argumentsOf(parts.args));
    const hide = (value: Sql): Sql => ["format", "valueFormat"].reduce((shown, path) => parts.hide(path, shown), value);
    const given = names === undefined ? parts.clause("columns") : [hide(namedColumns(names))];
    return given.flatMap(columns => sql` ${columns}`);
}

const mayBeTablesOnly = (value: unknown): boolean => value === true || isUnknown(value);

/** Requires a format. Without one, Materialize creates a source of another form without an error. */
export const requireFormat = (wanted: string): Rule => ({
    path: "format",
    isBroken: args =>
        !mayBeTablesOnly(args.get("tablesOnly")) && !["format", "keyFormat", "valueFormat"].some(path => args.has(path)),
    reason: `is missing: ${wanted}`,
});

/** Returns true if a format uses a schema registry. Only then can `format` also decode the key. */
const fromRegistry = (value: unknown): boolean =>
    within(within(value, "avro"), "schemaRegistry") !== undefined ||
    within(within(value, "protobuf"), "schemaRegistry") !== undefined;

const keyless = (args: Arguments): boolean =>
    args.has("format") && !isUnknown(args.get("format")) && !fromRegistry(args.get("format"));

const NEEDS_KEY = "ENVELOPE [DEBEZIUM] UPSERT requires that KEY FORMAT be specified";

const SCHEMA = "valueFormat.avro.schema";

/** Refuses an inline schema that the envelope `debezium` cannot use. */
const debezium = (broken: (schema: unknown) => boolean, reason: string, refusal: string): Rule => ({
    path: SCHEMA,
    isBroken: args => envelopeIs(args.get("envelope"), "debezium") && isRecord(args.get(SCHEMA)) && broken(args.get(SCHEMA)),
    reason,
    serverMessage: refusal,
});

const debeziumRules: readonly Rule[] = [
    debezium(
        schema => fieldOf(schema, "after") === undefined,
        'has no field "after", which the envelope debezium reads',
        "'after' column missing from debezium input",
    ),
    debezium(
        schema => isScalar(fieldOf(schema, "before")),
        'has a field "before" that is not a record',
        "'before' column must be of type record",
    ),
    debezium(
        schema => isOther(fieldOf(schema, "before"), fieldOf(schema, "after")),
        'must have the same fields in "before" and "after"',
        "'before' type differs from 'after' column",
    ),
];

/** The combinations of formats that are refused. */
export const formatRules: readonly Rule[] = [
    {
        path: "format",
        isBroken: args => args.has("format") && (args.has("keyFormat") || args.has("valueFormat")),
        reason: "cannot be given together with keyFormat and valueFormat: give format, or the other two",
    },
    {
        path: "valueFormat",
        isBroken: args => args.has("keyFormat") && !args.has("valueFormat"),
        reason: "is missing: keyFormat needs it",
        serverMessage: "Expected VALUE, found",
    },
    {
        path: "keyFormat",
        isBroken: args => args.has("valueFormat") && !args.has("keyFormat"),
        reason: "is missing: valueFormat needs it; without a key, write format",
    },
];

/** The combinations of formats, envelopes and metadata columns that are refused. */
export const decodingRules: readonly Rule[] = [
    ...formatRules,
    {
        path: "envelope",
        isBroken: args =>
            (envelopeIs(args.get("envelope"), "upsert") || envelopeIs(args.get("envelope"), "debezium")) && keyless(args),
        reason: "needs the messages' key: give keyFormat and valueFormat instead of format",
        serverMessage: NEEDS_KEY,
    },
    {
        path: "envelope",
        isBroken: args => {
            const value = args.get("format") ?? args.get("valueFormat");
            const known = value !== undefined && !isUnknown(value);
            return envelopeIs(args.get("envelope"), "debezium") && !keyless(args) && known && within(value, "avro") === undefined;
        },
        reason: "debezium needs the value in Avro",
        serverMessage: "ENVELOPE DEBEZIUM requires that VALUE FORMAT is set to AVRO",
    },
    ...debeziumRules,
    ...METADATA.map((column): Rule => ({
        path: `include.${column}`,
        isBroken: args => aliasesIn(args.get(`include.${column}`)).some(one => !isPlain(one)),
        reason: "takes names of lowercase letters, digits and underscores that are not reserved keywords: Materialize would keep the quotes of any other name as a part of the column's name",
        newOnly: true,
    })),
    {
        path: "include.key",
        isBroken: args => wantsKey(args) && envelopeIs(args.get("envelope"), "debezium"),
        reason: "cannot be given with the envelope debezium: its values include all keys",
        serverMessage: "Cannot use INCLUDE KEY with ENVELOPE DEBEZIUM: Debezium values include all keys.",
    },
    {
        path: "include.key",
        isBroken: args => wantsKey(args) && keyless(args),
        reason: "needs keyFormat and valueFormat instead of format",
        serverMessage: "INCLUDE KEY requires specifying KEY FORMAT .. VALUE FORMAT, got bare FORMAT",
    },
    {
        path: "columns",
        isBroken: args => args.has("columns") && csvNames(args) !== undefined,
        reason: "cannot be given if csv.columns contains names: set csv.columns to the number of columns",
    },
    {
        path: "columns",
        isBroken: args =>
            csvNames(args) !== undefined &&
            (args.has("keyFormat") || includedColumns(args.get("include")).length > 0) &&
            wantsKeyColumn(args),
        reason: "is missing: the key's columns come before those of the CSV, so set csv.columns to a number and list all names here",
    },
    {
        path: "columns",
        isBroken: args => isTwice(args.get("columns")),
        reason: "contains a name more than once",
        serverMessage: "specified more than once",
    },
    {
        path: "columns",
        isBroken: args => !isTwice(args.get("columns")) && isTwice(sourceColumns(args)),
        reason: "would contain a name more than once: give one of the columns an alias, or list all names here",
        serverMessage: "specified more than once",
    },
    {
        path: "columns",
        isBroken: args => {
            const named = args.get("columns");
            const all = sourceColumns(args);
            return Array.isArray(named) && all !== undefined && named.length > all.length;
        },
        reason: "has more names than there are columns",
        serverMessage: "definition names",
    },
];

const isTwice = (names: unknown): boolean => repeatedIn(names).length > 0;

const wantsKey = (args: Arguments): boolean =>
    isFields(args.get("include")) && args.has("include.key") && args.get("include.key") !== false;

/** Returns true if the columns of the key come before those of the value. UPSERT always includes the key. */
const wantsKeyColumn = (args: Arguments): boolean => wantsKey(args) || envelopeIs(args.get("envelope"), "upsert");
