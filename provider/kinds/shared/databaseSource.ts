import type { Capability } from "../../../common/versions";
import { join, type Sql, sql } from "../../sql/sql";
import { reference } from "../../values/reference";
import { objectKind, row, type Row, type StatementParts } from "../../statement/kind";
import type { Parts } from "../../statement/replacing";
import { fixedClause, parenthesizedList, relationRows, setAndResetEach } from "../../statement/rows";
import { retainHistoryRow, sourceClusterRow, timestampIntervalRow } from "./sourceOptions";

export const READS = "Materialize cannot alter what a source reads: the replacement reads all tables again";

interface DatabaseSourceSpec<C extends string, R extends Row> {
    readonly name: string;
    readonly since?: Capability;
    /** The keywords of the database in SQL: `SQL SERVER`. */
    readonly target: string;
    /** The type in the catalog. */
    readonly type: string;
    readonly connection: C;
    readonly rows: readonly R[];
}

/**
 * The tables of a source in the older form, which lists them in its own statement. They are sources, which the server does not drop with it. Programs
 * cannot declare such a source, but adopt one.
 */
const SUBSOURCES: Parts = {
    output: "subsources",
    irreplaceable:
        "it is in the older form, and the replacement would not have its subsources. Keep its arguments as they are; or create a new source with a SourceTable for each table beside it, and delete this one once nothing reads from its subsources",
};

const quoted = (expression: string): string => `'"' || pg_catalog.replace(${expression}, '"', '""') || '"'`;

const SUBSOURCE_NAME = [quoted("b.name"), quoted("n.name"), quoted("s.name")].join(" || '.' || ");

/** Joins the names of the subsources of each source. */
const subsourcesAs = (alias: string): string => `LEFT JOIN (
    SELECT d.referenced_object_id AS source_id, pg_catalog.array_agg(${SUBSOURCE_NAME} ORDER BY b.name, n.name, s.name) AS names
    FROM mz_internal.mz_object_dependencies d
    JOIN mz_catalog.mz_sources s ON s.id = d.object_id AND s.type = 'subsource'
    JOIN mz_catalog.mz_schemas n ON n.id = s.schema_id
    JOIN mz_catalog.mz_databases b ON b.id = n.database_id
    GROUP BY d.referenced_object_id
) ${alias} ON ${alias}.source_id = o.id`;

/** Selects what uses a source or one of its subsources. */
const DEPENDANTS = `SELECT DISTINCT o.type, o.name FROM mz_catalog.mz_objects o
JOIN mz_internal.mz_object_dependencies d ON d.object_id = o.id
WHERE o.type <> 'source' AND (d.referenced_object_id = $1 OR d.referenced_object_id IN (
    SELECT p.object_id FROM mz_internal.mz_object_dependencies p
    JOIN mz_catalog.mz_sources s ON s.id = p.object_id AND s.type = 'subsource' WHERE p.referenced_object_id = $1))`;

/** Declares kinds of sources that read the tables of a database. */
export const databaseSource = <const C extends string, R extends Row = never>(spec: DatabaseSourceSpec<C, R>) => {
    const alias = `${spec.type.replace("-", "_")}_subsources`;
    return objectKind({
        name: spec.name,
        ...(spec.since === undefined ? {} : { since: spec.since }),
        object: "SOURCE",
        scope: "schema",
        losesData: true,
        joinsBlock: true,
        dryRun: { by: "block" },
        rows: [
            ...relationRows,
            sourceClusterRow,
            row({
                ...fixedClause("connection", `FROM ${spec.target} CONNECTION`, reference(spec.connection), READS, {
                    required: true,
                }),
                opens: "options",
            }),
            ...spec.rows,
            timestampIntervalRow,
            retainHistoryRow,
        ],
        rules: [],
        create,
        alter: setAndResetEach("SOURCE"),
        parts: SUBSOURCES,
        otherClauses: ["EXPOSE PROGRESS AS"],
        catalog: {
            relation: "mz_catalog.mz_sources",
            definition: "o.create_sql",
            type: "source",
            where: `o.type = '${spec.type}'`,
            dependants: DEPENDANTS,
            joins: subsourcesAs(alias),
            outputs: { subsources: `COALESCE(${alias}.names, ARRAY[]::pg_catalog.text[])` },
            newOutputs: { subsources: [] },
        },
    });
};

function create(parts: StatementParts): Sql {
    const options = parts.options.length === 0 ? [] : sql` ${parenthesizedList(parts.options)}`;
    const lines = [...parts.clause("cluster"), sql`${parts.clause("connection").flat()}${options}`];
    return sql`CREATE SOURCE ${parts.target}
    ${join(lines, "\n    ")}${parts.with}`;
}
