import { join, type Sql, sql } from "../sql/sql";
import { duration } from "../values/duration";
import { nothing, oneKeyOf, properties, type ShapeOf } from "../values/oneOf";
import { reference } from "../values/reference";
import { text } from "../values/scalars";
import { valueSql, type ValueType } from "../values/value";
import {
    fromRow,
    key,
    movedTo,
    NO_SET_CLUSTER,
    shownName,
    sinkAdvice,
    sinkRights,
    snapshotRow,
    uniqueColumns,
} from "./shared/sink";
import { type Arguments, objectKind, row, type StatementParts } from "../statement/kind";
import { clusterRow, fixedClause, fixedOption, parenthesizedList, schemaObjectRows, setAndReset } from "../statement/rows";

const WRITES = "Materialize cannot alter where a sink writes, or how";

const upsertFields = properties({ key }, ["key"]);

const upsert: ValueType<ShapeOf<typeof upsertFields>> = {
    ...upsertFields,
    write: (value, context) => sql`KEY ${valueSql(key, value.key, context.child("key"))} MODE UPSERT`,
    interpret: from => {
        from.expect("KEY");
        const read = key.interpret?.(from) ?? from.fail("a key");
        from.expect("MODE", "UPSERT");
        return { key: read };
    },
};

/** How changes of rows change the table, and the key that this needs. */
const mode = oneKeyOf({ upsert, append: nothing("MODE APPEND") });

const rows = [
    ...schemaObjectRows,
    clusterRow(NO_SET_CLUSTER),
    fromRow,
    row({
        ...fixedClause("connection", "INTO ICEBERG CATALOG CONNECTION", reference("IcebergCatalogConnection"), WRITES, {
            required: true,
        }),
        opens: "options",
    }),
    fixedOption("namespace", "NAMESPACE", text(), WRITES, { required: true }),
    fixedOption("table", "TABLE", text(), WRITES, { required: true }),
    fixedClause("awsConnection", "USING AWS CONNECTION", reference("AwsConnection"), WRITES),
    row({
        ...fixedClause("mode", "", mode, WRITES, { required: true }),
        position: { in: "clause", after: "", parts: ["KEY", "MODE"] },
    }),
    row({
        path: "commitInterval",
        value: duration(undefined, { least: "1s" }),
        required: true,
        position: { in: "with", option: "COMMIT INTERVAL" },
        change: { by: "option", since: "alterCommitInterval", before: "Materialize cannot alter how often a sink commits" },
    }),
    snapshotRow,
];

function create(parts: StatementParts): Sql {
    const lines = [
        ...parts.clause("cluster"),
        ...parts.clause("from"),
        sql`${parts.clause("connection").flat()} ${parenthesizedList(parts.options)}`,
        ...parts.clause("awsConnection"),
        ...parts.clause("mode"),
    ];
    return sql`CREATE SINK ${parts.target}
    ${join(lines, "\n    ")}${parts.with}`;
}

/** Returns what readers of the tables see of a replacement. Materialize keeps the progress of a sink in its table. */
function seenByConsumers(olds: Arguments, news: Arguments): string {
    const [before, after] = [olds, news].map(args => `${shownName(args.get("namespace"))}.${shownName(args.get("table"))}`);
    return before === after
        ? `the table ${after ?? ""} keeps its rows; whether the new sink goes on where the old one has stopped, or writes every row again, depends on the progress that Materialize finds in the table: compare the rows afterwards, or give the new sink another table`
        : movedTo("the table", before ?? "", after ?? "", news);
}

export const icebergSink = objectKind({
    name: "IcebergSink",
    object: "SINK",
    scope: "schema",
    dryRun: {
        by: "explain",
        stage: "VALUE SCHEMA",
        accepted: "EXPLAIN SCHEMA is only available for Kafka sinks with Avro schemas",
    },
    seenByConsumers,
    rows,
    rights: sinkRights,
    rules: [uniqueColumns("mode.upsert.key")],
    advice: sinkAdvice,
    create,
    alter: setAndReset("SINK"),
    catalog: { relation: "mz_catalog.mz_sinks", definition: "o.create_sql", type: "sink", where: "o.type = 'iceberg'" },
});
