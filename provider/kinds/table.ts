import { join, sql } from "../sql/sql";
import { addedColumns, type TableColumn, tableColumn, tableColumns } from "../values/columns";
import { replaceLosingRowsRow } from "./shared/losingRows";
import { FROM_WEBHOOK } from "./shared/webhook";
import { retainHistoryRow } from "./shared/sourceOptions";
import { partitionRow, partitionRule } from "./shared/partition";
import { type Arguments, objectKind, row } from "../statement/kind";
import { fixedClause, relationRows, setAndReset } from "../statement/rows";
import { isFields } from "../values/value";

const NO_ALTER =
    "Materialize cannot change the columns of a table, except that it adds columns that can be null, without a default, after the others";

const columns = row({
    ...fixedClause("columns", "", tableColumns, NO_ALTER, { required: true }),
    extension: {
        flag: "enable_alter_table_add_column",
        noun: "columns",
        added: addedColumns,
        statement: (target, column, context) =>
            sql`ALTER TABLE ${target} ADD COLUMN ${tableColumn.write(column as TableColumn, context)}`,
    },
});

/** Returns the name of the column at a position; null if there is none, and undefined if it is not known yet. */
function columnAt(args: Arguments, at: number): unknown {
    const given = args.get("columns");
    if (!Array.isArray(given)) return undefined;
    const column: unknown = given[at] ?? null;
    return isFields(column) ? column.name : column;
}

export const table = objectKind({
    name: "Table",
    object: "TABLE",
    scope: "schema",
    losesRows: replaceLosingRowsRow.path,
    dryRun: { by: "block" },
    rows: [...relationRows, columns, partitionRow("a table"), retainHistoryRow, replaceLosingRowsRow],
    rules: [partitionRule(columnAt)],
    create: parts => sql`CREATE TABLE ${parts.target} ${join(parts.clause("columns"), "")}${parts.with}`,
    alter: setAndReset("TABLE"),
    catalog: {
        relation: "mz_catalog.mz_tables",
        definition: "o.create_sql",
        type: "table",
        where: `o.source_id IS NULL AND NOT ${FROM_WEBHOOK}`,
    },
});
