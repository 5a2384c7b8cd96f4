import { name, sql } from "../sql/sql";
import { objectKind } from "../statement/kind";
import { commonRows, withoutRename } from "../statement/rows";

/** The schemas of a database except `public`, and the objects in `public`. */
const CONTENTS = `SELECT 'schema' AS type, o.name FROM mz_catalog.mz_schemas o WHERE o.database_id = $1 AND o.name <> 'public'
UNION ALL
SELECT o.type, o.name FROM mz_catalog.mz_objects o JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id WHERE s.database_id = $1 AND s.name = 'public'`;

export const database = objectKind({
    name: "Database",
    object: "DATABASE",
    scope: "none",
    rows: withoutRename(commonRows, "Materialize cannot rename a database"),
    rights: [{ operations: ["create"], needs: "CREATEDB", on: "SYSTEM" }],
    rules: [],
    create: parts => sql`CREATE DATABASE ${parts.target}`,
    // CASCADE would drop everything in the database, and RESTRICT fails while the schema `public`, which CREATE adds, exists.
    drop: database => [
        { what: "SCHEMA IF EXISTS", target: name(database.name, "public"), how: "RESTRICT" },
        { what: "DATABASE", target: database.target, how: "RESTRICT" },
    ],
    catalog: { relation: "mz_catalog.mz_databases", type: "database", dependants: CONTENTS },
});
