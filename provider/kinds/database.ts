import { name, sql } from "../sql/sql";
import type { ObjectKind } from "../statement/kind";
import { commonRows, withoutRename } from "../statement/rows";

export const database: ObjectKind = {
    name: "Database",
    object: "DATABASE",
    scope: "none",
    rows: withoutRename(commonRows, "Materialize cannot rename a database"),
    rules: [],
    create: parts => sql`CREATE DATABASE ${parts.target}`,
    // It would take everything in it along, and RESTRICT is stopped by the schema that it was made with.
    drop: database => [
        { what: "SCHEMA IF EXISTS", target: name(database.name, "public"), how: "RESTRICT" },
        { what: "DATABASE", target: database.target, how: "RESTRICT" },
    ],
    catalog: { relation: "mz_catalog.mz_databases", type: "database" },
};
