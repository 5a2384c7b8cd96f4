import { join, sql } from "../sql/sql";
import { loadGenerator } from "../values/loadGenerator";
import { retainHistoryRow, sourceClusterRow, timestampIntervalRow } from "./shared/sourceOptions";
import { objectKind } from "../statement/kind";
import { fixedClause, relationRows, setAndResetEach } from "../statement/rows";

const MAKES = "Materialize cannot alter what a load generator makes: the replacement makes its data again";

export const loadGeneratorSource = objectKind({
    name: "LoadGeneratorSource",
    object: "SOURCE",
    scope: "schema",
    losesData: true,
    joinsBlock: true,
    dryRun: { by: "block" },
    rows: [
        ...relationRows,
        sourceClusterRow,
        fixedClause("generator", "FROM LOAD GENERATOR", loadGenerator, MAKES, { required: true }),
        timestampIntervalRow,
        retainHistoryRow,
    ],
    rules: [],
    create: parts => {
        const lines = [...parts.clause("cluster"), ...parts.clause("generator")];
        return sql`CREATE SOURCE ${parts.target}
    ${join(lines, "\n    ")}${parts.with}`;
    },
    alter: setAndResetEach("SOURCE"),
    otherClauses: ["EXPOSE PROGRESS AS"],
    catalog: {
        relation: "mz_catalog.mz_sources",
        definition: "o.create_sql",
        type: "source",
        where: "o.type = 'load-generator'",
    },
});
