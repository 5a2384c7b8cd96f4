import { join, name, type Sql, sql } from "../sql/sql";
import { checkName, nameSchema, reference } from "../values/reference";
import { duration } from "../values/duration";
import type { ValueType } from "../values/value";
import { columnList, decodingRows, decodingClauses, decodingRules, requireFormat } from "./shared/decoding";
import { ANY_VALUE, objectKind, row, type StatementParts } from "../statement/kind";
import { fixedClause, fixedOption, relationRows } from "../statement/rows";

const READS = "Materialize cannot alter what a table reads: the replacement reads the topic again";
const NO_RETENTION = "Materialize cannot alter how long a table from a source retains its history";

/** The topic, which is written as an identifier. */
const topic: ValueType<string> = { type: nameSchema("the topic's name"), check: checkName, write: value => name(value) };

function create(parts: StatementParts): Sql {
    const reference = parts.options.map(option => sql` (${option})`);
    const from = sql`${parts.clause("source").flat()}${reference.flat()}`;
    return sql`CREATE TABLE ${parts.target}${columnList(parts)}
    ${join([from, ...decodingClauses(parts)], "\n    ")}${parts.with}`;
}

export const sourceTable = objectKind({
    name: "SourceTable",
    object: "TABLE",
    scope: "schema",
    dryRun: { by: "block" },
    losesData: true,
    rows: [
        ...relationRows,
        row({ ...fixedClause("source", "FROM SOURCE", reference("KafkaSource"), READS, { required: true }), opens: "options" }),
        { ...fixedOption("reference", "REFERENCE", topic, READS), serverDefault: ANY_VALUE },
        ...decodingRows,
        row({
            path: "retainHistory",
            value: duration("FOR", { least: "1s" }),
            position: { in: "with", option: "RETAIN HISTORY" },
            change: { by: "replacement", why: NO_RETENTION },
        }),
    ],
    rules: [requireFormat("give format, or keyFormat and valueFormat"), ...decodingRules],
    create,
    catalog: { relation: "mz_catalog.mz_tables", definition: "o.create_sql", type: "table", where: "o.source_id IS NOT NULL" },
});
