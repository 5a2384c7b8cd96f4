import type * as pulumi from "@pulumi/pulumi";
import type { ObjectName, ObjectRef } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource, type MaterializeObject } from "./resource";

/** The kinds of objects that have rows. */
export type RelationKind = "KafkaSource" | "SourceTable" | "View" | "MaterializedView";

/** Arguments of an {@link Index}. */
export interface IndexArgs {
    /** The index's exact name. Default: the resource's own name. Changing it renames the index in place. */
    name?: pulumi.Input<string>;
    /** What is indexed; the index lies in its schema. Another one replaces the index. */
    on: MaterializeObject<RelationKind> | ObjectName;
    /** The columns by their exact names, or expressions over columns, at least one. Changing them replaces the index. */
    columns: pulumi.Input<
        (
            | pulumi.Input<string>
            | {
                  /** One expression over columns, as SQL. */
                  expression: pulumi.Input<string>;
              }
        )[]
    >;
    /** The cluster that keeps the index. Default: the settings', else Materialize's own. Changing it replaces the index. */
    cluster?: ObjectRef<"Cluster">;
    /** What `COMMENT ON` says of the index, at most 1024 bytes. Changed in place. */
    comment?: pulumi.Input<string>;
    /** The entry of `materialize:profiles` that says in which Materialize the index is made. Changing it replaces the index. */
    profile?: string;
    /** Whether what depends on the index is dropped with it. Default: `false`. */
    cascade?: pulumi.Input<boolean>;
    /**
     * Whether the index is adopted if it exists: it is read, compared and altered to match; what no `ALTER` changes is an error that lists it,
     * before anything is altered. Default: `false`: an index of this name that exists is an error. Changing it changes nothing in Materialize.
     */
    adopt?: pulumi.Input<boolean>;
}

/**
 * An index on a source, a table or a view.
 *
 * Errors: no column, at preview; a column that is not there, at `pulumi up`.
 *
 * Materialize's documentation: "CREATE INDEX".
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const people = new materialize.View("people", { query: "SELECT 1 AS id, 'Ann' AS name" });
 * new materialize.Index("people_by_name", {
 *     on: people,
 *     columns: ["id", { expression: "lower(name)" }],
 *     cluster: "quickstart",
 * });
 * ```
 */
export class Index extends MaterializeResource<"Index"> {
    constructor(name: string, args: IndexArgs, opts?: pulumi.CustomResourceOptions) {
        super("Index", name, args, opts);
    }
}

const lookups = schemaObjectLookups("Index");

/**
 * Returns the index with this exact name, schema and database.
 *
 * Errors: no such index exists; Materialize cannot be reached.
 *
 * @function
 */
export const getIndex = lookups.get;

/**
 * Returns the same as {@link getIndex} as outputs, which other resources take in place of a `Index`. Its arguments can be outputs.
 *
 * @function
 */
export const getIndexOutput = lookups.getOutput;

/**
 * Returns all indexes, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getIndexes = lookups.list;

/**
 * Returns the same as {@link getIndexes} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getIndexesOutput = lookups.listOutput;
