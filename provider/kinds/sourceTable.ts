import { join, keyword, name, type Sql, sql } from "../sql/sql";
import { checkName, reference } from "../values/reference";
import { duration } from "../values/scalars";
import type { Value } from "../values/value";
import { columnList, decoding, decodingClauses, decodingRules, formatGiven } from "./decoding";
import type { ObjectKind, Parts } from "./kind";
import { fixedClause, inSchema, setAndReset } from "./rows";

const READS = "Materialize cannot alter what a table reads: it is dropped, and reads its topic anew";

/** The topic, as an identifier. */
const topic: Value<string> = { takes: "the topic's name", check: checkName, write: value => sql` (REFERENCE = ${name(value)})` };

function create(parts: Parts): Sql {
    const from = sql`FROM SOURCE ${parts.clause("source").flat()}${parts.clause("reference").flat()}`;
    return sql`CREATE TABLE ${parts.target}${columnList(parts)}
    ${join([from, ...decodingClauses(parts)], "\n    ")}${parts.with}`;
}

export const sourceTable: ObjectKind = {
    name: "SourceTable",
    object: "TABLE",
    scope: "schema",
    rows: [
        ...inSchema,
        fixedClause("source", reference("KafkaSource"), READS, { required: true }),
        fixedClause("reference", topic, READS),
        ...decoding,
        {
            path: "retainHistory",
            value: duration(keyword("FOR ")),
            place: { in: "with", option: "RETAIN HISTORY" },
            change: { by: "option" },
        },
    ],
    rules: [formatGiven("give format, or keyFormat and valueFormat"), ...decodingRules],
    create,
    alter: setAndReset("TABLE"),
    catalog: { relation: "mz_catalog.mz_tables", type: "table", where: "o.source_id IS NOT NULL" },
};
