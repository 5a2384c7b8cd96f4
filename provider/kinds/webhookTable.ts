import { sql } from "../sql/sql";
import { replaceLosingRowsRow } from "./shared/losingRows";
import { FROM_WEBHOOK, webhookClauses, webhookOutputs, webhookRows, webhookRules } from "./shared/webhook";
import { objectKind } from "../statement/kind";
import { relationRows } from "../statement/rows";

export const webhookTable = objectKind({
    name: "WebhookTable",
    object: "TABLE",
    scope: "schema",
    losesRows: replaceLosingRowsRow.path,
    rows: [...relationRows, ...webhookRows, replaceLosingRowsRow],
    rules: webhookRules,
    create: parts => sql`CREATE TABLE ${parts.target}\n    ${webhookClauses(parts)}`,
    derived: webhookOutputs,
    catalog: { relation: "mz_catalog.mz_tables", definition: "o.create_sql", type: "table", where: FROM_WEBHOOK },
});
