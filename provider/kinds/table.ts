import { join, sql } from "../sql/sql";
import { addedColumns, type TableColumn, tableColumn, tableColumns } from "../values/columns";
import { columnName, list } from "../values/list";
import { replaceLosingRowsRow } from "./shared/losingRows";
import { FROM_WEBHOOK } from "./shared/webhook";
import { retainHistoryRow } from "./shared/sourceOptions";
import { objectKind, row, type Rule } from "../statement/kind";
import { fixedClause, fixedOption, relationRows, setAndReset } from "../statement/rows";
import { isFields, isUnknown } from "../values/value";

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

/** The columns by whose values Materialize stores rows together. */
const partitionBy = {
    ...fixedOption(
        "partitionBy",
        "PARTITION BY",
        list({ ...columnName, read: from => from.text() }, 1),
        "Materialize cannot alter how a table is stored",
    ),
    position: { in: "with", option: "PARTITION BY" } as const,
};

/** The names in a list of columns; undefined for those that are not known yet. */
const namesIn = (value: unknown): unknown[] =>
    Array.isArray(value) ? value.map((one: unknown) => (isFields(one) ? one.name : one)) : [];

const rules: readonly Rule[] = [
    {
        path: "partitionBy",
        isBroken: args => {
            const names = namesIn(args.get("columns"));
            return namesIn(args.get("partitionBy")).some((one, at) => ![one, names[at]].some(isUnknown) && one !== names[at]);
        },
        reason: "must name the first columns of the table, in their order",
        serverMessage: "PARTITION BY columns should be a prefix of the relation's columns",
    },
];

export const table = objectKind({
    name: "Table",
    object: "TABLE",
    scope: "schema",
    losesRows: replaceLosingRowsRow.path,
    dryRun: { by: "block" },
    rows: [...relationRows, columns, partitionBy, retainHistoryRow, replaceLosingRowsRow],
    rules,
    create: parts => sql`CREATE TABLE ${parts.target} ${join(parts.clause("columns"), "")}${parts.with}`,
    alter: setAndReset("TABLE"),
    catalog: {
        relation: "mz_catalog.mz_tables",
        definition: "o.create_sql",
        type: "table",
        where: `o.source_id IS NULL AND NOT ${FROM_WEBHOOK}`,
    },
});
