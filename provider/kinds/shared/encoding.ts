import type { Sql } from "../../sql/sql";
import { usesGlue } from "../../values/format";
import { nothing, oneKeyOf } from "../../values/oneOf";
import { isAbsent, isFields, isUnknown } from "../../values/value";
import type { Arguments, Rule, StatementParts } from "../../statement/kind";
import { fixedClause } from "../../statement/rows";
import type { NewerPart } from "../../statement/versions";
import { formatRules } from "./decoding";
import { sinkFormat } from "./sinkFormat";

const REWRITES = "Materialize cannot alter how a sink writes its messages";

const glue: NewerPart = { path: "avro.glue", since: "glueSinks", isIn: usesGlue };

/** The arguments that define how rows become messages. */
export const encodingRows = [
    { ...fixedClause("format", "FORMAT", sinkFormat, REWRITES), newerParts: [glue] },
    { ...fixedClause("keyFormat", "KEY FORMAT", sinkFormat, REWRITES), newerParts: [glue] },
    { ...fixedClause("valueFormat", "VALUE FORMAT", sinkFormat, REWRITES), newerParts: [glue] },
    fixedClause("envelope", "ENVELOPE", oneKeyOf({ upsert: nothing("UPSERT"), debezium: nothing("DEBEZIUM") }), REWRITES, {
        required: true,
    }),
];

/** Returns the clauses of formats and envelope, each of which is written on a separate line. */
export const encodingClauses = (parts: StatementParts): Sql[] =>
    ["format", "keyFormat", "valueFormat", "envelope"].flatMap(path => parts.clause(path));

const FORMATS = ["format", "keyFormat", "valueFormat"] as const;

/** Returns true if a value, or what contains it, is given and known. */
const isGiven = (args: Arguments, path: string): boolean => args.has(path) && !isUnknown(args.get(path));

/** Returns true if the envelope `which` is given. */
export const isEnvelope = (args: Arguments, which: "upsert" | "debezium"): boolean => {
    const envelope = args.get("envelope");
    return isFields(envelope) && !isAbsent(envelope[which]);
};

const ONE_NAME = "Must specify both AVRO KEY FULLNAME and AVRO VALUE FULLNAME when specifying generated schema names";

/** Refuses the name of one record without that of the other. */
const oneName = (avro: string, given: string, missing: string): Rule => ({
    path: `${avro}.${missing}`,
    isBroken: args => args.has("key") && isGiven(args, `${avro}.${given}`) && isAbsent(args.get(`${avro}.${missing}`)),
    reason: `is missing: ${given} needs it if messages have keys`,
    serverMessage: ONE_NAME,
});

/** Refuses an argument of a format that concerns the key of messages that have none. */
const needsKey = (path: string, serverMessage: string): Rule => ({
    path,
    isBroken: args => isGiven(args, path) && !args.has("key"),
    reason: "needs key, without which messages have no keys",
    serverMessage,
});

const NO_GLUE_KEY = "KEY SCHEMA NAME and KEY COMPATIBILITY LEVEL require a corresponding KEY field";

/** The combinations of formats, keys and envelopes that are refused. */
export const encodingRules: readonly Rule[] = [
    {
        path: "format",
        isBroken: args => !FORMATS.some(path => args.has(path)),
        reason: "is missing: give format, or keyFormat and valueFormat",
        serverMessage: "sink without format not yet supported",
    },
    ...formatRules,
    {
        path: "key",
        isBroken: args => isEnvelope(args, "upsert") && !args.has("key"),
        reason: "is missing: the envelope upsert needs columns whose values are unique",
        serverMessage: "upsert sinks must specify a key",
    },
    {
        path: "headers",
        isBroken: args => isEnvelope(args, "debezium") && args.has("headers"),
        reason: "cannot be given with the envelope debezium",
        serverMessage: "HEADERS option is not supported with ENVELOPE DEBEZIUM",
    },
    needsKey("format.avro.keyFullName", "Cannot specify AVRO KEY FULLNAME without a corresponding KEY field"),
    ...FORMATS.flatMap(format => [
        oneName(`${format}.avro`, "keyFullName", "valueFullName"),
        oneName(`${format}.avro`, "valueFullName", "keyFullName"),
    ]),
    ...["format.avro.glue.keySchemaName", "format.avro.keyCompatibilityLevel"].map((path): Rule => ({
        ...needsKey(path, NO_GLUE_KEY),
        isBroken: args => isGiven(args, "format.avro.glue") && isGiven(args, path) && !args.has("key"),
    })),
];
