import { isPlain } from "../sql/keywords";
import { join, keyword, name, type Sql, sql, UNKNOWN } from "../sql/sql";
import { list } from "../values/list";
import { checkName, nameSchema, reference, referencePath } from "../values/reference";
import { duration, milliseconds } from "../values/duration";
import { flag, integer, text } from "../values/scalars";
import { containsUnknown, type Fields, isAbsent, type ValueType } from "../values/value";
import { columnList, decodingRows, decodingClauses, decodingRules, requireFormat } from "./shared/decoding";
import { retainHistoryRow, sourceClusterRow, timestampIntervalRow } from "./shared/sourceOptions";
import { ANY_VALUE, type Arguments, objectKind, row, type Rule, type StatementParts } from "../statement/kind";
import { fixedClause, fixedOption, relationRows, parenthesizedList, forbidBoth, setAndResetEach } from "../statement/rows";

const READS = "Materialize cannot alter what a source reads: the replacement reads the topic again";

/** The name of the progress subsource, which lies in the namespace of its source. */
const progressName: ValueType<string> = {
    type: nameSchema("a name"),
    check: checkName,
    write: (value, context) => name(context.namespace.database, context.namespace.schema, value),
    interpret: from => (from.isNext("[") ? referencePath(from.reference()) : from.path()).at(-1) ?? from.fail("a name"),
};

/** True or omitted. `false` is accepted and has no effect. */
const tablesOnly: ValueType<true> = {
    type: flag.type,
    check: (value, context) => flag.check(value, context),
    write: (value: boolean) => (value ? keyword("true") : []),
};

/** Returns true if `startTimestamp` is given. Materialize stores the offsets at that time instead of the time. */
const startsAtTime = (args: Arguments): boolean => args.has("startTimestamp");

const reads = [
    sourceClusterRow,
    row({
        ...fixedClause("connection", "FROM KAFKA CONNECTION", reference("KafkaConnection"), READS, { required: true }),
        opens: "options",
    }),
    fixedOption("topic", "TOPIC", text(), READS, { required: true }),
    fixedOption("groupIdPrefix", "GROUP ID PREFIX", text(), READS),
    { ...fixedOption("startOffset", "START OFFSET", list(integer(0), 1), READS), notReadBack: startsAtTime },
    { ...fixedOption("startTimestamp", "START TIMESTAMP", integer(), READS), notReadBack: startsAtTime },
    fixedOption("topicMetadataRefreshInterval", "TOPIC METADATA REFRESH INTERVAL", duration(undefined, { most: "1h" }), READS),
];

const FORMATS = ["format", "valueFormat"] as const;

const rows = [
    ...relationRows,
    ...reads,
    ...decodingRows,
    {
        ...fixedClause(
            "exposeProgressAs",
            "EXPOSE PROGRESS AS",
            progressName,
            "Materialize cannot rename a progress subsource in the source's definition",
        ),
        serverDefault: ANY_VALUE,
    },
    timestampIntervalRow,
    retainHistoryRow,
    row({
        path: "tablesOnly",
        value: tablesOnly,
        position: { in: "nowhere" },
        change: { by: "replacement", why: READS },
        imported: args => (FORMATS.some(path => path in args) ? undefined : true),
    }),
];

/** Returns the rule that refuses an argument with `tablesOnly`. */
const notWithTablesOnly = (path: string, reason: string): Rule => ({
    path,
    isBroken: args => args.get("tablesOnly") === true && args.has(path),
    reason: `cannot be given with tablesOnly: ${reason}`,
});

/** The shortest interval that newer servers accept. */
const LEAST_REFRESH_MS = 1_000;

const DECODED = ["format", "keyFormat", "valueFormat", "include", "envelope", "columns"] as const;

const rules: readonly Rule[] = [
    forbidBoth("startOffset", "startTimestamp", "cannot specify START TIMESTAMP and START OFFSET at same time"),
    requireFormat("give format, or keyFormat and valueFormat, or tablesOnly: true if only tables read from the source"),
    ...DECODED.map(path => notWithTablesOnly(path, "set it on each SourceTable that reads from the source")),
    notWithTablesOnly("exposeProgressAs", "such a source has no progress subsource"),
    {
        path: "topicMetadataRefreshInterval",
        isBroken: args => (milliseconds(String(args.get("topicMetadataRefreshInterval"))) ?? LEAST_REFRESH_MS) < LEAST_REFRESH_MS,
        reason: 'must be at least "1s", which Materialize requires from v26.39 on',
        newOnly: true,
    },
    ...decodingRules,
];

/** Names the progress subsource of a source whose name needs quotes, since the default name would contain the quotes. */
function defaults({ name: sourceName, tablesOnly }: Fields): Fields {
    const keepsDefault =
        typeof sourceName !== "string" || isPlain(sourceName) || tablesOnly === true || Buffer.byteLength(sourceName) > 246;
    if (keepsDefault) return {};
    return { exposeProgressAs: [sourceName, tablesOnly].some(containsUnknown) ? UNKNOWN : `${sourceName}_progress` };
}

function create(parts: StatementParts): Sql {
    const lines = [
        ...parts.clause("cluster"),
        sql`${parts.clause("connection").flat()} ${parenthesizedList(parts.options)}`,
        ...decodingClauses(parts),
        ...parts.clause("exposeProgressAs"),
    ];
    return sql`CREATE SOURCE ${parts.target}${columnList(parts)}
    ${join(lines, "\n    ")}${parts.with}`;
}

export const kafkaSource = objectKind({
    name: "KafkaSource",
    object: "SOURCE",
    scope: "schema",
    losesData: true,
    joinsBlock: true,
    dryRun: {
        by: "block",
        args: ({ exposeProgressAs }, own) => (isAbsent(exposeProgressAs) ? {} : { exposeProgressAs: `${own}_progress` }),
    },
    rows,
    rules,
    create,
    alter: setAndResetEach("SOURCE"),
    defaults,
    catalog: { relation: "mz_catalog.mz_sources", definition: "o.create_sql", type: "source", where: "o.type = 'kafka'" },
});
