import { sql } from "../sql/sql";
import { objectKind } from "../statement/kind";
import { commonRows, databaseRow, forbidReservedName } from "../statement/rows";

export const schema = objectKind({
    name: "Schema",
    object: "SCHEMA",
    scope: "database",
    identifyBy: "name",
    rows: [...commonRows, databaseRow],
    rules: [forbidReservedName("unacceptable schema name")],
    create: parts => sql`CREATE SCHEMA ${parts.target}`,
    catalog: {
        relation: "mz_catalog.mz_schemas",
        type: "schema",
        dependants: "SELECT o.type, o.name FROM mz_catalog.mz_objects o WHERE o.schema_id = $1",
    },
});
