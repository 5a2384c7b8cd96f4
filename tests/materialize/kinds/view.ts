import { keyword, spoken, type CatalogObject, type ItemKind } from "../catalog/object";
import { failure } from "../errors";
import type { Plan, Right, Scope } from "../session/plan";
import { bracket, commas, nested, lines, print, titled, type Doc } from "../sql/doc";
import { quoted, text } from "../sql/names";
import { readQuery } from "../sql/query/select";
import type { Reader } from "../sql/query/reader";
import { postgresStyle } from "../sql/postgres";
import { dataSteps } from "../statements/drop";
import { checkColumnNames, createIn, existing, newItem, refuseExisting, skipped, useOf, type Head } from "./items";
import { checkLimit } from "./limits";

interface ViewHead extends Head {
    readonly replace: boolean;
}

function readViewHead({ cursor, resolver }: Scope, ...words: string[]): ViewHead {
    cursor.expect("CREATE");
    const replace = cursor.take("OR", "REPLACE");
    if (cursor.at("TEMPORARY") || cursor.at("TEMP")) cursor.refuse();
    cursor.expect(...words);
    const skip = cursor.take("IF", "NOT", "EXISTS");
    const path = cursor.path();
    return { path, skip, replace, ...resolver.place(path) };
}

export function reader({ cursor, resolver }: Scope): Reader {
    return { cursor, names: resolver, ctes: new Set(), uses: new Set(), groups: [] };
}

function readColumns({ cursor }: Scope): string[] {
    return cursor.atSymbol("(") ? cursor.list(() => cursor.identifier()) : [];
}

export async function createView(scope: Scope): Promise<Plan> {
    const { cursor } = scope;
    const head = readViewHead(scope, "VIEW");
    const columns = readColumns(scope);
    cursor.expect("AS");
    const source = reader(scope);
    const query = readQuery(source);
    cursor.end();
    const named: Doc[] = columns.length > 0 ? [columnList(columns)] : [];
    const definition = nested(["CREATE VIEW", lines([{ self: "path" }, ...named, titled("AS", query)])]);
    return createQueried(scope, "view", head, { query, columns, groups: source.groups, uses: [...source.uses], definition });
}

export async function createMaterializedView(scope: Scope): Promise<Plan> {
    const { cursor, resolver, session } = scope;
    const head = readViewHead(scope, "MATERIALIZED", "VIEW");
    const columns = readColumns(scope);
    const clusterName = cursor.take("IN", "CLUSTER") ? cursor.identifier() : session.setting("cluster");
    const options = readWithOptions(scope);
    cursor.expect("AS");
    const source = reader(scope);
    const query = readQuery(source);
    const cluster = resolver.container("cluster", [clusterName]);
    const asOf = String(Math.floor(Date.now() / 1000) * 1000);
    cursor.end();
    const definition = nested([
        ["CREATE MATERIALIZED VIEW ", { self: "path" }],
        ...(columns.length > 0 ? [columnList(columns)] : []),
        ["IN CLUSTER ", { cluster: cluster.id }],
        bracket("WITH (", commas(options), ")"),
        titled("AS", query),
    ]);
    const parts = { query, columns, groups: source.groups, uses: [...source.uses], definition, clusterId: cluster.id, asOf };
    return createQueried(scope, "materialized-view", head, parts, { privilege: "CREATE", on: cluster });
}

function columnList(columns: readonly string[]): Doc {
    return bracket("(", commas(columns.map(ident => ({ ident }))), ")");
}

/** The options of a materialized view: what it refreshes on is always among them. */
function readWithOptions(scope: Scope): Doc[] {
    const { cursor, session } = scope;
    const refresh: Doc = "REFRESH = ON COMMIT";
    if (!cursor.take("WITH")) return [refresh];
    const options = cursor.list((): Doc => {
        if (cursor.take("ASSERT", "NOT", "NULL")) {
            cursor.symbol("=");
            return ["ASSERT NOT NULL = ", { ident: cursor.identifier() }];
        }
        if (cursor.take("RETAIN", "HISTORY")) return `RETAIN HISTORY = FOR ${readRetention(scope)}`;
        cursor.expect("REFRESH");
        cursor.symbol("=");
        cursor.expect("ON");
        if (!cursor.take("COMMIT")) cursor.refuse();
        return refresh;
    });
    if (session.superuser) return [...new Set([...options, refresh])];
    return options.includes(refresh) ? options : [...options, refresh];
}

/** RETAIN HISTORY [=] FOR '1h', where the region allows it. */
export function readRetention({ cursor, session }: Scope): string {
    cursor.symbol("=");
    cursor.expect("FOR");
    const value = cursor.string();
    if (!session.enabled("enable_logical_compaction_window"))
        throw unavailable("RETAIN HISTORY", "enable_logical_compaction_window");
    const seconds = secondsOf(value);
    const hint = "Use ALTER ... RESET (RETAIN HISTORY) to set the retain history to its default and lowest value.";
    if (seconds === 0) throw failure("RETAIN HISTORY cannot be disabled or set to 0", "XX000", { hint });
    if (seconds < 1) throw failure("RETAIN HISTORY cannot be set lower than 1000ms", "XX000", { hint });
    return text(value);
}

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600, d: 86_400 };

/** A duration of one unit in seconds; what is written otherwise is long enough. */
function secondsOf(value: string): number {
    const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)?$/u.exec(value.trim());
    return match ? Number(match[1]) * (SECONDS[match[2] ?? "s"] ?? 1) : Infinity;
}

export function unavailable(what: string, flag: string): Error {
    return failure(`${what} is not available`, "XX000", {
        detail: `The requested feature (${flag}) is in private preview.`,
        hint: "Contact support to discuss enabling the feature in your Materialize region.",
    });
}

type QueriedParts = Partial<CatalogObject> & {
    readonly query: Doc;
    readonly columns: readonly string[];
    readonly uses: readonly string[];
    readonly groups: readonly string[];
};

async function createQueried(
    scope: Scope,
    kind: ItemKind,
    head: ViewHead,
    parts: QueriedParts,
    ...rights: Right[]
): Promise<Plan> {
    const { catalog, database, session } = scope;
    const name = spoken(kind);
    const sql = print(parts.query, postgresStyle);
    const described = await database.describe(sql, session.asker);
    const columns = described.columns.map((column, index) => parts.columns[index] ?? column.name);
    checkColumnNames(
        `${name} ${[...catalog.path(head.schema), head.name].join(".")}`,
        parts.columns.length,
        described.columns.length,
    );
    const twice = columns.find((column, index) => columns.indexOf(column) !== index);
    if (twice !== undefined) throw failure(`column "${twice}" specified more than once`);
    const old = head.replace ? existing(scope, head) : refuseExisting(scope, head);
    const plan = {
        tag: `CREATE ${keyword(kind)}`,
        needs: { rights: [createIn(head.schema), ...rights, ...reads(scope, parts.uses)] },
    };
    if (old && !head.replace) return { ...plan, notices: [skipped(name, head.name)] };
    if (kind === "materialized-view")
        checkLimit(scope, ["materialized view", "max_materialized_views"], catalog.all(kind).length);
    const { groups, ...stored } = parts;
    const object = newItem(scope, kind, head, { ...stored, columns, keys: groupedColumns(groups, columns) });
    const names = columns.map(quoted).join(", ");
    const drop = old ? replaced(scope, old, kind, parts.uses) : [];
    const data = [...dataSteps(drop), [`CREATE VIEW data.${quoted(object.id)} (${names}) AS ${sql}`] as const];
    return { ...plan, needs: { ...plan.needs, owner: old ? [old] : [] }, change: { put: [object], drop, data } };
}

/** The columns that are a query's groups, if it shows all of them. */
function groupedColumns(groups: readonly string[], columns: readonly string[]): string[] | undefined {
    const keys = groups.map(group => (/^\d+$/u.test(group) ? columns[Number(group) - 1] : columns.find(name => name === group)));
    const known = keys.flatMap(key => key ?? []);
    return groups.length > 0 && known.length === groups.length ? known : undefined;
}

/** What OR REPLACE drops: the old view and its indexes. */
function replaced({ catalog, resolver }: Scope, old: CatalogObject, kind: ItemKind, uses: readonly string[]): CatalogObject[] {
    if (old.kind !== kind) throw resolver.mismatch(old, kind);
    const users = catalog.dependents(old.id);
    const user = users.find(dependent => dependent.kind !== "index");
    if (user) throw resolver.stillUsed(old, user);
    const name = catalog.path(old).join(".");
    if (uses.includes(old.id)) throw failure(`cannot replace ${spoken(kind)} ${name}: depended upon by new ${name} definition`);
    return [...users, old];
}

/** USAGE on the schemas that a query reads from. */
function reads({ catalog }: Scope, uses: readonly string[]): Right[] {
    return uses.flatMap(id => {
        const schema = catalog.get("schema", catalog.item(id)?.schemaId);
        return schema ? [useOf(schema)] : [];
    });
}
