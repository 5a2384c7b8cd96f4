import { sql } from "../sql/sql";
import type { ObjectKind } from "./kind";
import { common, database, notReserved } from "./rows";

export const schema: ObjectKind = {
    name: "Schema",
    object: "SCHEMA",
    scope: "database",
    rows: [...common, database],
    rules: [notReserved("unacceptable schema name")],
    create: parts => sql`CREATE SCHEMA ${parts.target}`,
    catalog: { relation: "mz_catalog.mz_schemas", type: "schema" },
};
