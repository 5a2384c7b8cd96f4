import { typeKeyword, typeName, type CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Column } from "../../postgres/database";
import type { Plan, Right, Scope } from "../../session/plan";
import { bracket, commas, print, renamed, stored, type Doc } from "../../sql/doc";
import { debug, quoted } from "../../sql/names";
import { postgresStyle } from "../../sql/postgres";
import { readQuery } from "../../sql/query/select";
import { columnOf, isAggregate } from "../../sql/query/conditions";
import type { QueryShape } from "../../sql/query/reader";
import { dropRows } from "../../statements/dropping";
import type { Columns } from "../kind";
import { checkColumnNames, createIn, existing, newItem, refuseExisting, skipped, type Head } from "./create";
import { checkLimit, type Limit } from "./limits";
import { inferNullable } from "./nullable";
import { checkPartition } from "./partition";
import { reader } from "./reader";
import type { Refresh } from "./refresh";

/** The body of a view or materialized view. */
export interface QueryBody extends Columns {
    readonly columns: readonly string[];
    readonly query: Doc;
    /** For each column, whether it can be NULL. */
    readonly nullable: readonly boolean[];
    /** When a materialized view is refreshed, if not on commit. */
    readonly refreshes?: readonly Refresh[] | undefined;
    /** When a materialized view was created, in milliseconds since 1970. */
    readonly createdAt?: number | undefined;
}

/** Returns the query of a view as `definition` shows it. */
export const printedQuery = ({ body }: CatalogObject<QueryBody>, path: readonly string[]): Record<string, string> => ({
    definition: `${print(body.query, stored(path))};`,
});

/** Returns a view after a relation that it reads got another name. */
export const renamedQuery = (
    object: CatalogObject<QueryBody>,
    id: string,
    path: readonly string[],
    old: string,
): CatalogObject => ({
    ...object,
    definition: object.definition && renamed(object.definition, id, path, old),
    body: { ...object.body, query: renamed(object.body.query, id, path, old) },
});

/** The head of CREATE VIEW or CREATE MATERIALIZED VIEW. */
export interface QueryHead extends Head {
    readonly replace: boolean;
    /** The column names that the statement gives. */
    readonly columns: readonly string[];
}

/** Reads CREATE, the words of an object type, and the name. The word REPLACEMENT may stand before a type that has replacements. */
export function readQueryHead(
    { cursor, resolver }: Scope,
    { replacement = false }: { replacement?: boolean },
    ...words: string[]
): QueryHead {
    cursor.expect("CREATE");
    const replace = cursor.take("OR", "REPLACE");
    if (cursor.at("TEMPORARY") || cursor.at("TEMP")) cursor.refuse();
    if (replacement) cursor.take("REPLACEMENT");
    cursor.expect(...words);
    const skip = cursor.take("IF", "NOT", "EXISTS");
    const path = cursor.path();
    const name = resolver.newName(path);
    return { path, skip, replace, ...name, columns: cursor.atSymbol("(") ? cursor.list(() => cursor.identifier()) : [] };
}

/** Refuses a replacement where a relation is read: nothing may depend on it. */
export function refuseReplacement({ replaces }: CatalogObject, shown: string): void {
    if (replaces !== undefined) throw failure(`replacement materialized view ${shown} cannot be depended upon`);
}

/** The list of column names in a definition, if there is one. */
export function columnList(columns: readonly string[]): Doc[] {
    return columns.length > 0 ? [bracket("(", commas(columns.map(ident => ({ ident }))), ")")] : [];
}

/** The query of a CREATE statement. */
export interface ViewQuery {
    readonly query: Doc;
    readonly uses: readonly string[];
    /** The expressions of GROUP BY. */
    readonly groups: readonly string[];
    readonly items: readonly Doc[];
    /** The conditions of WHERE, all of which are true of each row. */
    readonly filters: readonly Doc[];
    readonly shape: Readonly<QueryShape>;
}

/** Reads AS and the query that follows. */
export function readViewQuery(scope: Scope): ViewQuery {
    scope.cursor.expect("AS");
    const source = reader(scope);
    const query = readQuery(source);
    const { groups, items, filters, shape } = source;
    const uses = [...source.uses];
    const replacement = uses.map(id => scope.catalog.item(id)).find(item => item?.replaces !== undefined);
    if (replacement) refuseReplacement(replacement, scope.resolver.minimal(replacement));
    return { query, uses, groups, items, filters, shape };
}

/** The parts of CREATE that views and materialized views do not share. */
export interface QueryKind {
    readonly kind: string;
    readonly definition: Doc;
    readonly clusterId?: string;
    readonly limit?: Limit;
    readonly rights?: readonly Right[];
    /** The columns of ASSERT NOT NULL. */
    readonly asserted?: readonly string[];
    /** The columns of PARTITION BY. */
    readonly partition?: readonly string[];
    readonly refreshes?: readonly Refresh[];
    /** The object that the new one is a replacement of. */
    readonly target?: CatalogObject;
    /** When a materialized view is created, in milliseconds since 1970. */
    readonly createdAt?: number;
}

/** Plans CREATE of a view or materialized view. PostgreSQL has it as a view, and describes the columns of its query. */
export async function createQuery(
    scope: Scope,
    { kind, definition, clusterId, limit, rights = [], refreshes, target, createdAt, ...options }: QueryKind,
    head: QueryHead,
    source: ViewQuery,
): Promise<Plan> {
    const { catalog, database, session } = scope;
    const { query } = source;
    const uses = target ? [...source.uses, target.id] : source.uses;
    const sql = print(query, postgresStyle);
    const described = await database.describe(sql, session.state);
    if (described.parameters.length > 0) throw failure("views cannot have parameters", "42P02");
    const columns = columnsOf(scope, kind, head, described.columns);
    checkOptions(options, columns);
    const old = head.replace && !scope.explains ? existing(scope, head) : refuseExisting(scope, head);
    // What the query reads needs no rights: whoever may not read it creates a view that fails when it is read.
    const plan = { tag: `CREATE ${typeKeyword(kind)}`, needs: { rights: [createIn(head.schema), ...rights] } };
    if (old && !head.replace) return { ...plan, notices: [skipped(typeName(kind), head.name)] };
    if (limit) checkLimit(scope, limit);
    const inferred = await inferNullable(database, source, described.columns);
    const nullable = inferred.map((isNullable, index) => isNullable && !options.asserted?.includes(columns[index] ?? ""));
    const body: QueryBody = { query, columns, nullable, keys: uniqueKey(scope, source, columns), refreshes, createdAt };
    const object = newItem(scope, kind, head, { body, definition, uses, clusterId, replaces: target?.id });
    const names = columns.map(quoted).join(", ");
    const drop = old ? replaced(scope, old, kind, uses) : [];
    const data = [...dropRows(catalog, drop), [`CREATE VIEW data.${quoted(object.id)} (${names}) AS ${sql}`] as const];
    const owner = [old, target].flatMap(each => each ?? []);
    return { ...plan, needs: { ...plan.needs, owner }, change: { put: [object], drop, data } };
}

/** Refuses options that name other columns. */
function checkOptions(
    { asserted = [], partition = [] }: Pick<QueryKind, "asserted" | "partition">,
    columns: readonly string[],
): void {
    const unknown = asserted.find(column => !columns.includes(column));
    if (unknown !== undefined) throw failure(`column ${debug(unknown)} in ASSERT NOT NULL option not found`);
    const repeated = asserted.find((column, index) => asserted.indexOf(column) < index);
    if (repeated !== undefined) throw failure(`duplicate column ${debug(repeated)} in non-null assertions`);
    checkPartition(partition, columns);
}

/** Returns the names of the columns: those that the statement gives, and then those of the query. */
function columnsOf({ catalog }: Scope, kind: string, head: QueryHead, described: readonly Column[]): string[] {
    const columns = described.map((column, index) => head.columns[index] ?? column.name);
    const name = [...catalog.path(head.schema), head.name].join(".");
    const { namesEveryColumn } = catalog.registry.version;
    const given = head.columns.length;
    checkColumnNames(`${typeName(kind)} ${name}`, given, described.length, namesEveryColumn && given > 0);
    const repeated = columns.find((column, index) => columns.indexOf(column) !== index);
    if (repeated !== undefined) throw failure(`column "${repeated}" specified more than once`);
    return columns;
}

/**
 * Returns the unique key that follows from the form of a query: the columns that it groups by, all of them if it removes duplicates, or the key of the
 * relation that it reads.
 */
function uniqueKey(
    { catalog }: Scope,
    { groups, items, shape, uses }: ViewQuery,
    columns: readonly string[],
): readonly string[] | undefined {
    if (shape.distinct) return columns;
    // A query that aggregates all rows has one row.
    if (groups.length === 0 && items.some(isAggregate)) return [];
    if (groups.length > 0) return groupedColumns(groups, columns);
    const [only, ...others] = uses.flatMap(id => catalog.item(id) ?? []);
    if (only?.kind !== "materialized-view" || others.length > 0) return undefined;
    const key = catalog.kindOf(only).relation?.(only).keys;
    const isKept = (name: string): boolean =>
        columns.includes(name) && items.every(item => item === "*" || columnOf(item) !== undefined);
    return key?.every(isKept) ? key : undefined;
}

/** Returns the columns that a query groups by, if it shows all of them. */
function groupedColumns(groups: readonly string[], columns: readonly string[]): string[] | undefined {
    const keys = groups.map(group => (/^\d+$/u.test(group) ? columns[Number(group) - 1] : columns.find(name => name === group)));
    const known = keys.flatMap(key => key ?? []);
    return groups.length > 0 && known.length === groups.length ? known : undefined;
}

/** Returns the objects that OR REPLACE drops: the old view and its indexes. */
function replaced({ catalog, resolver }: Scope, old: CatalogObject, kind: string, uses: readonly string[]): CatalogObject[] {
    if (old.kind !== kind) throw resolver.mismatch(old, kind, "DROP");
    const dependants = catalog.dependants(old.id);
    const other = dependants.find(dependant => !catalog.kindOf(dependant).ownedWith);
    if (other) throw resolver.stillUsed(old, other);
    const name = catalog.path(old).join(".");
    if (uses.includes(old.id)) throw failure(`cannot replace ${typeName(kind)} ${name}: depended upon by new ${name} definition`);
    return [...dependants, old];
}
