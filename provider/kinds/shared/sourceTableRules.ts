import { envelopeIs } from "../../values/envelope";
import { repeatedIn } from "../../values/list";
import { isUnknown } from "../../values/value";
import { PARTITION_REFUSAL } from "./partition";
import type { Arguments, Rule } from "../../statement/kind";

const FORMATS = ["format", "keyFormat", "valueFormat"] as const;

const hasFormat = (args: Arguments): boolean => FORMATS.some(path => args.has(path));

/** Returns true if a table reads a table of a database, and no topic: only the messages of a topic have a format. */
export const isOfDatabase = (args: Arguments): boolean => !hasFormat(args);

const PARTS = `the parts of the table's name as a list, such as ["public", "orders"]`;

/** Returns the rule that refuses an argument which only tables with a format have. */
const needsFormat = (path: string, refusal?: string, isRefused: (value: unknown) => boolean = () => true): Rule => ({
    path,
    isBroken: args => isOfDatabase(args) && args.has(path) && isRefused(args.get(path)),
    reason: "is for the messages of a topic, and needs format, or keyFormat and valueFormat",
    ...(refusal === undefined ? {} : { serverMessage: refusal }),
});

/** Returns the rule that refuses an argument which only tables of databases have. Materialize accepts it, without an effect. */
const notWithFormat = (path: string): Rule => ({
    path,
    isBroken: args => hasFormat(args) && args.has(path),
    reason: "has an effect only on tables of a database, and cannot be given with a format",
});

const columnsIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Returns the columns that are named more than once. */
function repeatedColumns(args: Arguments): unknown[] {
    return repeatedIn(["textColumns", "excludeColumns"].flatMap(path => columnsIn(args.get(path))));
}

const isUpsert = (value: unknown): boolean => envelopeIs(value, "upsert");

/** The combinations of a source and what a table reads from it that are refused. */
export const sourceTableRules: readonly Rule[] = [
    {
        path: "format",
        isBroken: args => isOfDatabase(args) && !args.has("reference"),
        reason: `is missing: give format, or keyFormat and valueFormat, for a topic; for a table of a database, give reference: ${PARTS}`,
    },
    {
        path: "reference",
        isBroken: args => isOfDatabase(args) && typeof args.get("reference") === "string" && !isUnknown(args.get("reference")),
        reason: `takes ${PARTS}; a topic needs format, or keyFormat and valueFormat, too`,
    },
    {
        path: "reference",
        isBroken: args => hasFormat(args) && Array.isArray(args.get("reference")),
        reason: "takes the topic's name as a string if a format is given; a table of a database has no format",
    },
    needsFormat("columns", "columns cannot be named for Postgres sources"),
    needsFormat("include"),
    needsFormat("envelope", "UPSERT requires a key/value format: None not yet supported", isUpsert),
    needsFormat("envelope", undefined, value => !isUpsert(value)),
    notWithFormat("textColumns"),
    notWithFormat("excludeColumns"),
    {
        path: "excludeColumns",
        isBroken: args => repeatedColumns(args).length > 0,
        reason: "and textColumns name a column more than once: name each column in one of them, once",
        serverMessage: "duplicated column name references",
    },
    {
        path: "partitionBy",
        isBroken: args => {
            const excluded = columnsIn(args.get("excludeColumns"));
            return columnsIn(args.get("partitionBy")).some(column => !isUnknown(column) && excluded.includes(column));
        },
        reason: "names a column that excludeColumns leaves out",
        serverMessage: PARTITION_REFUSAL,
    },
];
