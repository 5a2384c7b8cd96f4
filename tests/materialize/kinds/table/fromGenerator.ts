import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { bracket, commas, group, join, line, type Doc } from "../../sql/doc";
import { tableSteps } from "../kafka/data";
import { detailsOf, findTable, GENERATORS, generatedRows, type GeneratedTable } from "../source/generators/tables";
import { nameAndColumns } from "../source/head";
import { createIn, existing, newItem, skipped, type Head } from "../support/create";
import { checkLimit } from "../support/limits";
import { columnNames } from "../support/partition";
import { LIMIT, type TableBody } from "./body";
import { readReference, readTableOptions, storedOptions } from "./reference";

/** Plans CREATE TABLE … FROM SOURCE of a load generator. */
export function createFromGenerator(scope: Scope, head: Head, columns: readonly string[], source: CatalogObject): Plan {
    const { cursor } = scope;
    const { generator: words } = source.body as { generator: string };
    const generator = GENERATORS.find(each => each.words === words) ?? cursor.refuse();
    const reference = readReference(scope);
    const [single] = generator.tables.length === 1 ? generator.tables : [];
    if (!reference && !single) throw failure("reference  is ambiguous, consider specifying an additional layer of qualification");
    const table = reference ? findTable(generator, reference) : single;
    if (!table) throw failure(`reference to ${reference?.join(".") ?? ""} not found in source`);
    const clauses = readClauses(scope);
    const options = readTableOptions(scope);
    cursor.end();
    const common = { tag: "CREATE TABLE", needs: { rights: [createIn(head.schema)] } };
    if (existing(scope, head)) {
        if (head.skip) return { ...common, notices: [skipped("table", head.name)] };
        throw failure(`catalog item '${head.name}' already exists`);
    }
    checkLimit(scope, LIMIT);
    const named = table.columns.map((column, index) => ({ ...column, name: columns[index] ?? column.name }));
    const created = newItem<TableBody>(scope, "table", head, {
        definition: definitionOf(scope, source, {
            ...{ columns, clauses, options: storedOptions(options) },
            ...{ table, namespace: generator.namespace },
        }),
        uses: [source.id],
        body: {
            columns: columnNames(named, options.partition),
            keys: table.keys,
            sourceId: source.id,
            createdAt: scope.world.now / 1000,
        },
    });
    return { ...common, change: { put: [created], data: tableSteps(created.id, named, generatedRows(table)) } };
}

/** Reads INCLUDE and ENVELOPE, which tables of KEY VALUE have. */
function readClauses({ cursor }: Scope): string[] {
    const clauses: string[] = [];
    if (cursor.take("INCLUDE")) clauses.push(`INCLUDE ${cursor.many(() => cursor.advance().text.toUpperCase()).join(", ")}`);
    if (cursor.take("ENVELOPE")) clauses.push(`ENVELOPE ${cursor.advance().text.toUpperCase()}`);
    return clauses;
}

interface Parts {
    readonly columns: readonly string[];
    readonly clauses: readonly string[];
    readonly options: readonly Doc[];
    readonly table: GeneratedTable;
    readonly namespace: string;
}

function definitionOf({ catalog }: Scope, source: CatalogObject, parts: Parts): Doc {
    const { columns, clauses, options: given, table, namespace } = parts;
    const reference = join(
        ["mz_load_generators", namespace, table.name].map(ident => ({ ident })),
        ".",
    );
    const head: Doc[] = [
        ["CREATE TABLE ", nameAndColumns(columns)],
        ["FROM SOURCE ", { item: source.id, path: catalog.path(source) }, " (REFERENCE = ", reference, ")"],
    ];
    const options = (docs: readonly Doc[]): Doc => (docs.length > 0 ? [line, bracket("WITH (", commas(docs), ")")] : "");
    const stored: Doc = { plain: options([...given, `DETAILS = '${detailsOf(table)}'`]), pretty: options(given) };
    return group([join([...head, ...clauses], line), stored]);
}
