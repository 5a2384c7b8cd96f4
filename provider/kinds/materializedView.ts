import { sql } from "../sql/sql";
import { query } from "../values/query";
import { reference } from "../values/reference";
import type { ObjectKind } from "./kind";
import { fixedClause, inSchema } from "./rows";

export const materializedView: ObjectKind = {
    name: "MaterializedView",
    object: "MATERIALIZED VIEW",
    scope: "schema",
    rows: [
        ...inSchema,
        fixedClause("cluster", reference("Cluster", "none"), "Materialize cannot move a materialized view to another cluster"),
        fixedClause("query", query, "Materialize cannot alter the query of a view", { required: true }),
    ],
    rules: [],
    create: parts => sql`CREATE MATERIALIZED VIEW ${parts.target}${parts.clause("cluster").flatMap(
        cluster => sql`
    IN CLUSTER ${cluster}`,
    )}
    AS
${parts.clause("query").flat()}`,
    catalog: { relation: "mz_catalog.mz_materialized_views", type: "materialized-view" },
};
