import { failure } from "../../../errors";
import { commas, bracket, type Doc } from "../../../sql/doc";
import { findType, type SqlType } from "../../../sql/types";
import type { Column } from "../../kafka/columns";
import type { Product } from "./products";
import { modifierOf, typeOf, type UpstreamColumn, type UpstreamTable } from "./upstreamTables";

/** A column that a table of a source has, with its type in Materialize. */
interface ChosenColumn {
    readonly column: UpstreamColumn;
    readonly type: SqlType;
    readonly isText: boolean;
}

/** What is read of a table. */
export interface ChosenTable {
    readonly table: UpstreamTable;
    readonly columns: readonly ChosenColumn[];
    readonly text: readonly string[];
    readonly excluded: readonly string[];
}

/** The columns that are read as text, and those that are not read. */
export interface ColumnLists {
    readonly text: readonly string[];
    readonly excluded: readonly string[];
}

/** Returns what is read of tables. Refuses the first problem that Materialize finds. */
export function chooseTables(
    product: Product,
    database: string | undefined,
    chosen: readonly (ColumnLists & { readonly table: UpstreamTable })[],
): ChosenTable[] {
    for (const one of chosen) checkLists(product, one);
    checkPrivileges(
        product,
        chosen.map(({ table }) => table),
    );
    const unsupported: string[] = [];
    const tables = chosen.map(({ table, text, excluded }): ChosenTable => {
        const columns = table.columns
            .filter(({ name }) => !excluded.includes(name))
            .flatMap((column): ChosenColumn[] => {
                const isText = text.includes(column.name);
                const type = isText ? findType("text") : typeOf(column.type);
                if (type) return [{ column, type, isText }];
                unsupported.push(`${[...tablePath(product, database, table), column.name].join(".")} (OID ${column.oid})`);
                return [];
            });
        return { table, columns, text: [...text].sort(), excluded };
    });
    if (unsupported.length > 0) throw unsupportedTypes(product, unsupported.sort());
    const partial = tables.filter(({ table }) => product.publishes && !table.full).map(({ table }) => nameOf(table));
    if (partial.length > 0)
        throw failure(`${product.label} source validation: referenced items not tables with REPLICA IDENTITY FULL`, "XX000", {
            detail: `referenced items: ${partial.join(", ")}`,
        });
    return tables;
}

const nameOf = ({ schema, name }: UpstreamTable): string => `${schema}.${name}`;

/** Returns the name of a table as Materialize stores it. */
export const tablePath = (
    { namesDatabase }: Product,
    database: string | undefined,
    { schema, name }: UpstreamTable,
): string[] => [...(namesDatabase && database !== undefined ? [database] : []), ...[schema, name]];

function checkLists({ label }: Product, { table, text, excluded }: ColumnLists & { readonly table: UpstreamTable }): void {
    for (const [option, names] of [["TEXT COLUMNS", text] as const, ["EXCLUDE COLUMNS", excluded] as const]) {
        const missing = names.find(name => !table.columns.some(column => column.name === name));
        if (missing !== undefined)
            throw failure(`invalid ${option} option value: column "${table.name}.${missing}" does not exist`);
    }
    const all = [...text, ...excluded];
    const repeated = all.filter((name, at) => all.indexOf(name) < at);
    if (repeated.length > 0)
        throw failure(`${label} source validation: duplicated column name references: ${JSON.stringify(repeated)}`);
}

function checkPrivileges({ label }: Product, tables: readonly UpstreamTable[]): void {
    const refuse = (detail: string): never => {
        throw failure(`${label} source validation: insufficient privileges`, "XX000", { detail });
    };
    const schemas = [...new Set(tables.filter(({ reachable }) => !reachable).map(({ schema }) => schema))];
    if (schemas.length > 0) refuse(`user lacks USAGE privileges for schemas ${schemas.join(", ")}`);
    const unreadable = tables.filter(({ readable }) => !readable).map(nameOf);
    if (unreadable.length > 0) refuse(`user lacks SELECT privileges for tables ${unreadable.join(", ")}`);
}

const unsupportedTypes = ({ label }: Product, columns: readonly string[]): Error =>
    failure(`${label} source validation: referenced tables use unsupported types`, "XX000", {
        detail: `the following columns contain unsupported types:\n${columns.join("\n")}`,
        hint: "Use the TEXT COLUMNS option naming the listed columns, and Materialize can ingest their values as text.",
    });

/** Returns the columns with their types in the PostgreSQL of this server. */
export const storedColumns = ({ columns }: ChosenTable): Column[] =>
    columns.map(({ column, type }) => ({ name: column.name, type: type.postgres, nullable: !column.required }));

/** Returns the columns of the primary key, or of another key, if all are read. */
export const keyOf = (chosen: ChosenTable): readonly string[] =>
    [...keysOf(chosen)].sort((one, two) => Number(two.primary) - Number(one.primary))[0]?.columns ?? [];

const keysOf = ({ table, columns }: ChosenTable): UpstreamTable["keys"] =>
    table.keys.filter(key => key.columns.every(name => columns.some(({ column }) => column.name === name)));

/** Returns the columns and keys as stored definitions have them, in parentheses. */
export function columnDefinitions(chosen: ChosenTable): Doc {
    const columns = chosen.columns.map(({ column, type, isText }): Doc => [
        ...[{ ident: column.name }, " ", { item: type.id, path: [type.schema, type.name] }],
        ...[isText ? "" : modifierOf(column), column.required ? " NOT NULL" : ""],
    ]);
    const keys = keysOf(chosen).map(({ name, primary, columns: names }): Doc => [
        ...["CONSTRAINT ", { ident: name }, primary ? " PRIMARY KEY " : " UNIQUE "],
        ...["(", commas(names.map(ident => ({ ident }))), ")"],
    ]);
    return bracket("(", commas([...columns, ...keys]), ")");
}

/** Returns the options with the lists of columns. */
export function columnOptions({ text, excluded }: ColumnLists): Doc[] {
    const option = (name: string, columns: readonly string[]): Doc[] =>
        columns.length === 0 ? [] : [[`${name} = (`, commas(columns.map(ident => ({ ident }))), ")"]];
    return [...option("TEXT COLUMNS", text), ...option("EXCLUDE COLUMNS", excluded)];
}

/** Returns an option with details that only Materialize reads, in place of its own. */
export const detailsOf = (path: readonly string[]): string =>
    `DETAILS = '${Buffer.from(path.join(".")).toString("hex").padEnd(20, "0")}'`;
