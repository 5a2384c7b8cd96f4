import { name, sql } from "../sql/sql";
import type { ObjectKind } from "./kind";
import { common, unrenamable } from "./rows";

export const database: ObjectKind = {
    name: "Database",
    object: "DATABASE",
    scope: "none",
    rows: unrenamable(common, "Materialize cannot rename a database"),
    rules: [],
    create: parts => sql`CREATE DATABASE ${parts.target}`,
    // It would take everything in it along, and RESTRICT is stopped by the schema that it was made with.
    drop: database => [
        sql`DROP SCHEMA IF EXISTS ${name(database.name, "public")} RESTRICT`,
        sql`DROP DATABASE ${database.target} RESTRICT`,
    ],
    catalog: { relation: "mz_catalog.mz_databases", type: "database" },
};
