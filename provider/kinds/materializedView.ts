import { isWord } from "../sql/reader";
import { join, name, sql } from "../sql/sql";
import { duration } from "../values/duration";
import { columnName, list } from "../values/list";
import type { ValueType } from "../values/value";
import { objectKind, row } from "../statement/kind";
import { fixedOption, clusterRow, schemaObjectRows, setAndReset } from "../statement/rows";
import { viewRows } from "./view";

const ASSERTION = "ASSERT NOT NULL";

/** The columns that are asserted not to be null. Each is a separate option with the same name. */
const neverNull: ValueType<string[]> = {
    type: list(columnName, 1).type,
    check: (value, context) => list(columnName, 1).check(value, context),
    write: value =>
        join(
            value.map(column => name(column)),
            `, ${ASSERTION} = `,
        ),
    normalize: tokens => tokens.filter(token => !["ASSERT", "NOT", "NULL", "="].some(word => isWord(token, word))),
};

export const materializedView = objectKind({
    name: "MaterializedView",
    object: "MATERIALIZED VIEW",
    scope: "schema",
    identifyBy: "name",
    dryRun: { by: "explain", stage: "PLAN" },
    rows: [
        ...schemaObjectRows,
        clusterRow("Materialize cannot move a materialized view to another cluster"),
        {
            ...fixedOption(
                "assertNotNull",
                ASSERTION,
                neverNull,
                "Materialize cannot alter the assertions of a materialized view",
            ),
            position: { in: "with", option: ASSERTION },
        },
        row({
            path: "retainHistory",
            value: duration("FOR", { least: "1s" }),
            position: { in: "with", option: "RETAIN HISTORY" },
            change: { by: "option" },
        }),
        ...viewRows,
    ],
    rules: [],
    create: parts => sql`CREATE MATERIALIZED VIEW ${parts.target}${parts.clause("columns").flatMap(columns => sql` ${columns}`)}${parts
        .clause("cluster")
        .flatMap(
            cluster => sql`
    ${cluster}`,
        )}${parts.with}
    ${parts.clause("query").flat()}`,
    alter: setAndReset("MATERIALIZED VIEW"),
    catalog: { relation: "mz_catalog.mz_materialized_views", definition: "o.create_sql", type: "materialized-view" },
});
