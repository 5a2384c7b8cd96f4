import * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, RelationKind } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of an {@link Index}. */
export interface IndexArgs {
    /**
     * The index's exact name. Default: the name of the resource; without `columns`, the relation's name with `_primary_idx`, as Materialize names default
     * indexes. Updated in place.
     */
    name?: pulumi.Input<string>;
    /** The source, table or view. The index lies in its schema. A change replaces the index. */
    on: ObjectRef<RelationKind>;
    /**
     * The exact names of columns, or expressions over columns, at least one. Default: `CREATE DEFAULT INDEX` chooses the columns by which rows are unique,
     * or else all columns. A change replaces the index.
     */
    columns?: pulumi.Input<
        (
            | pulumi.Input<string>
            | {
                  /** One expression over columns, as SQL. */
                  expression: pulumi.Input<string>;
              }
        )[]
    >;
    /** The cluster that maintains the index. Default: the one of the settings, else chosen by Materialize. A change replaces the index. */
    cluster?: ObjectRef<"Cluster">;
    /**
     * The period for which the index retains history, for example `1h`; at least `1s`. Default: none. Updated in place. The server must have the features
     * `enable_index_options` and `enable_logical_compaction_window` enabled.
     */
    retainHistory?: pulumi.Input<string>;
    /** The index's comment, at most 1024 bytes. Default: none. Updated in place with `COMMENT ON`. */
    comment?: pulumi.Input<string>;
    /**
     * The entry of `materialize:profiles` in the stack's configuration that selects the Materialize environment. Default: the settings outside
     * of profiles. A change replaces the index.
     */
    profile?: string;
    /** Whether objects that depend on the index are dropped with it. Default: `false`. A change runs no statement. */
    cascade?: pulumi.Input<boolean>;
    /**
     * Whether an index of this name that exists is adopted: it is compared with the arguments and altered to match. If it differs in what no
     * `ALTER` changes, the update fails with a list of the differences before anything is altered. Default: `false`: it is an error if an index
     * of this name exists. A change runs no statement.
     */
    adopt?: pulumi.Input<boolean>;
    /**
     * What identifies the index if another index has its name, because somebody swapped or replaced it outside of the stack: with `"name"`, the
     * resource manages the index that has the name, if it is of the same kind and owner; with `"id"`, it keeps its index, and a refresh or an
     * update fails with an explanation. Default: `"name"`. A change runs no statement.
     */
    identifyBy?: pulumi.Input<"id" | "name">;
}

/**
 * An index on a source, a table or a view.
 *
 * Errors: at preview, an empty list of columns; at `pulumi up`, a column that does not exist.
 *
 * See {@link https://materialize.com/docs/sql/create-index/ | CREATE INDEX}.
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
 * new materialize.Index("default", { on: people, cluster: "quickstart" }); // people_primary_idx
 * ```
 */
export class Index extends MaterializeResource<"Index"> {
    constructor(name: string, args: IndexArgs, opts?: pulumi.CustomResourceOptions) {
        super("Index", name, { ...args, name: args.name ?? defaultName(args) }, opts);
    }
}

/** Returns the name that Materialize gives a default index; undefined for other indexes. */
function defaultName({ columns, on }: Partial<IndexArgs>): pulumi.Output<string> | undefined {
    if (columns !== undefined || on === undefined) return undefined;
    return pulumi.output(relationName(on)).apply(relation => `${relation}_primary_idx`);
}

function relationName(on: IndexArgs["on"]): pulumi.Input<string> {
    if (typeof on === "string" || pulumi.Output.isInstance(on) || on instanceof Promise) return on;
    return "qualifiedName" in on ? on.qualifiedName.apply(lastName) : on.name;
}

/** Returns the last name of a qualified name, without its quotes. */
const lastName = (qualifiedName: string): string =>
    (/"((?:[^"]|"")*)"$/u.exec(qualifiedName)?.[1] ?? qualifiedName).replaceAll('""', '"');

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
 * Returns the same as {@link getIndex} as outputs, which other resources take in place of an `Index`. Its arguments can be outputs.
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
