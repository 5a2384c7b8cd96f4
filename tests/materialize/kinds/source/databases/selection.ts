import { failure } from "../../../errors";
import type { Scope } from "../../../session/plan";
import type { Head } from "../../support/create";
import { chooseTables, tablePath, type ChosenTable } from "./chosenColumns";
import type { SourceOptions } from "./options";
import { findReference, type Upstream } from "./upstream";
import type { UpstreamTable } from "./upstreamTables";

/** The tables of a source in the older form: all, those of schemas, or tables with the names of their subsources. */
export type Selection =
    | "all"
    | { readonly schemas: readonly string[] }
    | { readonly tables: readonly { readonly path: readonly string[]; readonly as: readonly string[] | undefined }[] };

/** Reads FOR ALL TABLES, FOR SCHEMAS (…) or FOR TABLES (…). Returns undefined without such a clause. */
export function readSelection({ cursor }: Scope): Selection | undefined {
    if (!cursor.take("FOR")) return undefined;
    if (cursor.take("ALL", "TABLES")) return "all";
    if (cursor.take("SCHEMAS")) return { schemas: cursor.list(() => cursor.identifier()) };
    cursor.expect("TABLES");
    const tables = cursor.list(() => {
        const path = cursor.path();
        return { path, as: cursor.take("AS") || cursor.take("INTO") ? cursor.path() : undefined };
    });
    return { tables };
}

/** A table that a subsource reads, and the name of the subsource. */
export interface Chosen {
    readonly chosen: ChosenTable;
    readonly name: Pick<Head, "schema" | "name">;
}

type Named = Omit<Chosen, "chosen"> & { readonly table: UpstreamTable };

/** Returns the tables of a source in the older form. */
export function chooseReferences(
    scope: Scope,
    head: Head,
    upstream: Upstream,
    { options, selection }: { readonly options: SourceOptions; readonly selection: Selection | undefined },
): Chosen[] {
    const { product, database } = upstream;
    if (selection === undefined) {
        refuseLists(upstream, options);
        return [];
    }
    const named = namedTables(scope, head, upstream, selection);
    refuseTwice(upstream, named);
    const lists = [options.text, options.excluded].map((columns, at) =>
        columns.map(path => columnOf(upstream, named, path, at === 0 ? "TEXT COLUMNS" : "EXCLUDE COLUMNS")),
    );
    const columnsIn = (at: number, table: UpstreamTable): string[] =>
        (lists[at] ?? []).filter(column => column.table === table).map(({ name }) => name);
    const tables = named.map(({ table }) => ({ table, text: columnsIn(0, table), excluded: columnsIn(1, table) }));
    const chosen = chooseTables(product, database.database, tables);
    return named.flatMap(({ name }, at) => {
        const one = chosen[at];
        return one ? [{ chosen: one, name }] : [];
    });
}

function refuseLists({ product: { label } }: Upstream, { text, excluded }: SourceOptions): void {
    const option = text.length > 0 ? "TEXT COLUMNS" : excluded.length > 0 ? "EXCLUDE COLUMNS" : undefined;
    if (option === undefined) return;
    throw failure(`${label} source validation: ${option} option is unnecessary when no tables are added`, "XX000", {
        hint: `Remove the ${option} option, as no tables are being added.`,
    });
}

function namedTables({ resolver }: Scope, head: Head, upstream: Upstream, selection: Selection): Named[] {
    const ofTable = (table: UpstreamTable): Named => ({ table, name: { schema: head.schema, name: table.name } });
    if (selection === "all") return upstream.tables.map(ofTable);
    if ("tables" in selection)
        return selection.tables.map(({ path, as }) => {
            const table = findReference(upstream, path);
            return as === undefined
                ? ofTable(table)
                : { table, name: as.length === 1 ? { ...head, name: as[0] ?? "" } : resolver.newName(as) };
        });
    const missing = selection.schemas.filter(name => !upstream.tables.some(({ schema }) => schema === name));
    if (missing.length > 0) {
        const names = missing.map(name => JSON.stringify(name)).join(", ");
        throw failure(`no tables found in referenced schemas: ${names}`, "XX000", { detail: `missing schemas: ${names}` });
    }
    return upstream.tables.filter(({ schema }) => selection.schemas.includes(schema)).map(ofTable);
}

function refuseTwice({ product, database }: Upstream, named: readonly Named[]): void {
    const names = named.map(({ name }) => name.name);
    const repeated = names.find((name, at) => names.indexOf(name) < at);
    if (repeated === undefined) return;
    const tables = named
        .filter(({ name }) => name.name === repeated)
        .map(({ table }) => tablePath(product, database.database, table).join("."));
    throw failure(`multiple subsources would be named ${repeated}`, "XX000", {
        detail: `referenced tables with duplicate name: ${tables.join(", ")}`,
    });
}

/** Returns the table and the name of a column in a list. */
function columnOf(
    upstream: Upstream,
    named: readonly Named[],
    path: readonly string[],
    option: string,
): { readonly table: UpstreamTable; readonly name: string } {
    const table = findReference(upstream, path.slice(0, -1));
    if (!named.some(one => one.table === table))
        throw failure(`${upstream.product.label} source validation: ${option} refers to table not currently being added`);
    return { table, name: path.at(-1) ?? "" };
}
