import { sql } from "../sql/sql";
import { query } from "../values/query";
import { columnName, list } from "../values/list";
import type { ValueType } from "../values/value";
import { objectKind } from "../statement/kind";
import { fixedClause, relationRows } from "../statement/rows";

const NO_ALTER = "Materialize cannot alter the query of a view";

const readColumn: ValueType<string> = { ...columnName, read: from => from.text() };

/** The columns and the query of a view or materialized view. */
export const viewRows = [
    fixedClause("columns", "", list(readColumn, 1), NO_ALTER),
    fixedClause("query", "AS\n", query, NO_ALTER, { required: true }),
];

export const view = objectKind({
    name: "View",
    object: "VIEW",
    scope: "schema",
    identifyBy: "name",
    dryRun: { by: "explain", stage: "RAW PLAN" },
    rows: [...relationRows, ...viewRows],
    rules: [],
    create: parts => sql`CREATE VIEW ${parts.target}${parts.clause("columns").flatMap(columns => sql` ${columns}`)}
    ${parts.clause("query").flat()}`,
    catalog: { relation: "mz_catalog.mz_views", definition: "o.create_sql", type: "view" },
});
