import { join, sql } from "../sql/sql";
import { query } from "../values/query";
import type { ObjectKind } from "./kind";
import { fixedClause, inCluster, inSchema } from "./rows";

export const materializedView: ObjectKind = {
    name: "MaterializedView",
    object: "MATERIALIZED VIEW",
    scope: "schema",
    rows: [
        ...inSchema,
        inCluster("Materialize cannot move a materialized view to another cluster"),
        fixedClause("query", "AS\n", query, "Materialize cannot alter the query of a view", { required: true }),
    ],
    rules: [],
    create: parts => sql`CREATE MATERIALIZED VIEW ${parts.target}
    ${join([...parts.clause("cluster"), ...parts.clause("query")], "\n    ")}`,
    catalog: { relation: "mz_catalog.mz_materialized_views", definition: "o.create_sql", type: "materialized-view" },
};
