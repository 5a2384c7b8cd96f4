import type * as pulumi from "@pulumi/pulumi";
import type { RelationArgs, SqlType } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** A column of a {@link Table}. */
export interface TableColumn {
    /** The column's exact name, which no other column of the table has. */
    name: pulumi.Input<string>;
    /** The type: as SQL, such as `"int"` or `"numeric(10, 2)"`, or a `Type`. The same type in other words is no change. */
    type: SqlType;
    /** Whether the column refuses NULL. Default: `false`. */
    notNull?: pulumi.Input<boolean>;
    /** The value of the column in rows that are inserted without one: one expression, as SQL, without columns and subqueries. Default: NULL. */
    default?: pulumi.Input<string>;
}

/** Arguments of a {@link Table}. */
export interface TableArgs extends RelationArgs {
    /**
     * The columns, in their order. New columns after the others are added in place if they can be null and have no default, and the server
     * has the flag `enable_alter_table_add_column` on, which the preview asks. Any other change replaces the table, which loses its rows, see
     * `replaceLosingRows`.
     */
    columns: pulumi.Input<pulumi.Input<TableColumn>[]>;
    /**
     * The columns by whose values Materialize stores rows together: the first columns of the table, in their order. Default: none. A change replaces the
     * table, which loses its rows.
     */
    partitionBy?: pulumi.Input<pulumi.Input<string>[]>;
    /** The period for which history is retained, at least `1s`. Default: none. Updated in place. The server must have the feature enabled. */
    retainHistory?: pulumi.Input<string>;
    /**
     * Whether a replacement may lose the rows of the table. Default: `false`: the preview refuses a change that replaces the table, of its own arguments
     * or of the schema or type that it is in or uses. A change runs no statement.
     */
    replaceLosingRows?: pulumi.Input<boolean>;
}

/**
 * A table, to which `INSERT`, `UPDATE` and `DELETE` write. Pulumi manages the table, and never its rows.
 *
 * Errors: at preview, a type or an expression that is none, two columns of one name, or a change that would lose the rows; at `pulumi up`, a type that does
 * not exist, or a default that Materialize refuses.
 *
 * See {@link https://materialize.com/docs/sql/create-table/ | CREATE TABLE}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * new materialize.Table("rates", {
 *     columns: [
 *         { name: "currency", type: "text", notNull: true },
 *         { name: "rate", type: "numeric(10, 4)", notNull: true },
 *         { name: "since", type: "timestamptz", default: "now()" },
 *     ],
 * });
 * ```
 */
export class Table extends MaterializeResource<"Table"> {
    constructor(name: string, args: TableArgs, opts?: pulumi.CustomResourceOptions) {
        super("Table", name, args, opts);
    }
}

const lookups = schemaObjectLookups("Table");

/**
 * Returns the table with this exact name, schema and database. Tables of sources and webhooks have functions of their own.
 *
 * Errors: no such table exists; Materialize cannot be reached.
 *
 * @function
 */
export const getTable = lookups.get;

/**
 * Returns the same as {@link getTable} as outputs, which other resources take in place of a `Table`. Its arguments can be outputs.
 *
 * @function
 */
export const getTableOutput = lookups.getOutput;

/**
 * Returns all tables that neither a source nor a webhook fills, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getTables = lookups.list;

/**
 * Returns the same as {@link getTables} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getTablesOutput = lookups.listOutput;
