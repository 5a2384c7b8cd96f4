import { sql } from "../sql/sql";
import { query } from "../values/query";
import type { ObjectKind } from "./kind";
import { fixedClause, inSchema } from "./rows";

export const view: ObjectKind = {
    name: "View",
    object: "VIEW",
    scope: "schema",
    rows: [...inSchema, fixedClause("query", "AS\n", query, "Materialize cannot alter the query of a view", { required: true })],
    rules: [],
    create: parts => sql`CREATE VIEW ${parts.target}
    ${parts.clause("query").flat()}`,
    catalog: { relation: "mz_catalog.mz_views", definition: "o.create_sql", type: "view" },
};
