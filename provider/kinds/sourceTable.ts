import { join, name, type Sql, sql } from "../sql/sql";
import { checkName, reference } from "../values/reference";
import { duration } from "../values/duration";
import type { Value } from "../values/value";
import { columnList, decoding, decodingClauses, decodingRules, formatGiven } from "./decoding";
import { ANY, type ObjectKind, type Parts } from "./kind";
import { fixedClause, fixedOption, inSchema } from "./rows";

const READS = "Materialize cannot alter what a table reads: it is dropped, and reads its topic anew";
const NO_RETENTION = "Materialize cannot alter how long a table that reads a source keeps its history";

/** The topic, as an identifier. */
const topic: Value<string> = { takes: "the topic's name", check: checkName, write: value => name(value) };

function create(parts: Parts): Sql {
    const reference = parts.options.map(option => sql` (${option})`);
    const from = sql`${parts.clause("source").flat()}${reference.flat()}`;
    return sql`CREATE TABLE ${parts.target}${columnList(parts)}
    ${join([from, ...decodingClauses(parts)], "\n    ")}${parts.with}`;
}

export const sourceTable: ObjectKind = {
    name: "SourceTable",
    object: "TABLE",
    scope: "schema",
    rows: [
        ...inSchema,
        { ...fixedClause("source", "FROM SOURCE", reference("KafkaSource"), READS, { required: true }), opens: "options" },
        { ...fixedOption("reference", "REFERENCE", topic, READS), initial: ANY },
        ...decoding,
        {
            path: "retainHistory",
            value: duration("FOR", { least: "1s" }),
            place: { in: "with", option: "RETAIN HISTORY" },
            change: { by: "replacement", why: NO_RETENTION },
        },
    ],
    rules: [formatGiven("give format, or keyFormat and valueFormat"), ...decodingRules],
    create,
    catalog: { relation: "mz_catalog.mz_tables", definition: "o.create_sql", type: "table", where: "o.source_id IS NOT NULL" },
};
