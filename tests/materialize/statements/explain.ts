import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { Cursor, isWord } from "../sql/cursor";

/** The statements that EXPLAIN takes, by the words that they begin with, and whether a view's stages are the only ones. */
const EXPLAINED: readonly { readonly words: readonly string[]; readonly kind: string }[] = [
    { words: ["CREATE", "VIEW"], kind: "create_view" },
    { words: ["CREATE", "MATERIALIZED", "VIEW"], kind: "create_materialized_view" },
    { words: ["CREATE", "INDEX"], kind: "create_index" },
    { words: ["SELECT"], kind: "select" },
];

/** The stages of a plan, and the column that shows them. */
const STAGES: readonly { readonly words: readonly string[]; readonly column: string; readonly ofView: boolean }[] = [
    { words: ["RAW", "PLAN"], column: "Raw Plan", ofView: true },
    { words: ["LOCALLY", "OPTIMIZED", "PLAN"], column: "Locally Optimized Plan", ofView: true },
    { words: ["OPTIMIZED", "PLAN"], column: "Optimized Plan", ofView: false },
    { words: ["PHYSICAL", "PLAN"], column: "Physical Plan", ofView: false },
    { words: ["PLAN"], column: "Physical Plan", ofView: false },
];

const TEXT_TYPE = 25;

/** Plans EXPLAIN PLAN FOR a query or a CREATE: resolves what the statement names, and makes nothing. Rights are not checked, and the plan is not printed. */
export async function explain(scope: Scope): Promise<Plan> {
    const { cursor, catalog } = scope;
    cursor.expect("EXPLAIN");
    const stage = STAGES.find(({ words }) => cursor.take(...words)) ?? STAGES.at(-1);
    while (!cursor.done() && !isWord(cursor.peek(), "CREATE") && !isWord(cursor.peek(), "SELECT")) cursor.advance();
    const inner = new Cursor(cursor.rest());
    const kind = EXPLAINED.find(({ words }) => inner.at(...words))?.kind;
    const rule = kind === undefined ? undefined : catalog.registry.statements[kind];
    if (rule === undefined) return cursor.refuse();
    if (kind === "create_view" && stage?.ofView === false)
        throw failure(`cannot EXPLAIN ${stage.words.join(" ")} FOR CREATE VIEW`, "XX000");
    const { notices = [] } = await rule.plan({ ...scope, cursor: inner });
    return { tag: "SELECT", notices, table: { columns: [{ name: stage?.column ?? "", type: TEXT_TYPE }], rows: [["…"]] } };
}
