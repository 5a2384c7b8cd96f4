import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { bracket, commas, group, join, line, type Doc } from "../../sql/doc";
import { tableSteps } from "../kafka/data";
import type { DatabaseSourceBody } from "../source/body";
import {
    chooseTables,
    columnDefinitions,
    columnOptions,
    detailsOf,
    keyOf,
    storedColumns,
    tablePath,
    type ChosenTable,
} from "../source/databases/chosenColumns";
import { noTables } from "../source/databases/products";
import { textRows } from "../source/databases/upstreamTables";
import { findReference, upstreamOf, type Upstream } from "../source/databases/upstream";
import { createIn, existing, newItem, skipped, type Head } from "../support/create";
import { checkLimit } from "../support/limits";
import { columnNames } from "../support/partition";
import { LIMIT, type TableBody } from "./body";
import { readReference, readTableOptions } from "./reference";

/** Plans CREATE TABLE … FROM SOURCE of a database. */
export async function createFromDatabase(
    scope: Scope,
    head: Head,
    columns: readonly string[],
    source: CatalogObject<DatabaseSourceBody>,
): Promise<Plan> {
    const { cursor } = scope;
    const reference = readReference(scope);
    const upstream = await upstreamOf(scope, source);
    if (!reference) throw noTables(upstream.product);
    const table = findReference(upstream, reference);
    refuseClauses(scope);
    const options = readTableOptions(scope);
    cursor.end();
    const { database } = upstream;
    const [chosen] = chooseTables(upstream.product, database.database, [{ table, ...options }]);
    if (!chosen) return cursor.refuse();
    const read = chosen.columns.map(({ column }) => column);
    if (columns.length > 0) throw failure("columns cannot be named for Postgres sources");
    const plan = { tag: "CREATE TABLE", needs: { rights: [createIn(head.schema)] } };
    if (existing(scope, head)) {
        if (head.skip) return { ...plan, notices: [skipped("table", head.name)] };
        throw failure(`catalog item '${head.name}' already exists`);
    }
    checkLimit(scope, LIMIT);
    const created = newItem<TableBody>(scope, "table", head, {
        definition: definitionOf(scope, source, { upstream, chosen, options: options.others }),
        uses: [source.id],
        body: {
            ...{ columns: columnNames(read, options.partition), keys: keyOf(chosen) },
            ...{ sourceId: source.id, createdAt: scope.world.now / 1000 },
            upstream: tablePath(upstream.product, database.database, table),
        },
    });
    const rows = await textRows(scope.world.upstreams, database, table, chosen.columns);
    return { ...plan, change: { put: [created], data: tableSteps(created.id, storedColumns(chosen), rows) } };
}

/** Refuses the clauses for the messages of a topic. */
function refuseClauses({ cursor }: Scope): void {
    if (cursor.at("FORMAT") || cursor.at("KEY", "FORMAT"))
        throw failure("The schema produced by the source is incompatible with format decoding");
    if (cursor.at("ENVELOPE", "UPSERT")) throw failure("UPSERT requires a key/value format: None not yet supported", "0A000");
}

interface Parts {
    readonly upstream: Upstream;
    readonly chosen: ChosenTable;
    readonly options: readonly Doc[];
}

/** The catalog stores the columns and details of the table. SHOW CREATE on several lines leaves them out. */
function definitionOf({ catalog }: Scope, source: CatalogObject, { upstream, chosen, options }: Parts): Doc {
    const path = tablePath(upstream.product, upstream.database.database, chosen.table);
    const reference = join(
        path.map(ident => ({ ident })),
        ".",
    );
    const head: Doc = [
        ...["CREATE TABLE ", { self: "path" as const }, { plain: [" ", columnDefinitions(chosen)], pretty: "" }],
        ...[line, "FROM SOURCE ", { item: source.id, path: catalog.path(source) }, " (REFERENCE = ", reference, ")"],
    ];
    const given = [...columnOptions(chosen), ...options];
    const withOptions = (docs: readonly Doc[]): Doc => (docs.length > 0 ? [line, bracket("WITH (", commas(docs), ")")] : "");
    return group([head, { plain: withOptions([...given, detailsOf(path)]), pretty: withOptions(given) }]);
}
