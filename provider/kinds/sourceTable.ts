import { join, type Sql, sql } from "../sql/sql";
import { reference } from "../values/reference";
import { duration } from "../values/duration";
import { upstreamReference } from "../values/upstreamReference";
import type { ValueType } from "../values/value";
import { columnList, decodingRows, decodingClauses, decodingRules } from "./shared/decoding";
import { columnsAsStored, partitionRow, partitionRule } from "./shared/partition";
import { SOURCES } from "./shared/relations";
import { sourceColumns } from "./shared/sourceColumns";
import { isOfDatabase, sourceTableRules } from "./shared/sourceTableRules";
import { ANY_VALUE, type Arguments, objectKind, row, type StatementParts } from "../statement/kind";
import { fixedClause, fixedOption, fixedWithOption, relationRows } from "../statement/rows";

const READS = "Materialize cannot alter what a table reads: the replacement reads it again";
const NO_RETENTION = "Materialize cannot alter how long a table from a source retains its history";

/** A set of columns, which Materialize sorts. */
const columnSet: ValueType<string[]> = {
    ...columnsAsStored,
    meaning: value => JSON.stringify([...new Set(value)].sort()),
};

function create(parts: StatementParts): Sql {
    const given = parts.options.map(option => sql` (${option})`);
    const from = sql`${parts.clause("source").flat()}${given.flat()}`;
    return sql`CREATE TABLE ${parts.target}${columnList(parts)}
    ${join([from, ...decodingClauses(parts)], "\n    ")}${parts.with}`;
}

/** The names of columns that are not compared with those of a table of a database: its stored definition has the columns that it has there. */
const decoding = decodingRows.map(one => (one.path === "columns" ? { ...one, notReadBack: isOfDatabase } : one));

/** Returns the name of the column at a position; null if there is none, and undefined if the arguments do not tell it. */
function columnAt(args: Arguments, at: number): unknown {
    const columns = sourceColumns(args);
    if (columns !== undefined) return columns[at] ?? null;
    const first = args.get("columns");
    return Array.isArray(first) ? first[at] : undefined;
}

export const sourceTable = objectKind({
    name: "SourceTable",
    object: "TABLE",
    scope: "schema",
    joinsBlock: true,
    dryRun: { by: "block" },
    losesData: true,
    rows: [
        ...relationRows,
        row({
            ...fixedClause("source", "FROM SOURCE", reference(SOURCES, "schema", "source"), READS, { required: true }),
            opens: "options",
        }),
        { ...fixedOption("reference", "REFERENCE", upstreamReference, READS), serverDefault: ANY_VALUE },
        ...decoding,
        fixedWithOption("textColumns", "TEXT COLUMNS", columnSet, READS),
        fixedWithOption("excludeColumns", "EXCLUDE COLUMNS", columnSet, READS),
        partitionRow("a table"),
        fixedWithOption("retainHistory", "RETAIN HISTORY", duration("FOR", { least: "1s" }), NO_RETENTION),
    ],
    rules: [...sourceTableRules, ...decodingRules, partitionRule(columnAt)],
    create,
    catalog: {
        relation: "mz_catalog.mz_tables",
        definition: "o.create_sql",
        type: "table",
        where: "o.source_id IS NOT NULL",
        // A table of a database whose columns have changed there can have no error here, although every query on it fails.
        problems: `SELECT s.id, s.error AS problem FROM mz_internal.mz_source_statuses s WHERE s.type = 'table' AND s.error IS NOT NULL`,
    },
});
