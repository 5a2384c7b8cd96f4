import type { CatalogObject } from "../catalog/object";
import { isIndex, type IndexBody } from "../kinds/relationIndex";
import type { Scope } from "../session/plan";
import { Cursor } from "../sql/cursor";

/** What EXPLAIN names: the stage, the object that the statement creates, and the cluster that runs it. */
export interface Explained {
    readonly kind: "select" | "create_view" | "create_materialized_view" | "create_index";
    /** True for the stages before optimization, which know no indexes. */
    readonly early: boolean;
    /** The qualified name of the object that the statement creates. */
    readonly name: string | undefined;
    readonly cluster: CatalogObject | undefined;
    /** The query, or the text after ON of an index. */
    readonly body: string;
}

/** A plan that this server does not print. */
const UNKNOWN = "…";

/** Returns the plan of a query that selects some columns of one relation, or of an index on columns. Others are not printed. */
export function planText(scope: Scope, explained: Explained): string {
    const parts = partsOf(scope, explained);
    if (!parts) return UNKNOWN;
    const { kind, early, cluster } = explained;
    const target = cluster && kind !== "create_view" ? `\nTarget cluster: ${cluster.name}\n` : "";
    const source = scope.catalog.path(parts.relation).join(".");
    if (early) return `Project (${numbered(parts.numbers)})\n  Get ${source}\n${target}`;
    const title = explained.name ?? "Explained Query";
    const index = scope.catalog
        .select(isIndex)
        .find(({ body, clusterId }) => body.onId === parts.relation.id && clusterId === cluster?.id);
    if (index) return withIndex(scope, explained, parts, index, title, source) + target;
    if (kind === "create_index") return UNKNOWN;
    return `${title}:\n  →Read ${source}\n\nSource ${source}\n  project=(${numbered(parts.numbers)})\n${target}`;
}

interface Parts {
    readonly relation: CatalogObject;
    readonly columns: readonly string[];
    /** The numbers of the columns that the statement names. */
    readonly numbers: readonly number[];
}

/** Reads SELECT a, b FROM t, or t (a, b). */
function partsOf({ catalog, resolver }: Scope, { kind, body }: Explained): Parts | undefined {
    const match =
        kind === "create_index"
            ? /^(?<from>[\w".]+)\s*\((?<names>[\w", ]+)\)\s*$/u.exec(body)
            : /^SELECT\s+(?<names>[\w", ]+)\s+FROM\s+(?<from>[\w".]+)\s*$/iu.exec(body);
    const { from = "", names = "" } = match?.groups ?? {};
    const relation = match ? resolver.findItem(new Cursor(from).path()) : undefined;
    const columns = relation && catalog.kindOf(relation).relation?.(relation).columns;
    if (!relation || !columns || relation.kind === "view") return undefined;
    const cursor = new Cursor(names);
    const numbers = cursor.many(() => columns.indexOf(cursor.identifier()));
    // A query that selects all columns in their order has no projection.
    const isWhole = kind !== "create_index" && numbers.join() === columns.map((_, index) => index).join();
    return numbers.includes(-1) || isWhole ? undefined : { relation, columns, numbers };
}

const numbered = (numbers: readonly number[]): string => numbers.map(number => `#${number}`).join(", ");

function withIndex(
    { catalog }: Scope,
    { kind }: Explained,
    { columns, numbers }: Parts,
    index: CatalogObject<IndexBody>,
    title: string,
    source: string,
): string {
    const { keys } = index.body;
    const keyColumns = keys.map(key => ("column" in key ? columns.indexOf(key.column) : -1));
    const others = columns.map((_, column) => column).filter(column => !keyColumns.includes(column));
    // A row of an index has its keys first.
    const stored = (column: number): number =>
        keyColumns.includes(column) ? keyColumns.indexOf(column) : keys.length + others.indexOf(column);
    const name = (column: number): string => `#${column}{${columns[column] ?? ""}}`;
    const key = keys.map((each, at) => ("column" in each ? name(keyColumns[at] ?? 0) : expression(each.expression, columns)));
    const used = (note: string): string => `\nUsed Indexes:\n  - ${catalog.path(index).join(".")} (*** full scan ***${note})\n`;
    if (kind === "create_index") {
        const all = numbered(columns.map((_, column) => stored(column)));
        const lines = [
            `→Arrange (${numbers.map(name).join(", ")})`,
            "  →Fused with Parent Map/Filter/Project",
            `    Project: ${all}`,
        ];
        return `${title}:\n${[...lines, `    →Arranged ${source}`].map(line => `  ${line}\n`).join("")}${used(", index export")}`;
    }
    const lines = [
        "→Fused with Child Map/Filter/Project",
        `  Project: ${numbered(numbers.map(stored))}`,
        `    →Arranged ${source}`,
    ];
    return `${title}:\n${[...lines, `      Key: (${key.join(", ")})`].map(line => `  ${line}\n`).join("")}${used("")}`;
}

/** Returns an expression with the numbers of its columns. */
function expression(text: string, columns: readonly string[]): string {
    return text.replaceAll(/\bpg_catalog\./gu, "").replaceAll(/[a-z_]\w*\b(?!\()/gu, word => {
        const column = columns.indexOf(word);
        return column < 0 ? word : `#${column}{${word}}`;
    });
}
