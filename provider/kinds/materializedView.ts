import { join, name, sql } from "../sql/sql";
import { duration } from "../values/duration";
import { columnName, list } from "../values/list";
import { flag } from "../values/scalars";
import { refreshes } from "../values/refresh";
import type { ValueType } from "../values/value";
import { objectKind, row } from "../statement/kind";
import { changedBySuccessor, fixedWithOption, clusterRow, relationRows, setAndReset } from "../statement/rows";
import { partitionRow } from "./shared/partition";
import { materializedViewClauses, replacementView } from "./shared/replacementView";
import { viewRows } from "./view";

const ASSERTION = "ASSERT NOT NULL";
const REFRESH = "REFRESH";

/** The columns that are asserted not to be null. Each is a separate option with the same name. */
const neverNull: ValueType<string[]> = {
    type: list(columnName, 1).type,
    check: (value, context) => list(columnName, 1).check(value, context),
    write: value =>
        join(
            value.map(column => name(column)),
            `, ${ASSERTION} = `,
        ),
    read: from => from.items(() => from.text()),
};

const rows = [
    ...relationRows,
    clusterRow("Materialize cannot move a materialized view to another cluster"),
    fixedWithOption("assertNotNull", ASSERTION, neverNull, "Materialize cannot alter the assertions of a materialized view"),
    row({
        path: "retainHistory",
        value: duration("FOR", { least: "1s" }),
        position: { in: "with", option: "RETAIN HISTORY" },
        change: { by: "option" },
    }),
    partitionRow("a materialized view"),
    {
        ...fixedWithOption(
            "refresh",
            REFRESH,
            refreshes(REFRESH),
            "Materialize cannot alter when a materialized view is refreshed",
        ),
        serverDefault: [],
    },
    ...viewRows,
    row({
        path: "replaceInPlace",
        value: flag,
        position: { in: "nowhere" },
        change: { by: "nothing", when: "the query, the cluster or an option changes" },
    }),
    row({
        path: "hydrationTimeout",
        value: duration("", { least: "1s" }),
        position: { in: "nowhere" },
        change: { by: "nothing", when: "an update waits for a replacement view" },
    }),
];

export const materializedView = objectKind({
    name: "MaterializedView",
    object: "MATERIALIZED VIEW",
    scope: "schema",
    identifyBy: "name",
    dryRun: { by: "explain", stage: "PLAN" },
    rows: changedBySuccessor(rows, "replacementViews", "cluster", "assertNotNull", "partitionBy", "columns", "query"),
    rules: [],
    create: parts => sql`CREATE MATERIALIZED VIEW ${parts.target}${materializedViewClauses(parts)}`,
    alter: setAndReset("MATERIALIZED VIEW"),
    successor: replacementView,
    catalog: { relation: "mz_catalog.mz_materialized_views", definition: "o.create_sql", type: "materialized-view" },
});
