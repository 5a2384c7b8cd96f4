import { sql } from "../sql/sql";
import { replaceLosingRowsRow } from "./shared/losingRows";
import { sourceClusterRow } from "./shared/sourceOptions";
import { webhookClauses, webhookOutputs, webhookRows, webhookRules } from "./shared/webhook";
import { objectKind } from "../statement/kind";
import { relationRows } from "../statement/rows";

export const webhookSource = objectKind({
    name: "WebhookSource",
    object: "SOURCE",
    scope: "schema",
    losesRows: replaceLosingRowsRow.path,
    rows: [...relationRows, sourceClusterRow, ...webhookRows, replaceLosingRowsRow],
    rules: webhookRules,
    create: parts => {
        const cluster = parts.clause("cluster").map(clause => sql`${clause}\n    `);
        return sql`CREATE SOURCE ${parts.target}\n    ${cluster.flat()}${webhookClauses(parts)}`;
    },
    derived: webhookOutputs,
    catalog: { relation: "mz_catalog.mz_sources", definition: "o.create_sql", type: "source", where: "o.type = 'webhook'" },
});
