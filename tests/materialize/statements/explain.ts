import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { Cursor, isWord } from "../sql/cursor";
import { planText, type Explained } from "./explainedPlan";

/** The statements that EXPLAIN takes, by the words that they begin with. */
const EXPLAINED: readonly { readonly words: readonly string[]; readonly kind: Explained["kind"] }[] = [
    { words: ["CREATE", "VIEW"], kind: "create_view" },
    { words: ["CREATE", "OR", "REPLACE", "VIEW"], kind: "create_view" },
    { words: ["CREATE", "MATERIALIZED", "VIEW"], kind: "create_materialized_view" },
    { words: ["CREATE", "OR", "REPLACE", "MATERIALIZED", "VIEW"], kind: "create_materialized_view" },
    { words: ["CREATE", "INDEX"], kind: "create_index" },
    { words: ["CREATE", "DEFAULT", "INDEX"], kind: "create_index" },
    { words: ["SELECT"], kind: "select" },
];

interface Stage {
    readonly words: readonly string[];
    /** The column that shows the plan. */
    readonly column: string;
    /** True for the stages before optimization, the only ones of a view. */
    readonly early: boolean;
}

const DEFAULT_STAGE: Stage = { words: ["PLAN"], column: "Physical Plan", early: false };
const STAGES: readonly Stage[] = [
    { words: ["RAW", "PLAN"], column: "Raw Plan", early: true },
    { words: ["LOCALLY", "OPTIMIZED", "PLAN"], column: "Locally Optimized Plan", early: true },
    { words: ["OPTIMIZED", "PLAN"], column: "Optimized Plan", early: false },
    { words: ["PHYSICAL", "PLAN"], column: "Physical Plan", early: false },
    DEFAULT_STAGE,
];

const TEXT_TYPE = 25;

/** Plans EXPLAIN PLAN FOR a query or a CREATE: resolves what the statement names, and makes nothing. Rights are not checked. */
export async function explain(scope: Scope): Promise<Plan> {
    const { cursor, catalog, session, database } = scope;
    cursor.expect("EXPLAIN");
    const stage = STAGES.find(({ words }) => cursor.take(...words)) ?? DEFAULT_STAGE;
    while (!cursor.done() && !isWord(cursor.peek(), "CREATE") && !isWord(cursor.peek(), "SELECT")) cursor.advance();
    const sql = cursor.rest();
    const inner = new Cursor(sql);
    const { words, kind } = EXPLAINED.find(each => inner.at(...each.words)) ?? cursor.refuse();
    const rule = catalog.registry.statements[kind] ?? cursor.refuse();
    if (kind === "create_view" && !stage.early) throw failure(`cannot EXPLAIN ${stage.words.join(" ")} FOR CREATE VIEW`);
    inner.take(...words);
    if (inner.at("IF", "NOT", "EXISTS")) throw explicitSkip(words);
    const { notices = [], query } = await rule.plan({ ...scope, cursor: new Cursor(sql), explains: true });
    if (query !== undefined) await database.describe(query, session.state);
    const text = planText(scope, { kind, early: stage.early, ...read(scope, kind, inner) });
    return { tag: "SELECT", notices, table: { columns: [{ name: stage.column, type: TEXT_TYPE }], rows: [[text]] } };
}

function explicitSkip(words: readonly string[]): Error {
    const statement = words.filter(word => word !== "OR" && word !== "REPLACE").join(" ");
    return failure(
        `Cannot EXPLAIN a ${statement} that explictly sets IF NOT EXISTS (the behavior is implied within the scope of an enclosing EXPLAIN)`,
    );
}

/** Reads the name, the cluster and the query after the first words of the explained statement. */
function read(
    { catalog, resolver, session }: Scope,
    kind: Explained["kind"],
    inner: Cursor,
): Pick<Explained, "name" | "cluster" | "body"> {
    const container = (name: string): Explained["cluster"] => resolver.container("cluster", [name]);
    if (kind === "select") return { name: undefined, cluster: container(session.setting("cluster")), body: inner.sql };
    const path = inner.at("ON") || inner.at("IN") ? [] : inner.path();
    if (inner.atSymbol("(")) inner.list(() => inner.identifier());
    const named = inner.take("IN", "CLUSTER") ? inner.identifier() : session.setting("cluster");
    const cluster = kind === "create_view" ? undefined : container(named);
    const isIndex = kind === "create_index";
    while (!inner.done() && !inner.take(isIndex ? "ON" : "AS")) inner.advance();
    const body = inner.rest();
    const on = isIndex ? resolver.findItem(new Cursor(body).path()) : undefined;
    const schema = on ? catalog.container("schema", on.schemaId) : resolver.newName(path).schema;
    return { name: [...(schema ? catalog.path(schema) : []), path.at(-1) ?? ""].join("."), cluster, body };
}
